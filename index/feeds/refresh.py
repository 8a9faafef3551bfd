"""A round: every feed that is to be visited, the pages behind what is new, and pages that may have changed.

for each feed, all at once:      visit ─▶ entries ─▶ new, or told anew? ─▶ page ─▶ intake ─▶ what is known of the feed
for each page due, all at once:                                            page ─▶ intake

What is found is stored as it comes, in batches. What is known of a feed is stored after all of its entries: a process
that is killed in between asks for the whole feed again, and skips the pages that are stored. A feed that is slow or
broken keeps nobody waiting: the bounds are the fetcher's, by host.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, tzinfo

from index.embed.protocol import Embedder
from index.errors import SourceError
from index.feeds.feed_visit import Fetches
from index.feeds.intake import Intake
from index.feeds.report import RefreshReport
from index.feeds.round import Means, Round, together
from index.feeds.schedule import DAY_S, RECHECK_S
from index.retention import expire
from index.store.agenda import FeedState, PageState
from index.store.protocol import Store

GONE = "it is gone for good (410) and no longer visited; take it off the list: python bot.py feeds remove ADDRESS."

_KEEP_PAGES_S = 90 * DAY_S
"""For how long pages are known that nothing is waited for; a feed that still lists one has it fetched once more."""
_PARSERS = 2


class Refresher:
    """Keeps an index current. For one event loop; one round at a time."""

    def __init__(
        self,
        store: Store,
        embedder: Embedder,
        fetcher: Fetches,
        *,
        zone: tzinfo,
        recheck_s: float = RECHECK_S,
        keep: timedelta | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """Keep this index current.

        Args:
            store: The index.
            embedder: The one that made it.
            fetcher: The way to the web.
            zone: Of times that name no zone.
            recheck_s: For how many seconds after publication, or its last change, a page is looked at again.
            keep: How long after its publication an article is kept; None: for ever.
            clock: Seconds since 1970.
        """
        self._embedder, self._keep = embedder, keep
        self._means = Means(store, fetcher, zone, recheck_s, clock)

    async def refresh(
        self,
        listed: Collection[str],
        *,
        only_due: bool = False,
        recheck: bool = False,
        at_most_s: float = math.inf,
        told: Callable[[RefreshReport], None] = lambda report: None,
    ) -> RefreshReport:
        """Do one round.

        Args:
            listed: Addresses of the feeds that there are; what is known of others is forgotten.
            only_due: Leave out the feeds whose time has not come. Those that are gone, or asked to be left alone for now,
                are left out in any case.
            recheck: Look again at every page that is young enough to change, and not only at those whose time has come.
            at_most_s: After so many seconds no further page is begun; what is left is for the next round. For a program
                that goes on: a site of a thousand pages that may be asked for one in ten seconds holds up nobody then.
            told: Told after each step.

        Returns:
            The counts. What they say is stored is stored, whatever happens next.

        Raises:
            StoreError: The index cannot be read or written.
            EmbeddingError: The model failed.
        """
        now, report = self._means.clock(), RefreshReport()
        visiting, pages = await asyncio.to_thread(self._plan, listed, only_due, recheck, now, report)
        report.feeds, report.to_recheck = len(visiting), len(pages)
        told(report)
        parsers = ThreadPoolExecutor(_PARSERS, thread_name_prefix="parse")
        try:
            async with Intake(self._means.store, self._embedder, report) as intake:
                under_way = Round(self._means, intake, parsers, report, told, (page.key for page in pages), at_most_s)
                await together([*map(under_way.feed, visiting), *map(under_way.again, pages)])
        finally:
            parsers.shutdown(wait=False, cancel_futures=True)
        if self._keep is not None:
            report.expired = await asyncio.to_thread(
                expire, self._means.store, self._keep, datetime.fromtimestamp(now, UTC)
            )
        return report

    def _plan(
        self, listed: Collection[str], only_due: bool, recheck: bool, now: float, report: RefreshReport
    ) -> tuple[list[FeedState], list[PageState]]:
        """Choose what is visited."""
        agenda = self._means.store.agenda
        agenda.forget(listed, now - _KEEP_PAGES_S)
        known = {state.url: state for state in agenda.feeds()}
        visiting = []
        for url in listed:
            state = known.get(url) or FeedState(url)
            if state.gone_at is not None:
                report.failed += [] if only_due else [SourceError(url, GONE)]
            elif state.not_before <= now and (state.next_visit <= now or not only_due):
                visiting.append(state)
            elif not only_due:
                report.failed.append(SourceError(url, f"it asked to be left alone for now: {state.last_error}"))
        due = {page.key: page for page in agenda.due(now)}
        if recheck:
            due |= {page.key: page for page in agenda.young(now - self._means.recheck_s)}
        return visiting, list(due.values())
