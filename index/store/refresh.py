"""Keeping the FAISS index near the database: when it may lag, when it takes in more, when it is built anew.

Readers search exactly what the index lacks, so it may lag a little: it is brought up when a search would notice
(`allowed_lag`), and never for one article more in a large index.
"""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.errors import StoreError

if TYPE_CHECKING:
    from index.store.hits import ReadVectors
    from index.store.vector_file import Header, VectorFile
    from index.store.vectors import VectorIndex

MAX_LAG = 4096
"""Chunks: as many more cost a search about 0.3 ms."""
MAX_GROWTH = 2
"""Times the size that it was trained on: then it is trained anew."""
SPOT_CHECK = 16
"""Newest vectors compared with the database: it may have been put back from a backup under a newer file."""
ROUNDING = 2e-3
"""Above the error of 16-bit numbers below 1."""


def allowed_lag(count: int) -> int:
    """How many of so many chunks the index may lack, and how many removed ones it may hold."""
    return min(MAX_LAG, count // 10)


def is_behind(header: Header | None, connection: sqlite3.Connection) -> bool:
    """Whether the vector file needs work, told from its first line in a few milliseconds."""
    if header is None:
        return True
    # "+id" keeps SQLite to an index: the rows themselves are long.
    query = "SELECT count(*), coalesce(sum(+id > ?), 0) FROM chunks"
    count, fresh = connection.execute(query, (header.last_id,)).fetchone()
    return bool(max(fresh, header.count - (count - fresh)) > allowed_lag(count))


def refresh_file(file: VectorFile, connection: sqlite3.Connection, dimension: int) -> None:
    """Bring the vector file near the database; for the writer, between transactions."""
    if not is_behind(file.header(), connection):
        return
    (generation,) = connection.execute("SELECT generation FROM state").fetchone()
    ids = np.array(connection.execute("SELECT id FROM chunks ORDER BY +id").fetchall(), np.int64).reshape(-1)
    index, changed = brought_up(file.load(), ids, generation, dimension, reader_of_vectors(connection, dimension))
    if changed:
        file.save(index)


def brought_up(
    index: VectorIndex | None, ids: NDArray[np.int64], generation: int, dimension: int, read: ReadVectors
) -> tuple[VectorIndex, bool]:
    """Make an index serve a generation of the database.

    Args:
        index: As loaded from the file, not yet used by anyone else; None if there was none.
        ids: The chunk ids of that generation, ascending.
        generation: That generation.
        dimension: Length of a vector.
        read: Reads vectors of that generation.

    Returns:
        An index within `allowed_lag`, and whether it differs from what was given.
    """
    from index.store.vectors import build

    if index is None or not is_sound(index, ids, generation, read):
        return build(ids, dimension, generation, read), True
    fresh = ids[np.searchsorted(ids, index.last_id, "right") :]
    if len(fresh) <= allowed_lag(len(ids)):
        return index, False
    index.add(fresh, read, generation)
    return index, True


def is_sound(index: VectorIndex, ids: NDArray[np.int64], generation: int, read: ReadVectors) -> bool:
    """Whether an index can serve these chunks of a generation, as it is or with later ones beside or added."""
    from index.store.vectors import kind_for

    alive = np.flatnonzero(np.isin(index.ids, ids, assume_unique=True))
    if index.generation > generation or len(alive) < np.searchsorted(ids, index.last_id, "right"):
        return False  # it knows nothing of chunks that are there: of another history of the database
    if len(index.ids) - len(alive) > allowed_lag(len(ids)) or index.kind != kind_for(len(ids), index.dimension):
        return False
    if index.needs_training and len(ids) > MAX_GROWTH * index.trained_on:
        return False
    newest = alive[-SPOT_CHECK:]
    return np.allclose(index.rows(newest), read(index.ids[newest]), rtol=0, atol=ROUNDING)


def reader_of_vectors(connection: sqlite3.Connection, dimension: int) -> ReadVectors:
    """A function that reads vectors by ascending chunk ids from a snapshot."""

    def read(ids: NDArray[np.int64]) -> NDArray[np.float32]:
        rows = connection.execute(
            "SELECT vector FROM chunks WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id",
            (json.dumps(ids.tolist()),),
        )
        joined = b"".join(vector for (vector,) in rows)
        if len(joined) != len(ids) * dimension * 4:
            raise StoreError(
                "Vectors are missing from the index: restore a backup, or add the news again with another --data-dir."
            )
        return np.frombuffer(joined, "<f4").astype(np.float32, copy=False).reshape(len(ids), dimension)

    return read
