"""Near copies: an agency's text that another outlet prints again, shortened or with a word changed.

MinHash finds candidates (Broder 1997; `datasketch`), and the words decide: a copy says nothing that its original does not.
Two reports of the same make with another number, name or "not" are two reports.
"""

from __future__ import annotations

import hashlib
import struct
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz.distance import Indel

from index.terms import split_words, terms_of
from index.text import normalise

if TYPE_CHECKING:
    from datasketch import MinHash

_SHINGLE_WORDS = 3
_BANDS, _ROWS = 20, 6
"""Two texts that share 0.8 of their shingles meet in a band with a probability of 0.997, with 0.3 of them 0.014."""
_CONTAINED = 0.85
_ALIKE = 0.6
_OTHER_WORDS, _MOST_OTHER_WORDS = 0.01, 3
"""Share of its words that a copy may have anew, and how many at most: a byline, another spelling. A short report has none."""
_MIN_WORDS = 20
"""Shorter texts say too little beside their headline to be told apart."""
_MAX_WORDS = 5000
_NEGATIONS = frozenset(normalise(word) for word in "not no never without नहीं न मत बिना ना cannot can't didn't".split())
_NUMBER_WORDS = frozenset(
    normalise(word)
    for word in """
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen twenty thirty forty fifty hundred thousand
    million billion lakh crore dozen half एक दो तीन चार पांच छह छः सात आठ नौ दस ग्यारह बारह तेरह चौदह पंद्रह सोलह सत्रह अठारह उन्नीस बीस
    इक्कीस बाईस तेईस चौबीस पच्चीस छब्बीस सत्ताईस अट्ठाईस उनतीस तीस चालीस पचास साठ सत्तर अस्सी नब्बे सौ हजार लाख करोड़ अरब दर्जन आधा
    """.split()
)


@dataclass(frozen=True, slots=True)
class Sketch:
    """What tells copies of a text.

    Attributes:
        words: Its words in order, normalised.
        shingles: Its distinct runs of three words.
        bands: Hashes, 64 bits with a sign; near copies share at least one, most likely.
    """

    words: tuple[str, ...]
    shingles: frozenset[str]
    bands: tuple[int, ...]


@lru_cache(maxsize=512)
def sketch_of(text: str) -> Sketch | None:
    """Return the sketch of a text; None if it is too short to have copies."""
    found = split_words(normalise(text))[:_MAX_WORDS]
    if len(found) < _MIN_WORDS:
        return None
    shingles = frozenset(
        " ".join(found[place : place + _SHINGLE_WORDS]) for place in range(len(found) - _SHINGLE_WORDS + 1)
    )
    return Sketch(tuple(found), shingles, _bands(shingles))


def is_copy(new: Sketch, original: Sketch) -> bool:
    """Tell whether a text is a copy of another: it is mostly in it, and says nothing that the other does not."""
    shared = len(new.shingles & original.shingles)
    if shared < _CONTAINED * len(new.shingles) or shared < _ALIKE * len(new.shingles | original.shingles):
        return False
    if Counter(filter(_NEGATIONS.__contains__, new.words)) != Counter(filter(_NEGATIONS.__contains__, original.words)):
        return False
    more = [
        word
        for step in Indel.opcodes(original.words, new.words)
        if step.tag in ("insert", "replace")
        for word in new.words[step.dest_start : step.dest_end]
    ]
    if any(map(_is_number, more)):
        return False
    return len(terms_of(more)) <= min(_MOST_OTHER_WORDS, int(_OTHER_WORDS * len(new.words)))


def _is_number(word: str) -> bool:
    return word in _NUMBER_WORDS or any(map(str.isdigit, word))


def _bands(shingles: frozenset[str]) -> tuple[int, ...]:
    sketch = _empty().copy()
    sketch.update_batch([shingle.encode("utf-8", "surrogatepass") for shingle in sorted(shingles)])
    values = sketch.digest()
    return tuple(
        _hash(band, values[band * _ROWS : (band + 1) * _ROWS].astype("<u8").tobytes()) for band in range(_BANDS)
    )


@lru_cache(maxsize=1)
def _empty() -> MinHash:
    from datasketch import MinHash  # heavy, and only the write path needs it

    return MinHash(num_perm=_BANDS * _ROWS, seed=1)


def _hash(band: int, values: bytes) -> int:

    (number,) = struct.unpack("<q", hashlib.blake2b(values, digest_size=8, salt=bytes([band])).digest())
    return int(number)
