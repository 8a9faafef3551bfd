"""Items to Articles: clean text, headline, language and script, outlet, time, and an id that stays."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from datetime import datetime, tzinfo

import regex

from index.article import Article, Language
from index.errors import SourceError
from index.language import detect_language
from index.sources.addresses import canonical_url
from index.sources.datelines import dateline
from index.sources.dates import parse_date
from index.sources.identity import Identities
from index.sources.item import MAX_TEXT_CHARS, Item
from index.sources.markup import has_markup, text_of
from index.text import clean, normalise, sentences

_MAX_TITLE_CHARS = 300
_MAX_SOURCE_CHARS = 120
_MAX_AUTHOR_CHARS = 200
_MAX_DERIVED_TITLE_CHARS = 90
_MIN_DERIVED_TITLE_WORDS = 4
"""A shorter opening is a dateline ("अस्तान।"), which names no item."""
_OPENING_CHARS = 2000
_DEVANAGARI = regex.compile(r"[\u0900-\u0963]")
_MIN_DEVANAGARI_SHARE = 0.1

_LANGUAGE_NAMES: dict[Language, tuple[str, ...]] = {
    "hi": ("hi", "hin", "hindi", "hi-deva", "हिंदी"),
    "en": ("en", "eng", "english", "अंग्रेज़ी"),
    "hi-Latn": ("hi-latn", "hinglish", "romanised hindi", "romanized hindi", "हिंग्लिश"),
}
_LANGUAGES = {normalise(name): language for language, names in _LANGUAGE_NAMES.items() for name in names}


def to_articles(
    items: Iterable[Item | SourceError], *, name: str, timezone: tzinfo, now: datetime, today: datetime
) -> Iterator[Article | SourceError]:
    """Make an Article of each Item of one file.

    Args:
        items: As a reader yields them; errors pass through.
        name: The file's path in the folder that was added, or its own name: part of ids where there is no other.
        timezone: Of times that name no zone.
        now: The present, timezone-aware.
        today: The latest day that a dateline without a year can mean, timezone-aware.

    Yields:
        In the order of the items: an Article, or what is wrong with the item.
    """
    identities = Identities(name)
    for item in items:
        if isinstance(item, SourceError):
            yield item
            continue
        try:
            yield _to_article(item, identities, timezone, now, today)
        except SourceError as error:
            yield error


def _to_article(item: Item, identities: Identities, timezone: tzinfo, now: datetime, today: datetime) -> Article:
    if len(item.text) > MAX_TEXT_CHARS:
        raise SourceError(
            item.place,
            f"its text has {len(item.text):,} characters and an article may have {MAX_TEXT_CHARS:,}; split it.",
        )
    text = clean(text_of(item.text) if has_markup(item.text) else item.text)
    if not any(letter.isalnum() for letter in text):
        raise SourceError(item.place, "it has no text; fill it or leave it out.")
    headline = _line(item.title, _MAX_TITLE_CHARS)
    url = canonical_url(item.url)
    published = _first_date(item.dates, timezone, now) or dateline(text, timezone, today)
    modified = _first_date(item.modified, timezone, now)
    return Article(
        id=identities.identify(item.id, url, headline),
        title=headline or _derived_title(text),
        text=text,
        language=_language(item.language, text),
        source=_line(item.source, _MAX_SOURCE_CHARS),
        url=url,
        published_at=published,
        author=_line(item.author, _MAX_AUTHOR_CHARS),
        section=_line(item.section, _MAX_SOURCE_CHARS),
        # What changed before it was published is a clock that is wrong.
        modified_at=modified if modified and (published is None or modified >= published) else None,
    )


def _first_date(dates: Iterable[str | float], timezone: tzinfo, now: datetime) -> datetime | None:
    found = (parse_date(date, timezone, now=now) for date in dates)
    return next((date for date in found if date is not None), None)


def _line(text: str, max_chars: int) -> str:
    text = text[: 10 * max_chars]
    return _shorten(" ".join(clean(text_of(text) if has_markup(text) else text).split()), max_chars)


def _derived_title(text: str) -> str:
    """Name an item that has no headline by its first sentence."""
    opening = text[:_OPENING_CHARS]
    spoken = [opening[start:end] for start, end in sentences(opening)[:5]]
    first = next(
        (each for each in spoken if len(each.split()) >= _MIN_DERIVED_TITLE_WORDS), spoken[0] if spoken else opening
    )
    return _shorten(" ".join(first.split()).rstrip("।.").rstrip(), _MAX_DERIVED_TITLE_CHARS)


def _shorten(text: str, max_chars: int) -> str:
    """Cut at a word where there is one, and never between a letter and its marks."""
    if len(text) <= max_chars:
        return text
    cut = text.rfind(" ", max_chars // 2, max_chars)
    if cut < 0:
        cut = max_chars - 1
        while cut > 1 and (unicodedata.category(text[cut]).startswith("M") or text[cut] in "\u200c\u200d"):
            cut -= 1
    return text[:cut].rstrip(" ,;:-–—।") + "…"


def _language(declared: str, text: str) -> Language:
    """Believe the declared language, unless the script rules it out."""
    found = detect_language(text)
    name = normalise(declared).replace("_", "-").strip()
    said = _LANGUAGES.get(name) or _LANGUAGES.get(name.rpartition("-")[0]) or _LANGUAGES.get(name.partition("-")[0])
    if said is None or said == found:
        return found
    if said == "hi":
        opening = text[:_OPENING_CHARS]  # Hindi may hold many foreign names
        return "hi" if len(_DEVANAGARI.findall(opening)) >= _MIN_DEVANAGARI_SHARE * len(opening) else found
    return found if found == "hi" else said
