from __future__ import annotations

from zoneinfo import ZoneInfo

from index.feeds.table import feed_rows, feed_table
from index.store.agenda import FeedState

INDIA = ZoneInfo("Asia/Kolkata")
URL = "https://tara.example/rss"
NOW = 1_720_000_000.0


def test_a_feed_shows_its_last_success_items_errors_and_next_visit() -> None:
    state = FeedState(URL, title="तारा", last_success=NOW, next_visit=NOW + 1800, items=20)
    (row,) = feed_rows([URL], [state], lambda url: 7, INDIA)
    assert row == {
        "url": URL,
        "title": "तारा",
        "last_success": "2024-07-03T15:16:40+05:30",
        "items": 20,
        "articles": 7,
        "errors": 0,
        "last_error": "",
        "next_visit": "2024-07-03T15:46:40+05:30",
        "moved_to": "",
        "gone_since": None,
    }
    assert "2024-07-03 15:16" in feed_table([row])
    assert f"तारा {URL}" in feed_table([row])


def test_a_feed_that_was_never_visited_is_listed_and_one_that_is_not_listed_is_not() -> None:
    rows = feed_rows([URL], [FeedState("https://other.example/rss")], lambda url: 0, INDIA)
    assert [(row["url"], row["last_success"], row["next_visit"]) for row in rows] == [(URL, None, None)]


def test_a_gone_feed_is_never_visited_and_a_moved_one_says_where_it_is() -> None:
    states = [FeedState(URL, gone_at=NOW, next_visit=NOW), FeedState("b", moved_to="https://new.example/rss")]
    table = feed_table(feed_rows([URL, "b"], states, lambda url: 0, INDIA))
    assert "never (gone)" in table
    assert "moved to https://new.example/rss" in table


def test_what_a_feed_calls_itself_cannot_steer_the_terminal() -> None:
    state = FeedState(URL, title="\x1b[31mRed\n\u202eevil" + "x" * 500, last_error="\x07bell")
    table = feed_table(feed_rows([URL], [state], lambda url: 0, INDIA))
    assert not any(letter in table for letter in "\x1b\x07\u202e")
    assert len(table.splitlines()) == 3
