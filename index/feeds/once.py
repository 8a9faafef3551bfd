"""A feed that a person gives like a page: its entries are read once, and it is not listed."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import tzinfo

from index.article import Article
from index.errors import SourceError
from index.feeds.feed_visit import Fetches, whole_feed
from index.feeds.page_visit import visit_page
from index.fetch import Fetched
from index.sources.item import Item
from index.store.agenda import PageState

_AT_ONCE = 8


async def read_feed_once(fetcher: Fetches, fetched: Fetched, zone: tzinfo) -> Sequence[Article | SourceError]:
    """Read the articles of a feed that was fetched.

    Args:
        fetcher: The way to the web.
        fetched: The feed.
        zone: Of times that name no zone.

    Returns:
        In the order of the feed: articles, or what is wrong with an entry; or what is wrong with the feed.
    """
    try:
        feed = await whole_feed(fetcher, fetched, asyncio.to_thread)
    except SourceError as error:
        return [error]
    if not feed.entries:
        return [SourceError(fetched.url, "this feed lists nothing; try again later.")]
    turns = asyncio.Semaphore(_AT_ONCE)

    async def one(key: str, url: str, told: Item) -> Article | SourceError:
        async with turns:
            visit = await visit_page(fetcher, PageState(key, url), told, zone, asyncio.to_thread)
        return visit.article or visit.error or SourceError(url or key, "there is nothing to read.")

    return await asyncio.gather(*(one(entry.key, entry.url, entry.item) for entry in feed.entries))
