"""Bytes of a feed to its entries, whatever kind of feed it is."""

from __future__ import annotations

import html
import zlib
from urllib.parse import urljoin

import regex

from index.errors import SourceError
from index.feeds.entry import ReadFeed
from index.feeds.json_feed import read_json_feed
from index.feeds.sitemap import read_sitemap
from index.feeds.xml_feed import read_xml_feed
from index.sources.addresses import canonical_url

MAX_FEED_BYTES = 5_000_000

_BEGINNING = 2048
_SITEMAP = regex.compile(rb"<(?:\w{1,20}:)?(?:urlset|sitemapindex)[\s>]", regex.IGNORECASE)
_LINK = regex.compile(rb"<link\s[^>]{1,1000}>", regex.IGNORECASE)
_ATTRIBUTE = regex.compile(r"""(rel|type)\s{0,3}=\s{0,3}["']?([^"'\s>]{1,100})""")
_HREF = regex.compile(r"""\shref\s{0,3}=\s{0,3}["']?([^"'\s>]{1,1000})""", regex.IGNORECASE)
_HTML = regex.compile(rb"^\s*(?:<!--.*?-->\s*)*(?:<!doctype html|<html[\s>])", regex.IGNORECASE | regex.DOTALL)


def read_feed(body: bytes, url: str, *, charset: str = "") -> ReadFeed:
    """Read RSS, Atom, RDF, CDF, a JSON Feed, a news sitemap or an index of sitemaps.

    Args:
        body: What the server sent, at most MAX_FEED_BYTES.
        url: Where it came from: addresses in it may be relative, and errors name it.
        charset: As the server declared it; empty if it did not.

    Raises:
        SourceError: It is none of these.
    """
    if body.startswith(b"\x1f\x8b"):
        body = _unpacked(body, url)
    if len(body) > MAX_FEED_BYTES:
        raise SourceError(url, f"it has more than {MAX_FEED_BYTES // 10**6} MB, as no feed has; list another feed.")
    start = body[:_BEGINNING].removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"{"):
        return read_json_feed(body, url)
    if _SITEMAP.search(start):
        return read_sitemap(body, url)
    if _HTML.match(start):
        raise SourceError(url, _page(body, url))
    return read_xml_feed(body, url, charset)


def _page(body: bytes, url: str) -> str:
    """What to do about a page: most name the feed of their site."""
    for tag in _LINK.findall(body):
        found = dict(_ATTRIBUTE.findall(tag.decode("utf-8", "replace").lower()))
        # The address as written: it may depend on the case of its letters.
        address = next((m[1] for m in _HREF.finditer(tag.decode("utf-8", "replace"))), "")
        if found.get("rel") == "alternate" and found.get("type", "").endswith(("rss+xml", "atom+xml", "feed+json")):
            feed = canonical_url(urljoin(url, html.unescape(address)))
            if feed:
                return f"this is a page and not a feed; its site's feed is {feed}: list that."
    return "this is a page and not a feed; list the address of the site's RSS or Atom feed."


def _unpacked(body: bytes, url: str) -> bytes:
    """Sitemaps are often served as files that are packed themselves, apart from the transfer."""
    unpacking = zlib.decompressobj(wbits=31)
    try:
        return unpacking.decompress(body, MAX_FEED_BYTES + 1)
    except zlib.error as error:
        raise SourceError(url, "it is packed and damaged; try again later, or list another feed.") from error
