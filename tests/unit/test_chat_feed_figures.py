"""How the feeds do, in a message to those who keep the news."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from chat.feed_figures import feeds_text
from chat.texts import TEXTS
from index.feeds.table import feed_rows
from index.store.agenda import FeedState

INDIA = ZoneInfo("Asia/Kolkata")
NOW = 1_720_000_000.0
ENGLISH = TEXTS["en"]


def text(*states: FeedState) -> str:
    return feeds_text(feed_rows([state.url for state in states], states, lambda url: 0, INDIA), ENGLISH)


def test_feeds_that_are_well_are_counted_with_the_last_success_of_any() -> None:
    said = text(
        FeedState("https://a.example/", last_success=NOW - 60), FeedState("https://b.example/", last_success=NOW)
    )
    assert said == "Feeds: 2, last read 2024-07-03 15:16. In trouble: 0"


def test_a_feed_in_trouble_is_named_with_the_reason() -> None:
    said = text(
        FeedState("https://a.example/", last_error="no answer in 20 s", errors=3),
        FeedState("https://b.example/", gone_at=NOW),
        FeedState("https://c.example/"),
    )
    assert said.splitlines() == [
        "Feeds: 3, last read –. In trouble: 2",
        "• https://a.example/: no answer in 20 s",
        f"• https://b.example/: {ENGLISH.feed_gone}",
    ]


def test_without_feeds_it_says_so() -> None:
    assert text() == ENGLISH.no_feeds


@pytest.mark.parametrize("language", ["hi", "en", "hi-Latn"])
def test_very_many_in_trouble_with_long_addresses_and_reasons_fit_in_a_message(language: str) -> None:
    rows = feed_rows(
        [f"https://{number}.example/{'a' * 2000}" for number in range(300)],
        [FeedState(f"https://{number}.example/{'a' * 2000}", last_error="b" * 500) for number in range(300)],
        lambda url: 0,
        INDIA,
    )
    said = feeds_text(rows, TEXTS[language])  # type: ignore[index]
    assert len(said) < 2000
    assert "295" in said
