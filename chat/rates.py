"""How often something may happen, for each person or chat by itself; forgotten at the end of the process."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

_MAX_KNOWN = 10_000


class Rates:
    """Counts what happened to each key in the last while."""

    def __init__(self, limit: int, period_s: float = 3_600.0, *, clock: Callable[[], float] = time.monotonic) -> None:
        """Count nothing yet.

        Args:
            limit: How often it may happen in a period; 0: as often as anybody likes.
            period_s: Seconds that are looked back.
            clock: Tells the present, in seconds.
        """
        self._limit, self._period_s, self._clock = limit, period_s, clock
        self._times: dict[int, deque[float]] = {}

    def take(self, key: int) -> float:
        """Return 0 if it may happen now, and count it; else the seconds until it may."""
        if not self._limit:
            return 0.0
        now = self._clock()
        if len(self._times) >= _MAX_KNOWN:
            self._times = {known: times for known, times in self._times.items() if times[-1] > now - self._period_s}
        times = self._times.setdefault(key, deque(maxlen=self._limit))
        if len(times) == self._limit and (wait_s := times[0] + self._period_s - now) > 0:
            return wait_s
        times.append(now)
        return 0.0
