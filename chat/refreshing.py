"""Keeps the news current beside the bot: round after round of what is due."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Protocol

from index.errors import KhabarError
from index.feeds.report import RefreshReport

EVERY_S = 60.0
"""Between two looks at what is due; each feed and page has a time of its own."""

_log = logging.getLogger(__name__)


class Feeds(Protocol):
    """The feeds that are listed."""

    async def refresh_due(self) -> RefreshReport:
        """Visit what is due; raise KhabarError where the list or the index cannot be read or written."""
        ...

    async def close(self) -> None:
        """Let go of connections."""
        ...


async def keep_current(
    feeds: Feeds, *, every_s: float = EVERY_S, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
) -> None:
    """Refresh again and again; what fails is tried the next time.

    Args:
        feeds: What to refresh.
        every_s: Seconds between two rounds.
        sleep: For tests.
    """
    try:
        while True:
            await _once(feeds)
            await sleep(every_s)
    finally:
        await feeds.close()


async def _once(feeds: Feeds) -> None:
    try:
        report = await feeds.refresh_due()
    except KhabarError as error:
        _log.warning("The feeds have to wait: %s", error)
        return
    except Exception as error:
        _log.error("Error of this program: a round over the feeds ended (%s).", type(error).__name__)
        return
    for failed in report.failed:
        _log.warning("A feed could not be read: %s", failed)
    for url, new in report.moved:
        _log.warning("%s has moved for good to %s: list that address instead.", url, new)
    articles = report.articles
    if articles.added or articles.updated or report.taken_down:
        _log.info("%s articles are new, %s changed, %s are gone.", articles.added, articles.updated, report.taken_down)
    if report.expired:
        _log.info("%s articles were too old to keep.", report.expired)
