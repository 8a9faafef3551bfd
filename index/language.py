"""Which language and script a text is in: Hindi, English, or Hindi typed with Latin letters."""

from __future__ import annotations

import regex

from index.article import Language
from index.terms import LATIN_HINDI_STOP_WORDS

_DEVANAGARI = regex.compile(r"[\u0900-\u097f]")
_LATIN = regex.compile(r"[A-Za-z]")
_LATIN_WORD = regex.compile(r"[a-z]+")

# Words that are as much English as Hindi, and say nothing either way.
_BOTH = frozenset(
    """
    the me main he in is us use so to do or par use men hue an un den gas on hi ho us pad di de wo kin ham ye
    am are no h sab
    """.split()
)
_MARKERS = (LATIN_HINDI_STOP_WORDS | frozenset("haan kal aaj".split())) - _BOTH
# A question word or a copula decides more than a particle that some name may hold.
_STRONG = frozenset(
    """
    kya kyaa kab kahan kahaan kaun kisne kisse kiske kiska kiski kise kisko kitna kitne kitni kaise kyon kyun
    kyu kis hai hain
    """.split()
)
_ENGLISH_MARKERS = (
    frozenset(
        """
    the of and is are was were what which who whom whose when where why how did does do has have had for with
    from by at an a on to that this these those it its be been will would can could should about many much
    there
    """.split()
    )
    - _BOTH
)
_MAX_CHARS = 20_000


def detect_language(text: str) -> Language:
    """Tell the language and script of a text.

    Devanagari decides by its share of the letters, so that "IPL 2024 का फ़ाइनल" is Hindi; Latin letters are Hindi where its
    function words outweigh the English ones.
    """
    text = text[:_MAX_CHARS]
    devanagari = len(_DEVANAGARI.findall(text))
    latin = len(_LATIN.findall(text))
    if devanagari and devanagari * 3 >= latin:
        return "hi"
    return "hi-Latn" if is_latin_hindi(text) else "en"


def is_latin_hindi(text: str) -> bool:
    """Tell whether a text in Latin letters is Hindi."""
    found = _LATIN_WORD.findall(text[:_MAX_CHARS].lower())
    hindi = sum((word in _MARKERS) + (word in _STRONG) for word in found)
    english = sum(word in _ENGLISH_MARKERS for word in found)
    return hindi > english or (hindi == english and hindi >= 2)
