"""The words of a sentence found, read once: retrieval orders by them what extraction then scores, and news is asked about often."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from index.terms import sounds_of, split_words, terms_of
from index.text import normalise

_KEPT = 4096
"""Sentences; some 10 MB."""


@dataclass(frozen=True, slots=True)
class SentenceWords:
    """A sentence normalised, the stems of its content words, and their sound keys."""

    normalised: str
    stems: frozenset[str]
    sounds: frozenset[str]


@lru_cache(maxsize=_KEPT)
def sentence_words(text: str) -> SentenceWords:
    """Read a sentence."""
    normalised = normalise(text)
    found = split_words(normalised)
    return SentenceWords(normalised, frozenset(terms_of(found)), frozenset(sounds_of(found)))
