"""Dates, months and years by name: "3 जुलाई", "July 3rd, 2024", "03/07/2024" (day first, as in India), "जुलाई 2024", "in 2019"."""

from __future__ import annotations

from datetime import date, timedelta

import regex

from rag.periods.names import MONTHS, NUMBERS, ORDINALS
from rag.periods.spot import Asked, Days, Rule, month_of, one_day, rule

_LEAP_YEARS_APART = 8
_YEAR = r"(?P<year>(?:19|20)\d\d)(?![-–/]\d)"
_THEN_YEAR = rf"(?:[ ,]+(?:सन |of )?{_YEAR})?"
_TH = "(?:st|nd|rd|th|री|वीं)?"
_DAY = rf"(?:(?P<day>\d{{1,2}}){_TH}(?: of)?|<day_word>|<nth> of|(?P<first>पहली<latin:pehli|pahli>))"
_TO = "(?:से|to|and|और|&|-|–|through<latin:se|aur>)"
# "May 12 people", "12 may have", "5 mar gaye" (died), "in 2019 elections": what follows shows that no date is meant.
_NO_COUNT = (
    r"(?! (?:people|persons?|men|women|children|soldiers?|workers|passengers|were|died|killed|dead|injured|km|kilomet\w+|miles?|hours?|"
    r"days?|runs?|lakh|crore|percent|लोग|लोगों|जवान|यात्री|बच्चे|मजदूर|रन|लाख|करोड|log|logon|jawan)\b)"
)
_NO_VERB = (
    r"(?<!may(?= (?:have|be|not|also|still|never|get|go|come|soon|lose|win|die|need|face|become)\b))"
    r"(?<!mar(?= (?:ga|gya|ge|chuk|rah|jay|jae)))"
)
_NO_EVENT = (
    r"(?! (?:world cup|elections?|olympics?|budget|season|edition|finals?|census|lok sabha|assembly|general|asian games|ipl|"
    r"riots?|attacks?)\b)"
)
_BEFORE_MARCH = (
    r"(?<=^|[^\p{L}\p{M}\p{N} ] ?|(?:में|का|के|की|को|ने|से|पर|कि|और|या|तो|इस|बीते|पिछले|गत|अगले|साल|वर्ष|"
    r"me|mein|main|ka|ke|ki|ko|ne|se|par|aur|to|is|pichle|agle|saal|\d) )"
)
"""A protest march is a मार्च too: "किसान मार्च में" names no month."""


def _date(match: regex.Match[str], asked: Asked) -> Days:
    groups = match.groupdict()
    year = groups.get("year")
    month = MONTHS.get(match["month"]) or int(match["month"])
    word = groups.get("day_word") or groups.get("nth") or groups.get("first") or ""
    day = int(groups["day"]) if groups.get("day") else NUMBERS.get(word) or ORDINALS[word]
    if month > 12 >= day and groups.get("mark"):
        day, month = month, day  # 07/25/2024
    if year:
        return one_day(date(int(year) + (2000 if len(year) == 2 else 0), month, day))
    return one_day(_latest(month, day, asked), every_year=not asked.ahead)


def _latest(month: int, day: int, asked: Asked) -> date:
    """The last such day, or the next one if the question looks ahead."""
    step = 1 if asked.ahead else -1
    for years in range(_LEAP_YEARS_APART + 1):
        try:
            found = date(asked.today.year + step * years, month, day)
        except ValueError:
            if month != 2 or day != 29:
                raise
            continue
        if found == asked.today or (found > asked.today) == asked.ahead:
            return found
    raise ValueError("no such day")


def _days_of_month(match: regex.Match[str], asked: Asked) -> Days:
    month, year = MONTHS[match["month"]], match["year"]
    first, last = int(match["from"]), int(match["day"])
    end = date(int(year), month, last) if year else _latest(month, last, asked)
    return Days(end.replace(day=first), end + timedelta(days=1), not year and not asked.ahead)


