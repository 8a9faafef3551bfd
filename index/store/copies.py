# ruff: noqa: S608 - nothing but names of this package is put into SQL
"""Copies: texts that another article has said already. They are not embedded; that they are there is recorded.

shingle_bands   hashes by which near copies find each other, of each article that is stored (`index.stories.near`)
copies          id, outlet, address, headline and time of each copy, and the article that it is a copy of

Near copies are looked for across outlets: what one outlet writes anew is its own affair, and a revision where the id is the
same. A copy whose original goes or is corrected is forgotten, so that it may come in at its next visit.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from index.article import Article
from index.store import rows
from index.store.protocol import Copy
from index.stories.likeness import SAME_TIME_S
from index.stories.near import Sketch, is_copy, sketch_of

TABLES = (
    "CREATE TABLE shingle_bands (band INTEGER NOT NULL, article INTEGER NOT NULL, PRIMARY KEY (band, article)) WITHOUT ROWID",
    "CREATE INDEX shingle_bands_by_article ON shingle_bands (article)",
    """CREATE TABLE copies (
        id TEXT PRIMARY KEY, original INTEGER NOT NULL, source TEXT NOT NULL, url TEXT NOT NULL, title TEXT NOT NULL,
        published_at TEXT) WITHOUT ROWID""",
    "CREATE INDEX copies_by_original ON copies (original)",
)
_MOST_CANDIDATES = 8
_KEYS = "(SELECT value FROM json_each(?))"


class Originals:
    """Finds what an article is a copy of, among those of the database and those that are about to be stored."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Look in a database."""
        self._connection = connection
        self._coming: dict[int, list[Article]] = defaultdict(list)

    def coming(self, article: Article) -> None:
        """Take note of an article that is about to be stored."""
        if sketch := sketch_of(article.text):
            for band in sketch.bands:
                self._coming[band].append(article)

    def has(self, article: Article) -> bool:
        """Tell whether a near copy of an article is stored, or about to be."""
        sketch = sketch_of(article.text)
        if sketch is None:
            return False
        met = {other.id: other for band in sketch.bands for other in self._coming.get(band, ())}
        return any(_copies(article, sketch, other) for other in met.values()) or self.number(article) is not None

    def number(self, article: Article) -> int | None:
        """The number of the stored article that this one is a near copy of; the oldest, if it is of several."""
        sketch = sketch_of(article.text)
        if sketch is None:
            return None
        query = (
            f"SELECT article FROM shingle_bands WHERE band IN {_KEYS} GROUP BY article "
            "ORDER BY count(*) DESC, article LIMIT ?"
        )
        found = self._connection.execute(query, (json.dumps(sketch.bands), _MOST_CANDIDATES)).fetchall()
        query = f"SELECT number, id, revision, {rows.CONTENT} FROM articles WHERE number IN {_KEYS} ORDER BY number"
        for number, *row in self._connection.execute(query, (json.dumps([row[0] for row in found]),)).fetchall():
            other = rows.from_row(row[0], row[1], row[2:])
            if _copies(article, sketch, other):
                return int(number)
        return None


def remember(connection: sqlite3.Connection, number: int, article: Article) -> None:
    """Let an article that is stored be found by its copies; it is none itself any more."""
    connection.execute("DELETE FROM copies WHERE id = ?", (article.id,))
    if sketch := sketch_of(article.text):
        connection.executemany(
            "INSERT OR IGNORE INTO shingle_bands VALUES (?, ?)", [(band, number) for band in sketch.bands]
        )


def remember_text(connection: sqlite3.Connection, number: int) -> None:
    """Let a stored article be found by its copies."""
    query = f"SELECT id, revision, {rows.CONTENT} FROM articles WHERE number = ?"
    article_id, revision, *row = connection.execute(query, (number,)).fetchone()
    remember(connection, number, rows.from_row(article_id, revision, row))


def forget(connection: sqlite3.Connection, number: int) -> None:
    """Forget what an article's text was found by, and its copies."""
    connection.execute("DELETE FROM shingle_bands WHERE article = ?", (number,))
    connection.execute("DELETE FROM copies WHERE original = ?", (number,))


def note(connection: sqlite3.Connection, article: Article | Copy, original: int) -> bool:
    """Record a copy; False if it was known as it is."""
    published = article.published_at.isoformat() if article.published_at else None
    row = (article.id, original, article.source, article.url, article.title, published)
    query = "SELECT id, original, source, url, title, published_at FROM copies WHERE id = ?"
    if connection.execute(query, (article.id,)).fetchone() == row:
        return False
    connection.execute("INSERT OR REPLACE INTO copies VALUES (?, ?, ?, ?, ?, ?)", row)
    return True


def copies_of(connection: sqlite3.Connection, numbers: Iterable[int]) -> dict[int, list[Copy]]:
    """The copies of each of these articles that has any, in the order of their ids."""
    query = f"SELECT original, id, source, url, title, published_at FROM copies WHERE original IN {_KEYS} ORDER BY original, id"
    found: dict[int, list[Copy]] = {}
    for original, copy_id, source, url, title, published in connection.execute(query, (json.dumps(list(numbers)),)):
        at = datetime.fromisoformat(published) if published else None
        found.setdefault(original, []).append(Copy(copy_id, title, source, url, at))
    return found


def _copies(article: Article, sketch: Sketch, other: Article) -> bool:
    if article.source == other.source or article.language != other.language or article.id == other.id:
        return False  # two without an outlet may be of one
    at, then = article.published_at, other.published_at
    if at and then and abs((at - then).total_seconds()) > SAME_TIME_S:
        return False
    original = sketch_of(other.text)
    return original is not None and is_copy(sketch, original)
