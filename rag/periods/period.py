"""A span of time, and which times of publication tell of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

_AFTER = timedelta(days=1)
"""News of a day is also printed the day after."""
_AHEAD = timedelta(days=14)
"""What is yet to come is told in the days before."""
_EARLIER_YEARS = 30
_DAY_S = 86_400.0


@dataclass(frozen=True, slots=True)
class Period:
    """A span of time that a question names.

    Attributes:
        since: First moment, timezone-aware.
        until: First moment behind it, later than `since`.
        phrase: The words that name it, normalised.
        every_year: It names a day or month without a year: the same days of earlier years may be meant.
        ahead: It lies ahead of the person who asks.
        may_be_subject: It names a date, a month or a year, and so perhaps what the news tells of ("the budget of 2019") and not
            when it was printed. "Yesterday" does not.
        bounded: News printed behind it is not meant: "before 2020".
    """

    since: datetime
    until: datetime
    phrase: str
    every_year: bool = False
    ahead: bool = False
    may_be_subject: bool = False
    bounded: bool = False

    def latest_first(self) -> tuple[Period, ...]:
        """The spans that may be meant: where no year is named, the latest, and then any."""
        return (replace(self, every_year=False), self) if self.every_year else (self,)

    def holds(self, published: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Tell which times of publication, in seconds since 1970 UTC, tell of this period. NaN never does."""
        mask = np.zeros(len(published), np.bool_)
        midnight = self.since.replace(hour=0, minute=0, second=0, microsecond=0).timestamp()
        # An article that names a day and no hour stands at midnight: any hour of that day may be its own.
        only_day = (published - midnight) % _DAY_S == 0
        for years in range((_EARLIER_YEARS if self.every_year else 0) + 1):
            since = _years_back(self.since, years).timestamp() - (_AHEAD.total_seconds() if self.ahead else 0.0)
            until = _years_back(self.until, years).timestamp() + (0.0 if self.bounded else _AFTER.total_seconds())
            first = np.where(only_day, since - (self.since.timestamp() - midnight), since)
            mask |= (published >= first) & (published < until)
        return mask


def _years_back(moment: datetime, years: int) -> datetime:
    year = max(1, moment.year - years)
    try:
        return moment.replace(year=year)
    except ValueError:  # 29 February
        return moment.replace(year=year, day=28)
