"""One look at a feed: what it lists now, or that it lists nothing new."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from index.errors import SourceError
from index.feeds.entry import MAX_ENTRIES, FeedEntry, ReadFeed
from index.feeds.read import read_feed
from index.fetch.fetched import Fetched
from index.store.agenda import FeedState

ACCEPT = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/rdf+xml, application/xml;q=0.9, "
    "text/xml;q=0.9, application/json;q=0.8, */*;q=0.5"
)

Value = TypeVar("Value")
InThread = Callable[[Callable[[], Value]], Awaitable[Value]]


class Fetches(Protocol):
    """What is asked of `index.fetch.fetcher.Fetcher`."""

    async def get(self, url: str, *, etag: str = ..., last_modified: str = ..., accept: str = ...) -> Fetched:
        """Fetch an address; as `Fetcher.get`."""
        ...


@dataclass(frozen=True, slots=True)
class FeedVisit:
    """What came of a look at a feed.

    Attributes:
        fetched: What the server sent.
        read: What it lists; None if nothing has changed.
    """

    fetched: Fetched
    read: ReadFeed | None


async def visit_feed(fetcher: Fetches, state: FeedState, parse: InThread[ReadFeed]) -> FeedVisit:
    """Fetch a feed, if it has changed, and read it; of an index of sitemaps, those that it names.

    Args:
        fetcher: The way to the web.
        state: What is known of the feed.
        parse: Runs what takes a processor's time.

    Raises:
        SourceError: It cannot be fetched, or is no feed.
    """
    address = state.moved_to or state.url
    fetched = await fetcher.get(address, etag=state.etag, last_modified=state.last_modified, accept=ACCEPT)
    if fetched.status == 304:
        return FeedVisit(fetched, None)
    return FeedVisit(fetched, await whole_feed(fetcher, fetched, parse))


async def whole_feed(fetcher: Fetches, fetched: Fetched, parse: InThread[ReadFeed]) -> ReadFeed:
    """Read a feed that was fetched; of an index of sitemaps, those that it names.

    Raises:
        SourceError: It is no feed, or none of those that it names is.
    """
    read = await parse(lambda: read_feed(fetched.body, fetched.url, charset=fetched.charset))
    return await _parts(fetcher, read, parse) if read.parts else read


async def _parts(fetcher: Fetches, index: ReadFeed, parse: InThread[ReadFeed]) -> ReadFeed:
    """The news of the sitemaps that an index names; of those that cannot be read, the error if none can."""

    async def part(url: str) -> ReadFeed | SourceError:
        try:
            fetched = await fetcher.get(url, accept=ACCEPT)
            return await parse(lambda: read_feed(fetched.body, fetched.url, charset=fetched.charset))
        except SourceError as error:
            return error

    found = await asyncio.gather(*map(part, index.parts))
    read = [each for each in found if isinstance(each, ReadFeed) and each.entries]
    if not read:
        raise next(
            (each for each in found if isinstance(each, SourceError)), SourceError(index.parts[0], "it lists no news.")
        )
    entries: dict[str, FeedEntry] = {}
    for each in read:
        for entry in each.entries:
            entries.setdefault(entry.key, entry)
    return ReadFeed(read[0].title, tuple(entries.values())[:MAX_ENTRIES], listed=sum(each.listed for each in read))
