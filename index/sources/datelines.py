"""The place and date that open an agency's report: "अस्ताना, 3 जुलाई।", "NEW DELHI, July 3 (PTI) —"."""

from __future__ import annotations

from datetime import datetime, tzinfo

import regex

from index.sources.dates import believable
from index.sources.month_names import DAY_WORDS, MONTHS, one_of
from index.text import normalise

_MONTH = rf"(?P<month>{one_of(MONTHS)})(?![\p{{L}}\p{{M}}])\.?"
_DAY = rf"(?<![\p{{L}}\p{{M}}\p{{N}}])(?P<day>\d{{1,2}}|{one_of(DAY_WORDS)})(?:st|nd|rd|th)?(?![\p{{L}}\p{{M}}\p{{N}}])"
_YEAR = r"(?P<year>\d{4})(?!\d)"
_DATE = rf"(?:{_DAY}[\s,.-]{{0,3}}{_MONTH}(?:[\s,-]{{0,3}}{_YEAR})?|{_MONTH}\s{{0,2}}{_DAY}(?:[\s,]{{1,3}}{_YEAR})?)"
# Without an end like these, "3 जुलाई को दिल्ली में" would be taken for one. Every repeat is bounded.
_END = r"\s?(?:,?\s?[(\[][^)\]\n]{1,40}[)\]]|[।|:–—-]|\.(?!\d)|,?\n|$)"
_DATELINE = regex.compile(rf"(?P<place>[^\d।!?\n]{{2,60}}?)[\s,:।/|–—-]{{1,4}}{_DATE}{_END}")

_OPENING_CHARS = 200
_MAX_PLACE_WORDS = 6
_SENTENCE_WORDS = frozenset({"ने", "को", "में", "की", "के", "का", "से", "पर", "है", "हैं", "था", "थे", "थी", "कि"})
_SMALL_WORDS = frozenset({"and", "of", "de", "the", "al"})
_LEAP_YEARS_APART = 8
"""The longest way back to a 29 February (1904 from 1896)."""


def dateline(text: str, timezone: tzinfo, today: datetime) -> datetime | None:
    """Read the dateline of an item.

    Args:
        text: The item; only its opening counts.
        timezone: The day begins there.
        today: The latest date that it can be, timezone-aware. A dateline without a year is the most recent such day.

    Returns:
        Midnight of that day, timezone-aware; None if the item does not open with a place and a date.
    """
    match = _DATELINE.match(normalise(text[:_OPENING_CHARS]))
    if match is None or not _is_place(match["place"], text[:_OPENING_CHARS]):
        return None
    day = DAY_WORDS.get(match["day"]) or int(match["day"])
    month = MONTHS[match["month"]]
    if match["year"]:
        moment = _midnight(int(match["year"]), month, day, timezone)
        return moment and believable(moment, timezone, today)
    latest = today.astimezone(timezone)
    for year in range(latest.year, latest.year - _LEAP_YEARS_APART - 1, -1):
        moment = _midnight(year, month, day, timezone)
        if moment is not None and moment <= latest:
            return moment
    return None


def _midnight(year: int, month: int, day: int, timezone: tzinfo) -> datetime | None:
    try:
        return datetime(year, month, day, tzinfo=timezone)
    except ValueError:
        return None


def _is_place(place: str, opening: str) -> bool:
    """Tell a place ("New Delhi", "नई दिल्ली") from the beginning of a sentence."""
    words = place.split()
    if not words or len(words) > _MAX_PLACE_WORDS or _SENTENCE_WORDS.intersection(words):
        return False
    written = opening.split()[: len(words)]  # normalising took the capitals
    return not any(word[0].islower() and word not in _SMALL_WORDS for word in written)
