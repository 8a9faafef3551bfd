"""Which candidates tell of the same as the best one: their vectors say so."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from index.store.protocol import View
from rag.freshness import Decay, nearly_best

_MOST = 12
"""More equals than this are not read: the best of them are enough to find the newest."""


def alike(view: View, candidates: NDArray[np.int64], scores: NDArray[np.float32], decay: Decay) -> NDArray[np.int64]:
    """Return the places of the candidates that match as well as the best and are like it, the best among them.

    Args:
        view: Where the candidates stand.
        candidates: Positions, shape (n,), n at least 1.
        scores: Shape (n,); higher is better.
        decay: What counts as matching as well, and as alike.
    """
    near = nearly_best(scores, decay)
    near = near[np.argsort(-scores[near], kind="stable")]
    if decay.alike <= 0 or len(near) == 1:
        return near
    near = near[:_MOST]
    chunks = view.chunks(candidates[near].tolist())
    vectors = np.array([chunk.sentence_vectors.sum(axis=0) for chunk in chunks], np.float32)
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
    cosines = vectors @ vectors[0]
    cosines[0] = 1.0
    equals: NDArray[np.int64] = near[cosines >= decay.alike]
    return equals
