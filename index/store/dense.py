"""The vectors of one generation: a FAISS index that covers most of them, and the newest beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.store.hits import Hits, ReadVectors, best

if TYPE_CHECKING:
    from index.store.vectors import VectorIndex

FEW = 512
"""Chunks that are scored one by one quicker than FAISS looks through all."""


@dataclass(frozen=True, slots=True)
class Dense:
    """Searches by position. Immutable: an older generation goes on giving its own answers.

    Attributes:
        base: Shared between generations; may hold chunks that are gone by now.
        rows: Row of `base` by position, for the positions below `len(rows)`.
        tail_ids: Chunk ids of the positions above.
        tail: Their vectors, shape (n_tail, dimension).
    """

    base: VectorIndex
    rows: NDArray[np.int64]
    tail_ids: NDArray[np.int64]
    tail: NDArray[np.float32]

    @property
    def count(self) -> int:
        """Chunks in this generation."""
        return len(self.rows) + len(self.tail)

    def search(self, vectors: NDArray[np.float32], k: int, allowed: NDArray[np.bool_] | None) -> list[Hits]:
        """Each query's k nearest (positions, cosines); see `View.search`."""
        vectors = self._checked(vectors)
        if k < 1:
            raise ValueError("k must be at least 1")
        if allowed is not None:
            if allowed.shape != (self.count,):
                raise ValueError(f"`allowed` must have one value for each of the {self.count} chunks")
            places = np.flatnonzero(allowed)
            if len(places) <= FEW:
                return [best(places, scores, k) for scores in self.cosines(vectors, places)]
        split = len(self.rows)
        in_tail = np.arange(len(self.tail)) if allowed is None else np.flatnonzero(allowed[split:])
        tail_cosines = vectors @ (self.tail if allowed is None else self.tail[in_tail]).T
        found = []
        for (rows, cosines), more in zip(
            self.base.search(vectors, k, self._in_base(allowed)), tail_cosines, strict=True
        ):
            positions = rows if split == len(self.base.ids) else np.searchsorted(self.rows, rows)
            found.append(best(np.concatenate([positions, in_tail + split]), np.concatenate([cosines, more]), k))
        return found

    def _in_base(self, allowed: NDArray[np.bool_] | None) -> NDArray[np.bool_] | None:
        """The allowed rows of the base; None for all."""
        if allowed is None and len(self.rows) == len(self.base.ids):
            return None
        mask = np.zeros(len(self.base.ids), np.bool_)
        mask[self.rows if allowed is None else self.rows[allowed[: len(self.rows)]]] = True
        return mask

    def cosines(self, vectors: NDArray[np.float32], positions: NDArray[np.int64]) -> NDArray[np.float32]:
        """Cosine of each query with each position; see `View.cosines`."""
        vectors = self._checked(vectors)
        positions = np.asarray(positions, np.int64)
        if len(positions) and not (positions.min() >= 0 and positions.max() < self.count):
            raise ValueError(f"positions must be from 0 to {self.count - 1}")
        split = len(self.rows)
        chosen = np.empty((len(positions), vectors.shape[1]), np.float32)
        in_base = positions < split
        chosen[in_base] = self.base.rows(self.rows[positions[in_base]])
        chosen[~in_base] = self.tail[positions[~in_base] - split]
        cosines: NDArray[np.float32] = vectors @ chosen.T
        return cosines

    def _checked(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        if vectors.ndim != 2 or vectors.shape[1] != self.base.dimension:
            raise ValueError(f"vectors must have the shape (n_queries, {self.base.dimension}) and not {vectors.shape}")
        return np.ascontiguousarray(vectors, np.float32)


def lag(base: VectorIndex, chunk_ids: NDArray[np.int64]) -> int:
    """How many of the chunks a base lacks, or how many others it holds in vain, whichever is more."""
    split = int(np.searchsorted(chunk_ids, base.last_id, "right"))
    return max(len(chunk_ids) - split, len(base.ids) - split)


def dense_for(base: VectorIndex, chunk_ids: NDArray[np.int64], read: ReadVectors, before: Dense | None = None) -> Dense:
    """Lay a base under the chunks of a generation, and read the vectors that it lacks.

    Args:
        base: An index that is sound for that generation (`refresh.is_sound`).
        chunk_ids: By position, ascending.
        read: Reads vectors of that generation.
        before: An earlier generation, of which vectors of the tail are taken over.
    """
    # Ids only grow, so that whatever the base lacks is above all that it has.
    split = int(np.searchsorted(chunk_ids, base.last_id, "right"))
    tail_ids = chunk_ids[split:]
    tail = np.empty((0, base.dimension), np.float32)
    if before is not None:
        kept = np.isin(before.tail_ids, tail_ids, assume_unique=True)
        # What is kept is again the lower end: nothing between two ids can be added later.
        tail = before.tail[kept]
    if len(tail) < len(tail_ids):
        tail = np.concatenate([tail, read(tail_ids[len(tail) :])])
    return Dense(base, np.searchsorted(base.ids, chunk_ids[:split]), tail_ids, tail)
