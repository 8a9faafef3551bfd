"""The lists of the bulletin from a real store; the vectors are made by hand, so that no model is needed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.article import Article, Chunk, Language
from index.store.embedded import EmbeddedStore, open_store
from index.store.protocol import IndexedArticle, IndexedChunk
from rag.bulletin.board import Bulletin
from rag.bulletin.listing import find, first_positions, listed, reference_of
from rag.bulletin.stories import tell_the_same
from tests.integration.store_model import MANIFEST, unit_vectors

NOON = datetime(2024, 7, 3, 12, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[EmbeddedStore]:
    opened = open_store(tmp_path / "data", MANIFEST)
    yield opened
    opened.close()


def put(
    store: EmbeddedStore,
    article_id: str,
    title: str,
    hours: float | None = 0,
    *,
    language: Language = "hi",
    vector: NDArray[np.float32] | None = None,
    text: str = "एक वाक्य।",
) -> None:
    """Store an article of so many hours after noon."""
    at = None if hours is None else NOON + timedelta(hours=hours)
    article = Article(article_id, title, text, language, "अख़बार", "", at)
    made = unit_vectors(1, article_id) if vector is None else vector
    chunk = IndexedChunk(Chunk(article_id, 0, len(text), ((0, len(text)),)), made[0], made, [], [])
    with store.writing() as writer:
        writer.put([IndexedArticle(article, [chunk], {})])


def bulletin(store: EmbeddedStore) -> Bulletin:
    return Bulletin(store, embedder=None, answers=lambda question: True)  # type: ignore[arg-type] - no model is needed


def ids(store: EmbeddedStore, start: int = 0, count: int = 10, language: Language = "hi") -> list[str]:
    return [one.article.id for one in bulletin(store).page(start, count, language).articles]


def near(vector: NDArray[np.float32], cosine: float) -> NDArray[np.float32]:
    """A vector with this cosine to another."""
    other = unit_vectors(1, "other")
    other -= (other @ vector.T) * vector
    other /= np.linalg.norm(other)
    made: NDArray[np.float32] = (cosine * vector + np.sqrt(1 - cosine**2) * other).astype(np.float32)
    return made


def test_the_newest_comes_first_and_what_has_no_date_last(store: EmbeddedStore) -> None:
    put(store, "undated", "बिना तारीख़ की ख़बर", None)
    put(store, "noon", "दोपहर को खुला नया पुल", 0)
    put(store, "evening", "शाम को थमी तेज़ बारिश", 6)
    assert ids(store) == ["evening", "noon", "undated"]


def test_a_headline_that_several_outlets_share_stands_once(store: EmbeddedStore) -> None:
    put(store, "one", "असम में बाढ़ से 24 लाख लोग बेहाल", 0)
    put(store, "other", "असम मे बाढ़ से २४ लाख लोग बेहाल", 1)
    put(store, "later", "असम में बाढ़ से 24 लाख लोग बेहाल", 80)
    assert ids(store) == ["later", "other"]


def test_of_a_story_in_two_languages_the_reader_sees_their_own(store: EmbeddedStore) -> None:
    vector = unit_vectors(1, "story")
    put(store, "english", "India wins the cup", 1, language="en", vector=vector)
    put(store, "hindi", "भारत ने जीता विश्व कप", 0, vector=near(vector, 0.9))
    put(store, "another", "सेंसेक्स में बड़ी गिरावट", 2, vector=near(vector, 0.5))
    assert ids(store, language="hi") == ["another", "hindi"]
    assert ids(store, language="hi-Latn") == ["another", "hindi"]
    assert ids(store, language="en") == ["another", "english"]


def test_two_articles_of_one_language_that_are_only_near_are_two_stories(store: EmbeddedStore) -> None:
    vector = unit_vectors(1, "story")
    put(store, "one", "जयशंकर मिले लावरोव से", 0, vector=vector)
    put(store, "two", "कज़ाख़ मंत्री की भारत यात्रा", 1, vector=near(vector, 0.9))
    view = store.view()
    one, two = listed(view, first_positions(view))
    assert not tell_the_same(one, two)


def test_pages_follow_each_other_also_when_something_comes_in_between(store: EmbeddedStore) -> None:
    names = [f"a{number:02}" for number in range(12)]
    for hours, name in enumerate(names):
        put(store, name, f"ख़बर {name} {unit_vectors(1, name)[0, 0]}", hours)
    board = bulletin(store)
    first = board.page(0, 5, "hi")
    put(store, "new", "अभी आई एकदम ताज़ा बात", 30)
    second = board.page(5, 5, "hi", until=first.until)
    last = board.page(10, 5, "hi", until=second.until)
    seen = [one.article.id for page in (first, second, last) for one in page.articles]
    assert seen == names[::-1]
    assert (first.more, second.more, last.more) == (True, True, False)
    assert board.page(0, 5, "hi").articles[0].article.id == "new"


def test_a_corrected_article_keeps_its_number_and_is_not_new(store: EmbeddedStore) -> None:
    put(store, "old", "पुराना पुल टूटा", 0)
    put(store, "other", "मेले में भीड़ उमड़ी", 0)
    board = bulletin(store)
    mark = board.newest_number()
    put(store, "old", "पुराना पुल टूटा, जाँच शुरू", 1, text="दूसरा वाक्य।")
    assert board.newest_number() == mark
    assert board.came_in(mark, NOON - timedelta(days=1), "hi", (), 5) == []
    put(store, "new", "नहर में मिला मगरमच्छ", 2)
    put(store, "archive", "बीस साल पहले की बात", -200_000)
    put(store, "undated", "तारीख़ के बिना आई बात", None)
    came = board.came_in(mark, NOON - timedelta(days=1), "hi", (), 5)
    assert [one.article.id for one in came] == ["new", "undated"]


@pytest.mark.parametrize("article_id", ["https://example.org/खबर/1?a=b", "x" * 60, "दो शब्द"])
def test_an_article_of_any_id_is_found_by_its_short_name(store: EmbeddedStore, article_id: str) -> None:
    put(store, "first", "पहली बात", 0)
    put(store, article_id, "नहर में मिला मगरमच्छ", 1)
    (one, _) = listed(store.view(), first_positions(store.view()))
    assert len(one.reference) <= 48
    assert one.reference.replace("-", "").isalnum()
    found = bulletin(store).article(one.reference)
    assert found is not None
    assert found.id == article_id


def test_a_short_name_of_another_index_names_nothing(store: EmbeddedStore) -> None:
    put(store, "https://example.org/other", "नहर में मिला मगरमच्छ", 0)
    assert find(store.view(), reference_of("https://example.org/mine", 1)) is None
    assert bulletin(store).article("n99-00000000") is None
    assert bulletin(store).article("निरर्थक") is None


def test_an_empty_index_has_no_news(store: EmbeddedStore) -> None:
    board = bulletin(store)
    assert board.page(0, 5, "hi").articles == ()
    assert board.sections() == {}
    assert board.newest_number() == 0
    assert board.came_in(0, NOON, "hi", (), 5) == []
