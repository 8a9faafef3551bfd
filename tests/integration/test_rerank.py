"""Reranking through a real cross-encoder: small, trained here, saved, and loaded by its folder."""

from __future__ import annotations

import itertools
import json
import logging
import random
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bot import main
from index.article import Article, Chunk
from index.embed.protocol import Embedder
from index.errors import AnswerError
from index.ingest import ingest, manifest_for
from index.store.embedded import EmbeddedStore, open_store
from index.store.protocol import StoredChunk
from rag.pipeline import Answerer
from rag.question import Query, read_question
from rag.rerank import CrossEncoderReranker, rerank_retrieved
from rag.retrieve import Hit, Retrieved, Retriever
from tests.integration.rerank_model import TOWNS, item, save_model, train

QUESTION = "festival bridge kandla"


@pytest.fixture(scope="module")
def model_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a cross-encoder that looks for the question's town."""
    import torch

    folder = tmp_path_factory.mktemp("reranker")
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        model = save_model(folder)
        assert train(model) > 0.99
    model.save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def reranker(model_folder: Path) -> CrossEncoderReranker:
    return CrossEncoderReranker(str(model_folder))


def town_articles() -> Iterator[Article]:
    """Five articles of each town, that differ in what happened."""
    rng = random.Random(1)
    for town, number in itertools.product(TOWNS, range(5)):
        title, text = item(town, rng)
        yield Article(f"{town}-{number}", title, text, "en", source="gazette")


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("towns") / "data"


@pytest.fixture(scope="module")
def store(data_dir: Path, embedder: Embedder) -> Iterator[EmbeddedStore]:
    opened = open_store(data_dir, manifest_for(embedder.card))
    assert ingest(town_articles(), opened, embedder).added == 30
    yield opened
    opened.close()


@pytest.fixture
def found(store: EmbeddedStore, embedder: Embedder) -> tuple[Query, Retrieved]:
    view = store.view()
    query = read_question(QUESTION, view)
    return query, Retriever(view, embedder).retrieve(query, 20)


def own_scores(folder: Path, text: str, hits: list[Hit]) -> np.ndarray[Any, Any]:
    """What the library itself says of a question and each hit."""
    from sentence_transformers import CrossEncoder

    pairs = [(text, f"{hit.article.title}\n{hit.article.text}") for hit in hits]
    scores: np.ndarray[Any, Any] = CrossEncoder(str(folder)).predict(pairs, show_progress_bar=False)
    return scores


def ids(hits: list[Hit]) -> list[str]:
    return [hit.article.id for hit in hits]


def facts(hits: list[Hit]) -> list[tuple[str, int, float, float, float, float]]:
    return [(hit.article.id, hit.rank, hit.score, hit.dense, hit.words, hit.sounds) for hit in hits]


def test_hits_are_reordered_exactly_by_the_scores_of_the_model(
    model_folder: Path, reranker: CrossEncoderReranker, found: tuple[Query, Retrieved]
) -> None:
    query, retrieved = found
    scores = own_scores(model_folder, QUESTION, retrieved.hits)
    reordered = reranker.rerank(query, retrieved.hits)
    expected = [retrieved.hits[place] for place in np.argsort(-scores, kind="stable")]
    assert ids(reordered) == ids(expected)
    assert ids(reordered) != ids(retrieved.hits)


def test_what_the_model_was_trained_to_prefer_comes_first_wherever_it_stood(
    reranker: CrossEncoderReranker, found: tuple[Query, Retrieved]
) -> None:
    query, retrieved = found
    of_town = {f"kandla-{number}" for number in range(5)}
    assert of_town <= set(ids(retrieved.hits))
    worst_first = sorted(retrieved.hits, key=lambda hit: hit.article.id in of_town)
    assert set(ids(worst_first[-5:])) == of_town
    assert set(ids(reranker.rerank(query, worst_first)[:5])) == of_town


def test_nothing_is_added_or_lost_and_the_fused_scores_are_dealt_out_again(
    reranker: CrossEncoderReranker, found: tuple[Query, Retrieved]
) -> None:
    query, retrieved = found
    reordered = reranker.rerank(query, retrieved.hits)
    assert sorted(ids(reordered)) == sorted(ids(retrieved.hits))
    assert [hit.rank for hit in reordered] == list(range(20))
    assert [hit.score for hit in reordered] == [hit.score for hit in retrieved.hits]
    before = {hit.chunk.id: hit for hit in retrieved.hits}
    for hit in reordered:
        # What a title, one sentence and reading added is part of the score that they had.
        bare = {"from_title": 0.0, "from_one_sentence": 0.0, "from_reading": 0.0}
        unranked = replace(before[hit.chunk.id], rank=0, score=0.0, **bare)
        assert replace(hit, rank=0, score=0.0) == unranked


