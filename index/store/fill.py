"""Stories and copies of articles that were stored before either was kept: made from what is stored, without the model."""

from __future__ import annotations

import sqlite3

import numpy as np

from index.store import copies
from index.store.stories import StoryTable, Unplaced

NEWEST = 2000
"""So many articles are done when an old index is opened, in about 15 seconds; `reindex` does all."""
_BATCH = 256


def fill(connection: sqlite3.Connection, newest: int | None = NEWEST) -> int:
    """Place articles that are in no story, inside the caller's transaction.

    Args:
        connection: A writer's.
        newest: How many articles to look at, by publication time; None for all.

    Returns:
        How many articles were placed.
    """
    query = (
        "SELECT number FROM articles WHERE number NOT IN (SELECT article FROM stories) "
        "ORDER BY published DESC, number DESC LIMIT ?"
    )
    missing = sorted(number for (number,) in connection.execute(query, (-1 if newest is None else newest,)))
    table = StoryTable(connection)
    placed = 0
    for start in range(0, len(missing), _BATCH):
        for number in (batch := missing[start : start + _BATCH]):
            copies.remember_text(connection, number)
        found = [article for article in (unplaced(connection, number) for number in batch) if article]
        table.place(found)
        placed += len(found)
    return placed


def unplaced(connection: sqlite3.Connection, number: int) -> Unplaced | None:
    """Sum up a stored article, to be put into a story; None if it has no chunks."""
    query = (
        "SELECT c.vector, s.terms FROM chunks c JOIN chunk_sounds s ON s.rowid = c.id WHERE c.article = ? ORDER BY c.id"
    )
    chunks = [(np.frombuffer(vector, "<f4"), terms.split()) for vector, terms in connection.execute(query, (number,))]
    query = "SELECT language, source, published FROM articles WHERE number = ?"
    language, source, published = connection.execute(query, (number,)).fetchone()
    return Unplaced.of(number, language, source, published, chunks)
