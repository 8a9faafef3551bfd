"""The file of the bot's state, the one thread that reads and writes it, and errors in plain words.

WAL with synchronous = FULL: what a transaction stored outlives a power cut. `secure_delete` overwrites what is deleted;
`compact` leaves no trace of it at all.
"""

from __future__ import annotations

import asyncio
import os
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Concatenate, ParamSpec, TypeVar

from filelock import FileLock, Timeout

from chat.state import schema
from index.errors import StateError

Connection = sqlite3.Connection
"""What the functions of this package work on, for those who may not import SQLite."""

Arguments = ParamSpec("Arguments")
Value = TypeVar("Value")

FILE_NAME = "chat.db"
BUSY_TIMEOUT_S = 5.0
_OWNER_ONLY = 0o600


class ChatState:
    """The bot's state. Blocking calls may come from any thread; the event loop uses `run`."""

    def __init__(self, path: Path | None = None, *, alone: bool = False) -> None:
        """Open the state, and bring its tables up to date.

        Args:
            path: The file, made if needed; None keeps all in memory until `close`.
            alone: Refuse to share the file with another process that is alone: two bots would answer everything twice.

        Raises:
            StateError: The file cannot be used, is damaged, was made by a newer Khabar, or belongs to another bot.
        """
        self._place = str(path) if path else "memory"
        self._lock = Lock()
        self._sole = _hold(path) if path and alone else None
        try:
            with self._plain_errors():
                self._connection = _connect(path)
                try:
                    with self._transaction():
                        schema.migrate(self._connection, self._place)
                except BaseException:
                    self._connection.close()
                    raise
        except BaseException:
            self._let_go()
            raise
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="state")

    async def run(
        self,
        work: Callable[Concatenate[sqlite3.Connection, Arguments], Value],
        *args: Arguments.args,
        **kwargs: Arguments.kwargs,
    ) -> Value:
        """Do some work in one transaction, off the event loop; works are done in the order in which they were asked for.

        Raises:
            StateError: As `do`.
        """
        return await asyncio.get_running_loop().run_in_executor(self._thread, lambda: self.do(work, *args, **kwargs))

    def do(
        self,
        work: Callable[Concatenate[sqlite3.Connection, Arguments], Value],
        *args: Arguments.args,
        **kwargs: Arguments.kwargs,
    ) -> Value:
        """Do some work in one transaction: whole, or where it raises, not at all.

        Raises:
            StateError: The file cannot be read or written.
        """
        with self._lock, self._plain_errors(), self._transaction():
            return work(self._connection, *args, **kwargs)

    async def compact(self) -> None:
        """Write the file anew without what was deleted, and empty the log of changes beside it.

        What `secure_delete` overwrites is gone but for a few copies that SQLite makes when it moves rows between pages.

        Raises:
            StateError: Another process reads the file just now, or the disk is full.
        """
        await asyncio.get_running_loop().run_in_executor(self._thread, self._compact)

    def _compact(self) -> None:
        with self._lock, self._plain_errors():
            self._connection.execute("VACUUM")
            (busy, *_) = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise StateError(
                f"The file {self._place} is being read by another process, so that it cannot be compacted."
            )

    def close(self) -> None:
        """Finish what was asked for, and let go of the file."""
        self._thread.shutdown(wait=True)
        with self._lock:
            self._connection.close()
        self._let_go()

    def _let_go(self) -> None:
        if self._sole:
            self._sole.release()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._connection.execute("COMMIT")
        finally:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")

    @contextmanager
    def _plain_errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            code = getattr(error, "sqlite_errorcode", None)
            raise StateError(_in_plain_words(error, code & 0xFF if code is not None else None, self._place)) from error


def storable(text: str) -> str:
    """Return a text that SQLite can store: half a character (a lone surrogate) becomes "?"."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _hold(path: Path) -> FileLock:
    """Lock the file for this process; the lock goes with the process, however it ends."""
    lock = FileLock(path.with_suffix(".lock"), mode=_OWNER_ONLY)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=0)
    except Timeout as error:
        raise StateError(f"Another bot uses {path}: stop it, or choose another folder with --data-dir.") from error
    except OSError as error:
        raise _cannot_open(path, error) from error
    return lock


def _connect(path: Path | None) -> sqlite3.Connection:
    if path is not None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, _OWNER_ONLY))  # SQLite gives the same rights to its log
        except OSError as error:
            raise _cannot_open(path, error) from error
    connection = sqlite3.connect(
        path or ":memory:", timeout=BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False
    )
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA temp_store = MEMORY")  # VACUUM would put a copy of all rows into a temporary file
        connection.execute(f"PRAGMA journal_size_limit = {8 << 20}")  # bytes
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _cannot_open(path: Path, error: OSError) -> StateError:
    reason = error.strerror or type(error).__name__
    return StateError(f"The file {path} cannot be opened ({reason}): check its permissions, or choose --data-dir.")


def _in_plain_words(error: sqlite3.Error, code: int | None, place: str) -> str:
    """Choose the sentence; `code` is SQLite's primary result code."""
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return f"The file {place} is in use by another process: try again in a moment."
    if code == sqlite3.SQLITE_FULL:
        return f"The disk of {place} is full: free some space."
    if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
        return f"The file {place} is damaged: restore a backup, or move it away to begin with empty chats."
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return f"The file {place} cannot be opened or written: check its permissions, or choose --data-dir."
    if code == sqlite3.SQLITE_IOERR:
        return f"The disk of {place} cannot be read or written: check it and its free space."
    return f"The file {place} failed ({type(error).__name__}): run the bot again, with --debug for the details."
