"""What retrieval wants to know of every chunk, as arrays that never change: one set a generation."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.article import LANGUAGES

# The rows of `chunks` are long: all of them are read from the indexes alone, a few new ones by id.
_ALL = (
    "SELECT c.id, c.article, a.language, a.published, a.source "
    "FROM articles a CROSS JOIN chunks c ON c.article = a.number ORDER BY c.id"
)
_NEW = (
    "SELECT c.id, c.article, a.language, a.published, a.source "
    "FROM chunks c CROSS JOIN articles a ON a.number = c.article WHERE c.id > ? ORDER BY c.id"
)


@dataclass(frozen=True, slots=True)
class Columns:
    """By position; see `index.store.protocol.View` for the meaning of each."""

    generation: int
    chunk_ids: NDArray[np.int64]
    article_numbers: NDArray[np.int32]
    languages: NDArray[np.int8]
    published: NDArray[np.float64]
    sources: tuple[str, ...]
    source_numbers: NDArray[np.int32]


def empty_columns() -> Columns:
    """The columns of an index without chunks, from which any generation can be caught up."""
    return Columns(
        generation=-1,
        chunk_ids=np.empty(0, np.int64),
        article_numbers=np.empty(0, np.int32),
        languages=np.empty(0, np.int8),
        published=np.empty(0, np.float64),
        sources=(),
        source_numbers=np.empty(0, np.int32),
    )


def catch_up(old: Columns, connection: sqlite3.Connection, generation: int) -> Columns:
    """Read what changed since.

    Args:
        old: Columns of an earlier generation of the same database.
        connection: A snapshot of `generation`.
        generation: At least that of `old`.

    Returns:
        New columns; `old` stays as it is.
    """
    last = int(old.chunk_ids[-1]) if len(old.chunk_ids) else 0
    query = "SELECT chunk FROM removals WHERE generation > ? AND chunk <= ?"
    removed = connection.execute(query, (old.generation, last)).fetchall()
    kept = ~np.isin(old.chunk_ids, np.array(removed, np.int64))
    # Ids are never reused: what is above the last one is new, and what of it has gone again is not there to be read.
    rows = (connection.execute(_NEW, (last,)) if last else connection.execute(_ALL)).fetchall()
    sources = {name: number for number, name in enumerate(old.sources)}
    ids, articles, languages, published, names = _transposed(rows, 5)
    added: tuple[NDArray[Any], ...] = (
        np.array(ids, np.int64),
        np.array(articles, np.int32),
        np.array([LANGUAGES.index(language) for language in languages], np.int8),
        np.array(published, np.float64),  # None becomes NaN
        np.array([sources.setdefault(name, len(sources)) for name in names], np.int32),
    )
    before: tuple[NDArray[Any], ...] = (
        old.chunk_ids,
        old.article_numbers,
        old.languages,
        old.published,
        old.source_numbers,
    )
    merged = [np.concatenate([column[kept], more]) for column, more in zip(before, added, strict=True)]
    for column in merged:
        column.flags.writeable = False
    return Columns(generation, merged[0], merged[1], merged[2], merged[3], tuple(sources), merged[4])


def _transposed(rows: Sequence[Sequence[Any]], width: int) -> list[tuple[Any, ...]]:
    return list(zip(*rows, strict=True)) if rows else [()] * width
