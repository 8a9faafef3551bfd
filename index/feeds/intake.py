"""What comes from the web, many things at a time, into the index in batches, one after another.

One writer for all: two hundred that each wait for the index's lock would wait too long.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime

from index.article import Article
from index.embed.protocol import Embedder
from index.feeds.report import RefreshReport
from index.ingest import IngestReport, ingest
from index.store.agenda import FeedState, PageState
from index.store.protocol import Store

MAX_BATCH = 64
"""What is stored at once: a kill loses no more, and it is fetched again."""

_GATHER_S = 0.1


@dataclass(frozen=True, slots=True)
class _Found:
    stored: asyncio.Future[None]
    feed: FeedState | None = None
    page: PageState | None = None
    article: Article | None = None
    taken_down: str = ""


class Intake:
    """Takes what was found; use it as an asynchronous context manager."""

    def __init__(self, store: Store, embedder: Embedder, report: RefreshReport) -> None:
        """Store into an index and count in a report."""
        self._store, self._embedder, self._report = store, embedder, report
        self._found: asyncio.Queue[_Found] = asyncio.Queue()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="intake")

    async def __aenter__(self) -> Intake:
        """Begin to store."""
        self._work = asyncio.create_task(self._store_all())
        return self

    async def __aexit__(self, *_: object) -> None:
        """Stop when the batch under way is stored; what waits behind it is left."""
        self._work.cancel()
        await asyncio.gather(self._work, return_exceptions=True)
        await asyncio.to_thread(self._thread.shutdown, cancel_futures=True)

    async def put(self, page: PageState, article: Article | None = None, taken_down: str = "") -> None:
        """Store what came of a look at a page, and return when it is stored.

        Args:
            page: What is known of the page from now on.
            article: What it says, if it says anything new.
            taken_down: Id of an article that is no longer there; "" if none.

        Raises:
            StoreError: The index cannot be written.
            EmbeddingError: The model failed.
        """
        stored = asyncio.get_running_loop().create_future()
        self._found.put_nowait(_Found(stored, page=page, article=article, taken_down=taken_down))
        await stored

    async def put_feed(self, feed: FeedState) -> None:
        """Store what is known of a feed from now on, and return when it is stored.

        Raises:
            StoreError: The index cannot be written.
        """
        stored = asyncio.get_running_loop().create_future()
        self._found.put_nowait(_Found(stored, feed=feed))
        await stored

    async def _store_all(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            batch = [await self._found.get()]
            if self._found.empty():
                await asyncio.sleep(_GATHER_S)
            while len(batch) < MAX_BATCH and not self._found.empty():
                batch.append(self._found.get_nowait())
            try:
                counts, taken_down = await loop.run_in_executor(self._thread, self._write, batch)
            except Exception as error:
                for found in batch:
                    if not found.stored.done():
                        found.stored.set_exception(error)
                continue
            self._report.count(counts)
            self._report.taken_down += taken_down
            for found in batch:
                if not found.stored.done():  # who waited may have been cancelled
                    found.stored.set_result(None)

    def _write(self, batch: Sequence[_Found]) -> tuple[IngestReport, int]:
        """Articles first: a page that is known without its article would never be fetched again."""
        articles = [found.article for found in batch if found.article]
        # One may have been removed while its page was on its way, or come by another address.
        removed = self._store.agenda.removed([article.id for article in articles])
        counts = ingest((each for each in articles if each.id not in removed), self._store, self._embedder)
        down = [found.taken_down for found in batch if found.taken_down]
        marked = 0
        if down:
            with self._store.writing() as writer:
                marked = len(writer.mark_gone(down, datetime.now(UTC)))
        self._store.agenda.keep(
            [found.feed for found in batch if found.feed], [found.page for found in batch if found.page]
        )
        return counts, marked
