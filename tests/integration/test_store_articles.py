"""Articles into the store and out again: SQLite and FAISS as they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import numpy as np
import pytest

from index.errors import StoreError
from index.store.embedded import EmbeddedStore, open_store, read_manifest
from index.store.protocol import IndexedArticle
from tests.integration.store_model import MANIFEST, assert_store_equals, example, unit_vectors


@pytest.fixture
def store(tmp_path: Path) -> Iterator[EmbeddedStore]:
    opened = open_store(tmp_path / "index", MANIFEST)
    yield opened
    opened.close()


def put(store: EmbeddedStore, *articles: IndexedArticle) -> None:
    with store.writing() as writer:
        writer.put(articles)


def changed(article: IndexedArticle, **fields: object) -> IndexedArticle:
    return replace(article, article=replace(article.article, **fields))


def test_an_empty_index_finds_nothing(store: EmbeddedStore) -> None:
    assert_store_equals(store, {})
    assert store.status().oldest is None
    assert store.article("nobody") is None
    assert store.revisions("nobody") == []
    assert store.view().newest(3) == []


def test_articles_come_back_whole(store: EmbeddedStore) -> None:
    articles = {name: example(name, chunks=count) for name, count in (("a", 1), ("b", 3), ("without text", 0))}
    put(store, *articles.values())
    assert_store_equals(store, articles)


def test_what_was_stored_is_there_after_opening_again(tmp_path: Path) -> None:
    first = open_store(tmp_path, MANIFEST)
    put(first, example("a"))
    first.close()
    second = open_store(tmp_path, MANIFEST, create=False)
    assert_store_equals(second, {"a": example("a")})
    second.close()


def test_a_corrected_article_keeps_its_old_words_but_cannot_be_found_by_them(store: EmbeddedStore) -> None:
    put(store, example("a"), example("b"))
    put(store, example("a", version=1, chunks=3))
    put(store, example("a", version=2, chunks=1))
    assert_store_equals(store, {"a": example("a", version=2, chunks=1), "b": example("b")})
    assert store.revisions("a") == [example("a").article, example("a", version=1, chunks=3).article]
    assert store.revisions("b") == []


def test_an_article_says_which_revision_it_is_wherever_it_is_read(store: EmbeddedStore) -> None:
    put(store, example("a"), example("b"))
    put(store, example("a", version=1))
    put(store, example("a", version=2))
    view = store.view()
    read = [
        store.article("a"),
        *(article for article in store.articles() if article.id == "a"),
        *(article for article in view.newest(9) if article.id == "a"),
        *(chunk.article for chunk in view.chunks(range(len(view.chunk_ids))) if chunk.article.id == "a"),
    ]
    assert {article.revision for article in read if article} == {3}
    assert [old.revision for old in store.revisions("a")] == [1, 2]
    other = store.article("b")
    assert other
    assert other.revision == 1


def test_storing_the_same_content_again_makes_no_revision(store: EmbeddedStore) -> None:
    put(store, example("a"))
    put(store, example("a"))
    assert_store_equals(store, {"a": example("a")})
    assert store.revisions("a") == []


def test_the_last_of_two_versions_in_one_batch_stands(store: EmbeddedStore) -> None:
    put(store, example("a"), example("a", version=1))
    assert_store_equals(store, {"a": example("a", version=1)})
    assert store.revisions("a") == [example("a").article]


def test_a_removed_article_is_gone_with_its_revisions(store: EmbeddedStore) -> None:
    put(store, example("a"), example("b"), example("c"))
    put(store, example("b", version=1))
    with store.writing() as writer:
        assert writer.remove(["b", "nobody", "c", "b"]) == ["b", "c"]
    assert_store_equals(store, {"a": example("a")})
    assert store.revisions("b") == []


def test_a_removed_article_can_come_back(store: EmbeddedStore) -> None:
    put(store, example("a"), example("b"))
    with store.writing() as writer:
        writer.remove(["a", "b"])
        writer.put([example("b", version=1)])
    assert_store_equals(store, {"b": example("b", version=1)})


def test_articles_are_told_in_the_order_they_were_first_stored(store: EmbeddedStore) -> None:
    put(store, example("z"), example("m"))
    put(store, example("a"), example("z", version=1))
    assert [article.id for article in store.articles()] == ["z", "m", "a"]


def test_standing_tells_new_changed_same_and_duplicate(store: EmbeddedStore) -> None:
    known = example("a")
    put(store, known)
    elsewhere = replace(known.article, id="copy", url="https://elsewhere.example", title=f"  {known.article.title}")
    with store.writing() as writer:
        assert writer.standing([example("b").article, known.article, elsewhere]) == ["new", "same", "duplicate"]
        for field, value in {
            "title": "other",
            "text": "other",
            "source": "other",
            "url": "other",
            "published_at": datetime(1999, 1, 1, tzinfo=UTC),
            "language": "hi-Latn" if known.article.language != "hi-Latn" else "hi",
        }.items():
            assert writer.standing([replace(known.article, **{field: value})]) == ["changed"], field
    assert_store_equals(store, {"a": known})


def test_one_moment_in_two_time_zones_is_no_change(store: EmbeddedStore) -> None:
    moment = datetime(2024, 7, 3, 12, tzinfo=UTC)
    put(store, changed(example("a"), published_at=moment))
    india = timezone(timedelta(hours=5, minutes=30))
    with store.writing() as writer:
        assert writer.standing([replace(example("a").article, published_at=moment.astimezone(india))]) == ["same"]


def test_a_text_that_comes_twice_in_one_batch_is_a_duplicate_the_second_time(store: EmbeddedStore) -> None:
    article = example("a").article
    with store.writing() as writer:
        found = writer.standing([article, replace(article, id="copy"), article, replace(article, text="corrected")])
    assert found == ["new", "duplicate", "same", "changed"]


def test_the_newest_come_first_and_the_undated_last(store: EmbeddedStore) -> None:
    days = {"old": 1, "new": 9, "middle": 5}
    dated = [changed(example(name), published_at=datetime(2024, 1, day, tzinfo=UTC)) for name, day in days.items()]
    hindi = [changed(article, language="hi" if article.article.id != "new" else "en") for article in dated]
    put(store, changed(example("undated"), published_at=None, language="hi"), *hindi)
    view = store.view()
    assert [article.id for article in view.newest(9)] == ["new", "middle", "old", "undated"]
    assert [article.id for article in view.newest(2, "hi")] == ["middle", "old"]


def test_status_tells_sizes_and_dates(store: EmbeddedStore, tmp_path: Path) -> None:
    first, last = datetime(2024, 1, 1, tzinfo=UTC), datetime(2024, 2, 1, 3, 4, 5, tzinfo=UTC)
    put(store, changed(example("a"), published_at=first), changed(example("b"), published_at=last), example("c"))
    status = store.status()
    assert (status.oldest, status.newest) == (min(first, *dates(store)), max(last, *dates(store)))
    assert (status.model, status.generation) == ("model", 1)
    assert status.bytes >= (tmp_path / "index" / "khabar.db").stat().st_size


def dates(store: EmbeddedStore) -> list[datetime]:
    return [article.published_at for article in store.articles() if article.published_at]


def test_the_manifest_can_be_read_without_a_store(tmp_path: Path) -> None:
    assert read_manifest(tmp_path / "nothing") is None
    open_store(tmp_path / "index", MANIFEST).close()
    assert read_manifest(tmp_path / "index") == MANIFEST


@pytest.mark.parametrize(
    "term", ["Delhi", "u.s.", 'say "x"', "c++", "a OR b", "-", "*", "x:y", "जयशंकर", "^a", "a\0b", "é"]
)
def test_a_term_finds_itself_and_nothing_else(store: EmbeddedStore, term: str) -> None:
    plain = example("plain")
    chunk = replace(plain.chunks[0], words=["a", "b", "x", "u", "s", "c", "delhi", "say", "जय", "e"], sounds=[])
    odd = replace(plain.chunks[1], words=[term], sounds=[term, "a"])
    put(store, replace(plain, chunks=[chunk, odd]))
    view = store.view()
    assert view.postings("words", term).tolist() == [1]
    assert view.postings("sounds", term).tolist() == [1]
    assert view.postings("words", "a").tolist() == [0]


def test_a_text_with_a_null_character_comes_back(store: EmbeddedStore) -> None:
    put(store, changed(example("a"), text="before\0after"))
    article = store.article("a")
    assert article is not None
    assert article.text == "before\0after"


def test_half_a_character_is_refused_in_plain_words_and_nothing_of_the_batch_stored(store: EmbeddedStore) -> None:
    put(store, example("a"))
    with store.writing() as writer, pytest.raises(StoreError, match="surrogate"):
        writer.put([example("b"), changed(example("c"), text="\ud800")])
    assert_store_equals(store, {"a": example("a")})


def test_vectors_of_another_dimension_are_refused_and_nothing_of_the_batch_stored(store: EmbeddedStore) -> None:
    with store.writing() as writer:
        with pytest.raises(ValueError, match=r"\(16,\)"):
            writer.put([example("a"), example("b", dimension=8)])
        wrong = example("c")
        hole = replace(wrong.chunks[0], vector=np.full(16, np.nan, np.float32))
        with pytest.raises(ValueError, match="finite"):
            writer.put([replace(wrong, chunks=[hole])])
        writer.put([example("d")])
    assert_store_equals(store, {"d": example("d")})


def test_a_query_of_another_dimension_or_for_no_hits_is_refused(store: EmbeddedStore) -> None:
    put(store, example("a"))
    view = store.view()
    with pytest.raises(ValueError, match="shape"):
        view.search(unit_vectors(1, "q", dimension=8), 1)
    with pytest.raises(ValueError, match="at least 1"):
        view.search(unit_vectors(1, "q"), 0)
    with pytest.raises(ValueError, match="allowed"):
        view.search(unit_vectors(1, "q"), 1, np.ones(1, np.bool_))
    with pytest.raises(ValueError, match="positions"):
        view.cosines(unit_vectors(1, "q"), np.array([2]))


CREDITS = {
    "author": "अनीता वर्मा",
    "section": "देश",
    "modified_at": datetime(2024, 7, 3, 18, tzinfo=timezone(timedelta(hours=5, minutes=30))),
}


def test_author_section_and_time_of_change_come_back_also_of_an_older_revision(store: EmbeddedStore) -> None:
    put(store, changed(example("a"), **CREDITS))
    put(store, changed(example("a", version=1), author="संपादक"))
    newest, (before,) = store.article("a"), store.revisions("a")
    assert newest is not None
    assert (newest.author, newest.section, newest.modified_at, newest.revision) == ("संपादक", "", None, 2)
    assert {name: getattr(before, name) for name in CREDITS} == CREDITS


def test_another_author_or_time_of_change_is_kept_and_makes_no_revision(store: EmbeddedStore) -> None:
    put(store, example("a"), changed(example("b"), author="पुराना"))
    newer = [changed(example("a"), **CREDITS).article, example("b").article, changed(example("c"), **CREDITS).article]
    generation = store.status().generation
    with store.writing() as writer:
        assert writer.standing(newer) == ["same", "same", "new"]
        writer.touch(newer)
    touched, untouched = store.article("a"), store.article("b")
    assert touched is not None
    assert untouched is not None
    assert {name: getattr(touched, name) for name in CREDITS} == CREDITS
    assert (touched.revision, untouched.author, store.revisions("a")) == (1, "पुराना", [])
    assert store.article("c") is None
    assert store.status().generation == generation
