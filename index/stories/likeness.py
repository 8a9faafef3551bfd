"""Do two articles tell of one event? Their vectors, the sounds that they share, and the time between them say so.

A vector tells what an article is about and confuses two events of one kind; the sound keys of rare words, which are names
mostly and the same in both scripts, tell which of them it is. The bounds were chosen as
`tests/benchmarks/stories.py` says, for the default model.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SAME_TIME_S = 72 * 3600.0
"""What is further apart tells of two events, or of two days of one that goes on."""
_SOUNDS = 0.25
_DAY = 0.02
"""What a day between them costs."""
_OTHER_LANGUAGE, _SAME_LANGUAGE, _SAME_LANGUAGE_UNDATED = 0.90, 1.02, 1.055
"""Texts of one language lie nearer to each other and share common words too; without dates nothing else parts them."""
_SAME_OUTLET = 0.1
"""An outlet tells an event once in a language, as a rule: two of its reports must be nearer."""
_OTHER_ARTICLES = 1000
_DAY_S = 86_400.0


@dataclass(frozen=True, slots=True)
class Traits:
    """What is known of an article to tell which event it is about.

    Attributes:
        language: Of its text.
        source: Name of its outlet; may be empty.
        published: Seconds since 1970 UTC; None if unknown.
        vector: Mean of its chunks, shape (dimension,), float32, unit length.
        sounds: Its distinct sound keys.
        norm: Root of the summed weights of its sounds.
    """

    language: str
    source: str
    published: float | None
    vector: NDArray[np.float32]
    sounds: frozenset[str]
    norm: float


def weights_of(counts: Mapping[str, int], sounds: Iterable[str], articles: int) -> dict[str, float]:
    """Return the information of sounds (inverse document frequency, Robertson & Spärck Jones).

    Args:
        counts: In how many of the articles each sound stands; none if missing.
        sounds: Which to weigh.
        articles: How many articles there are.
    """
    total = articles + _OTHER_ARTICLES
    return {sound: math.log(1.0 + max(0.0, total - (n := counts.get(sound, 0)) + 0.5) / (n + 0.5)) for sound in sounds}


def norm_of(sounds: Iterable[str], weights: Mapping[str, float]) -> float:
    """Return the root of the summed weights."""
    return math.sqrt(math.fsum(weights[sound] for sound in sounds))


def may_tell_the_same(one: float | None, other: float | None) -> bool:
    """Tell whether the times of two articles leave it open that they tell of one event."""
    if one is None or other is None:
        return one is other
    return abs(one - other) <= SAME_TIME_S


def likeness(new: Traits, other: Traits, weights: Mapping[str, float]) -> float:
    """Return how surely two articles tell of one event: from 0 they do.

    Args:
        new: One.
        other: The other.
        weights: Of at least the sounds of the first.
    """
    if not may_tell_the_same(new.published, other.published):
        return -1.0
    shared = math.fsum(weights[sound] for sound in new.sounds & other.sounds)
    overlap = shared / max(new.norm * other.norm, 1e-6)
    if new.language != other.language:
        bound = _OTHER_LANGUAGE
    else:
        bound = _SAME_LANGUAGE if new.published is not None else _SAME_LANGUAGE_UNDATED
        if new.source == other.source:
            bound += _SAME_OUTLET
    apart = abs((new.published or 0.0) - (other.published or 0.0)) / _DAY_S * _DAY
    return float(new.vector @ other.vector) + _SOUNDS * overlap - apart - bound


def mean_likeness(new: Sequence[Traits], others: Sequence[Traits], weights: Mapping[str, float]) -> float:
    """Return the mean likeness of two groups, each of at least one."""
    return sum(likeness(one, other, weights) for one in new for other in others) / (len(new) * len(others))
