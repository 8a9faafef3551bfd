"""Newer wins among equals: what being newer is worth among articles that match as well and are alike. Pure.

What counts is how far an article lies behind the newest of its equals, and not behind the present: in an archive of one old
month the last word is still worth more than the first. What it is worth is bounded, and only what resembles the best match
is its equal, so that no news is new enough to beat an older article that answers better.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

_DAY_S = 86_400.0


@dataclass(frozen=True, slots=True)
class Decay:
    """How much age counts.

    Attributes:
        weight: The most that it is worth to be the newest, in units of the fused score; also what "as well" means.
        half_life_days: So far behind the newest, an article gets half of it.
        alike: Least cosine of an equal with the best match; at 0 whatever matches as well is an equal.
    """

    weight: float
    half_life_days: float
    alike: float = 0.0


# Chosen by tests/benchmarks/freshness.py, which repeats the figures: what costs other questions no more than noise.
EQUALS = Decay(weight=0.014, half_life_days=3.0, alike=0.91)
NEWEST = Decay(weight=0.02, half_life_days=1.0)
"""For a question that asks for the newest."""


def nearly_best(scores: NDArray[np.float32], decay: Decay) -> NDArray[np.int64]:
    """Return the places of the candidates that match as well as the best, in order."""
    return np.flatnonzero(scores >= scores.max() - decay.weight)


def favour_newer(
    scores: NDArray[np.float32],
    published: NDArray[np.float64],
    now: datetime,
    decay: Decay = EQUALS,
    equals: NDArray[np.int64] | None = None,
) -> NDArray[np.float32]:
    """Return the scores with what being new is worth added.

    Args:
        scores: Of the candidates, shape (n,); higher is better.
        published: Times of publication, shape (n,), seconds since 1970 UTC; NaN if unknown. An equal without a date may be
            of today, and gets as much as the newest.
        now: The present, timezone-aware. A date that lies more than a day ahead of it is wrong, and gets nothing.
        decay: How much age counts.
        equals: Places of the candidates that are equals, the best among them; all that match as well if None.

    Returns:
        Shape (n,); each higher than the score by at most `decay.weight`.
    """
    if len(scores) == 0:
        return scores
    places = nearly_best(scores, decay) if equals is None else equals
    times = published[places]
    right = times <= now.timestamp() + _DAY_S  # NaN is not
    if not right.any():
        return scores
    behind_days = np.where(right, times[right].max() - times, np.inf) / _DAY_S
    worth = np.where(np.isnan(times), 1.0, 0.5 ** (behind_days / decay.half_life_days))
    fresh = scores.copy()
    fresh[places] += (decay.weight * worth).astype(np.float32)
    return fresh
