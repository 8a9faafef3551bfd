"""The whole path through a small real model, whose text is mostly nonsense: what reaches the reader never is."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from index.embed.protocol import Embedder
from index.store.embedded import EmbeddedStore
from rag.answer import Answer, Delta, Fallback, Outcome
from rag.generate.model import load_chat_model
from rag.generate.writer import Writer
from rag.pipeline import Answerer
from tests.chat_model import SmallModel
from tests.integration.written import sample_store

SPAIN = "Which team won the European Championship in Berlin?"


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[EmbeddedStore]:
    """Few articles, in English: this model reads Hindi byte by byte."""
    store = sample_store(tmp_path_factory.mktemp("few") / "data", embedder, only=["sample-en-12", "sample-en-13"])
    yield store
    store.close()


def writer_of(small_model: SmallModel, store: EmbeddedStore, embedder: Embedder, timeout_s: float = 60.0) -> Writer:
    model = load_chat_model(
        f"openai:{small_model.name}", url=small_model.url, timeout_s=timeout_s, max_tokens=48, temperature=0.0
    )
    return Writer(Answerer(store, embedder), embedder, model)


async def test_its_words_stream_and_the_answer_is_checked_or_extractive(
    small_model: SmallModel, news: EmbeddedStore, embedder: Embedder
) -> None:
    writer = writer_of(small_model, news, embedder)
    events = [event async for event in writer.stream(SPAIN)]
    *deltas, answer = events
    assert isinstance(answer, Answer)
    assert len(deltas) > 5
    assert all(isinstance(delta, Delta) for delta in deltas)
    assert answer.outcome is Outcome.ANSWERED
    assert answer.written or answer.fallback is Fallback.UNSUPPORTED
    texts = {article.id: article.text for article in news.articles()}
    assert all(citation.quote in texts[citation.article_id] for citation in answer.citations)
    assert answer.usage
    assert answer.usage.input_tokens > 300
    assert 0 < answer.usage.output_tokens <= 48
    await writer.close()


async def test_it_is_not_waited_for_longer_than_allowed_and_is_free_again(
    small_model: SmallModel, news: EmbeddedStore, embedder: Embedder
) -> None:
    hurried = writer_of(small_model, news, embedder, timeout_s=0.02)
    answer = await hurried.answer(SPAIN)
    assert answer.fallback is Fallback.SLOW
    await hurried.close()
    patient = writer_of(small_model, news, embedder)
    asking = patient.stream(SPAIN)
    async with asyncio.timeout(60):
        assert isinstance(await anext(asking), Delta)
    await asking.aclose()
    await patient.close()
