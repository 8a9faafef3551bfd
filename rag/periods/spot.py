"""What a rule finds: the days that some words of a question name, seen from the day it is asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import regex

from rag.periods.names import compiled
from rag.periods.tense import Tense


@dataclass(frozen=True, slots=True)
class Asked:
    """When and how a question is asked.

    Attributes:
        now: The present, in the time zone of the days.
        tense: Of the clause that the words stand in.
    """

    now: datetime
    tense: Tense

    @property
    def today(self) -> date:
        """The day that holds the present."""
        return self.now.date()

    @property
    def ahead(self) -> bool:
        """Whether the verb surely looks ahead."""
        return self.tense == "ahead"


@dataclass(frozen=True, slots=True)
class Days:
    """Whole days, or the hours up to now.

    Attributes:
        first: The first day.
        behind: The first day behind them.
        every_year: No year is named.
        hours: So many hours up to now, if hours are meant; the days are then those that they touch.
    """

    first: date
    behind: date
    every_year: bool = False
    hours: int = 0


Build = Callable[["regex.Match[str]", Asked], "Days | None"]


@dataclass(frozen=True, slots=True)
class Rule:
    """Some words and what they name.

    Attributes:
        plain: Pattern for English and Devanagari.
        mixed: The same with Hindi in Latin letters.
        build: Makes the days of a match; None, ValueError or OverflowError if it names none.
        may_be_subject: As in `rag.periods.period.Period`.
        bare: It counts only in a range or with a bound: "2019" alone is a number.
    """

    plain: regex.Pattern[str]
    mixed: regex.Pattern[str]
    build: Build
    may_be_subject: bool
    bare: bool = False


def rule(template: str, build: Build, *, may_be_subject: bool = False, bare: bool = False) -> Rule:
    """Make a rule of a template for `rag.periods.names.compiled`."""
    return Rule(compiled(template, False), compiled(template, True), build, may_be_subject, bare)


def one_day(day: date, every_year: bool = False) -> Days:
    """Return one day."""
    return Days(day, day + timedelta(days=1), every_year)


def month_of(year: int, month: int, every_year: bool = False) -> Days:
    """Return a month of a year."""
    first = date(year, month, 1)
    return Days(first, (first + timedelta(days=32)).replace(day=1), every_year)
