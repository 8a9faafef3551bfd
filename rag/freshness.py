"""Newer wins among equals: what an article's age costs it against newer ones that match as well. Pure.

What counts is how far an article lies behind the newest of those that match nearly as well, and not behind the present: in an
archive of one old month the last word is still worth more than the first. The cost is bounded, so that no news is new
enough to beat an older article that answers better by more than it.
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
        weight: The most that age can cost, in units of the fused score; also what "nearly as well" means.
        half_life_days: So far behind the newest, an article pays half of it.
        undated: Share of the weight that an article without a date pays. None: it may be of today.
    """

    weight: float
    half_life_days: float
    undated: float = 0.0


# Chosen by tests/benchmarks/freshness.py, which repeats the figures: the largest weights that cost nothing elsewhere.
EQUALS = Decay(weight=0.006, half_life_days=3.0)
NEWEST = Decay(weight=0.02, half_life_days=1.0)
"""For a question that asks for the newest."""


def favour_newer(
    scores: NDArray[np.float32], published: NDArray[np.float64], now: datetime, decay: Decay = EQUALS
) -> NDArray[np.float32]:
    """Return the scores less what age costs.

    Args:
        scores: Of the candidates, shape (n,); higher is better.
        published: Times of publication, shape (n,), seconds since 1970 UTC; NaN if unknown.
        now: The present, timezone-aware. A date that lies more than a day ahead of it is wrong, and pays all.
        decay: How much age counts.

    Returns:
        Shape (n,); each lower than the score by at most `decay.weight`, and none if no near-equal candidate has a date.
    """
    if len(scores) == 0:
        return scores
    dated = published <= now.timestamp() + _DAY_S  # NaN is not
    contends = dated & (scores >= scores.max() - decay.weight)
    if not contends.any():
        return scores
    behind_days = np.maximum(0.0, published[contends].max() - np.where(dated, published, 0.0)) / _DAY_S
    aged = np.where(dated, 1.0 - 0.5 ** (behind_days / decay.half_life_days), 1.0)
    cost = np.where(np.isnan(published), decay.undated, aged)
    return (scores - decay.weight * cost).astype(np.float32)
