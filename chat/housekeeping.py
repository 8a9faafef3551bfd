"""Deletes what is too old: at the start of the bot, and then once a day."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from chat.languages import Languages
from chat.state import ChatState, forgetting
from index.errors import StateError

_log = logging.getLogger(__name__)
_DAY_S = 86_400.0


async def keep_house(
    state: ChatState,
    languages: Languages,
    keep: timedelta,
    *,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> None:
    """Delete what is too old, again and again; what could not be deleted today is tomorrow.

    Args:
        state: Where it is kept.
        languages: Told when something went.
        keep: How long it is kept.
        clock: Tells the present, timezone-aware.
        sleep: For tests.
    """
    traces = True  # an earlier process may have deleted and not compacted
    while True:
        try:
            deleted = await state.run(forgetting.expire, keep, clock())
            await languages.reload()
            traces = traces or deleted > 0
            if traces:
                await state.compact()
                traces = False
            _log.info("%s rows were too old and are deleted.", deleted)
        except StateError as error:
            _log.warning("What is too old could not be deleted: %s", error)
        await sleep(_DAY_S)
