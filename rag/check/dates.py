"""The dates of a text: "3 July 2024" = "3 जुलाई" = "2024-07-03"; and those that "yesterday" and "Wednesday" mean in an article."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import NamedTuple

import regex

from index.sources.month_names import DAY_WORDS, one_of
from index.text import normalise
from rag.periods.names import MONTHS, WEEKDAYS

_BEGIN, _END = r"(?<![\p{L}\p{M}\p{N}])", r"(?![\p{L}\p{M}\p{N}])"
_MONTH = rf"(?P<month>{one_of(MONTHS)}){_END}"
_DAY = rf"{_BEGIN}(?P<day>\d{{1,2}}|{one_of({normalise(word): day for word, day in DAY_WORDS.items()})})(?:st|nd|rd|th)?{_END}"
_YEAR = rf"(?:\.?,?\s*(?P<year>[12]\d{{3}})){_END}"
_FORMS = tuple(
    regex.compile(form)
    for form in (
        rf"{_BEGIN}(?P<year>[12]\d{{3}})-(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}}){_END}",
        rf"{_BEGIN}(?P<day>\d{{1,2}})[./](?P<month>\d{{1,2}})[./](?P<year>[12]\d{{3}}){_END}",
        rf"{_DAY}(?:\s+of)?\s+{_MONTH}(?:{_YEAR})?",
        rf"{_BEGIN}{_MONTH}\.?\s+{_DAY}(?:{_YEAR})?",
        rf"{_BEGIN}{_MONTH}{_YEAR}",
    )
)
_MONTH_ALONE = regex.compile(rf"{_BEGIN}{_MONTH}")
_WEEKDAY = regex.compile(rf"{_BEGIN}(?P<weekday>{one_of(WEEKDAYS)}){_END}")
_NOT_ALONE = frozenset(
    map(normalise, "may march mar mai sun jan dec jun jul aug sep sept oct nov feb apr मार्च मई maarch joon".split())
)
"""Short forms and words with another sense, which name a month only beside a day or a year."""
_NEAR_DAYS = {
    normalise(word): shifts
    for words, shifts in {
        "today आज aaj": (0,),
        "yesterday": (-1,),
        "tomorrow": (1,),
        "कल kal": (-1, 1),
        "परसों parson parso": (-2, 2),
        "tonight": (0,),
    }.items()
    for word in words.split()
}
_WORD = regex.compile(r"[\p{L}\p{M}]+")
_WEEK = 7
_MONTHS_IN_YEAR = 12


class Day(NamedTuple):
    """A date, as far as it is said; 0 for what is not."""

    day: int
    month: int
    year: int = 0


@dataclass(frozen=True, slots=True)
class Dates:
    """What a text says of dates.

    Attributes:
        days: Dates with a month.
        months: Months that stand alone.
        weekdays: Monday is 0.
        rest: The normalised text without the digits of dates.
    """

    days: frozenset[Day]
    months: frozenset[int]
    weekdays: frozenset[int]
    rest: str


def read_dates(text: str) -> Dates:
    """Read the dates of a text in any script."""
    rest = normalise(text)
    days: set[Day] = set()
    for form in _FORMS:
        for match in form.finditer(rest):
            if day := _day(match):
                days.add(day)
        rest = form.sub(lambda match: " ; " if _day(match) else match.group(), rest)
    months = {MONTHS[match["month"]] for match in _MONTH_ALONE.finditer(rest) if match["month"] not in _NOT_ALONE}
    weekdays = {WEEKDAYS[match["weekday"]] for match in _WEEKDAY.finditer(rest)}
    return Dates(frozenset(days), frozenset(months), frozenset(weekdays), rest)


def _day(match: regex.Match[str]) -> Day | None:
    found = match.groupdict()
    month = int(found["month"]) if found["month"].isdigit() else MONTHS[found["month"]]
    named = found.get("day") or "0"
    day = int(named) if named.isdigit() else _DAYS[named]
    if not 1 <= month <= _MONTHS_IN_YEAR or day > 31:
        return None
    return Day(day, month, int(found.get("year") or 0))


_DAYS = {normalise(word): day for word, day in DAY_WORDS.items()}


def known_dates(text: str, published_at: datetime | None, zone: tzinfo) -> Dates:
    """Read the dates of an article's text, with those that follow from when it was published.

    Args:
        text: Of the article.
        published_at: Timezone-aware; None if unknown.
        zone: In which its readers live.

    Returns:
        The dates that it names, the day of its publication, and the days that its "yesterday" or "Wednesday" can mean.
    """
    read = read_dates(text)
    days, weekdays = set(read.days), set(read.weekdays)
    for base in _publication_days(published_at, zone):
        for near in _meant(base, read, text):
            days.add(Day(near.day, near.month, near.year))
            weekdays.add(near.weekday())
        days |= {day._replace(year=base.year) for day in read.days if not day.year}
    weekdays |= {found.weekday() for day in days if (found := _as_date(day))}
    months = read.months | {day.month for day in days}
    return Dates(frozenset(days), frozenset(months), frozenset(weekdays), read.rest)


def _publication_days(published_at: datetime | None, zone: tzinfo) -> set[date]:
    return {published_at.date(), published_at.astimezone(zone).date()} if published_at else set()


def _meant(base: date, read: Dates, text: str) -> Iterator[date]:
    """The day itself, and those that words for near days and weekdays mean on it."""
    yield base
    for word in set(_WORD.findall(normalise(text))):
        for shift in _NEAR_DAYS.get(word, ()):
            yield base + timedelta(days=shift)
    for weekday in read.weekdays:
        ahead = (weekday - base.weekday()) % _WEEK
        yield base + timedelta(days=ahead)
        yield base + timedelta(days=ahead - _WEEK)


def _as_date(day: Day) -> date | None:
    try:
        return date(*reversed(day)) if day.year else None
    except ValueError:
        return None


def supports_dates(stated: Dates, known: Dates, years: frozenset[float]) -> bool:
    """Tell whether every date of a sentence is known from its source.

    Args:
        stated: Of the sentence.
        known: Of the source.
        years: Numbers of the source, among which may be a year.
    """
    if not stated.months <= known.months or not stated.weekdays <= known.weekdays:
        return False
    return all(_is_known(day, known, years) for day in stated.days)


def _is_known(day: Day, known: Dates, years: frozenset[float]) -> bool:
    for other in known.days:
        same_day = day.month == other.month and day.day in (0, other.day)
        if same_day and (not day.year or day.year == other.year or (not other.year and day.year in years)):
            return True
    return not day.day and day.month in known.months and (not day.year or day.year in years)