def test_hits_behind_the_top_stay_where_they_are(model_folder: Path, found: tuple[Query, Retrieved]) -> None:
    query, retrieved = found
    reordered = CrossEncoderReranker(str(model_folder), top=7).rerank(query, retrieved.hits)
    assert facts(reordered[7:]) == facts(retrieved.hits[7:])
    assert ids(reordered[:7]) != ids(retrieved.hits[:7])
    assert sorted(ids(reordered[:7])) == sorted(ids(retrieved.hits[:7]))


def test_no_hit_and_one_hit_are_left_alone(reranker: CrossEncoderReranker, found: tuple[Query, Retrieved]) -> None:
    query, retrieved = found
    assert reranker.rerank(query, []) == []
    assert reranker.rerank(query, retrieved.hits[:1]) == retrieved.hits[:1]


def test_of_several_texts_of_a_query_the_best_counts(
    model_folder: Path, reranker: CrossEncoderReranker, found: tuple[Query, Retrieved]
) -> None:
    query, retrieved = found
    texts = ("market kandla power", "jorhat flood road")
    best = np.max([own_scores(model_folder, text, retrieved.hits) for text in texts], axis=0)
    reordered = reranker.rerank(replace(query, texts=texts), retrieved.hits)
    place = {article_id: number for number, article_id in enumerate(ids(retrieved.hits))}
    in_order = [float(best[place[article_id]]) for article_id in ids(reordered)]
    np.testing.assert_allclose(in_order, sorted(in_order, reverse=True), atol=1e-5)
    assert {article_id.split("-")[0] for article_id in ids(reordered)[:2]} <= {"kandla", "jorhat"}


def test_the_answerer_retrieves_deeper_and_keeps_the_best(
    store: EmbeddedStore, embedder: Embedder, reranker: CrossEncoderReranker, found: tuple[Query, Retrieved]
) -> None:
    query, retrieved = found
    trace = Answerer(store, embedder, reranker=reranker).trace(QUESTION)
    expected = rerank_retrieved(reranker, query, retrieved, 10)
    assert ids(trace.retrieved.hits) == ids(expected.hits)
    assert len(trace.retrieved.hits) == 10
    assert "rerank" in trace.answer.timings_ms


def test_the_answer_comes_from_what_the_model_puts_first(
    store: EmbeddedStore, embedder: Embedder, found: tuple[Query, Retrieved]
) -> None:
    class Backwards:
        top = 20

        def rerank(self, query: Query, hits: Sequence[Hit]) -> list[Hit]:
            turned = reversed(hits)
            return [replace(hit, rank=rank, score=hits[rank].score) for rank, hit in enumerate(turned)]

    _, retrieved = found
    trace = Answerer(store, embedder, reranker=Backwards()).trace(QUESTION)
    assert ids(trace.retrieved.hits) == ids(retrieved.hits)[::-1][:10]
    assert trace.best_article in ids(retrieved.hits)[-6:]


def test_without_a_reranker_the_order_of_the_search_stands(
    store: EmbeddedStore, embedder: Embedder, found: tuple[Query, Retrieved]
) -> None:
    trace = Answerer(store, embedder).trace(QUESTION)
    assert ids(trace.retrieved.hits) == ids(found[1].hits[:10])
    assert "rerank" not in trace.answer.timings_ms


def unknown_words(folder: Path) -> None:
    """The tokenizer gives numbers for which the model has no vector."""
    save_model(folder, words=9)


def no_numbers(folder: Path) -> None:
    """A weight is not a number, and so is every score."""
    import torch

    model = save_model(folder)
    with torch.no_grad():
        model.classifier.bias.fill_(float("nan"))
    model.save_pretrained(folder)


@pytest.mark.parametrize("damage", [unknown_words, no_numbers])
def test_a_model_that_fails_leaves_the_order_alone_and_says_so_once(
    damage: Callable[[Path], None],
    tmp_path: Path,
    store: EmbeddedStore,
    embedder: Embedder,
    caplog: pytest.LogCaptureFixture,
) -> None:
    damage(tmp_path / "model")
    question = f"{QUESTION} stranger7"
    answerer = Answerer(store, embedder, reranker=CrossEncoderReranker(str(tmp_path / "model")))
    plain = Answerer(store, embedder).trace(question)
    with caplog.at_level(logging.WARNING):
        for _ in range(2):
            trace = answerer.trace(question)
            assert facts(trace.retrieved.hits) == facts(plain.retrieved.hits)
            assert trace.answer.citations == plain.answer.citations
    (record,) = caplog.records
    assert "RERANKER_MODEL" in record.getMessage()


