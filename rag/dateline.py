"""The line of place and day that news begins with: "नई दिल्ली, 2 जुलाई।" It states nothing. Pure."""

from __future__ import annotations

import regex

from index.sources.month_names import MONTHS
from index.text import normalise
from rag.periods.names import WEEKDAYS

_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")
_MOST_PLACE_WORDS = 3
_DATE_WORDS = frozenset(map(normalise, MONTHS)) | frozenset(WEEKDAYS)
_AGENCIES = frozenset(map(normalise, "pti ani ians uni reuters afp ap भाषा वार्ता पीटीआई एएनआई आईएएनएस एजेंसी".split()))


def is_dateline(sentence: str) -> bool:
    """Tell whether a sentence is only a place and a day, perhaps with the agency."""
    place, comma, rest = normalise(sentence).partition(",")
    words = _WORD.findall(rest)
    dated = [word for word in words if word.isdecimal() or word in _DATE_WORDS]
    return (
        bool(comma)
        and len(_WORD.findall(place)) <= _MOST_PLACE_WORDS
        and bool(dated)
        and all(word.isdecimal() or word in _DATE_WORDS or word in _AGENCIES for word in words)
    )
