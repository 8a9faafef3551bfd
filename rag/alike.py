"""Which hits tell of the same as the best one: their vectors say so."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.store.protocol import StoredChunk
from rag.freshness import Decay, nearly_best


def alike(chunks: Sequence[StoredChunk], scores: NDArray[np.float32], decay: Decay) -> NDArray[np.int64]:
    """Return the places of the chunks that match as well as the best and are like it, the best among them.

    Args:
        chunks: At least one.
        scores: Shape (n_chunks,); higher is better.
        decay: What counts as matching as well, and as alike.
    """
    near = nearly_best(scores, decay)
    near = near[np.argsort(-scores[near], kind="stable")]
    if decay.alike <= 0 or len(near) == 1:
        return near
    vectors = np.array([chunks[place].sentence_vectors.sum(axis=0) for place in near], np.float32)
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
    cosines = vectors @ vectors[0]
    cosines[0] = 1.0
    equals: NDArray[np.int64] = near[cosines >= decay.alike]
    return equals
