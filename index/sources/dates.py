"""Publication times as news sites, feeds, tables and people write them, in English and in Hindi."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo
from datetime import timezone as fixed_zone

import regex
from dateutil import parser

from index.sources.month_names import DAY_WORDS, ENGLISH_MONTHS, MONTHS, ZONES_H, one_of
from index.text import normalise

_MAX_CHARS = 100
_EARLIEST_YEAR = 1900
_CLOCK_SLACK = timedelta(days=2)
"""How far ahead of our clock a publisher's may be, time zones included."""

_MONTH_NAME = regex.compile(rf"(?<![\p{{L}}\p{{M}}])(?:{one_of(MONTHS)})(?![\p{{L}}\p{{M}}])")
_DAY_WORD = regex.compile(rf"(?<![\p{{L}}\p{{M}}])(?:{one_of(DAY_WORDS)})(?=\s(?:{one_of(MONTHS)}))")
_NO_DATE = regex.compile(r"(?:रवि|इत|सोम|मंगल|बुध|गुरु|बृहस्पति|वीर|शुक्र|शनि)वार|(?<!\p{L})(?:को|ई)(?![\p{L}\p{M}])|\|")
_HINDI_CLOCK = regex.compile(
    r"(?:(?P<part>सुबह|प्रातः|तडके|दोपहर|शाम|सायं|रात)\s(?:के\s|को\s)?)?(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?\s?बजे"
)
_LABEL = regex.compile(r"^[^\d:]{0,30}:\s*(?=\S)")
_BRACKETS = str.maketrans("()[]", "    ")


def parse_date(value: str | float, timezone: tzinfo, *, now: datetime | None = None) -> datetime | None:
    """Read a time of publication.

    Understands ISO 8601, RFC 2822, seconds or milliseconds since 1970, "July 3, 2024 5:30 PM IST", "03/07/2024" (the
    day first), "३ जुलाई, २०२४", "3 जुलाई 2024, शाम 5:30 बजे".

    Args:
        value: As found.
        timezone: Of times that name no zone; a date without a time is its midnight there.
        now: Timezone-aware; the present unless given. Believed are dates from 1900 to two days after it.

    Returns:
        A timezone-aware time, or None if the value does not name one believable day.
    """
    now = now or datetime.now(timezone)
    if isinstance(value, int | float):
        return _since_1970(value, timezone, now)
    text = normalise(value[: _MAX_CHARS + 1]).strip()
    if not text or len(text) > _MAX_CHARS or not any(letter.isdigit() for letter in text):
        return None
    if len(text) in (10, 13) and text.isascii() and text.isdecimal():
        return _since_1970(int(text), timezone, now)
    try:
        return believable(datetime.fromisoformat(text.upper()), timezone, now)
    except ValueError:
        spoken = _in_english(text)
    moment = _by_dateutil(spoken) or _by_dateutil(_LABEL.sub("", spoken.translate(_BRACKETS)))
    return moment and believable(moment, timezone, now)


def believable(moment: datetime, timezone: tzinfo, now: datetime) -> datetime | None:
    """Give the moment its time zone, unless it has one; None if no news can be of that time."""
    if not _EARLIEST_YEAR <= moment.year <= now.year + 1:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=timezone)
    return moment if moment <= now + _CLOCK_SLACK else None


def _since_1970(number: float, timezone: tzinfo, now: datetime) -> datetime | None:
    seconds = number / 1000 if abs(number) >= 1e11 else number
    if not 1e8 <= seconds < 1e11:  # before 1973: rather a year, or a date without its separators
        return None
    return believable(datetime.fromtimestamp(seconds, timezone), timezone, now)


def _in_english(text: str) -> str:
    """Put what is Hindi in a normalised date into the words that dateutil knows."""
    text = _HINDI_CLOCK.sub(_clock, text)
    text = _DAY_WORD.sub(lambda match: str(DAY_WORDS[match.group()]), text)
    text = _MONTH_NAME.sub(lambda match: ENGLISH_MONTHS[MONTHS[match.group()] - 1], text)
    return _NO_DATE.sub(" ", text).upper()  # dateutil knows zones in capitals only


def _clock(match: regex.Match[str]) -> str:
    hour, part = int(match["hour"]), match["part"]
    if part == "रात" and hour == 12:
        hour = 0
    elif hour < 12 and (part in ("शाम", "सायं") or (part == "दोपहर" and hour < 11) or (part == "रात" and hour > 5)):
        hour += 12
    return f"{hour}:{match['minute'] or '00'}"


def _by_dateutil(text: str) -> datetime | None:
    # It fills in what is missing from a default: between two defaults, what is missing differs.
    defaults = datetime(2000, 1, 1), datetime(2001, 2, 2)  # noqa: DTZ001 - never part of a returned time
    day_first = not text[:4].isdigit()
    try:
        one, other = (parser.parse(text, dayfirst=day_first, default=each, tzinfos=_zone) for each in defaults)
    except (ValueError, ArithmeticError, TypeError, AttributeError, LookupError):
        return None  # for odd input it raises more than ValueError
    return one if one == other else None


def _zone(name: str | None, offset_s: int | None) -> tzinfo | None:
    if offset_s is None:
        if name not in ZONES_H:
            return None
        offset_s = int(ZONES_H[name] * 3600)
    return fixed_zone(timedelta(seconds=offset_s))
