"""What the keepers of the news may do with the index while it is being asked: look at it, add to it, remove from it."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import tzinfo
from pathlib import Path
from typing import Any

from index.article import Article
from index.embed.protocol import Embedder
from index.errors import SourceError
from index.feeds.known import note_pages, noting
from index.feeds.listing import read_list
from index.feeds.schedule import RECHECK_S
from index.feeds.table import feed_rows
from index.ingest import IngestReport, ingest
from index.sources.files import read_source
from index.sources.web import read_addresses
from index.store.protocol import Store, StoreStatus


class Archive:
    """An open index. Every method blocks; safe to call from several threads."""

    def __init__(
        self,
        store: Store,
        embedder: Embedder,
        zone: tzinfo,
        allow_private_hosts: Collection[str] = (),
        recheck_s: float = RECHECK_S,
        feed_list: Path | None = None,
    ) -> None:
        """Keep an index.

        Args:
            store: The index.
            embedder: The one that made it.
            zone: Of times in the news that name no zone.
            allow_private_hosts: As for `index.fetch.Fetcher`.
            recheck_s: For how many seconds the page of an article may change; as for `index.feeds.refresh.Refresher`.
            feed_list: File that lists the feeds; None: there are none.
        """
        self._store, self._embedder, self._zone = store, embedder, zone
        self._allow_private_hosts, self._recheck_s = allow_private_hosts, recheck_s
        self._feed_list = feed_list

    def add(self, file: Path, stop: Callable[[], bool] = lambda: False) -> IngestReport:
        """Bring the articles of a file into the index.

        Args:
            file: One that `index.sources.files` can read.
            stop: Asked before each article whether to leave out the rest.

        Returns:
            The counts; what could not be read is in `failed`.

        Raises:
            StoreError: The index cannot be written.
            EmbeddingError: The model failed.
        """

        def read() -> Iterator[Article | SourceError]:
            for item in read_source(str(file), timezone=self._zone):
                if stop():
                    return
                yield item

        return ingest(read(), self._store, self._embedder)

    def add_addresses(self, urls: Sequence[str], stop: Callable[[], bool] = lambda: False) -> IngestReport:
        """Bring the articles at some addresses of the web into the index; not from a thread with an event loop.

        Args:
            urls: As a person gave them.
            stop: Asked while waiting for the web whether to leave out the rest.

        Returns:
            The counts; what could not be fetched or read is in `failed`.

        Raises:
            StoreError: The index cannot be written.
            EmbeddingError: The model failed.
        """
        read = read_addresses(urls, timezone=self._zone, allow_private_hosts=self._allow_private_hosts, stop=stop)
        noted: list[Article] = []
        report = ingest(noting(read, noted), self._store, self._embedder)
        note_pages(self._store.agenda, noted, time.time(), self._recheck_s)
        return report

    def remove(self, ids: Sequence[str]) -> list[str]:
        """Remove articles; return the ids of those that were there.

        Raises:
            StoreError: The index cannot be written.
        """
        with self._store.writing() as writer:
            return writer.remove(ids)

    def status(self) -> StoreStatus:
        """Return counts, dates and sizes.

        Raises:
            StoreError: The index cannot be read.
        """
        return self._store.status()

    def feeds(self) -> list[dict[str, Any]]:
        """Return what is known of each listed feed; as `index.feeds.table.feed_rows`.

        Raises:
            SettingsError: The list cannot be read.
            StoreError: The index cannot be read.
        """
        listed = read_list(self._feed_list).urls if self._feed_list else ()
        agenda = self._store.agenda
        return feed_rows(listed, agenda.feeds(), agenda.stored_by, self._zone)
