"""robots.txt: what a site lets programs read (RFC 9309), asked once a day."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from protego import Protego

from index.errors import FetchError
from index.fetch.fetched import Fetched

AGENT = "khabar"
"""What a robots.txt may call us."""

_KEPT_S = 24 * 3600.0
_TROUBLE_KEPT_S = 600.0
"""After that a robots.txt that could not be read is tried again."""
_MAX_SITES = 2000
_MAX_CHARS = 500_000
"""RFC 9309 asks for at least 500 KiB."""
_NONE_THERE = frozenset({"gone", "missing", "refused", "bad"})
"""A site without rules, or one whose rules nobody may read, lets everything be read; any other trouble means: not now."""


@dataclass(slots=True)
class _Site:
    asking: asyncio.Lock = field(default_factory=asyncio.Lock)
    rules: Protego | None = None
    trouble: FetchError | None = None
    until_s: float = 0.0


class Robots:
    """The rules of the sites visited lately."""

    def __init__(self, fetch: Callable[[str], Awaitable[Fetched]], clock: Callable[[], float] = time.monotonic) -> None:
        """Begin.

        Args:
            fetch: Brings a robots.txt, redirects followed; raises FetchError.
            clock: Seconds.
        """
        self._fetch, self._clock = fetch, clock
        self._sites: dict[str, _Site] = {}

    async def allow(self, url: str, site: str) -> float:
        """Ask whether an address may be read.

        Args:
            url: The address.
            site: Its scheme, host and port: "https://example.org".

        Returns:
            The pause between two visits that the site asks for, in seconds; 0 if it does not.

        Raises:
            FetchError: "robots" if it may not; another kind if the rules cannot be read now.
        """
        rules = await self._rules(site, url)
        if not rules.can_fetch(url, AGENT):
            raise FetchError(
                url, "the site asks programs not to read this (robots.txt); save the page and add the file.", "robots"
            )
        return float(rules.crawl_delay(AGENT) or 0)

    async def _rules(self, site: str, url: str) -> Protego:
        known = self._sites.get(site)
        if known is None:
            if len(self._sites) >= _MAX_SITES:
                now = self._clock()
                self._sites = {
                    name: each for name, each in self._sites.items() if each.until_s > now or each.asking.locked()
                }
                if len(self._sites) >= _MAX_SITES:
                    self._sites.clear()
            known = self._sites[site] = _Site()
        async with known.asking:
            if self._clock() >= known.until_s:
                await self._ask(known, site)
        if known.rules is None:
            trouble = known.trouble
            assert trouble is not None
            raise FetchError(url, trouble.reason, trouble.kind, trouble.retry_after_s)
        return known.rules

    async def _ask(self, known: _Site, site: str) -> None:
        known.rules = known.trouble = None
        kept_s = _KEPT_S
        try:
            text = (await self._fetch(f"{site}/robots.txt")).body.decode("utf-8", "replace")
            known.rules = Protego.parse(text[:_MAX_CHARS])
        except FetchError as error:
            if error.kind in _NONE_THERE:
                known.rules = Protego.parse("")
            else:
                known.trouble, kept_s = error, _TROUBLE_KEPT_S
        known.until_s = self._clock() + kept_s
