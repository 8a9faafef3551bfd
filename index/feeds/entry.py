"""What a feed says: its name and its entries, each an Item with the key by which it is known again."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from urllib.parse import urljoin

from index.sources.addresses import canonical_url
from index.sources.item import Item

MAX_ENTRIES = 1000
"""As many as a news sitemap may list; a feed of articles has 10 to 100. What is beyond is left out."""


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry of a feed.

    Attributes:
        key: The same whenever the feed lists it: the canonical address of its page, or the feed's address and its own id.
        url: Address of its page; empty if it names none: then the feed's text is all there is.
        item: What the feed itself tells.
    """

    key: str
    url: str
    item: Item

    @property
    def fingerprint(self) -> str:
        """Changes when the feed tells something else of it."""
        told = "\n".join((self.item.title, self.item.text, *map(str, self.item.dates)))
        return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class ReadFeed:
    """A feed as it was read.

    Attributes:
        title: Its name; empty if it gives none.
        entries: In its order, none twice, none that tells nothing.
        listed: How many items it lists, those included that tell nothing.
        parts: For an index of sitemaps: addresses of those that may hold news, most promising first.
    """

    title: str
    entries: tuple[FeedEntry, ...]
    listed: int = 0
    parts: tuple[str, ...] = ()


def entry_of(item: Item, feed_url: str, own_id: str) -> FeedEntry | None:
    """Make an entry of what a feed tells; None if there is nothing to know it by.

    Args:
        item: With the address as the feed gives it, absolute or not.
        feed_url: Where the feed came from.
        own_id: The feed's id of the entry; empty if it gives none.
    """
    url = canonical_url(_absolute(feed_url, item.url)) if item.url else ""
    if url:
        return FeedEntry(url, url, replace(item, url=url))
    told = own_id or item.title or item.text[:300]
    if not told.strip():
        return None
    key = f"{feed_url}#{hashlib.sha256(told.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"
    return FeedEntry(key, "", replace(item, id=f"e-{hashlib.sha256(key.encode()).hexdigest()[:16]}", url=""))


def without_repeats(entries: list[FeedEntry | None]) -> tuple[FeedEntry, ...]:
    """The first of each key, at most MAX_ENTRIES."""
    found: dict[str, FeedEntry] = {}
    for entry in entries:
        if entry is not None:
            found.setdefault(entry.key, entry)
    return tuple(found.values())[:MAX_ENTRIES]


def _absolute(base: str, url: str) -> str:
    try:
        return urljoin(base, url.strip())
    except ValueError:
        return ""
