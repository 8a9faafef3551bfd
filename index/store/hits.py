"""Best-first lists of places with their scores."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Hits = tuple[NDArray[np.int64], NDArray[np.float32]]
"""Places (positions, or rows of an index) and cosines, best first."""
ReadVectors = Callable[[NDArray[np.int64]], NDArray[np.float32]]
"""From ascending chunk ids to their vectors, shape (n, dimension)."""


def best(places: NDArray[np.int64], scores: NDArray[np.float32], k: int) -> Hits:
    """The k highest scores with their places, best first; of equal ones the lower place first."""
    if len(scores) > 2 * k:
        worst = np.partition(scores, len(scores) - k)[len(scores) - k]
        good = scores >= worst
        places, scores = places[good], scores[good]
    order = np.lexsort((places, -scores))[:k]
    return places[order], scores[order]
