"""A chat model behind bot.py: the command line, the terminal, and Telegram."""

from __future__ import annotations

import asyncio
import json
import os
import pty
import signal
import subprocess
import sys
from asyncio.subprocess import PIPE
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from chat.texts import TEXTS
from index.embed.protocol import Embedder
from index.store.embedded import EmbeddedStore
from rag.pipeline import Answerer
from tests.chat_model import KEY, ChatServer, Hangs, Refuses, Reply, Request, Says
from tests.chat_model.server import MODEL
from tests.e2e.running_bot import running_bot
from tests.e2e.telegram_server import TelegramServer
from tests.integration.written import TRAIN, TRAIN_TEXT, TRAIN_TITLE, passage_number, sample_store, writing

ROOT = Path(__file__).parents[2]
WRITTEN = TRAIN_TEXT.replace(" [{n}].", ".")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Path:
    """A folder of its own, so that no .env of this machine takes part, with an index of a few articles in "data"."""
    folder = tmp_path_factory.mktemp("chat-model")
    sample_store(folder / "data", embedder, only=["sample-hi-21", "sample-en-12", "sample-en-13"]).close()
    return folder


@pytest.fixture(scope="module")
def news(folder: Path, embedder: Embedder) -> Iterator[EmbeddedStore]:
    store = sample_store(folder / "telegram", embedder, only=["sample-hi-21", "sample-en-12", "sample-en-13"])
    yield store
    store.close()


def train(request: Request) -> Reply:
    return Says(TRAIN_TEXT.format(n=passage_number(request, TRAIN_TITLE)), token_s=0.01)


def environment(server: ChatServer, **changes: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("TELEGRAM_BOT_TOKEN", "OPENAI_API_KEY")}
    chosen = {"CHAT_MODEL": f"openai:{MODEL}", "CHAT_MODEL_URL": server.url, "CHAT_MODEL_KEY": KEY, "DATA_DIR": "data"}
    return {**kept, **chosen, **changes}


