"""The listed feeds for a program that runs for days: the list is read anew at every round."""

from __future__ import annotations

import asyncio
from pathlib import Path

from index.feeds.listing import read_list
from index.feeds.refresh import Refresher
from index.feeds.report import RefreshReport
from index.fetch import Fetcher

ROUND_S = 120.0
"""For a round; then the feeds that have become due meanwhile get their turn."""


class WatchedFeeds:
    """What is listed now, and the means to refresh it. For one event loop."""

    def __init__(self, path: Path, refresher: Refresher, fetcher: Fetcher) -> None:
        """Read this list; the refresher works with the fetcher, which is closed at the end."""
        self._path, self._refresher, self._fetcher = path, refresher, fetcher

    async def refresh_due(self) -> RefreshReport:
        """Visit the feeds and pages whose time has come.

        Raises:
            SettingsError: The list cannot be read.
            StoreError: The index cannot be read or written.
            EmbeddingError: The model failed.
        """
        listed = await asyncio.to_thread(read_list, self._path)
        return await self._refresher.refresh(listed.urls, only_due=True, at_most_s=ROUND_S)

    async def close(self) -> None:
        """Let go of connections."""
        await self._fetcher.aclose()
