"""Turns at a host: a few visitors at a time, and a pause between their starts."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

_MAX_PLACES = 1000


@dataclass(slots=True)
class _Place:
    slots: asyncio.Semaphore
    next_start_s: float = 0.0
    visitors: int = 0
    """Inside or waiting."""


class Turns:
    """Whose turn it is, for all hosts."""

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Begin.

        Args:
            clock: Seconds.
            sleep: Waits so many of them.
        """
        self._clock, self._sleep = clock, sleep
        self._places: dict[str, _Place] = {}

    @asynccontextmanager
    async def turn(self, host: str, at_once: int, pause_s: float) -> AsyncIterator[None]:
        """Wait for a turn at a host, and keep it for the block.

        Args:
            host: Whose.
            at_once: How many may be there at a time; the first visitor's word counts.
            pause_s: Least time between this start and the next one, in seconds; 0 also waits for nobody's pause.
        """
        place = self._places.get(host)
        if place is None:
            self._forget_the_idle()
            place = self._places[host] = _Place(asyncio.Semaphore(at_once))
        place.visitors += 1
        try:
            async with place.slots:
                if pause_s > 0:
                    now = self._clock()
                    start = max(now, place.next_start_s)
                    place.next_start_s = start + pause_s
                    if start > now:
                        await self._sleep(start - now)
                yield
        finally:
            place.visitors -= 1

    def _forget_the_idle(self) -> None:
        if len(self._places) < _MAX_PLACES:
            return
        now = self._clock()
        for host in [host for host, place in self._places.items() if not place.visitors and place.next_start_s < now]:
            del self._places[host]
