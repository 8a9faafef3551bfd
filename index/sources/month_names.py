"""Names in dates, spelt as `index.text.normalise` leaves them: without nukta, with anusvara."""

from __future__ import annotations

import regex

ENGLISH_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_HINDI_MONTHS = (
    ("जनवरी",), ("फरवरी", "फेब्रुअरी"), ("मार्च",), ("अप्रैल", "अप्रेल"), ("मई",), ("जून",),
    ("जुलाई", "जुलाइ"), ("अगस्त",), ("सितंबर", "सितबर"), ("अक्तूबर", "अक्टूबर", "अक्तुबर", "अक्टुबर"), ("नवंबर",), ("दिसंबर",),
)  # fmt: skip
MONTHS: dict[str, int] = {
    form: number
    for number, (english, hindi) in enumerate(zip(ENGLISH_MONTHS, _HINDI_MONTHS, strict=True), start=1)
    for form in (english, english[:3], *hindi)
} | {"sept": 9}

_DAYS = (
    ("एक",), ("दो",), ("तीन",), ("चार",), ("पांच",), ("छह", "छः", "छ"), ("सात",), ("आठ",), ("नौ",), ("दस",), ("ग्यारह",),
    ("बारह",), ("तेरह",), ("चौदह",), ("पंद्रह",), ("सोलह",), ("सत्रह",), ("अठारह",), ("उन्नीस",), ("बीस",), ("इक्कीस",),
    ("बाईस", "बाइस"), ("तेईस", "तेइस"), ("चौबीस",), ("पच्चीस",), ("छब्बीस",), ("सत्ताईस", "सत्ताइस"),
    ("अट्ठाईस", "अट्ठाइस", "अठाईस"), ("उनतीस", "उन्तीस"), ("तीस",), ("इकतीस", "इकत्तीस"),
)  # fmt: skip
DAY_WORDS: dict[str, int] = {form: number for number, forms in enumerate(_DAYS, start=1) for form in forms}
"""The Hindi service of PTI writes the day as a word: "नयी दिल्ली, तीन जुलाई (भाषा)"."""

ZONES_H: dict[str, float] = {
    "UTC": 0, "GMT": 0, "Z": 0, "IST": 5.5, "NPT": 5.75, "PKT": 5, "BST": 1, "CET": 1, "CEST": 2,
    "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
}  # fmt: skip
"""Hours east of UTC by the names that news in India and America uses; other names count as no zone."""


def one_of(words: dict[str, int]) -> str:
    """Return a pattern that matches any of the words, the longest first."""
    return "|".join(sorted(map(regex.escape, words), key=len, reverse=True))
