"""The FAISS index: which kind for how many chunks, building, searching, exact vectors.

Measured on vectors of multilingual-e5-small (384 dimensions, real questions and news), one thread, 50 hits: exact search
takes 0.3 ms for 10,000 chunks but 6 ms for 100,000. Reading only the nearest cells (IVF) is no way out, as the neighbours
of a question lie far apart: with 1,264 cells, 64 of them give a recall@10 of 0.92, and 0.98 takes 192 and 1.2 ms.
Scanning 4-bit product codes of all chunks (André et al. 2015, https://www.vldb.org/pvldb/vol9/p288-andre.pdf; FAISS's
"fast scan") and scoring the best candidates from 16-bit vectors gives 0.995 in 0.5 ms, with any filter. The codes come as
an IVF index with one cell, because only that kind takes filters.
"""

from __future__ import annotations

from typing import Any

import faiss as faiss_module
import numpy as np
from numpy.typing import NDArray

from index.store.hits import Hits, ReadVectors, best

faiss: Any = faiss_module  # its type stubs lack half of what is used here
FLAT_LIMIT = 10_000
"""Chunks up to which the exact kind is used."""
MIN_CODED_DIMENSION = 64
"""Shorter vectors are scanned exactly: they are quick enough, and 4 bits for 2 numbers are too coarse for them."""
CANDIDATES_PER_HIT = 10
MIN_CANDIDATES = 400
"""Candidates scored from 16-bit vectors: with these two, recall@10 is 0.995 and recall@50 0.97."""
TRAINING_SAMPLE = 4096
"""What FAISS uses to train 16 centroids per pair of dimensions (256 points each)."""
BLOCK = 8192
"""Vectors read and added at a time, so that a rebuild needs little memory."""


def kind_for(count: int, dimension: int) -> str:
    """FAISS's factory string for an index of so many vectors."""
    if count <= FLAT_LIMIT or dimension < MIN_CODED_DIMENSION or dimension % 2:
        return "IDMap2,Flat"
    return f"IDMap2,IVF1,PQ{dimension // 2}x4fs,Refine(SQfp16)"


class VectorIndex:
    """A FAISS index over chunk ids, in ascending order of ids. Searching is safe from several threads; adding is not.

    Attributes:
        ids: Chunk id by row, shape (n,), ascending.
        generation: The generation of the database that it was made from or brought up to.
        trained_on: How many vectors the index had when it was built.
    """

    def __init__(self, faiss_index: Any, generation: int, trained_on: int) -> None:
        """Take over an `IndexIDMap2`.

        Raises:
            ValueError: It is of a kind that this program does not make.
        """
        self.faiss_index = faiss_index
        self.generation = generation
        self.trained_on = trained_on
        self._inner = faiss.downcast_index(faiss_index.index)
        self._coded = isinstance(self._inner, faiss.IndexRefine)
        if self._coded:
            self._exact = faiss.downcast_index(self._inner.refine_index)
            known = isinstance(self._exact, faiss.IndexScalarQuantizer)
        else:
            self._exact = self._inner
            known = isinstance(self._exact, faiss.IndexFlat)
        if not known or faiss_index.metric_type != faiss.METRIC_INNER_PRODUCT:
            raise ValueError("not an index of Khabar's")
        self._refresh()

    def _refresh(self) -> None:
        self.ids: NDArray[np.int64] = faiss.vector_to_array(self.faiss_index.id_map)
        codes = faiss.rev_swig_ptr(self._exact.codes.data(), self._exact.codes.size())  # no copy: FAISS's own memory
        number = np.float16 if self._coded else np.float32
        self._matrix: NDArray[Any] = codes.view(number).reshape(len(self.ids), self.dimension)

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self.faiss_index.d)

    @property
    def kind(self) -> str:
        """The factory string that makes such an index."""
        return kind_for(FLAT_LIMIT + 1 if self._coded else 0, self.dimension)

    @property
    def last_id(self) -> int:
        """Highest chunk id in it; 0 if empty."""
        return int(self.ids[-1]) if len(self.ids) else 0

    @property
    def needs_training(self) -> bool:
        """Whether it learns from its vectors how to code them."""
        return bool(self._coded)

    def add(self, ids: NDArray[np.int64], read: ReadVectors, generation: int) -> None:
        """Add vectors of a later generation, whose ids are above all others. Not while another thread searches."""
        _add(self.faiss_index, ids, read)
        self.generation = generation
        self._refresh()

    def rows(self, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """The vectors in these rows, shape (len(rows), dimension): exact, or rounded to 16 bits in the coded kind."""
        return self._matrix[rows].astype(np.float32)

    def search(self, vectors: NDArray[np.float32], k: int, allowed: NDArray[np.bool_] | None) -> list[Hits]:
        """Each query's k nearest (rows, cosines) among the allowed rows, best first."""
        eligible = len(self.ids) if allowed is None else int(np.count_nonzero(allowed))
        k = min(k, eligible)
        if k == 0:
            return [(np.empty(0, np.int64), np.empty(0, np.float32)) for _ in vectors]
        faiss.omp_set_num_threads(1)  # per calling thread; waking a second one takes longer than the search
        selector = None
        if allowed is not None:
            selector = faiss.IDSelectorBitmap(np.packbits(allowed, bitorder="little"))
        scores, rows = self._inner.search(vectors, k, params=self._parameters(k, selector))
        return [
            # The fast scan may pass over the very worst vectors; FAISS then fills up with -1.
            (row, score) if row[-1] >= 0 else self._search_all(vector, k, allowed)
            for vector, row, score in zip(vectors, rows, scores, strict=True)
        ]

    def _parameters(self, k: int, selector: Any) -> Any:
        if not self._coded:
            return faiss.SearchParameters(sel=selector)
        return faiss.IndexRefineSearchParameters(
            k_factor=max(CANDIDATES_PER_HIT, MIN_CANDIDATES / k),
            base_index_params=faiss.SearchParametersIVF(sel=selector, nprobe=1),
        )

    def _search_all(self, vector: NDArray[np.float32], k: int, allowed: NDArray[np.bool_] | None) -> Hits:
        rows = np.arange(len(self.ids)) if allowed is None else np.flatnonzero(allowed)
        blocks = [self.rows(rows[start : start + BLOCK]) @ vector for start in range(0, len(rows), BLOCK)]
        return best(rows, np.concatenate(blocks), k)


def build(ids: NDArray[np.int64], dimension: int, generation: int, read: ReadVectors) -> VectorIndex:
    """Make an index of the kind that suits the number of vectors.

    Args:
        ids: Chunk ids, ascending.
        dimension: Length of a vector.
        generation: The generation of the database that they are from.
        read: Reads vectors by id; called with blocks.
    """
    faiss.omp_set_num_threads(1)  # with two, the threads of 192 small k-means wait for each other: 11 s and not 1.6 s
    index = faiss.index_factory(dimension, kind_for(len(ids), dimension), faiss.METRIC_INNER_PRODUCT)
    if not index.is_trained:
        step = -(-len(ids) // TRAINING_SAMPLE)
        index.train(read(ids[::step]))
    _add(index, ids, read)
    return VectorIndex(index, generation, trained_on=len(ids))


def _add(index: Any, ids: NDArray[np.int64], read: ReadVectors) -> None:
    faiss.omp_set_num_threads(1)
    for start in range(0, len(ids), BLOCK):
        block = ids[start : start + BLOCK]
        index.add_with_ids(read(block), block)
