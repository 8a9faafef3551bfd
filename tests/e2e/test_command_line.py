"""bot.py as a process: what it prints, what it stores, how it exits."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from tests.web import Page, WebServer

ROOT = Path(__file__).parents[2]
SAMPLES = Path(str(files("index.samples")))


def bot(*arguments: str, data: Path, stdin: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """Run bot.py from an empty folder, so that no .env of this machine takes part."""
    cwd = next(folder for folder in data.parents if folder.is_dir())
    return subprocess.run(
        [sys.executable, str(ROOT / "bot.py"), *arguments, "--data-dir", str(data)],
        input=stdin,
        capture_output=True,
        text=True,
        cwd=cwd,
        env={**{k: v for k, v in os.environ.items() if k != "TELEGRAM_BOT_TOKEN"}, **environment},
        timeout=300,
    )


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory, model_dir: Path) -> Path:
    """An index of the sample news; nothing here changes it."""
    data = tmp_path_factory.mktemp("news") / "data"
    done = bot("add", "--json", str(SAMPLES / "hindi.jsonl"), str(SAMPLES / "english.jsonl"), data=data)
    assert done.returncode == 0, done.stderr
    counts = json.loads(done.stdout)
    assert counts == {"added": 38, "updated": 0, "unchanged": 0, "duplicates": 0, "failed": []}
    return data


def ask(news: Path, question: str) -> dict[str, Any]:
    done = bot("ask", "--json", question, data=news)
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("जयशंकर ने किससे मुलाकात की?", "hi"),
        ("Whom did Jaishankar meet?", "en"),
        ("jaishankar ne kisse mulakat ki?", "hi-Latn"),
    ],
)
def test_a_question_in_each_language_cites_who_was_met_with_sentence_outlet_and_date(
    news: Path, question: str, language: str
) -> None:
    answer = ask(news, question)
    assert answer["language"] == language
    assert answer["outcome"] == "answered"
    quotes = " ".join(citation["quote"] for citation in answer["citations"])
    assert any(name in quotes for name in ("लावरोव", "Lavrov", "नुर्तलेउ", "Nurtleu"))
    texts = {row["id"]: row["text"] for name in ("hindi.jsonl", "english.jsonl") for row in rows(SAMPLES / name)}
    for citation in answer["citations"]:
        assert citation["quote"] in texts[citation["article_id"]]
        assert citation["source"]
        assert citation["published"].startswith("2024-07")
    assert set(answer) == {
        "question", "language", "outcome", "answer", "confidence", "citations", "closest", "timings_ms",
    }  # fmt: skip


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line]


def test_what_the_news_does_not_tell_is_refused_with_the_closest_headlines(news: Path) -> None:
    answer = ask(news, "चंद्रमा पर पहला होटल किसने खोला?")
    assert answer["outcome"] == "no_evidence"
    assert answer["answer"] == ""
    assert answer["citations"] == []
    assert len(answer["closest"]) == 3
    assert all(headline["title"] and headline["published"] for headline in answer["closest"])


@pytest.mark.parametrize("question", ["😀😀", "kya " * 25_000])
def test_a_question_that_is_none_ends_in_one_sentence_before_a_model_is_loaded(news: Path, question: str) -> None:
    done = bot("ask", question, data=news, EMBEDDING_MODEL="nobody/nothing")
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith("The question is ")
    assert len(done.stderr.strip().splitlines()) == 1


def test_the_status_tells_what_the_index_holds(news: Path) -> None:
    done = bot("status", "--json", data=news)
    status = json.loads(done.stdout)
    assert set(status) == {
        "articles", "chunks", "languages", "oldest", "newest", "model", "generation", "bytes", "feeds",
    }  # fmt: skip
    assert status["articles"] == 38
    assert status["languages"] == {"hi": 24, "en": 14}
    assert status["model"] == "intfloat/multilingual-e5-small"
    assert status["oldest"].startswith("2024-06")


def test_a_batch_with_bad_files_stores_the_good_ones_and_names_the_bad(tmp_path: Path, model_dir: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.txt").write_text("बाढ़ से नुकसान\n\nअसम में बाढ़ से पाँच गाँव डूब गए। प्रशासन ने राहत शिविर खोले।", "utf-8")
    (folder / "empty.txt").write_text("", "utf-8")
    (folder / "picture.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "news.jsonl").write_text(
        '{"title": "a"\n{"id": "x1", "title": "Rain", "text": "It rained in Pune on Monday."}\n', "utf-8"
    )
    (folder / "table.csv").write_text("name,age\nRam,3\n", "utf-8")
    data = tmp_path / "data"
    done = bot("add", "--json", str(folder), data=data)
    counts = json.loads(done.stdout)
    assert done.returncode == 0
    assert counts["added"] == 2
    failed = {Path(error["source"]).name for error in counts["failed"]}
    assert failed == {"empty.txt", "picture.txt", "news.jsonl:1", "table.csv"}
    assert "Traceback" not in done.stderr

    again = json.loads(bot("add", "--json", str(folder / "good.txt"), data=data).stdout)
    assert again["unchanged"] + again["duplicates"] == 1

    removed = bot("remove", "x1", "nothing", data=data)
    assert removed.returncode == 0
    assert "1 removed" in removed.stdout
    assert "nothing" in removed.stderr


def test_a_changed_article_is_updated_and_answers_with_its_new_text(tmp_path: Path, model_dir: Path) -> None:
    data, source = tmp_path / "data", tmp_path / "flood.txt"
    source.write_text("असम में बाढ़\n\nअसम में बाढ़ से पाँच गाँव डूब गए। राहत शिविर खोले गए हैं।", "utf-8")
    assert json.loads(bot("add", "--json", str(source), data=data).stdout)["added"] == 1
    source.write_text("असम में बाढ़\n\nअसम में बाढ़ से नौ गाँव डूब गए। राहत शिविर खोले गए हैं।", "utf-8")
    assert json.loads(bot("add", "--json", str(source), data=data).stdout)["updated"] == 1
    answer = ask(data, "असम में बाढ़ से कितने गाँव डूबे?")
    assert "नौ गाँव" in answer["answer"]
    assert "पाँच" not in json.dumps(answer, ensure_ascii=False)


def test_without_an_index_the_remedy_is_named(tmp_path: Path) -> None:
    for command in (["ask", "क्या हुआ?"], ["status"], ["remove", "x"]):
        done = bot(*command, data=tmp_path / "data")
        assert done.returncode == 1
        assert "bot.py add" in done.stderr
        assert len(done.stderr.strip().splitlines()) == 1


def test_a_data_folder_that_cannot_be_written_is_one_sentence_before_a_model_is_loaded(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    source = tmp_path / "a.txt"
    source.write_text("एक ख़बर यहाँ है। दूसरा वाक्य।", "utf-8")
    done = bot("add", str(source), data=tmp_path / "file" / "data", EMBEDDING_MODEL="nobody/nothing")
    assert done.returncode == 1
    assert "--data-dir" in done.stderr
    assert "Traceback" not in done.stderr


def test_wrong_use_exits_with_two(tmp_path: Path) -> None:
    assert bot("ask", data=tmp_path / "data").returncode == 2
    assert bot("fly", data=tmp_path / "data").returncode == 2
    wrong = bot("status", data=tmp_path / "data", EMBEDDING_THREADS="many")
    assert wrong.returncode == 2
    assert "EMBEDDING_THREADS" in wrong.stderr


def test_help_is_given_without_loading_the_model(tmp_path: Path) -> None:
    script = "import sys, bot\ntry: bot.main(['--help'])\nexcept SystemExit: pass\nprint([m for m in ('torch', 'faiss', 'telegram', 'langchain') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, timeout=60)
    assert done.stdout.strip().endswith("[]")
    assert "evaluate" in done.stdout


def test_a_first_run_without_a_token_answers_examples_and_leaves_politely(tmp_path: Path, model_dir: Path) -> None:
    done = bot(data=tmp_path / "data", stdin="दिल्ली में बारिश से क्या हुआ?\n")
    assert done.returncode == 0, done.stderr
    assert "BotFather" in done.stdout
    assert "38 sample articles" in done.stdout
    assert done.stdout.count("[1]") >= 4  # three examples and the question
    assert "Traceback" not in done.stderr


def test_evaluation_scores_questions_in_a_throw_away_index(tmp_path: Path, model_dir: Path) -> None:
    questions = Path(__file__).parents[1] / "integration" / "questions.jsonl"
    articles = tmp_path / "articles.jsonl"
    with articles.open("w", encoding="utf-8") as out:
        for name in ("hindi.jsonl", "english.jsonl"):
            for row in rows(SAMPLES / name):
                out.write(json.dumps({**row, "lang": row["language"]}, ensure_ascii=False) + "\n")
    done = bot("evaluate", "--json", "--articles", str(articles), "--questions", str(questions), data=tmp_path / "data")
    assert done.returncode == 0, done.stderr
    figures = json.loads(done.stdout)
    assert not (tmp_path / "data").exists()
    assert figures["questions"] == 60
    assert figures["recall@5"] >= 0.9
    assert figures["citation_accuracy"] >= 0.8
    assert {"samples/hi/factoid", "samples/en/factoid", "samples/hi-Latn/factoid"} <= set(figures["by_set"])
    assert set(figures) == {
        "questions", "recall@1", "recall@5", "recall@10", "mrr@10", "ndcg@10", "em", "f1", "citation_accuracy",
        "answer_coverage", "answer_coverage@1", "false_refusal_rate", "false_answer_rate", "by_set", "latency_ms",
    }  # fmt: skip


def test_an_export_can_be_brought_into_another_index(news: Path, tmp_path: Path) -> None:
    data = shutil.copytree(news, tmp_path / "data")
    kept = {"sample-hi-21", "sample-en-12", "sample-en-13"}
    others = [row["id"] for name in ("hindi.jsonl", "english.jsonl") for row in rows(SAMPLES / name)]
    removed = bot("remove", *(id for id in others if id not in kept), data=data)
    assert removed.stdout == "35 removed.\n", removed.stderr
    exported = bot("export", str(tmp_path / "news.jsonl.gz"), data=data)
    assert exported.stdout.startswith("3 articles are in "), exported.stderr
    imported = bot("import", str(tmp_path / "news.jsonl.gz"), data=tmp_path / "other")
    assert imported.stdout == "3 restored, 0 were there, 0 failed.\n", imported.stderr
    refused = bot("import", str(SAMPLES / "hindi.jsonl"), data=tmp_path / "other")
    assert refused.returncode == 1
    assert "no line of an export" in refused.stderr


PAGE = (
    "<html><head><meta charset='utf-8'><title>Boat comes home</title></head><body><main><h1>Boat comes home</h1><article>"
    "<p>The fishing boat Zumbaro came home to Kochi on Wednesday with all seven of its crew, two days after it was lost.</p>"
    "<p>The families of the crew thanked the coast guard, which had searched for the boat with three ships.</p>"
    "</article></main></body></html>"
)


async def test_a_page_is_added_by_its_address_and_what_cannot_be_fetched_is_said(tmp_path: Path) -> None:
    async with WebServer({"/boat?utm_source=x": Page(PAGE)}) as web:
        sources = [web.url("/boat?utm_source=x"), web.url("/none"), f"http://localhost:{web.port}/boat"]
        done = await asyncio.to_thread(
            bot, "add", "--json", *sources, data=tmp_path / "data", ALLOW_PRIVATE_HOSTS="127.0.0.1"
        )
        address = web.url("/boat")
    counts = json.loads(done.stdout)
    assert done.returncode == 0
    assert (counts["added"], counts["updated"], counts["unchanged"]) == (1, 0, 0)
    assert [failed["source"] for failed in counts["failed"]] == sources[1:]
    assert "ALLOW_PRIVATE_HOSTS" in done.stderr
    answer = ask(tmp_path / "data", "How many crew came home on the Zumbaro?")
    assert "seven of its crew" in answer["citations"][0]["quote"]
    assert {cited["url"] for cited in answer["citations"]} == {address}
