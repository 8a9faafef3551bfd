"""The sentence that answers beside the one that repeats the headline."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from index.article import Article
from index.embed.protocol import Embedder
from index.ingest import ingest, manifest_for
from index.store.embedded import open_store
from rag.pipeline import Answerer

BRIDGE = Article(
    id="bridge",
    title="Footbridge over the Kosi at Nirmalganj opens",
    text="The footbridge over the Kosi at Nirmalganj was opened by irrigation minister Leela Murmu. "
    "Schoolchildren of the village crossed it first and carried marigolds. "
    "A contractor from Katihar put the bridge up in 14 months. "
    "Boatmen of the old ferry fear for their income.",
    language="en",
    source="The Lantern Dispatch",
    url="",
    published_at=datetime(2026, 3, 4, 6, tzinfo=UTC),
)


@pytest.fixture
def answerer(tmp_path: Path, embedder: Embedder) -> Iterator[Answerer]:
    opened = open_store(tmp_path / "data", manifest_for(embedder.card))
    ingest([BRIDGE], opened, embedder)
    yield Answerer(opened, embedder)
    opened.close()


@pytest.mark.parametrize(
    "question", ["In how many months was the Nirmalganj footbridge built?", "निर्मलगंज का पुल कितने महीने में बना?"]
)
def test_the_sentence_that_answers_goes_before_the_one_that_repeats_the_headline(
    question: str, answerer: Answerer
) -> None:
    assert "14 months" in answerer.answer(question).citations[0].quote
