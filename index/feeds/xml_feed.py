"""RSS, Atom, RDF and CDF, through feedparser."""

from __future__ import annotations

import calendar
import html
import io
from typing import Any

from index.errors import SourceError
from index.feeds.entry import FeedEntry, ReadFeed, entry_of, without_repeats
from index.sources.item import MAX_TEXT_CHARS, Item
from index.sources.markup import has_markup, text_of

_NO_TEXT = ("image/", "audio/", "video/")
_DATES = ("published", "created", "updated")
_NO_FEED = "this is no RSS, Atom or JSON feed and no news sitemap; check the address."


def read_xml_feed(body: bytes, url: str, charset: str) -> ReadFeed:
    """Read a feed in XML, well-formed or not; as `read_feed`.

    Raises:
        SourceError: It is no feed.
    """
    import feedparser

    # feedparser believes a declared charset before the bytes; many a server declares what its feeds have ceased to be.
    charset = "utf-8" if _is_utf8(body) else charset
    headers = {"content-type": f"application/xml; charset={charset}" if charset else "application/xml"}
    headers["content-location"] = url
    try:
        # A stream: given bytes, feedparser would take them for the name of a file first.
        found = feedparser.parse(io.BytesIO(body), response_headers=headers)
    except Exception as error:  # a library on a stranger's input: anything may come, and the other feeds go on
        raise SourceError(
            url, f"this feed is broken ({type(error).__name__}); list another feed of this site."
        ) from error
    if not found.entries and not found.get("version"):
        raise SourceError(url, _NO_FEED)
    title = _text(found.feed.get("title"))
    language = _text(found.feed.get("language"))
    entries = [_entry(entry, url, title, language) for entry in found.entries]
    return ReadFeed(title, without_repeats(entries), listed=len(entries))


def _is_utf8(body: bytes) -> bool:
    if body.isascii():
        return False  # some encodings of other scripts are written in ASCII, and say so
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _entry(entry: Any, url: str, feed_title: str, language: str) -> FeedEntry | None:
    own_id = _text(entry.get("id"))
    link = _link(entry) or (own_id if own_id.startswith(("http://", "https://")) else "")
    item = Item(
        place=link or url,
        text=_body(entry),
        title=html.unescape(_text(entry.get("title"))),  # some are escaped once too often
        language=_text((entry.get("title_detail") or {}).get("language")) or language,
        source=_text((entry.get("source") or {}).get("title")) or feed_title,
        url=link,
        dates=_dates(entry),
        author=_text(entry.get("author")),
        section=next((term for tag in entry.get("tags") or () if (term := _text(tag.get("term")))), ""),
        modified=(_text(entry["updated"]),) if "updated" in entry else (),
    )
    return entry_of(item, url, own_id)


def _link(entry: Any) -> str:
    """The page of an entry: what it calls an alternate, before a film or a sound that goes with it."""
    links = [link for link in entry.get("links") or () if _text(link.get("href"))]
    chosen = _text(entry.get("link"))
    others = {link["href"] for link in links if link.get("rel") != "alternate"}
    alternates = [link["href"] for link in links if link.get("rel") == "alternate"]
    return alternates[0] if alternates and (not chosen or chosen in others) else chosen


def _body(entry: Any) -> str:
    """The longest of what may be its text; entries with a summary and the whole have both."""
    parts = [*(entry.get("content") or ()), entry.get("summary_detail") or {"value": entry.get("summary")}]
    return max((_read(part) for part in parts), key=len)[: MAX_TEXT_CHARS + 1]


def _read(part: Any) -> str:
    kind, value = _text(part.get("type")) or "text/html", _text(part.get("value"))
    if kind == "text/plain" and not has_markup(value):
        return html.unescape(value)
    return "" if kind.startswith(_NO_TEXT) else text_of(value)


def _dates(entry: Any) -> tuple[str | float, ...]:
    """As written, which tells the zone; then as feedparser reads formats that are its own."""
    # Asked for what it has not, feedparser answers with another date, and warns that it does.
    found: list[str | float] = [written for name in _DATES if name in entry and (written := _text(entry[name]))]
    for name in _DATES:
        if (parsed := f"{name}_parsed") in entry and entry[parsed]:
            try:
                found.append(float(calendar.timegm(entry[parsed])))
            except (ValueError, OverflowError):
                continue
    return tuple(found)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
