"""What is done after an answer has been given, one thing at a time: nobody waits for it, and it may be left out."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from telegram.error import TelegramError

from index.errors import KhabarError

_log = logging.getLogger(__name__)
_MAX_WAITING = 16

Work = Callable[[], Awaitable[None]]


class Afterwards:
    """A short queue of work."""

    def __init__(self) -> None:
        """Nothing waits."""
        self._waiting: asyncio.Queue[Work] = asyncio.Queue(_MAX_WAITING)

    def add(self, work: Work) -> None:
        """Do some work later; where much waits already it is left out."""
        if not self._waiting.full():
            self._waiting.put_nowait(work)

    async def run(self) -> None:
        """Do what waits, again and again, until this is cancelled."""
        while True:
            work = await self._waiting.get()
            try:
                await work()
            except (TelegramError, KhabarError) as error:
                _log.info("Something that was to follow an answer was left out (%s).", type(error).__name__)
            except Exception as error:
                _log.error("Error of this program: what was to follow an answer failed (%s).", type(error).__name__)
