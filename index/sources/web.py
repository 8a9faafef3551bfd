"""Addresses that a person gives, to Articles: pages, and feeds read once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import datetime, tzinfo

from index.article import Article
from index.errors import FetchError, SourceError
from index.feeds.once import read_feed_once
from index.fetch import Fetcher
from index.sources.canonical import out_of_cache
from index.sources.kinds import kind_of
from index.sources.page_of import article_from

_AT_ONCE = 20
_ASK_TO_STOP_EVERY_S = 0.2


def read_addresses(
    urls: Sequence[str],
    *,
    timezone: tzinfo,
    allow_private_hosts: Collection[str] = (),
    stop: Callable[[], bool] = lambda: False,
    now: datetime | None = None,
) -> Iterator[Article | SourceError]:
    """Fetch the articles at some addresses. Blocks; not for a thread in which an event loop runs.

    Args:
        urls: Of pages or feeds.
        timezone: Of times that name no zone.
        allow_private_hosts: As for `Fetcher`.
        stop: Asked while waiting whether to leave out what has not come yet.
        now: The present, timezone-aware; given in tests.

    Yields:
        In the order of the addresses: articles, or what is wrong with one; nothing that the web does is raised.
    """
    for start in range(0, len(urls), _AT_ONCE):
        some = urls[start : start + _AT_ONCE]
        yield from asyncio.run(_read(some, timezone, allow_private_hosts, stop, now))


async def _read(
    urls: Sequence[str],
    timezone: tzinfo,
    allow_private_hosts: Collection[str],
    stop: Callable[[], bool],
    now: datetime | None,
) -> list[Article | SourceError]:
    async with Fetcher(allow_private_hosts=allow_private_hosts) as fetcher:
        reading = [asyncio.create_task(_read_one(fetcher, url, timezone, now)) for url in urls]
        waiting = set(reading)
        while waiting and not stop():
            _, waiting = await asyncio.wait(waiting, timeout=_ASK_TO_STOP_EVERY_S)
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
    return [found for task in reading if not task.cancelled() for found in task.result()]


async def _read_one(
    fetcher: Fetcher, url: str, timezone: tzinfo, now: datetime | None
) -> Sequence[Article | SourceError]:
    address = out_of_cache(url)
    try:
        fetched = await fetcher.get(address)
    except FetchError as error:
        return [error]
    if kind_of(fetched) == "feed":
        return await read_feed_once(fetcher, fetched, timezone)
    return [await asyncio.to_thread(article_from, fetched, None, timezone, now=now, asked_for=address)]
