# ruff: noqa: S608 - nothing but names of this package is put into SQL
"""A reader's picture of one generation: arrays in memory, and a snapshot of the database for the rest."""

from __future__ import annotations

import json
import sqlite3
import weakref
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.article import Article, Chunk, Language
from index.store import rows
from index.store.columns import Columns
from index.store.copies import copies_of
from index.store.database import Readers, plain_errors
from index.store.dense import Dense
from index.store.folder import Folder
from index.store.postings import PostingsCache, chunk_ids_with
from index.store.protocol import Copy, StoredChunk, TermField
from index.store.stories import stories_of


@dataclass(frozen=True, slots=True)
class Picture:
    """What all views of a generation share."""

    columns: Columns
    dense: Dense
    postings: PostingsCache = field(default_factory=PostingsCache)


class EmbeddedView:
    """Implements `index.store.protocol.View`.

    Its snapshot is a read transaction that ends when the last reference to the view goes: keep a view for a question,
    not for a day, or the write-ahead log cannot be emptied in the meantime.
    """

    def __init__(self, picture: Picture, readers: Readers, snapshot: sqlite3.Connection, folder: Folder) -> None:
        """Take over a snapshot of the picture's generation."""
        columns = picture.columns
        self.generation = columns.generation
        self.chunk_ids = columns.chunk_ids
        self.article_numbers = columns.article_numbers
        self.languages = columns.languages
        self.published = columns.published
        self.sources: Sequence[str] = columns.sources
        self.source_numbers = columns.source_numbers
        self._picture = picture
        self._folder = folder
        self._snapshot = snapshot
        self._lock = Lock()
        weakref.finalize(self, readers.end, snapshot).atexit = False

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with self._lock, plain_errors(self._folder):
            yield self._snapshot

    def search(
        self, vectors: NDArray[np.float32], k: int, allowed: NDArray[np.bool_] | None = None
    ) -> list[tuple[NDArray[np.int64], NDArray[np.float32]]]:
        """See `View.search`. Exact up to 10,000 chunks, then nearly so (`index.store.vectors`)."""
        return self._picture.dense.search(vectors, k, allowed)

    def cosines(self, vectors: NDArray[np.float32], positions: NDArray[np.int64]) -> NDArray[np.float32]:
        """See `View.cosines`. From vectors rounded to 16 bits above 10,000 chunks: within 0.0001."""
        return self._picture.dense.cosines(vectors, positions)

    def postings(self, field: TermField, term: str) -> NDArray[np.int64]:
        """See `View.postings`. The array is shared: it cannot be written to."""
        positions = self._picture.postings.get(field, term)
        if positions is None:
            with self._reading() as connection:
                ids = chunk_ids_with(connection, field, term)
            positions = np.searchsorted(self.chunk_ids, ids)
            positions.flags.writeable = False
            self._picture.postings.put(field, term, positions)
        return positions

    def chunks(self, positions: Iterable[int]) -> list[StoredChunk]:
        """See `View.chunks`. Chunks of one article share the article object."""
        ids = [int(self.chunk_ids[position]) for position in positions]
        with self._reading() as connection:
            found = {row[0]: row for row in _by_keys(connection, _CHUNKS, set(ids))}
            numbers = {row[1] for row in found.values()}
            articles = {
                row[0]: rows.from_row(row[1], row[2], row[3:]) for row in _by_keys(connection, _ARTICLES, numbers)
            }
        dimension = self._picture.dense.base.dimension
        return [_stored_chunk(found[chunk_id], articles[found[chunk_id][1]], dimension) for chunk_id in ids]

    def words_by_sound(self, sounds: Iterable[str]) -> dict[str, list[tuple[str, int]]]:
        """See `View.words_by_sound`. The words of most articles come first."""
        by_sound: dict[str, list[tuple[str, int]]] = {sound: [] for sound in sounds}
        with self._reading() as connection:
            for sound, word, count in _by_keys(connection, _WORDS_BY_SOUND, by_sound):
                if sound in by_sound:  # SQLite ends a key at a NUL
                    by_sound[sound].append((word, count))
        return by_sound

    def word_counts(self, words: Iterable[str]) -> dict[str, int]:
        """See `View.word_counts`."""
        with self._reading() as connection:
            return dict(_by_keys(connection, _WORD_COUNTS, set(words)))

    def newest(self, count: int, language: Language | None = None) -> list[Article]:
        """See `View.newest`."""
        query = (
            f"SELECT id, revision, {rows.CONTENT} FROM articles WHERE gone_at IS NULL AND (? IS NULL OR language = ?) "
            "ORDER BY published DESC, number DESC LIMIT ?"
        )
        with self._reading() as connection:
            found = connection.execute(query, (language, language, count)).fetchall()
        return [rows.from_row(row[0], row[1], row[2:]) for row in found]

    def stories(self, numbers: Iterable[int]) -> dict[int, int]:
        """See `View.stories`."""
        with self._reading() as connection:
            return stories_of(connection, numbers)

    def copies(self, numbers: Iterable[int]) -> dict[int, list[Copy]]:
        """See `View.copies`."""
        with self._reading() as connection:
            return copies_of(connection, numbers)


_KEYS = "(SELECT value FROM json_each(?))"
_CHUNKS = f"SELECT id, article, start_at, end_at, sentences, sentence_vectors, tokens, title_tokens FROM chunks WHERE id IN {_KEYS}"
_ARTICLES = f"SELECT number, id, revision, {rows.CONTENT} FROM articles WHERE number IN {_KEYS}"
_WORDS_BY_SOUND = f"SELECT sound, word, articles FROM vocabulary WHERE sound IN {_KEYS} ORDER BY articles DESC, word"
_WORD_COUNTS = f"SELECT word, articles FROM vocabulary WHERE word IN {_KEYS}"


def _by_keys(connection: sqlite3.Connection, query: str, keys: Iterable[Any]) -> list[Any]:
    """Run a query for any number of keys at once."""
    return connection.execute(query, (json.dumps(list(keys)),)).fetchall()


def _stored_chunk(row: tuple[Any, ...], article: Article, dimension: int) -> StoredChunk:
    chunk_id, _, start, end, sentences, vectors, tokens, title = row
    spans = tuple((first, last) for first, last in json.loads(sentences))
    sentence_vectors = np.frombuffer(vectors, "<f2").astype(np.float32).reshape(len(spans), dimension)
    return StoredChunk(
        chunk_id,
        Chunk(article.id, start, end, spans),
        article,
        sentence_vectors,
        rows.tokens_from_blob(tokens, len(spans), title),
    )
