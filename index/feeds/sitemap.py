"""News sitemaps and indexes of sitemaps (https://www.sitemaps.org/protocol.html, news extension 0.9)."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

from index.errors import SourceError
from index.feeds.entry import MAX_ENTRIES, ReadFeed, entry_of, without_repeats
from index.sources.item import Item

MAX_PARTS = 5
"""So many sitemaps of an index are read, those that name news or changed last."""


def read_sitemap(body: bytes, url: str) -> ReadFeed:
    """Read a news sitemap, or which sitemaps an index of them names; as `read_feed`.

    Raises:
        SourceError: It lists no news.
    """
    from lxml import etree

    # No entity is replaced and nothing fetched: what a file defines for itself stays undone.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(body, parser)
    except (etree.LxmlError, ValueError) as error:
        raise SourceError(url, "this sitemap is broken; list another feed of this site.") from error
    if root is None:
        raise SourceError(url, "this sitemap is broken; list another feed of this site.")
    if _name(root) == "sitemapindex":
        return ReadFeed("", (), parts=_parts(root, url))
    found = [item for child in root.iterchildren() if _name(child) == "url" and (item := _item(child))]
    if not found:
        raise SourceError(
            url, "this sitemap lists no news (it has no news:news); list the site's news sitemap or feed."
        )
    entries = without_repeats([entry_of(item, url, "") for item in found[:MAX_ENTRIES]])
    title = next((item.source for item in found if item.source), "")
    return ReadFeed(title, entries, listed=len(found))


def _item(element: Any) -> Item | None:
    """What a `url` element with a `news:news` in it tells; None if it has none."""
    news = next((child for child in element.iterchildren() if _name(child) == "news"), None)
    link = _child(element, "loc")
    if news is None or not link:
        return None
    publication = next((child for child in news.iterchildren() if _name(child) == "publication"), None)
    return Item(
        place=link,
        text="",
        title=_child(news, "title"),
        language=_child(publication, "language"),
        source=_child(publication, "name"),
        url=link,
        dates=tuple(date for date in (_child(news, "publication_date"), _child(element, "lastmod")) if date),
    )


def _parts(root: Any, url: str) -> tuple[str, ...]:
    found = [
        (_child(child, "loc"), _child(child, "lastmod")) for child in root.iterchildren() if _name(child) == "sitemap"
    ]
    ranked = sorted(
        (each for each in found if each[0]), key=lambda each: ("news" in each[0].lower(), each[1]), reverse=True
    )
    return tuple(urljoin(url, part) for part, _ in ranked[:MAX_PARTS])


def _child(element: Any, name: str) -> str:
    if element is None:
        return ""
    return next(
        (" ".join("".join(child.itertext()).split()) for child in element.iterchildren() if _name(child) == name), ""
    )


def _name(element: Any) -> str:
    """The name of an element without its namespace; empty for comments."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
