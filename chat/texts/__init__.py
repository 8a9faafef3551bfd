"""Every sentence that the bot says, in Hindi, in English, and in Hindi typed with Latin letters."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, tzinfo
from types import MappingProxyType

from chat.texts.english import ENGLISH
from chat.texts.hindi import HINDI
from chat.texts.latin_hindi import LATIN_HINDI
from chat.texts.sentences import Texts
from index.article import Language
from rag.bulletin.sections import SECTIONS, Section

__all__ = ["TEXTS", "Texts", "covers_text", "date_text", "day_text", "section_text"]

TEXTS: Mapping[Language, Texts] = MappingProxyType({"hi": HINDI, "en": ENGLISH, "hi-Latn": LATIN_HINDI})


def date_text(moment: datetime, language: Language, zone: tzinfo) -> str:
    """Write a date as people of that language do: "3 जुलाई 2024", "3 July 2024".

    Args:
        moment: Timezone-aware.
        language: Language and script of the month.
        zone: Where the reader's day begins and ends.
    """
    try:
        day = moment.astimezone(zone)
    except OverflowError:  # the first or last day that a datetime can hold
        day = moment
    return f"{day.day} {TEXTS[language].months.split()[day.month - 1]} {day.year}"


def day_text(value: str, language: Language) -> str:
    """Write a date of `rag.answer.Version`, YYYY-MM-DD or a part of it, as people of that language do: "3 जुलाई"."""
    parts = [int(part) for part in value.split("-")]
    year = parts.pop(0) if len(value.split("-")[0]) > 2 else 0
    month, *day = parts
    return " ".join(map(str, [*day, TEXTS[language].months.split()[month - 1], *([year] if year else [])]))


def section_text(section: Section, language: Language) -> str:
    """Return the name of a section of the news."""
    return TEXTS[language].sections.split("|")[SECTIONS.index(section)]


def covers_text(span: tuple[datetime, datetime], language: Language, zone: tzinfo) -> str:
    """Say which dates the news covers, oldest and newest article, in one sentence."""
    oldest, newest = (date_text(moment, language, zone) for moment in span)
    texts = TEXTS[language]
    pattern = texts.covers_one_day if oldest == newest else texts.covers
    return pattern.format(oldest=oldest, newest=newest)
