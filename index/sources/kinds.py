"""What came from an address: a page, a feed, or neither. Servers name the kind wrongly often enough to look."""

from __future__ import annotations

from typing import Literal

import regex

from index.fetch import Fetched

Kind = Literal["page", "feed", "other"]

_OPENING_BYTES = 2000
_FEED = regex.compile(
    r"^\W{0,9}(?:<\?[^>]{0,200}>|<!--.{0,800}?-->|<!doctype\s[^>]{0,200}>|\s)*<(?:rss|feed|rdf:rdf|channel|urlset|sitemapindex)[\s>]"
    r"|^\W{0,9}\{.{0,300}https?:\\?/\\?/jsonfeed\.org",
    regex.IGNORECASE | regex.DOTALL,
)
_PAGE = regex.compile(r"<(?:!doctype\s{1,5}html|html|head|body|title|article)[\s>]", regex.IGNORECASE)
_PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml"})
_FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json"})
_SAY_NOTHING = frozenset(
    {
        "",
        "text/plain",
        "text/xml",
        "application/xml",
        "application/octet-stream",
        "application/json",
        "binary/octet-stream",
    }
)


def kind_of(fetched: Fetched) -> Kind:
    """Tell what a body is, by its opening and else by what its server calls it."""
    opening = fetched.body[:_OPENING_BYTES]
    encoding = "utf-16" if opening.startswith((b"\xff\xfe", b"\xfe\xff")) else "latin-1"
    text = opening.decode(encoding, "replace").removeprefix("ï»¿").lstrip()
    if _FEED.search(text):
        return "feed"
    if fetched.content_type in _PAGE_TYPES:
        return "page"
    if fetched.content_type in _FEED_TYPES:
        return "feed"
    return "page" if fetched.content_type in _SAY_NOTHING and _PAGE.search(text) else "other"
