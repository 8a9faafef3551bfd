"""Waiting: for something or for the stop signal, and longer each time that something fails."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from datetime import timedelta
from typing import Any, TypeVar

Value = TypeVar("Value")

SHORTEST_S, LONGEST_S = 1.0, 30.0


async def until(stop: asyncio.Event, work: Coroutine[Any, Any, Value]) -> Value | None:
    """Await some work and return its value, or cancel it and return None as soon as `stop` is set."""
    task = asyncio.ensure_future(work)
    stopped = asyncio.ensure_future(stop.wait())
    try:
        await asyncio.wait((task, stopped), return_when=asyncio.FIRST_COMPLETED)
        return task.result() if task.done() else None
    finally:
        for unfinished in (task, stopped):
            unfinished.cancel()
        await asyncio.gather(task, stopped, return_exceptions=True)


class Backoff:
    """Pauses that grow from one second to thirty."""

    def __init__(self) -> None:
        """Begin with nothing having failed."""
        self._failures = 0

    @property
    def first(self) -> bool:
        """Whether nothing has failed since the last success."""
        return self._failures == 0

    def next_s(self) -> float:
        """Return the next pause, in seconds."""
        pause_s = min(LONGEST_S, SHORTEST_S * 2.0**self._failures)
        self._failures = min(self._failures + 1, 10)
        return pause_s

    def reset(self) -> None:
        """Begin anew after a success."""
        self._failures = 0


def seconds(period: float | timedelta) -> float:
    """Return a period in seconds, as a number; python-telegram-bot gives either."""
    return period.total_seconds() if isinstance(period, timedelta) else float(period)
