"""Dates in questions: "कल", "पिछले हफ़्ते", "3 जुलाई को", "जुलाई 2024 में", "last Friday", "kal" become a span of time.

"कल" and "परसों" mean a day back or a day ahead: the tense of the sentence decides, and news looks back where it does not. A day
and month without a year may be of any year; the latest is meant, but an archive may know only an older one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

import numpy as np
import regex
from numpy.typing import NDArray

from index.sources.month_names import MONTHS, one_of
from index.text import normalise

_AFTER = timedelta(days=1)
"""News of a day is also printed the day after."""


@dataclass(frozen=True, slots=True)
class Period:
    """A span of days that a question names.

    Attributes:
        since: First moment, timezone-aware.
        until: First moment behind it.
        phrase: The words that name it, normalised.
        every_year: It names a day or month without a year: the same days of earlier years may be meant.
    """

    since: datetime
    until: datetime
    phrase: str
    every_year: bool = False

    def holds(self, published: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Tell which times of publication, in seconds since 1970 UTC, tell of this period. NaN never does."""
        back = 30 if self.every_year else 0
        mask = np.zeros(len(published), np.bool_)
        for years in range(back + 1):
            since, until = _years_back(self.since, years), _years_back(self.until, years) + _AFTER
            mask |= (published >= since.timestamp()) & (published < until.timestamp())
        return mask


def _years_back(moment: datetime, years: int) -> datetime:
    try:
        return moment.replace(year=moment.year - years)
    except ValueError:  # 29 February
        return moment.replace(year=moment.year - years, day=28)


_FUTURE = regex.compile(
    r"[\p{L}\p{M}]+(?:ेगा|ेगी|ेंगे|ेंगी|एगा|एगी|एंगे|ोगा|ोगी|ोंगे|ूंगा)(?![\p{L}\p{M}])|वाल[ाीे]|\b\w+(?:ega|egi|enge|oga|ogi|onge)\b|\bwill\b|\bgoing to\b"
)
_DAYS_OF_WEEK = {
    name: number
    for number, names in enumerate(
        (
            "सोमवार monday somvar somwar", "मंगलवार tuesday mangalvar mangalwar", "बुधवार wednesday budhvar budhwar",
            "गुरुवार बृहस्पतिवार वीरवार thursday guruvar guruwar", "शुक्रवार friday shukravar shukrawar shukrvar",
            "शनिवार saturday shanivar shaniwar", "रविवार इतवार sunday ravivar raviwar itwar",
        )
    )
    for name in names.split()
}  # fmt: skip
_UNITS = {
    **dict.fromkeys("दिन दिनों day days din dino dinon".split(), 1),
    **dict.fromkeys("हफ्ते हफ्ता हफ्तों सप्ताह week weeks hafte hafta hafton saptah".split(), 7),
    **dict.fromkeys("महीने महीना महीनों माह month months mahine mahina mahinon maah".split(), 30),
    **dict.fromkeys("साल सालों वर्ष वर्षों year years saal sal varsh".split(), 365),
}
_NUMBERS = {"एक": 1, "दो": 2, "तीन": 3, "चार": 4, "पांच": 5, "सात": 7, "दस": 10, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "seven": 7, "ten": 10, "do": 2, "teen": 3, "char": 4, "paanch": 5, "saat": 7, "das": 10}  # fmt: skip
_PAST = "पिछले|पिछली|पिछला|गत|बीते|बीती|last|past|previous|pichle|pichli|pichla|beete|bite|gat"
_THIS = "इस|मौजूदा|this|current|is"
_MONTH, _DAY, _UNIT = one_of(MONTHS), one_of(_DAYS_OF_WEEK), one_of(_UNITS)
_YEAR = r"(?:19|20)\d\d"

Build = Callable[["regex.Match[str]", date, bool], "tuple[date, date, bool] | None"]


def find_period(text: str, now: datetime, zone: tzinfo) -> Period | None:
    """Find the span of time that a question names.

    Args:
        text: The question, in any of the three ways of writing.
        now: The present, timezone-aware.
        zone: Time zone that days begin in.

    Returns:
        The first and most exact span, or None if the question names none.
    """
    folded = normalise(text)
    today = now.astimezone(zone).date()
    future = _FUTURE.search(folded) is not None
    for pattern, build in _RULES:
        for match in pattern.finditer(folded):
            try:
                found = build(match, today, future)
            except ValueError:  # 31 February
                continue
            if found:
                first, last, every_year = found
                return Period(_midnight(first, zone), _midnight(last, zone), match.group().strip(), every_year)
    return None


def _midnight(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(), zone)


def _one_day(day: date, every_year: bool = False) -> tuple[date, date, bool]:
    return day, day + timedelta(days=1), every_year


