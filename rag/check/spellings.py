"""How alike two spellings of a name are, in one script or in two."""

from __future__ import annotations

from functools import lru_cache

import regex
from rapidfuzz.distance import Levenshtein

from index.sound import sound_key
from index.spelling import fold_spelling, romanise
from rag.heard import heard_keys

ALIKE_SPELLING = 0.28
"""How far spellings of different sounds may be apart and be one name. Measured on NTREX, as the other limits of names."""
_SILENT = tuple(
    (regex.compile(pattern), instead)
    for pattern, instead in (
        ("[aeio]?igh", "ai"),
        ("[ao]ugh", "o"),
        ("gne$", "n"),
        ("(?<=[aeiou])w(?=[aeiou])", ""),
        ("^mc", "mak"),
    )
)
"""Beyond what people type (`rag.heard`): how English writes the names that Hindi spells as it hears them."""


def spelt_alike(one: str, other: str) -> bool:
    """Tell whether two words, of one script or of two, are spelled nearly the same."""
    return distance(one, other) <= ALIKE_SPELLING


def sound_keys(word: str) -> tuple[str, ...]:
    """Return the sound keys that a normalised word may have, the likeliest first; none for one without a sound."""
    if word.isascii() and word.isalpha():
        spellings = (word, *(pattern.sub(instead, word) for pattern, instead in _SILENT))
        return tuple(dict.fromkeys(key for spelling in spellings for key in heard_keys(spelling)))
    key = sound_key(word)
    return (key,) if key else ()


@lru_cache(maxsize=1 << 14)
def distance(one: str, other: str) -> float:
    """How unlike two words are spelled, in one script or in two; 0 to 1."""
    spelt = [fold_spelling(romanise(word) if "\u0900" <= word[0] <= "\u097f" else word) for word in (one, other)]
    return float(Levenshtein.normalized_distance(*spelt))
