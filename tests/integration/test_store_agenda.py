"""What the store keeps of feeds and pages, and of articles that their outlet no longer has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from index.store import schema
from index.store.agenda import FeedState, PageState
from index.store.embedded import EmbeddedStore, open_store
from tests.integration.store_model import MANIFEST, assert_store_equals, example

SINCE = datetime(2024, 7, 3, 12, 35, tzinfo=UTC)
PAGE = PageState(
    "https://a.example/1", "https://a.example/1", "https://a.example/rss", "seen", "a", "said", True, fresh_from=100.0
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[EmbeddedStore]:
    opened = open_store(tmp_path / "index", MANIFEST)
    yield opened
    opened.close()


def test_feeds_and_pages_come_back_as_they_were_kept_also_after_opening_again(tmp_path: Path) -> None:
    first = open_store(tmp_path, MANIFEST)
    feed = FeedState(
        "https://a.example/rss", title="दैनिक तारा", etag='"x"', interval_s=300.0, last_success=5.0, items=9
    )
    first.agenda.keep([feed, FeedState("https://b.example/rss")], [PAGE])
    changed = replace(feed, errors=2, last_error="…", gone_at=7.0)
    first.agenda.keep([changed], [replace(PAGE, visits=3, next_visit=400.0)])
    first.close()
    second = open_store(tmp_path, MANIFEST, create=False)
    assert second.agenda.feeds() == [changed, FeedState("https://b.example/rss")]
    assert second.agenda.pages([PAGE.key, "nothing"]) == {PAGE.key: replace(PAGE, visits=3, next_visit=400.0)}
    assert second.agenda.stored_by(feed.url) == 1
    second.close()


def test_pages_are_due_at_their_time_and_young_for_a_time(store: EmbeddedStore) -> None:
    store.agenda.keep(
        pages=[
            replace(PAGE, key="late", next_visit=300.0),
            replace(PAGE, key="soon", next_visit=200.0, fresh_from=50.0),
            replace(PAGE, key="no article", article="", next_visit=100.0),
            PAGE,
        ]
    )
    assert [page.key for page in store.agenda.due(250.0)] == ["no article", "soon"]
    assert {page.key for page in store.agenda.young(60.0)} == {"late", PAGE.key}


def test_what_is_no_longer_listed_or_too_old_is_forgotten_and_what_is_waited_for_is_not(store: EmbeddedStore) -> None:
    store.agenda.keep(
        [FeedState("a"), FeedState("b")],
        [
            replace(PAGE, key="old"),
            replace(PAGE, key="due", next_visit=900.0),
            replace(PAGE, key="new", first_seen=500.0),
        ],
    )
    store.agenda.forget(["b"], before=400.0)
    assert [feed.url for feed in store.agenda.feeds()] == ["b"]
    assert set(store.agenda.pages(["old", "due", "new"])) == {"due", "new"}


def test_the_pages_of_a_removed_article_do_not_bring_it_back_until_they_are_allowed_to(store: EmbeddedStore) -> None:
    with store.writing() as writer:
        writer.put([example("a"), example("b")])
    store.agenda.keep(pages=[replace(PAGE, next_visit=1.0), replace(PAGE, key="other", article="b", next_visit=2.0)])
    with store.writing() as writer:
        assert writer.remove(["a"]) == ["a"]
    assert [page.key for page in store.agenda.due(9.0)] == ["other"]
    store.agenda.keep(pages=[replace(PAGE, next_visit=None)])
    assert store.agenda.pages([PAGE.key])[PAGE.key].removed
    assert store.agenda.removed(["a", "b"]) == {"a"}
    store.agenda.allow(["a"])
    assert store.agenda.removed(["a", "b"]) == set()
    assert not store.agenda.pages([PAGE.key])[PAGE.key].removed


def test_keeping_the_agenda_makes_no_new_generation(store: EmbeddedStore) -> None:
    before = store.status().generation
    store.agenda.keep([FeedState("a")], [PAGE])
    assert store.status().generation == before


def test_an_article_that_its_outlet_no_longer_has_is_kept_and_not_found(store: EmbeddedStore) -> None:
    with store.writing() as writer:
        writer.put([example("a"), example("b")])
        writer.put([example("a", version=1)])
        assert writer.mark_gone(["a", "nobody"], SINCE) == ["a"]
        assert writer.mark_gone(["a"], datetime.now(UTC)) == []
    view = store.view()
    assert {chunk.article.id for chunk in view.chunks(range(len(view.chunk_ids)))} == {"b"}
    assert [article.id for article in view.newest(9)] == ["b"]
    kept = store.article("a")
    assert kept is not None
    assert (kept.text, kept.gone_at) == (example("a", version=1).article.text, SINCE)
    assert {article.id: article.gone_at for article in store.articles()} == {"a": SINCE, "b": None}
    assert [old.text for old in store.revisions("a")] == [example("a").article.text]


def test_an_article_that_is_back_is_found_again_without_a_new_revision(store: EmbeddedStore) -> None:
    with store.writing() as writer:
        writer.put([example("a"), example("b")])
        writer.mark_gone(["a"], SINCE)
        assert writer.standing([example("a").article]) == ["changed"]
        writer.put([example("a")])
        assert writer.standing([example("a").article]) == ["same"]
    assert_store_equals(store, {"a": example("a"), "b": example("b")})
    assert store.revisions("a") == []
    found = store.article("a")
    assert found is not None
    assert found.gone_at is None


def test_the_text_of_a_gone_article_may_come_in_by_another_address(store: EmbeddedStore) -> None:
    copy = replace(example("a").article, id="copy")
    with store.writing() as writer:
        writer.put([example("a")])
        assert writer.standing([copy]) == ["duplicate"]
        writer.mark_gone(["a"], SINCE)
        assert writer.standing([copy]) == ["new"]


def test_an_index_of_an_older_khabar_gets_an_empty_agenda(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as older:
        older.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:2])
        open_store(tmp_path, MANIFEST).close()
    store = open_store(tmp_path, MANIFEST, create=False)
    assert store.agenda.feeds() == []
    assert store.agenda.due(1e12) == []
    store.close()