def _relative_day(back: int, ahead: int) -> Build:
    def build(match: regex.Match[str], today: date, future: bool) -> tuple[date, date, bool]:
        return _one_day(today + timedelta(days=ahead if future and ahead else -back))

    return build


def _full_date(match: regex.Match[str], today: date, future: bool) -> tuple[date, date, bool] | None:
    year = match.groupdict().get("year")
    month = MONTHS[match["month"]] if match["month"] in MONTHS else int(match["month"])
    day = int(match["day"])
    if year:
        return _one_day(date(int(year), month, day))
    found = date(today.year, month, day)
    return _one_day(found if found <= today or future else date(today.year - 1, month, day), every_year=True)


def _month(match: regex.Match[str], today: date, future: bool) -> tuple[date, date, bool]:
    month, year = MONTHS[match["month"]], match.groupdict().get("year")
    chosen = int(year) if year else today.year - (month > today.month and not future)
    first = date(chosen, month, 1)
    return first, (first + timedelta(days=32)).replace(day=1), not year


def _year(match: regex.Match[str], today: date, future: bool) -> tuple[date, date, bool]:
    year = int(match["year"])
    return date(year, 1, 1), date(year + 1, 1, 1), False


def _past_units(match: regex.Match[str], today: date, future: bool) -> tuple[date, date, bool]:
    number, unit = match["number"], _UNITS[match["unit"]]
    if number:
        days = (int(number) if number.isdigit() else _NUMBERS[number]) * unit
        return today - timedelta(days=min(days, 36_500)), today + timedelta(days=1), False
    if unit == 1:
        return _one_day(today - timedelta(days=1))
    return _calendar_unit(today, unit, back=1)


def _this_unit(match: regex.Match[str], today: date, future: bool) -> tuple[date, date, bool]:
    return _calendar_unit(today, _UNITS[match["unit"]], back=0)


def _calendar_unit(today: date, unit: int, back: int) -> tuple[date, date, bool]:
    """The week (from Monday), month or year that holds today, or the one before it."""
    if unit == 1:
        return _one_day(today - timedelta(days=back))
    if unit == 7:
        first = today - timedelta(days=today.weekday() + 7 * back)
        return first, first + timedelta(days=7), False
    if unit == 30:
        first = today.replace(day=1)
        if back:
            first = (first - timedelta(days=1)).replace(day=1)
        return first, (first + timedelta(days=32)).replace(day=1), False
    return date(today.year - back, 1, 1), date(today.year - back + 1, 1, 1), False


def _weekday(match: regex.Match[str], today: date, future: bool) -> tuple[date, date, bool]:
    distance = (today.weekday() - _DAYS_OF_WEEK[match["weekday"]]) % 7
    if match["past"]:
        distance = distance or 7
    return _one_day(today - timedelta(days=distance - (7 if future and distance else 0)))


def _rule(pattern: str, build: Build) -> tuple[regex.Pattern[str], Build]:
    return regex.compile(rf"(?<![\p{{L}}\p{{M}}\p{{N}}])(?:{pattern})(?![\p{{L}}\p{{M}}\p{{N}}])"), build


# The most exact first.
_RULES = (
    _rule(r"(?P<year>(?:19|20)\d\d)-(?P<month>\d{1,2})-(?P<day>\d{1,2})", _full_date),
    _rule(r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>(?:19|20)\d\d)", _full_date),
    _rule(rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<month>{_MONTH})(?:,? (?P<year>{_YEAR}))?", _full_date),
    _rule(rf"(?P<month>{_MONTH}) (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<year>{_YEAR}))?", _full_date),
    _rule(rf"(?P<month>{_MONTH}),? (?P<year>{_YEAR})", _month),
    _rule("the day before yesterday|day before yesterday", _relative_day(2, 0)),
    _rule("परसों|parson|parso|parsoN", _relative_day(2, 2)),
    _rule("yesterday", _relative_day(1, 0)),
    _rule("tomorrow", lambda match, today, future: _one_day(today + timedelta(days=1))),
    _rule("(?<!आज)कल|kal", _relative_day(1, 1)),
    _rule("आज(?!कल)|today|tonight|aaj", _relative_day(0, 0)),
    _rule(rf"(?P<past>{_PAST})? ?(?P<weekday>{_DAY})", _weekday),
    _rule(rf"(?:{_PAST}) (?:(?P<number>\d{{1,3}}|{one_of(_NUMBERS)}) )?(?P<unit>{_UNIT})", _past_units),
    _rule(rf"(?:{_THIS}) (?P<unit>{_UNIT})", _this_unit),
    _rule(rf"(?:in|during) (?P<month>{_MONTH})|(?P<month>{_MONTH}) (?:में|के दौरान|me|mein|main)", _month),
    _rule(rf"(?:in|since|during) (?P<year>{_YEAR})|(?P<year>{_YEAR}) (?:में|के दौरान|me|mein)", _year),
)  # fmt: skip
