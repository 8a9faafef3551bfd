"""The span of time that a question names: what the rules spot in it, joined ("from … to …") or bounded ("since …")."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import pairwise

import regex

from rag.periods.calendar import CALENDAR
from rag.periods.names import folded, reads_latin_hindi
from rag.periods.period import Period
from rag.periods.relative import RELATIVE
from rag.periods.spot import Asked, Days, Rule
from rag.periods.tense import Tense, tense

_BEGINNING = date(1950, 1, 1)
_SEASON = timedelta(days=300)
"""What a longer span names ("last year") may also be told of later."""
_RULES: Sequence[Rule] = (*CALENDAR[:9], *RELATIVE, *CALENDAR[9:])
"""The most exact first: "3 July last year" names a day."""

_E = r"(?![\p{L}\p{M}\p{N}])"
_FROM_TO = regex.compile(r" ?(?:(?:से लेकर|से|to|till|until|through|se lekar|se)(?: the)? |[-–])")
_AND = regex.compile(r" (?:और|व|and|aur|to) ")
_BETWEEN = regex.compile(r"(?:between|बीच)(?: the)? $")
_IN_BETWEEN = regex.compile(rf" (?:के|ke) (?:बीच|दरमियान|beech|bich|darmiyan){_E}")
_SINCE = regex.compile(r"since(?: the)?(?: month of)? $")
_AFTER = regex.compile(r"after(?: the)? $")
_BEFORE = regex.compile(r"(?:before|prior to)(?: the)? $")
_UP_TO = regex.compile(r"(?:until|till|up to)(?: the)? $")
_SINCE_BEHIND = regex.compile(
    rf" (?:(?:के|ke) (?:बाद|baad|bad) (?:से|se)|(?:से|se)(?! (?:पहले|पूर्व|ज्यादा|अधिक|कम|जुड|लेकर|pehle|pahle|pehele|zyada|jyada|kam|jud))){_E}"
    r"|,? onwards"
)
_AFTER_BEHIND = regex.compile(rf" (?:के|ke) (?:बाद|baad|bad){_E}")
_BEFORE_BEHIND = regex.compile(rf" (?:(?:से|के|se|ke) )(?:पहले|पूर्व|pehle|pahle|pehele){_E}")
_UP_TO_BEHIND = regex.compile(rf" (?:तक|tak){_E}")


@dataclass(frozen=True, slots=True)
class _Spot:
    """Days that some words name.

    Attributes:
        start: Where the words begin in the folded question.
        end: Where they end.
        days: What they name.
        rank: Place of its rule, the most exact first.
        rule: That rule.
    """

    start: int
    end: int
    days: Days
    rank: int
    rule: Rule


def find_period(text: str, now: datetime, zone: tzinfo) -> Period | None:
    """Find the span of time that a question names.

    Args:
        text: The question, in any of the three ways of writing.
        now: The present, timezone-aware.
        zone: Time zone that days begin in.

    Returns:
        The most exact span, or None if the question names none.
    """
    question = folded(text)
    try:
        local = now.astimezone(zone)
        spots = sorted(_spots(question, local, reads_latin_hindi(text)), key=lambda spot: spot.start)
        for one, other in pairwise(spots):
            if joined := _joined(question, one, other):
                return _period(question, local, joined, one.start, other.end, one.rule.may_be_subject)
        for spot in sorted(spots, key=lambda spot: spot.rank):
            if found := _bounded(question, local, spot):
                return found
    except (OverflowError, ValueError):  # the first or the last days that a date can hold
        return None
    return None


def _spots(question: str, now: datetime, latin_hindi: bool) -> Iterator[_Spot]:
    """Everything that a rule finds and builds, none overlapping a more exact one."""
    taken: list[tuple[int, int]] = []
    for rank, rule in enumerate(_RULES):
        for match in (rule.mixed if latin_hindi else rule.plain).finditer(question):
            start, end = match.span()
            if any(start < other_end and other_start < end for other_start, other_end in taken):
                continue
            try:
                days = rule.build(match, Asked(now, _tense(question, start, end)))
            except (ValueError, OverflowError):  # 31 February
                continue
            if days:
                taken.append((start, end))
                yield _Spot(start, end, days, rank, rule)


def _tense(question: str, start: int, end: int) -> Tense:
    """The tense that the words stand in: what has gone on since Monday began last Monday."""
    told = tense(question, start)
    goes_on = _SINCE.search(question[:start]) or _SINCE_BEHIND.match(question, end)
    return "past" if told == "present" and goes_on else told


def _joined(question: str, one: _Spot, other: _Spot) -> Days | None:
    """The days from one to another: "28 जून से 3 जुलाई", "between 2019 and 2021"."""
    between = question[one.end : other.start]
    both = _AND.fullmatch(between) and (
        _BETWEEN.search(question[: one.start]) or _IN_BETWEEN.match(question, other.end)
    )
    if not both and not _FROM_TO.fullmatch(between):
        return None
    first = one.days
    if first.every_year and not other.days.every_year:  # "28 June to 3 July 2023"
        years = other.days.first.year - first.first.year
        years -= first.first.replace(year=first.first.year + years) > other.days.first
        first = Days(_moved(first.first, years), _moved(first.behind, years))
    if first.first >= other.days.behind:
        return None
    return Days(first.first, other.days.behind, first.every_year and other.days.every_year)


def _moved(day: date, years: int) -> date:
    return day.replace(year=day.year + years, day=min(day.day, 28) if day.month == 2 else day.day)


def _bounded(question: str, now: datetime, spot: _Spot) -> Period | None:
    """The span of a spot: its days, or what comes since, after or before them."""
    days, tomorrow = spot.days, now.date() + timedelta(days=1)
    before, subject = question[: spot.start], spot.rule.may_be_subject

    def period(found: Days, *signs: regex.Match[str] | None) -> Period:
        start = min([spot.start, *(sign.start() for sign in signs if sign)])
        end = max([spot.end, *(sign.end() for sign in signs if sign)])
        return _period(question, now, found, start, end, subject)

    def until(end: date, *signs: regex.Match[str] | None) -> Period:
        return replace(period(Days(min(_BEGINNING, end - timedelta(days=1)), end), *signs), bounded=True, ahead=False)

    up_to, up_to_behind = _UP_TO.search(before), _UP_TO_BEHIND.match(question, spot.end)
    earlier, earlier_behind = _BEFORE.search(before), _BEFORE_BEHIND.match(question, spot.end)
    if up_to or up_to_behind:
        return until(days.behind, up_to, up_to_behind) if days.behind <= tomorrow else None
    if earlier or earlier_behind:
        return until(days.first, earlier, earlier_behind)
    since, since_behind = _SINCE.search(before), _SINCE_BEHIND.match(question, spot.end)
    if (since or since_behind) and days.first < tomorrow:
        return period(Days(days.first, tomorrow), since, since_behind)
    after, after_behind = _AFTER.search(before), _AFTER_BEHIND.match(question, spot.end)
    if (after or after_behind) and days.behind < tomorrow:
        return period(Days(days.behind, tomorrow), after, after_behind)
    return None if spot.rule.bare else period(days)


def _period(question: str, now: datetime, days: Days, start: int, end: int, may_be_subject: bool) -> Period:
    zone = now.tzinfo
    since, until = datetime.combine(days.first, time(), zone), datetime.combine(days.behind, time(), zone)
    if days.hours:
        since, until = now - timedelta(hours=days.hours), now
    return Period(
        since,
        until,
        question[start:end].strip(),
        every_year=days.every_year,
        ahead=days.first > now.date(),
        may_be_subject=may_be_subject or days.behind - days.first > _SEASON,
    )
