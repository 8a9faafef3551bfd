"""Times seen from now: "आज", "कल", "पिछले हफ़्ते", "last Friday", "next month", "in the last 24 hours", "do din pehle"."""

from __future__ import annotations

from datetime import date, timedelta

import regex

from rag.periods.names import FEW, NUMBERS, UNITS, WEEKDAYS
from rag.periods.spot import Asked, Build, Days, month_of, one_day, rule

_FEW_DAYS, _FEW = 7, 4
_RECENT_DAYS = 14


def _day(back: int, ahead: int = 0) -> Build:
    """A day so many back (ahead if negative), or so many ahead if the verb looks ahead; news looks back where none tells."""

    def build(match: regex.Match[str], asked: Asked) -> Days:
        forward = ahead and asked.tense in {"ahead", "present"}
        return one_day(asked.today + timedelta(days=ahead if forward else -back))

    return build


def _weekday(match: regex.Match[str], asked: Asked) -> Days:
    back = (asked.today.weekday() - WEEKDAYS[match["weekday"]]) % 7
    if match["past"]:
        return one_day(asked.today - timedelta(days=back or 7))
    coming = asked.today + timedelta(days=(7 - back) % 7)
    if match["next"]:
        return one_day(coming if back else asked.today + timedelta(days=7))
    looks_ahead = asked.tense in {"ahead", "present"} or (match["this"] and asked.tense == "")
    return one_day(coming if looks_ahead else asked.today - timedelta(days=back))


def _count(match: regex.Match[str], unit: int) -> int:
    number = match["digits"] or match["number"]
    if number is None:
        return 0
    if number in FEW:
        return _FEW_DAYS if unit == 1 else _FEW
    return int(number) if number.isdigit() else NUMBERS[number]


def _past(match: regex.Match[str], asked: Asked) -> Days | None:
    unit = UNITS[match["unit"]]
    count = _count(match, unit)
    rolling = count or match["past"] == "past"
    if unit == 0:
        hours = max(1, count)
        first = (asked.now - timedelta(hours=hours)).date()
        return Days(first, asked.today + timedelta(days=1), hours=hours)
    if unit == 1 and not count:
        # "पिछले दिनों" is lately; "the last day" is of something else.
        return _recent(match, asked) if match["unit"] not in {"day", "din", "दिन"} else None
    if rolling and unit != 2:
        return Days(asked.today - timedelta(days=max(1, count) * unit), asked.today + timedelta(days=1))
    return _calendar(asked.today, unit, -1)


def _recent(match: regex.Match[str], asked: Asked) -> Days:
    return Days(asked.today - timedelta(days=_RECENT_DAYS), asked.today + timedelta(days=1))


def _this(match: regex.Match[str], asked: Asked) -> Days | None:
    unit = UNITS[match["unit"]]
    if unit in {0, 1}:
        return None  # "इस दिन" is the day just spoken of
    if unit == 2 and asked.tense == "past" and asked.today.weekday() < 5:
        return _calendar(asked.today, unit, -1)
    return _calendar(asked.today, unit, 0)


def _next(match: regex.Match[str], asked: Asked) -> Days | None:
    unit = UNITS[match["unit"]]
    count = _count(match, unit) or (_FEW_DAYS if match["unit"] in {"दिनों", "days", "dino", "dinon"} else 0)
    if unit == 0:
        return Days(asked.today, asked.today + timedelta(days=2)) if count else None
    if count and unit != 2:
        return Days(asked.today, asked.today + timedelta(days=count * unit + 1))
    return _calendar(asked.today, unit, 1) if unit != 1 else None  # "the next day" is the one after something


def _ago(match: regex.Match[str], asked: Asked) -> Days | None:
    unit = UNITS[match["unit"]]
    count = _count(match, unit)
    if not count or unit == 2:
        return None
    if unit == 0:
        return one_day((asked.now - timedelta(hours=count)).date())
    if unit in {1, 7}:
        return _calendar(asked.today - timedelta(days=count * unit), unit, 0)
    return _calendar(asked.today, unit, -count)


def _calendar(today: date, unit: int, steps: int) -> Days:
    """The day, week (from Monday), weekend, month or year that holds today, or so many steps from it."""
    if unit == 1:
        return one_day(today + timedelta(days=steps))
    if unit in {2, 7}:
        first = today - timedelta(days=today.weekday()) + timedelta(days=7 * steps)
        return Days(first + timedelta(days=5 if unit == 2 else 0), first + timedelta(days=7))
    if unit == 30:
        years, month = divmod(today.year * 12 + today.month - 1 + steps, 12)
        return month_of(years, month + 1)
    return Days(date(today.year + steps, 1, 1), date(today.year + steps + 1, 1, 1))


_COUNT = r"(?:(?P<digits>\d{1,3})|<number>)"
_PART = "(?: (?:सुबह|दोपहर|शाम|रात|morning|afternoon|evening|night<latin:subah|dopahar|dopaher|sham|shaam|raat|rat>))?"
# The most exact first.
RELATIVE = (
    rule("(?:the )?day before yesterday", _day(2)),
    rule("(?:the )?day after tomorrow", _day(-2)),
    rule(f"(?:नरसों|तरसों<latin:narson|tarson>){_PART}", _day(3, 3)),
    rule(f"(?:परसों|परसो<latin:parson|parso|parsoo|parsu>){_PART}", _day(2, 2)),
    rule(f"yesterday{_PART}|last (?:night|evening)", _day(1)),
    rule(f"tomorrow{_PART}", _day(-1)),
    rule(f"(?<!(?:आज|aaj|aj)(?: और| या| aur| ya)? ?)(?:कल<latin:kal>){_PART}", _day(1, 1)),
    rule(f"<this> (?:morning|afternoon|evening)|(?:आज|today|tonight<latin:aaj|aj>)(?! ?(?:कल|तक|kal|tak)\\b| (?:के|ke) (?:दौर|समय|जमाने|युग|daur|zamane|samay)){_PART}", _day(0)),
    rule("(?:(?:<past>|<this>|<next>) )?<weekday>" + _PART, _weekday),
    rule(f"{_COUNT} <unit> <ago>", _ago),
    rule(f"<past> (?:{_COUNT} )?<unit>(?! of\\b)", _past),
    rule(f"<next> (?:{_COUNT} )?<unit>", _next),
    rule("(?<!जिस |जब )<this> <unit>", _this),
    rule("(?:in )?recent (?:days|weeks)|हाल के (?:दिनों|हफ्तों)(?: में)?<latin:haal ke (?:dino|dinon|hafton)>", _recent),
)  # fmt: skip
