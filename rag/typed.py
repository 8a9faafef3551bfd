"""How likely a Devanagari word is typed as it was in Latin letters, vowels included: कम is typed "kam", काम seldom so.

A noisy channel: each part of the word (a consonant, a vowel, the inherent "a" where it is spoken and where it is not)
is typed in a few ways, each at a cost in nats. The costs were learnt from spellings of many people by expectation
maximisation (`tests/benchmarks/learn_typing.py`); typed.json holds them and no word. What is typed as an English word
follows English spelling, and has costs of its own: लाइन is typed "line", फ्लाइट "flight".
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

_NASAL_V = "\u0902व"  # one part: गांव is typed gaon, gaanv, gaav
_CONSONANTS = frozenset("कखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसहळ") | {_NASAL_V}
_VOWELS = frozenset("अआइईउऊऋएऐओऔऑऍऎऒ")
_SIGNS = frozenset("ािीुूृेैोौॉॅॆॊ")
_NASAL, _VISARGA, _VIRAMA = "\u0902", "\u0903", "\u094d"
SPOKEN_A, SILENT_A = "a", "_"
_FIRST = {SPOKEN_A: "1a", "ा": "1ा"}
"""In the first syllable people leave out no "a", and tell the long one from the short one more often: kam, kaam."""

_NOT_FIRST = {first: part for part, first in _FIRST.items()}
_GLIDES = {"इ": "इ", "ई": "इ", "य": "इ", "उ": "उ"}
"""What makes a diphthong with a long "a" before it: लाइन, टाईम, वायरस, आउट."""

# A part that nobody is known to leave out, or a letter that no part accounts for: a slip of the finger.
_SLIP_COST = 4.5
_HOPELESS = 7.0
"""Ways of reading a word that are dearer than the cheapest by more are not followed."""
_NEVER = math.inf


@lru_cache(maxsize=1 << 15)
def parts(word: str) -> tuple[str, ...]:
    """Cut a normalised Devanagari word into what is typed one after the other.

    The inherent "a" falls silent at the end of a word and between a vowel and a consonant with a vowel, from right to
    left (Ohala 1983, "Aspects of Hindi Phonology").
    """
    units: list[list[str]] = []  # sign, its vowel ("?" inherent, "" none)
    for sign in word:
        if sign == "व" and units and units[-1][0] == _NASAL:
            units[-1] = [_NASAL_V, "?"]
        elif sign in _CONSONANTS:
            units.append([sign, "?"])
        elif sign in _SIGNS and units:
            units[-1][1] = sign
        elif sign == _VIRAMA and units:
            units[-1][1] = ""
        elif sign in _VOWELS or sign in (_NASAL, _VISARGA) or sign.isascii():
            units.append([sign, ""])
    for place in range(len(units) - 1, -1, -1):
        if units[place][1] == "?":
            units[place][1] = SILENT_A if _is_silent(units, place) else SPOKEN_A
    if units and units[0][1]:
        units[0][1] = _FIRST.get(units[0][1], units[0][1])
    return tuple(part for unit in units for part in unit if part)


def _is_silent(units: list[list[str]], place: int) -> bool:
    if place == len(units) - 1:
        return place > 0
    before, after = units[place - 1], units[place + 1]
    return place > 0 and after[0] in _CONSONANTS and _has_vowel(before) and _has_vowel(after)


def _has_vowel(unit: list[str]) -> bool:
    return unit[0] in _VOWELS or unit[1] not in ("", SILENT_A)


@lru_cache(maxsize=1 << 15)
def english_parts(word: str) -> tuple[str, ...]:
    """Cut a normalised Devanagari word into what English spells as one: diphthongs, doubled consonants and क्स stay whole."""
    joined: list[str] = []
    for part in parts(word):
        part = _NOT_FIRST.get(part, part)
        if joined and part in _CONSONANTS and (part == joined[-1] or (joined[-1], part) == ("क", "स")):
            joined[-1] += part
        elif joined and joined[-1] == "ा" and part in _GLIDES:
            joined[-1] += _GLIDES[part]
        else:
            joined.append(part)
    return tuple(joined)


def typing_cost(typed: str, word: str, most: float = math.inf) -> float:
    """Return the cost, in nats, of typing a Devanagari word so.

    Args:
        typed: Lower-case Latin letters.
        word: A normalised Devanagari word.
        most: Where the cost is sure to be above this, infinity may be returned.

    Returns:
        About -log P(typed | word) of the likeliest way; well-spelled words cost under 0.5 a letter.
    """
    return _cost(typed, parts(word), _ways()["costs"], most)


def english_typing_cost(typed: str, word: str, most: float = math.inf) -> float:
    """Return the cost, in nats, of typing a Devanagari word as the English word that it is, like `typing_cost`."""
    return _cost(typed, english_parts(word), _ways()["english"], most)


def _cost(typed: str, cut: Sequence[str], ways: Mapping[str, _Way], most: float) -> float:
    length = len(typed)
    costs = {0: 0.0}  # letters accounted for → cost
    for part in cut:
        way = ways.get(part) or _Way(_SLIP_COST, {part: ((part, 0.0),)})
        following: dict[int, float] = {}
        least = min(costs.values())
        if least > most:
            return math.inf
        limit = least + _HOPELESS
        for place, cost in costs.items():
            if cost > limit:
                continue
            if cost + way.silent < following.get(place, _NEVER):
                following[place] = cost + way.silent
            for start, slip in ((place, 0.0), (place + 1, _SLIP_COST)):
                for spelling, more in way.by_letter.get(typed[start : start + 1], ()):
                    end = start + len(spelling)
                    if cost + more + slip < following.get(end, _NEVER) and typed.startswith(spelling, start):
                        following[end] = cost + more + slip
        costs = following
    return min(cost + _SLIP_COST * (length - place) for place, cost in costs.items())


@dataclass(frozen=True, slots=True)
class _Way:
    """What it costs to leave a part out, and to type it in letters, by the first letter."""

    silent: float
    by_letter: dict[str, tuple[tuple[str, float], ...]]


@lru_cache(maxsize=1)
def _ways() -> dict[str, dict[str, _Way]]:
    learnt = json.loads(files("rag").joinpath("typed.json").read_text("utf-8"))
    return {name: {part: _way(found) for part, found in learnt[name].items()} for name in ("costs", "english")}


def _way(spellings: Mapping[str, float]) -> _Way:
    by_letter: dict[str, tuple[tuple[str, float], ...]] = {}
    for spelling, cost in spellings.items():
        if spelling:
            by_letter[spelling[0]] = (*by_letter.get(spelling[0], ()), (spelling, cost))
    return _Way(min(_SLIP_COST, spellings.get("", _SLIP_COST)), by_letter)
