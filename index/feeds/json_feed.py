"""JSON Feed, versions 1 and 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from index.errors import SourceError
from index.feeds.entry import FeedEntry, ReadFeed, entry_of, without_repeats
from index.sources.item import MAX_TEXT_CHARS, Item
from index.sources.markup import text_of


def read_json_feed(body: bytes, url: str) -> ReadFeed:
    """Read a JSON Feed; as `read_feed`.

    Raises:
        SourceError: It is none.
    """
    try:
        feed = json.loads(body.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError) as error:
        raise SourceError(url, "this is neither a JSON Feed nor any other feed; check the address.") from error
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list) or "jsonfeed.org" not in _text(feed, "version"):
        raise SourceError(url, "this JSON is no JSON Feed; check the address.")
    title, language = _text(feed, "title"), _text(feed, "language")
    entries = [_entry(item, url, title, language) for item in items if isinstance(item, dict)]
    return ReadFeed(title, without_repeats(entries), listed=len(entries))


def _entry(item: Mapping[str, Any], url: str, feed_title: str, language: str) -> FeedEntry | None:
    own_id = _text(item, "id")
    link = _text(item, "url") or (own_id if own_id.startswith(("http://", "https://")) else "")
    text = text_of(_text(item, "content_html")) or _text(item, "content_text") or _text(item, "summary")
    told = Item(
        place=link or url,
        text=text[: MAX_TEXT_CHARS + 1],
        title=_text(item, "title"),
        language=_text(item, "language") or language,
        source=feed_title,
        url=link,
        author=_first_name(item.get("authors")) or _first_name([item.get("author")]),
        section=next((tag for tag in _listed(item.get("tags")) if isinstance(tag, str)), ""),
        modified=tuple(date for date in (_text(item, "date_modified"),) if date),
        dates=tuple(date for name in ("date_published", "date_modified") if (date := _text(item, name))),
    )
    return entry_of(told, url, own_id)


def _first_name(authors: object) -> str:
    return next((_text(author, "name") for author in _listed(authors) if isinstance(author, dict)), "")


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(item: Mapping[str, Any], name: str) -> str:
    """A field that should be a string; ids are sometimes numbers."""
    value = item.get(name)
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**63 else ""
