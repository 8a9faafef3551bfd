"""The feeds as `bot.py status` shows them. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, tzinfo
from typing import Any

from index.store.agenda import FeedState

_MAX_TITLE_CHARS = 40
_MAX_ERROR_CHARS = 200


def feed_rows(
    listed: Sequence[str], states: Iterable[FeedState], articles: Callable[[str], int], zone: tzinfo
) -> list[dict[str, Any]]:
    """Return what is known of each listed feed, as JSON has it; null where nothing is.

    Args:
        listed: Addresses, in order.
        states: What is known of those that were visited.
        articles: Tells how many articles a feed brought.
        zone: Of the times.
    """
    known = {state.url: state for state in states}

    def row(url: str) -> dict[str, Any]:
        state = known.get(url) or FeedState(url)
        gone = state.gone_at is not None
        return {
            "url": url,
            "title": state.title,
            "last_success": _time(state.last_success, zone),
            "items": state.items,
            "articles": articles(url),
            "errors": state.errors,
            "last_error": state.last_error,
            "next_visit": None if gone else _time(state.next_visit or None, zone),
            "moved_to": state.moved_to,
            "gone_since": _time(state.gone_at, zone),
        }

    return [row(url) for url in listed]


def feed_table(rows: Sequence[dict[str, Any]]) -> str:
    """Write a table for the terminal; what is wrong with a feed, or where it has moved, stands below it."""
    lines = ["Last success      Items  Articles  Errors  Next visit        Feed"]
    for row in rows:
        next_visit = "never (gone)" if row["gone_since"] else _minute(row["next_visit"])
        name = f"{_shown(row['title'], _MAX_TITLE_CHARS)} {row['url']}".strip()
        lines.append(
            f"{_minute(row['last_success']):16}  {row['items']:5}  {row['articles']:8}  {row['errors']:6}  {next_visit:16}  {name}"
        )
        if row["moved_to"]:
            lines.append(f"{'':18}moved to {row['moved_to']}: list that address instead")
        if row["last_error"]:
            lines.append(f"{'':18}{_shown(row['last_error'], _MAX_ERROR_CHARS)}")
    return "\n".join(lines)


def _time(seconds: float | None, zone: tzinfo) -> str | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, zone).isoformat(timespec="seconds")


def _minute(time: str | None) -> str:
    return time[:16].replace("T", " ") if time else "–"


def _shown(words: str, max_chars: int) -> str:
    """A stranger's words on one line, without what would steer a terminal."""
    line = "".join(letter if letter.isprintable() else " " for letter in " ".join(words.split()))
    return line if len(line) <= max_chars else f"{line[: max_chars - 1]}…"
