"""Sections and wishes to be told, on the sample news with the real model."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from index.embed.protocol import Embedder, Passage
from index.errors import QuestionError
from index.ingest import manifest_for
from index.store.embedded import EmbeddedStore, open_store
from rag.bulletin.board import Bulletin
from rag.bulletin.listing import first_positions, listed
from rag.bulletin.sections import EXAMPLES, SECTIONS, Section
from rag.bulletin.sorting import Sorter, examples_digest
from rag.bulletin.stories import stories
from rag.bulletin.watching import Watcher

LONG_AGO = datetime(2024, 1, 1, tzinfo=UTC)

# What a person would call each sample article; where two will do, both.
LABELS: dict[str, str] = {
    "hi-01": "world", "hi-02": "world", "hi-03": "world", "hi-04": "sport", "hi-05": "weather india", "hi-06": "india",
    "hi-07": "india", "hi-08": "india", "hi-09": "business", "hi-10": "world", "hi-11": "science", "hi-12": "world",
    "hi-13": "india", "hi-14": "india", "hi-15": "weather", "hi-16": "business india", "hi-17": "science",
    "hi-18": "business", "hi-19": "india", "hi-20": "weather", "hi-21": "india", "hi-22": "sport", "hi-23": "india",
    "hi-24": "health", "en-01": "world", "en-02": "sport", "en-03": "weather india", "en-04": "india", "en-05": "world",
    "en-06": "science", "en-07": "world", "en-08": "science", "en-09": "india", "en-10": "business", "en-11": "india",
    "en-12": "sport", "en-13": "india cinema", "en-14": "world",
}  # fmt: skip
MIN_SORTED, MIN_RIGHT = 34, 0.95

# What somebody waits for, and the articles that tell of it.
WISHES: dict[str, str] = {
    "जयशंकर": "hi-01 hi-02 hi-03 en-01",
    "टी-20 विश्व कप": "hi-04 en-02",
    "assam ki baadh": "hi-20",
    "रेपो दर": "hi-09",
    "Sunita Williams": "en-08",
    "zika virus": "hi-24",
    "हाथरस": "hi-07 hi-08",
    "Putin": "hi-12 en-07",
    "स्टार्मर": "hi-10 en-05",
    "इसरो": "hi-17",
    "ओम बिरला": "hi-06 en-04",
    "Wimbledon": "hi-22",
    "शाहरुख़ ख़ान": "",
    "bitcoin": "",
    "प्याज़ के दाम": "",
    "Neeraj Chopra": "",
    "बुलेट ट्रेन": "",
}
MIN_FOUND, MAX_WRONG = 18, 2


@pytest.fixture(scope="module")
def samples(sample_index: Path, embedder: Embedder) -> Iterator[EmbeddedStore]:
    store = open_store(sample_index, manifest_for(embedder.card), create=False)
    yield store
    store.close()


def test_articles_are_sorted_into_sections_as_a_person_would(samples: EmbeddedStore, embedder: Embedder) -> None:
    view = samples.view()
    positions = first_positions(view)
    sections = Sorter(embedder).sort(view, positions)
    given = {
        one.article.id.removeprefix("sample-"): section
        for one, section in zip(listed(view, positions), sections, strict=True)
        if section is not None
    }
    right = [name for name, section in given.items() if section in LABELS[name].split()]
    assert len(LABELS) == 38
    assert len(given) >= MIN_SORTED
    assert len(right) >= MIN_RIGHT * len(given)


def test_the_sections_of_the_news_are_those_that_have_any(samples: EmbeddedStore, embedder: Embedder) -> None:
    board = Bulletin(samples, embedder, lambda question: True)
    counts = board.sections()
    assert "cinema" not in counts
    assert list(counts) == [section for section in SECTIONS if section in counts]
    for section, count in counts.items():
        articles = board.page(0, 20, "hi", section).articles
        assert 0 < len(articles) <= count


def test_the_packaged_means_are_those_of_the_model(embedder: Embedder) -> None:
    with np.load(str(files("rag.bulletin").joinpath("sections.npz")), allow_pickle=False) as held:
        means, made_with = held["means"], [str(value) for value in held["made_with"]]
    assert made_with == [embedder.card.name, embedder.card.revision, examples_digest()]
    section: Section = "sport"
    texts = EXAMPLES[section][: len(EXAMPLES[section]) // 2]
    made = embedder.embed_passages([Passage("", text, ((0, len(text)),)) for text in texts])
    mean = np.mean([one.vector for one in made], axis=0)
    assert float(means[SECTIONS.index(section), 0] @ mean) / float(np.linalg.norm(mean)) > 0.995


def test_two_languages_tell_a_story_once(samples: EmbeddedStore) -> None:
    view = samples.view()
    shown = [one.article.id for one in stories(listed(view, first_positions(view)), "hi")]
    assert "sample-hi-04" in shown
    assert "sample-en-02" not in shown
    for pair in ({"sample-hi-07", "sample-hi-08"}, {"sample-hi-01", "sample-hi-02"}, {"sample-hi-19", "sample-en-11"}):
        assert pair <= set(shown)


def test_a_wish_finds_the_articles_that_tell_of_it_and_hardly_any_other(
    samples: EmbeddedStore, embedder: Embedder
) -> None:
    watcher, view = Watcher(embedder), samples.view()
    found = wrong = 0
    for subject, wanted in WISHES.items():
        got = {one.article.id.removeprefix("sample-") for one in watcher.found(view, subject, 0, LONG_AGO)}
        found += len(got & set(wanted.split()))
        wrong += len(got - set(wanted.split()))
    assert sum(len(wanted.split()) for wanted in WISHES.values()) == 20
    assert found >= MIN_FOUND
    assert wrong <= MAX_WRONG


def test_a_wish_sees_only_what_came_in_since_and_is_wanted(samples: EmbeddedStore, embedder: Embedder) -> None:
    board = Bulletin(samples, embedder, lambda question: True)
    assert len(board.on("टी-20 विश्व कप", 0, LONG_AGO, "hi")) == 1
    assert board.on("जयशंकर", board.newest_number(), LONG_AGO, "hi") == []
    assert board.on("जयशंकर", 0, datetime(2025, 1, 1, tzinfo=UTC), "hi") == []
    assert board.on("जयशंकर", 0, LONG_AGO, "hi", lambda article: False) == []
    with pytest.raises(QuestionError):
        board.on("?!", 0, LONG_AGO, "hi")
