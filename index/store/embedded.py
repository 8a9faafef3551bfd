# ruff: noqa: S608 - nothing but names of this package is put into SQL
"""The store that needs no server: SQLite is the truth, FAISS makes its vectors quick to search."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from index.article import Article
from index.errors import StoreError, StoreMissing
from index.store import rows, schema
from index.store.columns import catch_up, empty_columns
from index.store.copies import copies_of
from index.store.database import Readers, connect_reader, connect_writer, plain_errors, transaction
from index.store.dense import dense_for, lag
from index.store.fill import fill
from index.store.folder import Folder
from index.store.protocol import Copy, Manifest, StoreStatus
from index.store.refresh import allowed_lag, brought_up, reader_of_vectors
from index.store.vector_file import VectorFile
from index.store.view import EmbeddedView, Picture
from index.store.visits import EmbeddedAgenda
from index.store.writer import EmbeddedWriter

if TYPE_CHECKING:
    from index.store.vectors import VectorIndex

WAIT_S = 5.0


def open_store(data_dir: Path, manifest: Manifest, create: bool = True, wait_s: float = WAIT_S) -> EmbeddedStore:
    """Open the index in a folder.

    Args:
        data_dir: The folder; made if needed and `create` is true.
        manifest: What the caller's vectors and chunks are made with.
        create: Make an empty index where there is none.
        wait_s: How long to wait for another writer, here and in `writing()`, in seconds.

    Raises:
        StoreMissing: There is no index and `create` is false.
        StoreMismatch: The index was made with something else, or by a newer Khabar.
        StoreBusy: Another process is just making or migrating the index.
        StoreError: The folder cannot be used, or the database is damaged.
    """
    folder = Folder(data_dir)
    version = _version(folder)
    if version == 0 and not create:
        raise StoreMissing(f"There is no index in {folder}: add news with `python bot.py add SOURCE`.")
    if version < len(schema.MIGRATIONS):
        _prepare(folder, manifest, wait_s)
    return EmbeddedStore(folder, manifest, wait_s)


def make_folder(data_dir: Path) -> None:
    """Make the folder of an index if it is not there.

    Raises:
        StoreError: It cannot be made.
    """
    Folder(data_dir).make()


def read_manifest(data_dir: Path) -> Manifest | None:
    """What the index in a folder was made with; None if there is no index.

    Raises:
        StoreMismatch: A newer Khabar made it.
        StoreError: It cannot be read.
    """
    folder = Folder(data_dir)
    if _version(folder) == 0:
        return None
    with plain_errors(folder), closing(connect_reader(folder.database)) as connection:
        return schema.manifest_row(connection)


def _version(folder: Folder) -> int:
    """Version of the schema, 0 if there is no index."""
    with plain_errors(folder):
        try:
            if not folder.database.is_file():
                return 0
        except OSError as error:  # a folder that may not be entered
            raise folder.unusable(error) from error
        with closing(connect_reader(folder.database)) as connection:
            return schema.schema_version(connection, folder)


def _prepare(folder: Folder, manifest: Manifest, wait_s: float) -> None:
    """Make or migrate the database; a process killed meanwhile leaves it as it was."""
    folder.make()
    with (
        folder.writer_lock(wait_s),
        plain_errors(folder),
        closing(connect_writer(folder.database)) as connection,
        transaction(connection, folder),
    ):
        version = schema.schema_version(connection, folder)
        schema.migrate(connection, version, manifest)
        if version:
            fill(connection)


class EmbeddedStore:
    """Implements `index.store.protocol.Store`. Safe to use from several threads."""

    def __init__(self, folder: Folder, manifest: Manifest, wait_s: float) -> None:
        """Open an index that is there; see `open_store`."""
        self._folder = folder
        self._manifest = manifest
        self._wait_s = wait_s
        self._readers = Readers(folder)
        self._picture: Picture | None = None
        self._catching_up = Lock()
        try:
            with self._readers.snapshot() as connection:
                schema.require(connection, folder, manifest)
                (index_id,) = connection.execute("SELECT index_id FROM state").fetchone()
        except StoreError:
            self.close()
            raise
        self.agenda = EmbeddedAgenda(folder, self._readers, wait_s)
        self._vector_file = VectorFile(folder.vectors, index_id, manifest.dimension)

    @contextmanager
    def writing(self) -> Iterator[EmbeddedWriter]:
        """See `Store.writing`. The vector file is brought up at the end, if it lags."""
        with self._folder.writer_lock(self._wait_s):
            with plain_errors(self._folder):
                connection = connect_writer(self._folder.database)
            with closing(connection):
                self._check(connection)
                writer = EmbeddedWriter(connection, self._folder, self._manifest)
                yield writer
                writer.refresh_vectors()

    def _check(self, connection: sqlite3.Connection) -> None:
        with plain_errors(self._folder):
            schema.schema_version(connection, self._folder)
            schema.require(connection, self._folder, self._manifest)

    def view(self) -> EmbeddedView:
        """See `Store.view`.

        Raises:
            StoreMismatch: The index has been made anew with another model since it was opened.
            StoreError: The database cannot be read.
        """
        while True:
            snapshot = self._readers.begin()
            picture = None
            try:
                with plain_errors(self._folder):
                    picture = self._picture_of(snapshot)
            finally:
                if picture is None:
                    self._readers.end(snapshot)
            if picture is not None:
                return EmbeddedView(picture, self._readers, snapshot, self._folder)

    def _picture_of(self, snapshot: sqlite3.Connection) -> Picture | None:
        """The picture of a snapshot's generation; None if another thread has gone on to a later one."""
        (generation,) = snapshot.execute("SELECT generation FROM state").fetchone()
        picture = self._picture
        if picture is not None and picture.columns.generation == generation:
            return picture
        with self._catching_up:
            picture = self._picture
            if picture is None or picture.columns.generation < generation:
                self._picture = picture = self._next_picture(picture, snapshot, generation)
            return picture if picture.columns.generation == generation else None

    def _next_picture(self, old: Picture | None, snapshot: sqlite3.Connection, generation: int) -> Picture:
        self._check(snapshot)
        dimension = self._manifest.dimension
        columns = catch_up(old.columns if old else empty_columns(), snapshot, generation)
        ids = columns.chunk_ids
        read = reader_of_vectors(snapshot, dimension)
        if old is not None and lag(old.dense.base, ids) <= allowed_lag(len(ids)):
            return Picture(columns, dense_for(old.dense.base, ids, read, before=old.dense))
        # From the file, even if there was a base: another thread may be searching that, and the writer has gone on here.
        base, changed = brought_up(self._vector_file.load(), ids, generation, dimension, read)
        if changed:
            self._save(base)
        return Picture(columns, dense_for(base, ids, read))

    def _save(self, base: VectorIndex) -> None:
        """Spare the next start the work, unless somebody is writing or nobody may."""
        try:
            with self._folder.writer_lock(wait_s=0):
                self._vector_file.save(base)
        except StoreError:
            return

    def article(self, article_id: str) -> Article | None:
        """See `Store.article`."""
        with self._readers.snapshot() as connection:
            query = f"SELECT revision, gone_at, {rows.CONTENT} FROM articles WHERE id = ?"
            row = connection.execute(query, (article_id,)).fetchone()
        return rows.from_row(article_id, row[0], row[2:], gone=row[1]) if row else None

    def articles(self) -> Iterator[Article]:
        """See `Store.articles`. All of one generation, however long the caller takes."""
        with self._readers.snapshot() as connection:
            query = f"SELECT id, revision, gone_at, {rows.CONTENT} FROM articles ORDER BY number"
            for article_id, revision, gone, *row in connection.execute(query):
                yield rows.from_row(article_id, revision, row, gone=gone)

    def revisions(self, article_id: str) -> list[Article]:
        """See `Store.revisions`."""
        query = f"SELECT revision, {rows.CONTENT} FROM revisions WHERE article = (SELECT number FROM articles WHERE id = ?) ORDER BY revision"
        with self._readers.snapshot() as connection:
            return [rows.from_row(article_id, row[0], row[1:]) for row in connection.execute(query, (article_id,))]

    def copies(self, article_id: str) -> list[Copy]:
        """See `Store.copies`."""
        with self._readers.snapshot() as connection:
            row = connection.execute("SELECT number FROM articles WHERE id = ?", (article_id,)).fetchone()
            return copies_of(connection, row).get(row[0], []) if row else []

    def published_before(self, moment: datetime, count: int) -> list[str]:
        """See `Store.published_before`."""
        query = "SELECT id FROM articles WHERE published < ? ORDER BY published, number LIMIT ?"
        with self._readers.snapshot() as connection:
            return [article_id for (article_id,) in connection.execute(query, (moment.timestamp(), count))]

    def status(self) -> StoreStatus:
        """See `Store.status`."""
        with self._readers.snapshot() as connection:
            (generation,) = connection.execute("SELECT generation FROM state").fetchone()
            (chunks,) = connection.execute("SELECT count(*) FROM chunks").fetchone()
            languages = connection.execute(
                "SELECT language, count(*) FROM articles GROUP BY language ORDER BY 2 DESC"
            ).fetchall()
            oldest, newest = connection.execute("SELECT min(published), max(published) FROM articles").fetchone()
        return StoreStatus(
            articles=sum(count for _, count in languages),
            chunks=chunks,
            languages=dict(languages),
            oldest=_moment(oldest),
            newest=_moment(newest),
            model=self._manifest.model,
            generation=generation,
            bytes=self._folder.bytes_on_disk(),
        )

    def close(self) -> None:
        """See `Store.close`. Views that are still held go on working."""
        self._readers.close()


def _moment(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
