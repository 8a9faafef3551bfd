# ruff: noqa: S608 - nothing but names of this package is put into SQL
"""The one writer: articles in, corrected and out, each method one transaction."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from index.article import Article
from index.store import copies, rows, schema
from index.store.database import plain_errors, transaction
from index.store.folder import Folder
from index.store.protocol import IndexedArticle, IndexedChunk, Manifest, Standing
from index.store.refresh import MAX_LAG, refresh_file
from index.store.stories import StoryTable, Unplaced
from index.store.terms import tokens
from index.store.vector_file import VectorFile
from index.store.visits import mark_removed


class EmbeddedWriter:
    """Implements `index.store.protocol.Writer` on a connection that nobody else uses, under the writer's lock."""

    def __init__(self, connection: sqlite3.Connection, folder: Folder, manifest: Manifest) -> None:
        """Take over a connection from `connect_writer`."""
        self._connection = connection
        self._folder = folder
        self._manifest = manifest
        self._words: Counter[str] = Counter()  # of the transaction: in how many articles more, or fewer, a word stands
        self._sounds: dict[str, str] = {}
        self._unplaced: dict[int, Unplaced] = {}  # of the transaction, by number: what is to be put into stories
        self._stories = StoryTable(connection)
        self._generation = 0  # of the transaction
        self._unindexed = 0  # chunks written since the vector file was last looked at; readers search them one by one

    def standing(self, articles: Sequence[Article]) -> list[Standing]:
        """See `Writer.standing`. Each article is judged as if those before it had been added."""
        earlier: dict[str, Article] = {}
        texts: set[str] = set()
        originals = copies.Originals(self._connection)
        standings: list[Standing] = []
        with plain_errors(self._folder):
            for article in articles:
                standing = self._standing(article, earlier, texts, originals)
                standings.append(standing)
                if standing in ("new", "changed"):
                    earlier[article.id] = article
                    texts.add(article.fingerprint)
                    originals.coming(article)
        return standings

    def _standing(
        self, article: Article, earlier: Mapping[str, Article], texts: set[str], originals: copies.Originals
    ) -> Standing:
        known = earlier.get(article.id) or self._article(article.id)
        if known is not None:
            is_back = article.id not in earlier and self._is_gone(article.id)
            return "same" if rows.same_content(known, article) and not is_back else "changed"
        query = "SELECT 1 FROM articles WHERE fingerprint = ? AND gone_at IS NULL LIMIT 1"
        if article.fingerprint in texts or self._connection.execute(query, (article.fingerprint,)).fetchone():
            return "duplicate"
        return "duplicate" if originals.has(article) else "new"

    def _article(self, article_id: str) -> Article | None:
        query = f"SELECT revision, {rows.CONTENT} FROM articles WHERE id = ?"
        row = self._connection.execute(query, (article_id,)).fetchone()
        return rows.from_row(article_id, row[0], row[1:]) if row else None

    def _is_gone(self, article_id: str) -> bool:
        query = "SELECT 1 FROM articles WHERE id = ? AND gone_at IS NOT NULL"
        return self._connection.execute(query, (article_id,)).fetchone() is not None

    def put(self, articles: Sequence[IndexedArticle]) -> None:
        """See `Writer.put`.

        Raises:
            ValueError: A vector of another dimension, or one that is no number.
            StoreError: The disk is full, or an article holds lone surrogates; nothing of `articles` is stored.
        """
        if not articles:
            return
        with transaction(self._connection, self._folder):
            self._begin()
            for article in articles:
                self._put(article)
            self._finish()
        if self._unindexed >= MAX_LAG:
            self.refresh_vectors()

    def touch(self, articles: Sequence[Article]) -> None:
        """See `Writer.touch`."""
        with plain_errors(self._folder):
            found = [(article, self._article(article.id)) for article in articles]
        newer = [
            article
            for article, known in found
            if known is not None and rows.same_content(known, article) and _says_more(article, known)
        ]
        if not newer:
            return
        with transaction(self._connection, self._folder):
            self._connection.executemany(
                "UPDATE articles SET (author, section, modified_at) = (?, ?, ?) WHERE id = ?",
                [(*rows.credits_row(article), article.id) for article in newer],
            )

    def note_copies(self, articles: Sequence[Article]) -> None:
        """See `Writer.note_copies`."""
        if not articles:
            return
        originals = copies.Originals(self._connection)
        with transaction(self._connection, self._folder):
            self._begin()
            noted = False
            for article in articles:
                query = "SELECT number FROM articles WHERE fingerprint = ? AND gone_at IS NULL ORDER BY number LIMIT 1"
                row = self._connection.execute(query, (article.fingerprint,)).fetchone()
                original = row[0] if row else originals.number(article)
                if original is not None and self._article(article.id) is None:
                    noted |= copies.note(self._connection, article, original)
            if noted:
                self._finish()

    def remove(self, ids: Sequence[str]) -> list[str]:
        """See `Writer.remove`."""
        removed = []
        with transaction(self._connection, self._folder):
            self._begin()
            for article_id in dict.fromkeys(ids):
                row = self._connection.execute("SELECT number FROM articles WHERE id = ?", (article_id,)).fetchone()
                if row is None:
                    continue
                self._clear(*row)
                copies.forget(self._connection, *row)
                self._connection.execute("DELETE FROM revisions WHERE article = ?", row)
                self._connection.execute("DELETE FROM articles WHERE number = ?", row)
                mark_removed(self._connection, article_id)
                removed.append(article_id)
            if removed:
                self._finish()
        return removed

    def mark_gone(self, ids: Sequence[str], since: datetime) -> list[str]:
        """See `Writer.mark_gone`."""
        marked = []
        with transaction(self._connection, self._folder):
            self._begin()
            for article_id in dict.fromkeys(ids):
                query = "SELECT number FROM articles WHERE id = ? AND gone_at IS NULL"
                row = self._connection.execute(query, (article_id,)).fetchone()
                if row is None:
                    continue
                self._clear(*row)
                copies.forget(self._connection, *row)  # what others still have may come in again
                self._connection.execute(
                    "UPDATE articles SET gone_at = ?, vocabulary = '[]' WHERE number = ?", (rows.seconds(since), *row)
                )
                marked.append(article_id)
            if marked:
                self._finish()
        return marked

    def replace_all(self, manifest: Manifest, batches: Iterable[Sequence[IndexedArticle]]) -> None:
        """See `Writer.replace_all`."""
        before = self._manifest
        self._manifest = manifest
        try:
            with transaction(self._connection, self._folder):
                self._begin()
                self._forget_chunks()
                schema.write_manifest(self._connection, manifest)
                for batch in batches:
                    for article in batch:
                        self._put(article)
                    self._sum_up()
                self._finish()
                before = manifest
        finally:
            self._manifest = before

    def refresh_vectors(self) -> None:
        """Bring the vector file near the database if it lags."""
        with plain_errors(self._folder):
            (index_id,) = self._connection.execute("SELECT index_id FROM state").fetchone()
            dimension = self._manifest.dimension
            refresh_file(VectorFile(self._folder.vectors, index_id, dimension), self._connection, dimension)
        self._unindexed = 0

    def _begin(self) -> None:
        self._words.clear()
        self._sounds.clear()
        self._unplaced.clear()
        (self._generation,) = self._connection.execute("SELECT generation + 1 FROM state").fetchone()

    def _finish(self) -> None:
        """Write what the transaction's articles add up to."""
        self._sum_up()
        self._connection.execute("UPDATE state SET generation = ?", (self._generation,))

    def _sum_up(self) -> None:
        """Write the words of the articles so far; then, weighed by how common their words are, find their stories."""
        changed = [(word, self._sounds.get(word, ""), count) for word, count in self._words.items() if count]
        self._connection.executemany(
            "INSERT INTO vocabulary VALUES (?, ?, ?) ON CONFLICT (word) DO UPDATE SET articles = articles + excluded.articles",
            changed,
        )
        gone = [(word,) for word, _, count in changed if count < 0]
        self._connection.executemany("DELETE FROM vocabulary WHERE word = ? AND articles <= 0", gone)
        self._words.clear()
        self._sounds.clear()
        self._stories.place(list(self._unplaced.values()))
        self._unplaced.clear()

    def _forget_chunks(self) -> None:
        """Empty everything that is made from the articles' texts."""
        self._connection.execute("INSERT INTO removals SELECT ?, id FROM chunks", (self._generation,))
        self._connection.execute("DELETE FROM chunks")
        self._connection.execute("DELETE FROM vocabulary")
        self._connection.execute("UPDATE articles SET vocabulary = '[]'")
        self._stories.clear()
        for name, statement in zip(("chunk_words", "chunk_sounds"), schema.FTS_TABLES, strict=True):
            self._connection.execute(f"DROP TABLE {name}")  # row by row takes minutes
            self._connection.execute(statement)

    def _put(self, indexed: IndexedArticle) -> None:
        article = indexed.article
        old = self._article(article.id)
        was_gone = self._is_gone(article.id)
        vocabulary = json.dumps(list(indexed.vocabulary), ensure_ascii=False)
        values = (article.fingerprint, rows.seconds(article.published_at), vocabulary, *rows.to_row(article))
        if old is None:
            self._connection.execute(
                f"INSERT INTO articles (fingerprint, published, vocabulary, {rows.CONTENT}, id, revision, gone_at) "
                f"VALUES (?, ?, ?, {rows.VALUES}, ?, ?, ?)",
                (*values, article.id, len(indexed.earlier) + 1, rows.seconds(article.gone_at)),
            )
            (number,) = self._connection.execute("SELECT last_insert_rowid()").fetchone()
            for revision, earlier in enumerate(indexed.earlier, start=1):
                self._keep(number, revision, earlier)
        else:
            query = "SELECT number, revision FROM articles WHERE id = ?"
            number, revision = self._connection.execute(query, (article.id,)).fetchone()
            self._clear(number)
            if not rows.same_content(old, article):
                self._keep(number, revision, old)
                revision += 1
            self._connection.execute(
                f"UPDATE articles SET (fingerprint, published, vocabulary, {rows.CONTENT}, revision) "
                f"= (?, ?, ?, {rows.VALUES}, ?), gone_at = NULL WHERE number = ?",
                (*values, revision, number),
            )
        for chunk in indexed.chunks:
            self._insert(number, chunk)
        if old is None or was_gone or not rows.same_content(old, article):
            copies.forget(self._connection, number)
        if article.gone_at is None:
            copies.remember(self._connection, number, article)
        for copy in indexed.copies:
            copies.note(self._connection, copy, number)
        self._unplaced.pop(number, None)
        chunks = [(chunk.vector, chunk.sounds) for chunk in indexed.chunks]
        if found := Unplaced.of(number, article.language, article.source, rows.seconds(article.published_at), chunks):
            self._unplaced[number] = found
        self._words.update(indexed.vocabulary.keys())
        self._sounds.update(indexed.vocabulary)
        self._unindexed += len(indexed.chunks)

    def _keep(self, number: int | None, revision: int, article: Article) -> None:
        self._connection.execute(
            f"INSERT INTO revisions (article, revision, {rows.CONTENT}) VALUES (?, ?, {rows.VALUES})",
            (number, revision, *rows.to_row(article)),
        )

    def _insert(self, number: int | None, indexed: IndexedChunk) -> None:
        chunk = indexed.chunk
        dimension = self._manifest.dimension
        vector = _checked(indexed.vector, (dimension,))
        sentence_vectors = _checked(indexed.sentence_vectors, (len(chunk.sentences), dimension))
        chunk_id = self._connection.execute(
            "INSERT INTO chunks (article, start_at, end_at, sentences, vector, sentence_vectors, tokens, title_tokens) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                number,
                chunk.start,
                chunk.end,
                json.dumps(chunk.sentences, separators=(",", ":")),
                vector.astype("<f4").tobytes(),
                sentence_vectors.astype("<f2").tobytes(),
                rows.tokens_to_blob(indexed.tokens),
                indexed.tokens.title,
            ),
        ).lastrowid
        for table, terms in (("chunk_words", indexed.words), ("chunk_sounds", indexed.sounds)):
            self._connection.execute(f"INSERT INTO {table} (rowid, terms) VALUES (?, ?)", (chunk_id, tokens(terms)))

    def _clear(self, number: int) -> None:
        """Take away all that was made from the text of an article."""
        ids = self._connection.execute("SELECT id FROM chunks WHERE article = ?", (number,)).fetchall()
        for table in ("chunk_words", "chunk_sounds"):
            self._connection.executemany(f"DELETE FROM {table} WHERE rowid = ?", ids)
        self._connection.execute("DELETE FROM chunks WHERE article = ?", (number,))
        self._stories.remove(number)
        self._unplaced.pop(number, None)
        self._connection.executemany("INSERT INTO removals VALUES (?, ?)", [(self._generation, *row) for row in ids])
        query = "SELECT vocabulary FROM articles WHERE number = ?"
        self._words.subtract(json.loads(*self._connection.execute(query, (number,)).fetchone()))
        self._unindexed += len(ids)


def _says_more(article: Article, known: Article) -> bool:
    """Whether what stands beside the article has changed, and is not merely left out this time."""
    return rows.credits_row(article) != rows.credits_row(known) and any(rows.credits_row(article))


def _checked(vectors: NDArray[np.float32], shape: tuple[int, ...]) -> NDArray[np.float32]:
    if vectors.shape != shape:
        raise ValueError(f"vectors must have the shape {shape} of this index and not {vectors.shape}")
    if not np.isfinite(vectors).all():
        raise ValueError("vectors must be finite: embed the text again")
    return vectors
