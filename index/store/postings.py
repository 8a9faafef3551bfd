"""The chunks that hold a term, and a cache of those asked for lately."""

from __future__ import annotations

import sqlite3
from collections import OrderedDict
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from index.store.protocol import TermField
from index.store.terms import match_expression

CACHE_BYTES = 16 << 20

_SELECT = {
    # One long string is read ten times quicker than a row for each chunk.
    "words": "SELECT group_concat(rowid) FROM chunk_words WHERE chunk_words MATCH ?",
    "sounds": "SELECT group_concat(rowid) FROM chunk_sounds WHERE chunk_sounds MATCH ?",
}


def chunk_ids_with(connection: sqlite3.Connection, field: TermField, term: str) -> NDArray[np.int64]:
    """Ids of the chunks that hold exactly this term, ascending."""
    expression = match_expression(term)
    found = connection.execute(_SELECT[field], (expression,)).fetchone()[0] if expression else None
    return np.fromstring(found, np.int64, sep=",") if found else np.empty(0, np.int64)


class PostingsCache:
    """Positions by field and term, of one generation; forgets what was not asked for longest."""

    def __init__(self, max_bytes: int = CACHE_BYTES) -> None:
        """Start empty."""
        self._max_bytes = max_bytes
        self._bytes = 0
        self._kept: OrderedDict[tuple[TermField, str], NDArray[np.int64]] = OrderedDict()
        self._lock = Lock()

    def get(self, field: TermField, term: str) -> NDArray[np.int64] | None:
        """What was put for a term, or None."""
        with self._lock:
            positions = self._kept.get((field, term))
            if positions is not None:
                self._kept.move_to_end((field, term))
            return positions

    def put(self, field: TermField, term: str, positions: NDArray[np.int64]) -> None:
        """Keep positions, which must not change any more."""
        with self._lock:
            if (field, term) in self._kept or positions.nbytes > self._max_bytes:
                return
            self._kept[field, term] = positions
            self._bytes += _cost(term, positions)
            while self._bytes > self._max_bytes:
                (_, old_term), old = self._kept.popitem(last=False)
                self._bytes -= _cost(old_term, old)


def _cost(term: str, positions: NDArray[np.int64]) -> int:
    """Bytes of an entry, with a round sum for Python's own objects."""
    return positions.nbytes + 4 * len(term) + 300