def test_threads_get_the_order_that_one_gets(reranker: CrossEncoderReranker, found: tuple[Query, Retrieved]) -> None:
    query, retrieved = found
    queries = [replace(query, texts=(f"{town} " + "river " * n,)) for n, town in enumerate(TOWNS * 4)]
    alone = [ids(reranker.rerank(query, retrieved.hits)) for query in queries]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda query: ids(reranker.rerank(query, retrieved.hits)), queries))
    assert together == alone


def test_of_a_hit_the_model_reads_no_more_than_512_tokens(tmp_path: Path, found: tuple[Query, Retrieved]) -> None:
    def hit(text: str) -> Hit:
        chunk = StoredChunk(
            1, Chunk("long", 0, len(text), ()), Article("long", "", text, "en"), np.zeros((0, 4), np.float32)
        )
        return Hit(chunk, 0, 1.0, 1.0, 0.0, 0.0)

    save_model(tmp_path / "model", max_position_embeddings=2048)
    reranker = CrossEncoderReranker(str(tmp_path / "model"))
    read = reranker._score(found[0], [hit("road " * 400 + f"{town} " * 40 + "road " * 400) for town in TOWNS])
    assert np.ptp(read) > 1e-4
    unread = reranker._score(found[0], [hit("road " * 600 + f"{town} " * 40) for town in TOWNS])
    np.testing.assert_allclose(unread, unread[0], atol=1e-6)
    endless = reranker._score(found[0], [hit("road " * 1_000_000 + town) for town in TOWNS])
    np.testing.assert_allclose(endless, unread, atol=1e-6)


def empty(folder: Path) -> None:
    folder.mkdir()


def missing(folder: Path) -> None:
    """No folder at all."""


def damaged(folder: Path) -> None:
    save_model(folder)
    (folder / "config.json").write_text("{", "utf-8")


def cut_off(folder: Path) -> None:
    save_model(folder)
    weights = folder / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:1000])


def an_embedding_model(folder: Path) -> None:
    save_model(folder, kind="BertModel")


def a_model_of_three_scores(folder: Path) -> None:
    save_model(folder, num_labels=3, id2label={n: str(n) for n in range(3)}, label2id={str(n): n for n in range(3)})


@pytest.mark.parametrize(
    "make",
    [missing, empty, damaged, cut_off, an_embedding_model, a_model_of_three_scores],
    ids=lambda make: make.__name__,
)
def test_what_is_no_reranker_is_refused_in_one_sentence(make: Callable[[Path], None], tmp_path: Path) -> None:
    make(tmp_path / "model")
    said: list[str] = []
    with pytest.raises(AnswerError, match="RERANKER_MODEL") as caught:
        CrossEncoderReranker(str(tmp_path / "model"), tell=said.append)
    message = str(caught.value)
    assert said == []  # a folder is nothing to fetch
    assert str(tmp_path / "model") in message
    assert message.endswith(".")
    assert "\n" not in message


def test_a_name_that_no_hub_can_have_is_refused() -> None:
    said: list[str] = []
    with pytest.raises(AnswerError, match="not a model"):
        CrossEncoderReranker("not a model", tell=said.append)
    assert len(said) == 1


def test_at_least_one_hit_must_be_reordered(model_folder: Path) -> None:
    with pytest.raises(ValueError, match="top"):
        CrossEncoderReranker(str(model_folder), top=0)


@pytest.mark.usefixtures("store")
def test_the_command_line_says_in_one_line_that_the_reranker_is_missing(
    data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RERANKER_MODEL", str(tmp_path / "nowhere"))
    assert main(["ask", "--data-dir", str(data_dir), QUESTION]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "RERANKER_MODEL" in err.splitlines()[-1]
    assert "Traceback" not in err


@pytest.mark.usefixtures("store")
def test_the_command_line_uses_the_reranker_of_the_settings(
    data_dir: Path,
    model_folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RERANKER_MODEL", str(model_folder))
    assert main(["ask", "--data-dir", str(data_dir), "--json", QUESTION]) == 0
    assert "rerank" in json.loads(capsys.readouterr().out)["timings_ms"]
