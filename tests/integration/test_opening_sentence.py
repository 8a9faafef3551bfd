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
    title="निर्मलगंज में कोसी पर बना पैदल पुल खुला",
    text="निर्मलगंज में कोसी नदी पर बना पैदल पुल सिंचाई मंत्री लीला मुर्मू ने खोल दिया। "
    "गांव के बच्चों ने गेंदे के फूल लेकर सबसे पहले इसे पार किया। "
    "कटिहार के एक ठेकेदार ने पुल 14 महीने में तैयार किया। "
    "पुरानी नाव के मल्लाहों को अपनी कमाई की चिंता है।",
    language="hi",
    source="द लैंटर्न",
    url="",
    published_at=datetime(2026, 3, 4, 6, tzinfo=UTC),
)


@pytest.fixture
def answerer(tmp_path: Path, embedder: Embedder) -> Iterator[Answerer]:
    opened = open_store(tmp_path / "data", manifest_for(embedder.card))
    ingest([BRIDGE], opened, embedder)
    yield Answerer(opened, embedder)
    opened.close()


def test_the_sentence_that_answers_goes_before_the_one_that_repeats_the_headline(answerer: Answerer) -> None:
    assert "14 महीने" in answerer.answer("निर्मलगंज का पुल कितने महीने में बना?").citations[0].quote
