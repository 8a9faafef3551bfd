"""One round under way: what every visit of it shares, and the two kinds of visit."""

from __future__ import annotations

import asyncio
import math
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import tzinfo
from typing import TypeVar
from urllib.parse import urlsplit

from index.errors import SourceError
from index.feeds.after import PageVisit, feed_after_error, feed_after_success, page_after, unfinished
from index.feeds.entry import FeedEntry
from index.feeds.feed_visit import Fetches, visit_feed
from index.feeds.intake import Intake
from index.feeds.page_visit import visit_page
from index.feeds.report import RefreshReport
from index.sources.item import Item
from index.store.agenda import FeedState, PageState
from index.store.protocol import Store

_FEEDS_AT_ONCE = 64
_PAGES_AT_ONCE = 8
"""Of one feed, or on a second look of one host: fetched and not yet stored."""

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Means:
    """What a round works with; see `index.feeds.refresh.Refresher`."""

    store: Store
    fetcher: Fetches
    zone: tzinfo
    recheck_s: float
    clock: Callable[[], float]


class Round:
    """The visits of one round. None raises for what is wrong with a feed or a page: that is counted and remembered."""

    def __init__(
        self,
        means: Means,
        intake: Intake,
        parsers: ThreadPoolExecutor,
        report: RefreshReport,
        told: Callable[[RefreshReport], None],
        taken: Iterable[str],
        at_most_s: float = math.inf,
    ) -> None:
        """Begin a round.

        Args:
            means: What to work with.
            intake: Where articles go.
            parsers: Threads for what takes a processor's time.
            report: Counts.
            told: Told it after each step.
            taken: Keys of pages that are visited anyway.
            at_most_s: After so many seconds no further page is begun.
        """
        self._means, self._intake, self._parsers, self._report, self._told = means, intake, parsers, report, told
        self._taken = set(taken)
        self._until = time.monotonic() + at_most_s
        self._feeds = asyncio.Semaphore(_FEEDS_AT_ONCE)
        self._pages: defaultdict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(_PAGES_AT_ONCE))

    async def feed(self, state: FeedState) -> None:
        """Visit a feed and the pages behind what is new in it."""
        async with self._feeds:
            try:
                visit = await visit_feed(self._means.fetcher, state, self._parse)
            except SourceError as error:
                await self._failed(state, error)
                return
        found_new, title, items = False, "", None
        done: list[bool] = []
        if visit.read is not None:
            title, items = visit.read.title, visit.read.listed
            wanted = await self._wanted(visit.read.entries, state.url)
            found_new = bool(wanted)
            done = await together(self._page(page, f"feed {state.url}", told) for page, told in wanted)
        after = feed_after_success(
            state, visit.fetched, self._means.clock(), title=title, items=items, found_new=found_new
        )
        # Where pages are left for the next round, it has to see the whole feed again, and soon.
        await self._intake.put_feed(after if all(done) else unfinished(after, self._means.clock()))
        self._report.visited += 1
        self._report.unchanged += not found_new
        if after.moved_to and after.moved_to != state.moved_to:
            self._report.moved.append((state.url, after.moved_to))
        self._told(self._report)

    async def again(self, page: PageState) -> None:
        """Look at a page again; whole where its article is not stored: what it was a copy of may be gone meanwhile."""
        if page.article and await asyncio.to_thread(self._means.store.article, page.article) is None:
            page = replace(page, etag="", last_modified="")
        if await self._page(page, f"host {urlsplit(page.url).hostname}", None):
            self._report.rechecked += 1
        self._told(self._report)

    async def _failed(self, state: FeedState, error: SourceError) -> None:
        await self._intake.put_feed(feed_after_error(state, error, self._means.clock()))
        self._report.visited += 1
        self._report.failed.append(SourceError(state.url, error.reason))
        self._told(self._report)

    async def _wanted(self, entries: Iterable[FeedEntry], feed: str) -> list[tuple[PageState, Item]]:
        """The pages of what is new or told anew, each once in a round."""
        listed = [entry for entry in entries if entry.key not in self._taken]
        known = await asyncio.to_thread(self._means.store.agenda.pages, [entry.key for entry in listed])
        wanted = []
        for entry in listed:
            page = known.get(entry.key)
            if page is None:
                page = PageState(entry.key, entry.url, feed, first_seen=self._means.clock())
            elif page.removed or page.feed != feed or page.seen == entry.fingerprint:
                continue
            if entry.key not in self._taken:  # another feed may have listed it while we asked what is known
                self._taken.add(entry.key)
                wanted.append((replace(page, seen=entry.fingerprint), entry.item))
        return wanted

    async def _page(self, page: PageState, group: str, told: Item | None) -> bool:
        """Look at a page; tell whether there was time for it."""
        means = self._means
        async with self._pages[group]:
            if time.monotonic() > self._until:
                return False
            visit = await visit_page(means.fetcher, page, told, means.zone, self._parse)
            visit, replaced = await asyncio.to_thread(self._under_one_id, page, visit)
            after = page_after(page, visit, means.clock(), means.recheck_s)
            down = replaced or (page.article if after.gone_at is not None else "")
            await self._intake.put(after, visit.article, down)
        if visit.error is not None and visit.article is None and not after.gone_at:
            self._report.articles.failed.append(visit.error)
        self._told(self._report)
        return True

    def _under_one_id(self, page: PageState, visit: PageVisit) -> tuple[PageVisit, str]:
        """A page that is known keeps its article, whatever address it now calls its own.

        Returns:
            The visit; and the id of the article that it had, where the address leads to another one that is stored.
        """
        article = visit.article
        if article is None or not page.article or article.id == page.article:
            return visit, ""
        if self._means.store.article(article.id) is not None:
            return visit, page.article
        return replace(visit, article=replace(article, id=page.article)), ""

    async def _parse(self, work: Callable[[], Value]) -> Value:
        return await asyncio.get_running_loop().run_in_executor(self._parsers, work)


async def together(works: Iterable[Awaitable[Value]]) -> list[Value]:
    """Wait for all of them and return what they return; where one fails, the others are given up, and its error is raised."""
    tasks = [asyncio.ensure_future(work) for work in works]
    try:
        return await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
