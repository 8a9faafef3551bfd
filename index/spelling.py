"""How a Devanagari word is spelled when it is typed in Latin letters, and how far two such spellings are apart.

Where the sound key asks "could these be the same word?", this asks "how alike are they?", vowels included.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import regex
from rapidfuzz.distance import Levenshtein

_CONSONANTS = dict(
    zip(
        "कखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसहळ",
        "k kh g gh n ch chh j jh n t th d dh n t th d dh n p f b bh m y r l v sh sh s h l".split(),
        strict=True,
    )
)
_WITH_NUKTA = {"ज": "z", "ड": "d", "ढ": "dh", "क": "k", "ख": "kh", "ग": "g", "फ": "f", "य": "y"}
_VOWELS = dict(zip("अआइईउऊऋएऐओऔऑऍ", "a a i i u u ri e e o o o e".split(), strict=True))
_SIGNS = dict(zip("ािीुूृेैोौॉॅ", "a i i u u ri e e o o o e".split(), strict=True))
_VIRAMA, _NUKTA = "\u094d", "\u093c"

# What people spell in several ways becomes one: aa/a, ee/i, oo/u, ai/ay/e, au/o, w/v, z/j, ph/f.
_FOLDS = tuple(
    (regex.compile(pattern), replacement)
    for pattern, replacement in (
        ("cc?h+", "C"), ("tion$", "shan"), ("c(?=[eiy])", "s"), ("ck|c(?![eiy])|q", "k"), ("C", "ch"), ("x", "ks"),
        ("ph", "f"), ("w", "v"), ("z", "j"), ("ee|ii|ea", "i"), ("oo|uu", "u"), ("a(?=y(?![aeiou]))y?|ai|ei|ae", "e"),
        ("au|ou|ow", "o"), ("y(?![aeiou])", "i"), (r"(.)\1+", r"\1"), ("(?<=[aeiou])h$", ""), ("m(?=[pb])", "n"),
    )
)  # fmt: skip


@lru_cache(maxsize=1 << 16)
def romanise(word: str) -> str:
    """Spell a Devanagari word in Latin letters, without the vowels that are written and not spoken.

    The inherent "a" falls silent at the end of a word and between a vowel and a consonant with a vowel (Ohala 1983,
    "Aspects of Hindi Phonology").
    """
    units: list[list[str]] = []  # consonant, vowel ("?" inherent, "" none), nasal
    signs = unicodedata.normalize("NFD", word)
    for position, sign in enumerate(signs):
        following = signs[position + 1 : position + 2]
        if sign in _CONSONANTS:
            latin = _WITH_NUKTA.get(sign, _CONSONANTS[sign]) if following == _NUKTA else _CONSONANTS[sign]
            units.append([latin, "?", ""])
        elif sign in _VOWELS:
            units.append(["", _VOWELS[sign], ""])
        elif sign in _SIGNS and units:
            units[-1][1] = _SIGNS[sign]
        elif sign == _VIRAMA and units:
            units[-1][1] = ""
        elif sign in "\u0901\u0902" and units:
            units[-1][2] = "n"
        elif sign.isascii():
            units.append([sign, "", ""])
    return "".join("".join(unit) for unit in _without_silent(units))


def _without_silent(units: list[list[str]]) -> list[list[str]]:
    if len(units) > 1 and units[-1][1] == "?" and not units[-1][2]:
        units[-1][1] = ""
    for index in range(len(units) - 2, 0, -1):
        before, unit, after = units[index - 1 : index + 2]
        if unit[1] == "?" and not unit[2] and unit[0] and before[1] and not before[2] and after[0] and after[1]:
            unit[1] = ""
    for unit in units:
        unit[1] = unit[1].replace("?", "a")
    return units


@lru_cache(maxsize=1 << 16)
def fold_spelling(latin: str) -> str:
    """Fold the free variation of Latin spellings of Hindi."""
    latin = latin.lower()
    for pattern, replacement in _FOLDS:
        latin = pattern.sub(replacement, latin)
    return latin


def spelling_distance(latin: str, word: str) -> float:
    """How unlike a typed word and a word of the index are.

    Args:
        latin: The word as typed, in Latin letters.
        word: A Devanagari word.

    Returns:
        0.0 for the same spelling after folding, up to 1.0: edits over the longer length.
    """
    return Levenshtein.normalized_distance(fold_spelling(latin), fold_spelling(romanise(word)))
