"""What a corrected article says now in place of a sentence that an answer cites."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from index.article import Article
from index.text import normalise, sentences

_ALIKE = 60.0
"""From 0 to 100: below this a sentence was not corrected but is another one."""


@dataclass(frozen=True, slots=True)
class Change:
    """A sentence that an article no longer holds.

    Attributes:
        before: The sentence as it was cited.
        now: The sentence in its place; "" if there is none like it.
    """

    before: str
    now: str


@dataclass(frozen=True, slots=True)
class Correction:
    """An article that no longer says what was cited from it."""

    article: Article
    changes: tuple[Change, ...]


def correction(article: Article, quotes: Iterable[str]) -> Correction | None:
    """Compare an article with what was cited from it before.

    Args:
        article: As it is now; one that its outlet has taken down no longer says anything.
        quotes: Sentences of an earlier revision.

    Returns:
        None if it still holds all of them: then it was only added to, and nobody was told anything wrong.
    """
    if article.gone_at:
        return Correction(article, tuple(Change(quote, "") for quote in dict.fromkeys(quotes)))
    text = _folded(article.text)
    gone = [quote for quote in dict.fromkeys(quotes) if _folded(quote) not in text]
    if not gone:
        return None
    now = [article.text[start:end] for start, end in sentences(article.text)]
    return Correction(article, tuple(Change(quote, _in_place_of(quote, now)) for quote in gone))


def _in_place_of(quote: str, now: list[str]) -> str:
    best = process.extractOne(quote, now, scorer=fuzz.ratio, processor=_folded, score_cutoff=_ALIKE)
    return str(best[0]) if best else ""


def _folded(text: str) -> str:
    return " ".join(normalise(text).split())