def _week_of_month(match: regex.Match[str], asked: Asked) -> Days:
    whole = _month(match, asked)
    nth = ORDINALS[match["nth"]]
    first = whole.behind - timedelta(days=7) if nth < 0 else whole.first + timedelta(days=7 * (nth - 1))
    return Days(first, min(whole.behind, first + timedelta(days=7)), whole.every_year)


def _month(match: regex.Match[str], asked: Asked) -> Days:
    groups = match.groupdict()
    month, year = MONTHS[match["month"]], groups.get("year")
    if year:
        return month_of(int(year), month)
    if groups.get("past"):
        return month_of(asked.today.year - (month >= asked.today.month), month)
    if groups.get("next"):
        return month_of(asked.today.year + (month <= asked.today.month), month)
    if groups.get("this"):
        return month_of(asked.today.year, month)
    this_year = month >= asked.today.month if asked.ahead else month <= asked.today.month
    chosen = asked.today.year if this_year else asked.today.year + (1 if asked.ahead else -1)
    return month_of(chosen, month, every_year=not asked.ahead)


def _year(match: regex.Match[str], asked: Asked) -> Days:
    year = int(match["year"])
    return Days(date(year, 1, 1), date(year + 1, 1, 1))


def _rule(template: str, build: object, **kind: bool) -> Rule:
    return rule(template, build, may_be_subject=True, **kind)  # type: ignore[arg-type]


_HINDI_IN = "(?:महीने |माह |के महीने |के माह |<latin:mahine |ke mahine >)?(?:में|के दौरान<latin:me|mein|main|mai|ke dauran>)"
# The most exact first.
CALENDAR = (
    _rule(r"(?P<year>(?:19|20)\d\d)-(?P<month>\d{1,2})-(?P<day>\d{1,2})", _date),
    _rule(r"(?P<day>\d{1,2})(?P<mark>[/.-])(?P<month>\d{1,2})(?P=mark)(?P<year>(?:19|20)\d\d|\d\d)", _date),
    _rule(rf"(?P<from>\d{{1,2}}){_TH} ?{_TO} ?(?P<day>\d{{1,2}}){_TH} (?:of )?<month>{_THEN_YEAR}", _days_of_month),
    _rule(rf"<month> (?P<from>\d{{1,2}}){_TH} ?{_TO} ?(?P<day>\d{{1,2}}){_TH}{_THEN_YEAR}", _days_of_month),
    _rule(rf"{_DAY} <month>{_NO_VERB}{_THEN_YEAR}", _date),
    _rule(rf"<month> (?P<day>\d{{1,2}}){_TH}{_NO_COUNT}{_THEN_YEAR}", _date),
    _rule(rf"<nth> week of <month>{_THEN_YEAR}", _week_of_month),
    _rule(rf"<month>{_THEN_YEAR} (?:के|की<latin:ke|ki>) <nth> (?:हफ्ते|सप्ताह<latin:hafte|saptah>)", _week_of_month),
    _rule(rf"<month>[ ,]+(?:सन |of )?{_YEAR}", _month),
    _rule(r"(?:<past>|<this>|<next>) (?!mai)<month>", _month),
    _rule(r"(?:in|during|early|mid|late)(?: the month of)?(?: early| late| mid)? <month>(?! (?:to|against|for|past|towards|on)\b)(?!['’])", _month),
    _rule(rf"(?!mai |मार्च |march )<month> {_HINDI_IN}|{_BEFORE_MARCH}(?P<month>मार्च|march) {_HINDI_IN}", _month),
    _rule(rf"(?:in|during) {_YEAR}{_NO_EVENT}|{_YEAR} (?:में|के दौरान<latin:me|mein|main|mai|ke dauran>)", _year),
    _rule("(?!mai|may)<month>", _month, bare=True),
    _rule(_YEAR, _year, bare=True),
)  # fmt: skip
