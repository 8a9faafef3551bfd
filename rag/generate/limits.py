"""When the chat model is left alone: a person had their calls of the day, or the provider asked for a pause."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, tzinfo

PAUSE_S, LONGEST_PAUSE_S = 15.0, 600.0


class Allowance:
    """Calls per person and day, in memory: a restart begins the day anew."""

    def __init__(self, per_day: int, clock: Callable[[], datetime], zone: tzinfo) -> None:
        """Allow so many calls.

        Args:
            per_day: Of one person, from midnight to midnight; 0: any number.
            clock: Tells the present, timezone-aware.
            zone: Where the day begins and ends.
        """
        self._per_day = per_day
        self._clock, self._zone = clock, zone
        self._day: date | None = None
        self._taken: Counter[int] = Counter()

    def take(self, person: int | None) -> bool:
        """Take one call, if this person has one left. None is whoever runs the program, who may call at will."""
        if not self._per_day or person is None:
            return True
        today = self._clock().astimezone(self._zone).date()
        if today != self._day:
            self._day = today
            self._taken.clear()
        if self._taken[person] >= self._per_day:
            return False
        self._taken[person] += 1
        return True


class Pause:
    """Keeps from calling while the provider refuses calls."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        """Begin without a pause; `monotonic` tells the time in seconds."""
        self._monotonic = monotonic
        self._until = float("-inf")

    @property
    def rest_s(self) -> float:
        """Seconds until the next call may be tried; 0 if it may be now."""
        return max(0.0, self._until - self._monotonic())

    def begin(self, retry_after_s: float | None) -> None:
        """Pause for as long as the provider asked, within reason, or for a quarter of a minute."""
        wait_s = PAUSE_S if retry_after_s is None else min(retry_after_s, LONGEST_PAUSE_S)
        self._until = max(self._until, self._monotonic() + wait_s)
