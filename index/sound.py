"""One sound key for the Devanagari and the Latin spellings of a word: जयशंकर = Jaishankar = jayshankar.

The key is a skeleton of consonants. Whatever people spell in several ways is folded: vowels, aspiration, nasals,
doubled letters, v/w/b, z/j, f/ph, and the sibilants. Two spellings of one word nearly always share a key; two words
share one now and then, so a key is evidence beside meaning, never alone.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

import regex

_CONSONANTS = dict(
    zip(
        "कखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसहळऩऱऴ",
        "k k g g n c c j j n t t d d n t t d d n p p b b m y r l b s s s h l n r l".split(),
        strict=True,
    )
)
_VOWELS = frozenset("अआइईउऊएऐओऔऑऍऎऒ")
_DEVANAGARI = regex.compile(r"[\u0900-\u097f]")

_LATIN_RULES = tuple(
    (needed, regex.compile(pattern) if pattern != needed else None, replacement)
    for needed, pattern, replacement in (
        ("tion", "tion", "sn"),
        ("sion", "sion", "sn"),
        ("cian", "cian", "sn"),
        ("s", "sch|sh", "s"),
        ("ck", "ck", "k"),
        ("q", "q", "k"),
        ("x", "x", "ks"),
        ("gn", "gn$", "n"),
        ("n", "^kn|^gn", "n"),
        ("wr", "^wr", "r"),
        ("gy", "gy(?=[aeiou])", "g"),
        ("ch", "cc?h+", "C"),
        ("c", "c(?=[eiy])", "s"),
        ("c", "c", "k"),
        ("C", "C", "c"),
        ("ph", "ph", "p"),
        ("f", "f", "p"),
        ("v", "v", "b"),
        ("w", "w", "b"),
        ("z", "z", "j"),
        ("h", "(?<=[kgjtdbp])h", ""),
        ("", "^[aeiou]+", "a"),
    )
)
"""In order: letters without which the rule does nothing, what they are looked for with (None: as they stand), what replaces it."""

_FOLDS = (
    ("m", regex.compile("m(?=[pb])"), "n"),
    ("", regex.compile("(?<=.)[yhaeiou]"), ""),
    ("", regex.compile(r"(.)\1+"), r"\1"),
)


@lru_cache(maxsize=1 << 17)
def sound_key(word: str) -> str:
    """Return the sound key of one word.

    Args:
        word: A word in Devanagari or Latin letters, or a number in either's digits.

    Returns:
        ASCII letters; a number as ASCII digits; "" for a word that has no sound known here.
    """
    word = normalise_for_sound(word)
    if word.isascii() and word.isdigit():
        return word
    letters = _devanagari(word) if _DEVANAGARI.search(word) else _latin(word)
    return _replaced(letters, _FOLDS)


def normalise_for_sound(word: str) -> str:
    """Lower case, ASCII digits and decomposed letters: nukta and accents stand apart."""
    word = word.casefold()
    if word.isascii():
        return word
    word = unicodedata.normalize("NFKD", word)
    return "".join(str(unicodedata.digit(sign)) if sign.isdigit() and not sign.isascii() else sign for sign in word)


def _devanagari(word: str) -> str:
    out: list[str] = []
    word = word.replace("ज\u094dञ", "ग\u094dय")  # spoken and typed "gy"
    for position, sign in enumerate(word):
        if sign in _CONSONANTS:
            out.append(_CONSONANTS[sign])
        elif sign in "\u0902\u0901":
            out.append("n")
        elif sign in _VOWELS:
            out.append("a" if position == 0 else "")
        elif sign in "ऋृ":
            out.append("r")
        elif sign.isascii() and sign.isalnum():
            out.append(sign)
    return "".join(out)


def _latin(word: str) -> str:
    if not (word.isascii() and word.isalnum()):
        word = "".join(sign for sign in word if sign.isascii() and sign.isalnum())
    return _replaced(word, _LATIN_RULES)


def _replaced(word: str, rules: Iterable[tuple[str, regex.Pattern[str] | None, str]]) -> str:
    for needed, pattern, replacement in rules:
        if needed in word:
            word = pattern.sub(replacement, word) if pattern else word.replace(needed, replacement)
    return word
