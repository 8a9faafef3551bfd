"""How Hindi writes an English abbreviation: letter by letter, by the English names of the letters. CBI is सीबीआई."""

from __future__ import annotations

_NAMES = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyz",
        "ए बी सी डी ई एफ जी एच आई जे के एल एम एन ओ पी क्यू आर एस टी यू वी डब्ल्यू एक्स वाई जेड".split(),
        strict=True,
    )
)
_LEAST, _MOST = 2, 6
_FOLDS = str.maketrans({"ई": "इ", "ी": "ि", "ऊ": "उ", "ू": "ु", "ऐ": "ए", "ै": "े"})
"""Vowels of letter names that are written long or short: एनआईए, एनआइए."""


def spelled_out(word: str) -> str:
    """Return the names of the letters of a lower-case Latin word as one Devanagari word, "" if it is no such word."""
    if not (_LEAST <= len(word) <= _MOST and word.isascii() and word.isalpha()):
        return ""
    return "".join(_NAMES[letter] for letter in word)


def is_spelled_out(word: str, latin: str) -> bool:
    """Whether a Devanagari word consists of the names of these letters, however long their vowels are written."""
    return bool(spelled_out(latin)) and word.translate(_FOLDS) == spelled_out(latin).translate(_FOLDS)