async def bot(folder: Path, environment: dict[str, str], *arguments: str) -> tuple[int | None, str, str]:
    """Run bot.py; return its exit code and what it wrote."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, str(ROOT / "bot.py"), *arguments, cwd=folder, env=environment, stdout=PIPE, stderr=PIPE
    )
    out, error = await asyncio.wait_for(process.communicate(), 120)
    return process.returncode, out.decode(), error.decode()


async def test_ask_gives_the_written_answer_with_what_it_took(
    chat_server: ChatServer, folder: Path, model_dir: Path
) -> None:
    chat_server.reply = train
    code, out, error = await bot(folder, environment(chat_server), "ask", "--json", TRAIN)
    assert (code, error) == (0, "")
    answer: dict[str, Any] = json.loads(out)
    assert (answer["answer"], answer["outcome"], answer["written"]) == (f"{WRITTEN} [1]", "answered", True)
    assert answer["fallback"] is None
    assert answer["usage"]["calls"] == 1
    assert answer["citations"][0]["title"] == TRAIN_TITLE
    assert "10 लोगों की जान चली गई" in answer["citations"][0]["quote"]


async def test_ask_gives_sentences_of_the_news_where_the_model_fails_and_says_so(
    chat_server: ChatServer, folder: Path, model_dir: Path
) -> None:
    chat_server.reply = lambda request: Refuses(401)
    code, out, error = await bot(folder, environment(chat_server), "ask", TRAIN)
    assert code == 0
    assert out.rstrip().endswith(TEXTS["en"].not_written)
    assert "CHAT_MODEL_KEY" in error
    assert KEY[-8:] not in out + error


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"CHAT_MODEL": "openai:gpt", "CHAT_MODEL_URL": "", "CHAT_MODEL_KEY": ""}, "CHAT_MODEL_KEY"),
        ({"CHAT_TIMEOUT_S": "soon"}, "CHAT_TIMEOUT_S"),
    ],
)
async def test_a_wrong_setting_of_the_model_is_one_sentence_and_code_2(
    changes: dict[str, str], words: str, chat_server: ChatServer, folder: Path
) -> None:
    code, out, error = await bot(folder, environment(chat_server, **changes), "ask", TRAIN)
    assert (code, out) == (2, "")
    assert words in error
    assert len(error.strip().splitlines()) == 1
    assert KEY not in error


def test_without_a_chat_model_neither_langchain_nor_pytorch_is_loaded_and_nothing_of_a_model_is_said(
    folder: Path, model_dir: Path
) -> None:
    script = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r}); import bot; bot.main(['ask', '--json', {TRAIN!r}]);"
        " print([name for name in sys.modules if name.split('.')[0] in"
        " ('langchain', 'langchain_core', 'openai', 'torch', 'transformers', 'sentence_transformers')])"
    )
    without = {name: value for name, value in os.environ.items() if not name.startswith("CHAT_")}
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=folder,
        env={**without, "DATA_DIR": "data"},
        capture_output=True,
        text=True,
        timeout=120,
    )
    answer, loaded = done.stdout.splitlines()
    assert loaded == "[]"
    assert not {"written", "fallback", "usage"} & set(json.loads(answer))


async def test_in_a_terminal_the_words_appear_as_they_come_and_ctrl_c_drops_the_question_and_the_call(
    chat_server: ChatServer, folder: Path, model_dir: Path
) -> None:
    chat_server.script(Hangs("A goods train hit the Kanchanjunga"))
    chat_server.reply = train
    here, there = pty.openpty()
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        str(ROOT / "bot.py"),
        "chat",
        cwd=folder,
        env=environment(chat_server, TERM="xterm", COLUMNS="100", LINES="30"),
        stdin=there,
        stdout=there,
        stderr=there,
        start_new_session=True,
    )
    os.close(there)
    seen = bytearray()
    changed = asyncio.Event()

    def look() -> None:
        seen.extend(_read(here))
        changed.set()

    async def until(text: str, timeout_s: float = 60) -> None:
        async with asyncio.timeout(timeout_s):
            while text.encode() not in seen:
                changed.clear()
                await changed.wait()

    asyncio.get_running_loop().add_reader(here, look)
    try:
        await until("› ")
        os.write(here, f"{TRAIN}\n".encode())
        await until("A goods train hit the Kanch")
        process.send_signal(signal.SIGINT)
        await until(TEXTS["en"].cancelled)
        await chat_server.until(lambda: chat_server.requests[0].end == "disconnected")
        os.write(here, f"{TRAIN}\n".encode())
        await until(TRAIN_TITLE)
        os.write(here, b"/quit\n")
        assert await asyncio.wait_for(process.wait(), 30) == 0
    finally:
        asyncio.get_running_loop().remove_reader(here)
        if process.returncode is None:
            process.kill()
            await process.wait()
        os.close(here)
    assert f"{WRITTEN}".encode() in seen
    assert b"Traceback" not in seen


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 65_536)
    except OSError:  # the other end is closed
        asyncio.get_running_loop().remove_reader(descriptor)
        return b""


async def test_in_telegram_the_written_answer_arrives_and_the_limit_of_a_person_is_said(
    telegram: TelegramServer, chat_server: ChatServer, news: EmbeddedStore, embedder: Embedder
) -> None:
    chat_server.reply = train
    async with (
        writing(chat_server, news, embedder, calls_per_day=1, cached_answers=0) as writer,
        running_bot(telegram, Answerer(news, embedder), writer=writer),
    ):
        person, other = telegram.person(), telegram.person()
        person.say(TRAIN)
        (first,) = await person.receives(1, 20)
        person.say("How many passengers were injured in the Kanchanjunga Express accident?")
        _, second = await person.receives(2, 20)
        other.say(TRAIN)
        (third,) = await other.receives(1, 20)
    assert first.text.startswith(f"This is news of 18 June 2024:\n\n{WRITTEN} [1]")
    assert second.text.endswith(TEXTS["en"].out_of_calls)
    assert second.parts("italic") == [TEXTS["en"].out_of_calls]
    assert third.text == first.text


async def test_evaluation_scores_the_written_answers_beside_the_others(
    chat_server: ChatServer, tmp_path: Path, model_dir: Path
) -> None:
    chat_server.reply = train
    samples = (ROOT / "index" / "samples" / "hindi.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in samples if '"sample-hi-21"' in line]
    articles, questions = tmp_path / "articles.jsonl", tmp_path / "questions.jsonl"
    articles.write_text(json.dumps({**rows[0], "lang": rows[0]["language"]}), "utf-8")
    asked = {"id": "1", "set": "s", "lang": "en", "kind": "k", "question": TRAIN, "article_ids": ["sample-hi-21"]}
    questions.write_text(json.dumps({**asked, "answers": ["10"]}), "utf-8")
    files = ("--articles", str(articles), "--questions", str(questions))
    named = environment(chat_server, CHAT_MODEL="")
    code, out, _ = await bot(tmp_path, named, "evaluate", "--json", *files, "--chat-model", f"openai:{MODEL}")
    assert code == 0
    figures = json.loads(out)
    written = figures.pop("written")
    assert (written["questions"], written["written"], written["calls"]) == (1, 1, 1)
    assert written["language_match"] == written["citation_support"] == written["citation_accuracy"] == 1.0
    assert figures["questions"] == 1
