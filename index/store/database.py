"""Connections to the database, snapshots for readers, transactions for the writer, and errors in plain words."""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import StoreBusy, StoreError
from index.store.folder import Folder

BUSY_TIMEOUT_S = 5.0
MAX_IDLE = 8
"""Read connections kept open for the next reader."""


def connect_reader(path: Path) -> sqlite3.Connection:
    """Open for reading only. The connection may go from thread to thread, used by one at a time."""
    uri = f"{path.absolute().as_uri()}?mode=ro"
    return sqlite3.connect(uri, uri=True, timeout=BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False)


def connect_writer(path: Path) -> sqlite3.Connection:
    """Open for writing. A transaction that has been committed outlives a power cut (WAL, synchronous = FULL)."""
    connection = sqlite3.connect(path, timeout=BUSY_TIMEOUT_S, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA cache_size = -65536")  # KiB: a batch of articles fits
        connection.execute(f"PRAGMA journal_size_limit = {64 << 20}")  # bytes: a long write leaves no huge log behind
    except sqlite3.Error:
        connection.close()
        raise
    return connection


@contextmanager
def plain_errors(folder: Folder) -> Iterator[None]:
    """Turn SQLite's errors into sentences that say what to do."""
    try:
        yield
    except UnicodeEncodeError as error:  # SQLite stores UTF-8
        raise StoreError(
            "An article holds half of a character (a lone surrogate) and cannot be stored: save its source as UTF-8."
        ) from error
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", None)
        raise _in_plain_words(error, code & 0xFF if code is not None else None, folder) from error


def _in_plain_words(error: sqlite3.Error, code: int | None, folder: Folder) -> StoreError:
    """Choose the sentence; `code` is SQLite's primary result code."""
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return StoreBusy(f"The index in {folder} is in use by another process: try again in a moment.")
    if code == sqlite3.SQLITE_FULL:
        return StoreError(
            f"The disk of {folder} is full: free some space and run it again; what was stored before is intact."
        )
    if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
        return StoreError(
            f"The index in {folder} is damaged: move the folder away and add the news again, or restore a backup."
        )
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return StoreError(
            f"The index in {folder} cannot be opened or written: check its permissions, or choose --data-dir."
        )
    if code == sqlite3.SQLITE_IOERR:
        return StoreError(
            f"The disk of {folder} cannot be read or written: check it and its free space, then run it again."
        )
    return StoreError(f"The index in {folder} failed ({error}): run it again, with --debug for the details.")


@contextmanager
def transaction(connection: sqlite3.Connection, folder: Folder) -> Iterator[None]:
    """Commit what happens inside, or leave everything as it was."""
    with plain_errors(folder):
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("COMMIT")
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")


class Readers:
    """Read connections, each lent to one reader together with a snapshot of the database."""

    def __init__(self, folder: Folder) -> None:
        """Remember where the database is; nothing is opened yet."""
        self._folder = folder
        self._idle: deque[sqlite3.Connection] = deque()  # its own operations are atomic: `end` may run inside the
        self._closed = False  # garbage collector, where waiting for a lock could wait for itself

    def begin(self) -> sqlite3.Connection:
        """Lend a connection: all reads on it see the same generation until `end`."""
        with plain_errors(self._folder):
            try:
                connection = self._idle.pop()
            except IndexError:
                connection = connect_reader(self._folder.database)
            connection.execute("BEGIN")
            return connection

    def end(self, connection: sqlite3.Connection) -> None:
        """Take a connection back, from whatever thread."""
        try:
            connection.execute("ROLLBACK")
        except sqlite3.Error:
            connection.close()  # broken: the next reader opens another
            return
        if self._closed or len(self._idle) >= MAX_IDLE:
            connection.close()
        else:
            self._idle.append(connection)

    @contextmanager
    def snapshot(self) -> Iterator[sqlite3.Connection]:
        """Lend a connection for a `with` block."""
        connection = self.begin()
        try:
            with plain_errors(self._folder):
                yield connection
        finally:
            self.end(connection)

    def close(self) -> None:
        """Close what is idle; what is lent closes when it comes back."""
        self._closed = True
        while self._idle:
            self._idle.pop().close()
