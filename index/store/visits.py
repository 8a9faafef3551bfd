# ruff: noqa: S608 - nothing but names of this package is put into SQL
"""The agenda in SQLite: tables `feeds` and `pages`, a column for each attribute."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import astuple, fields
from typing import Any

from index.store.agenda import FeedState, PageState
from index.store.database import Readers, connect_writer, plain_errors, transaction
from index.store.folder import Folder

_FEED = ", ".join(field.name for field in fields(FeedState))
_PAGE = ", ".join(field.name for field in fields(PageState))
_KEPT = ", ".join(f"{field.name} = excluded.{field.name}" for field in fields(PageState) if field.name != "removed")
_KEYS = "(SELECT value FROM json_each(?))"


class EmbeddedAgenda:
    """Implements `index.store.agenda.Agenda`."""

    def __init__(self, folder: Folder, readers: Readers, wait_s: float) -> None:
        """Read by these connections; wait so many seconds for another writer."""
        self._folder, self._readers, self._wait_s = folder, readers, wait_s

    def feeds(self) -> list[FeedState]:
        """See `Agenda.feeds`."""
        with self._readers.snapshot() as connection:
            return [FeedState(*row) for row in connection.execute(f"SELECT {_FEED} FROM feeds ORDER BY url")]

    def pages(self, keys: Collection[str]) -> dict[str, PageState]:
        """See `Agenda.pages`."""
        query = f"SELECT {_PAGE} FROM pages WHERE key IN {_KEYS}"
        return {page.key: page for page in self._pages(query, (json.dumps(list(keys)),))}

    def pages_of(self, articles: Collection[str]) -> dict[str, PageState]:
        """See `Agenda.pages_of`."""
        query = f"SELECT {_PAGE} FROM pages WHERE article IN {_KEYS}"
        return {page.article: page for page in self._pages(query, (json.dumps(list(articles)),))}

    def due(self, now: float) -> list[PageState]:
        """See `Agenda.due`."""
        return self._pages(f"SELECT {_PAGE} FROM pages WHERE next_visit <= ? ORDER BY next_visit", (now,))

    def young(self, since: float) -> list[PageState]:
        """See `Agenda.young`."""
        query = (
            f"SELECT {_PAGE} FROM pages WHERE fresh_from > ? AND article <> '' AND NOT removed ORDER BY fresh_from DESC"
        )
        return self._pages(query, (since,))

    def stored_by(self, feed: str) -> int:
        """See `Agenda.stored_by`."""
        query = "SELECT count(DISTINCT article) FROM pages WHERE feed = ? AND article <> '' AND NOT removed"
        with self._readers.snapshot() as connection:
            (count,) = connection.execute(query, (feed,)).fetchone()
        return int(count)

    def _pages(self, query: str, values: tuple[Any, ...]) -> list[PageState]:
        with self._readers.snapshot() as connection:
            return [PageState(*row) for row in connection.execute(query, values)]

    def keep(self, feeds: Iterable[FeedState] = (), pages: Iterable[PageState] = ()) -> None:
        """See `Agenda.keep`."""
        with self._writing() as connection:
            connection.executemany(
                f"INSERT OR REPLACE INTO feeds ({_FEED}) VALUES ({_marks(FeedState)})", map(astuple, feeds)
            )
            connection.executemany(
                f"INSERT INTO pages ({_PAGE}) VALUES ({_marks(PageState)}) ON CONFLICT (key) DO UPDATE SET {_KEPT}",
                map(astuple, pages),
            )

    def removed(self, articles: Collection[str]) -> set[str]:
        """See `Agenda.removed`."""
        query = f"SELECT DISTINCT article FROM pages WHERE removed AND article IN {_KEYS}"
        with self._readers.snapshot() as connection:
            return {article for (article,) in connection.execute(query, (json.dumps(list(articles)),))}

    def allow(self, articles: Collection[str]) -> None:
        """See `Agenda.allow`."""
        with self._writing() as connection:
            connection.execute(f"UPDATE pages SET removed = 0 WHERE article IN {_KEYS}", (json.dumps(list(articles)),))

    def forget(self, listed: Collection[str], before: float) -> None:
        """See `Agenda.forget`."""
        old = (
            (f"feeds WHERE url NOT IN {_KEYS}", json.dumps(list(listed))),
            ("pages WHERE first_seen < ? AND next_visit IS NULL AND NOT removed", before),
        )
        with self._readers.snapshot() as connection:
            there = [connection.execute(f"SELECT 1 FROM {which} LIMIT 1", (value,)).fetchone() for which, value in old]
        if any(there):  # every round asks, and seldom is there anything: nobody has to wait for a lock
            with self._writing() as connection:
                for which, value in old:
                    connection.execute(f"DELETE FROM {which}", (value,))

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with (
            self._folder.writer_lock(self._wait_s),
            plain_errors(self._folder),
            closing(connect_writer(self._folder.database)) as connection,
            transaction(connection, self._folder),
        ):
            yield connection


def mark_removed(connection: sqlite3.Connection, article_id: str) -> None:
    """Keep the pages of an article from bringing it back, inside the caller's transaction."""
    connection.execute("UPDATE pages SET removed = 1, next_visit = NULL WHERE article = ?", (article_id,))


def _marks(kind: type[FeedState] | type[PageState]) -> str:
    return ", ".join("?" for _ in fields(kind))
