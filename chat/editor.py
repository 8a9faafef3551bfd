"""The archive for the event loop: one thing at a time, in a thread of its own, so that answers do not wait for it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Any, TypeVar

from index.archive import Archive
from index.ingest import IngestReport
from index.store.protocol import StoreStatus

Value = TypeVar("Value")


class Editor:
    """Adds and removes news while questions are answered."""

    def __init__(self, archive: Archive) -> None:
        """Work on an archive."""
        self._archive = archive
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="editor")
        self._stopped = Event()

    async def add(self, file: Path) -> IngestReport:
        """Bring the articles of a file into the index; as `Archive.add`."""
        return await self._run(lambda: self._archive.add(file, self._stopped.is_set))

    async def add_addresses(self, urls: Sequence[str]) -> IngestReport:
        """Bring the articles at some addresses of the web into the index; as `Archive.add_addresses`."""
        return await self._run(lambda: self._archive.add_addresses(urls, self._stopped.is_set))

    async def remove(self, article_id: str) -> bool:
        """Remove an article; tell whether it was there; as `Archive.remove`."""
        return bool(await self._run(lambda: self._archive.remove([article_id])))

    async def status(self) -> StoreStatus:
        """Return counts, dates and sizes; as `Archive.status`."""
        return await asyncio.to_thread(self._archive.status)  # also while something long is being added

    async def feeds(self) -> list[dict[str, Any]]:
        """Return what is known of each listed feed; as `Archive.feeds`."""
        return await asyncio.to_thread(self._archive.feeds)

    async def _run(self, work: Callable[[], Value]) -> Value:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    def close(self) -> None:
        """Begin nothing new; what is being added stops after the articles under way."""
        self._stopped.set()
        self._thread.shutdown(wait=False, cancel_futures=True)
