"""The one way to the web: an address in, its page or feed out, within bounds and by the rules of the sites.

address ─▶ robots.txt ─▶ a turn at the host ─▶ public address? ─▶ GET ─┬▶ 200, 304: Fetched
   ▲       (robots)        (politeness)        (exchange, addresses)  ├▶ redirect ─┐
   └──────────────────────────────────────────────────────────────────│────────────┘ at most five
                                                                      └▶ anything else: FetchError
"""

from __future__ import annotations

import asyncio
import ssl
import time
from collections.abc import Awaitable, Callable, Collection
from importlib.metadata import PackageNotFoundError, version
from types import TracebackType
from typing import Self

import httpx

from index.errors import FetchError
from index.fetch.addresses import AllowedHosts, Resolver, SystemResolver, plain_host
from index.fetch.exchange import Exchange, Reply, too_slow
from index.fetch.fetched import Fetched
from index.fetch.limits import (
    AT_ONCE,
    AT_ONCE_PER_HOST,
    AT_ONCE_PER_OWN_HOST,
    MAX_PAUSE_S,
    MAX_REDIRECTS,
    MAX_ROBOTS_TIME_S,
    MAX_TIME_S,
    PAUSE_S,
)
from index.fetch.outcome import PERMANENT, REDIRECTS, address, fetched, redirected, site
from index.fetch.politeness import Turns
from index.fetch.robots import Robots
from index.fetch.unpack import ACCEPTED

PAGE_OR_FEED = "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml;q=0.9, */*;q=0.5"


class Fetcher:
    """Fetches pages and feeds. For one event loop; any number of `get` may run at once."""

    def __init__(
        self,
        *,
        allow_private_hosts: Collection[str] = (),
        resolver: Resolver | None = None,
        trusted: ssl.SSLContext | None = None,
        max_time_s: float = MAX_TIME_S,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Connect to nothing yet.

        Args:
            allow_private_hosts: Names or addresses, as they stand in links, that may lead into a private network.
            resolver: The name service; the system's unless given.
            trusted: Certificate authorities; the usual ones unless given.
            max_time_s: For one `get` on the network, in seconds.
            clock: Seconds since 1970.
            sleep: Waits so many seconds between two visits to a host.
        """
        self._own = AllowedHosts(allow_private_hosts)
        self._names = SystemResolver()
        self._exchange = Exchange(self._own, resolver or self._names, trusted)
        self._max_time_s, self._clock = max_time_s, clock
        self._turns = Turns(sleep=sleep)
        self._robots = Robots(self._robots_txt)
        self._slots = asyncio.Semaphore(AT_ONCE)

    async def get(self, url: str, *, etag: str = "", last_modified: str = "", accept: str = PAGE_OR_FEED) -> Fetched:
        """Fetch an address.

        Args:
            url: http or https.
            etag: Of the last time, to be told whether anything changed.
            last_modified: The same.
            accept: Media types, as in the header.

        Raises:
            FetchError: It was not fetched; `kind` says why.
        """
        headers = {"Accept": accept}
        if etag:
            headers["If-None-Match"] = etag
        if last_modified:
            headers["If-Modified-Since"] = last_modified
        return await self._walk(url, headers, self._max_time_s, by_the_rules=True)

    async def _robots_txt(self, url: str) -> Fetched:
        return await self._walk(url, {"Accept": "text/plain, */*;q=0.5"}, MAX_ROBOTS_TIME_S, by_the_rules=False)

    async def _walk(self, source: str, headers: dict[str, str], left_s: float, by_the_rules: bool) -> Fetched:
        """Follow redirects to the end."""
        here, hosts = address(source, source), set[str]()
        moved_to, permanent = "", True
        for _ in range(MAX_REDIRECTS + 1):
            pause_s = 0.0
            if by_the_rules:
                asked_s = await self._robots.allow(str(here), site(here))
                if here.host not in hosts:  # what redirects on the spot is one visit
                    pause_s = max(0.0 if self._is_own(here) else PAUSE_S, min(asked_s, MAX_PAUSE_S))
            hosts.add(here.host)
            reply, took_s = await self._visit(here, headers, source, left_s, pause_s)
            left_s -= took_s
            if reply.status not in REDIRECTS:
                asked = "If-None-Match" in headers or "If-Modified-Since" in headers
                return fetched(reply, here, moved_to if permanent else "", asked, self._clock(), source)
            here = redirected(here, reply, source)
            moved_to, permanent = str(here), permanent and reply.status in PERMANENT
        raise FetchError(source, f"it leads on more than {MAX_REDIRECTS} times; check the address.", "bad")

    async def _visit(
        self, url: httpx.URL, headers: dict[str, str], source: str, left_s: float, pause_s: float
    ) -> tuple[Reply, float]:
        """Return the reply, and for how many seconds the network was busy with it."""
        at_once = AT_ONCE_PER_OWN_HOST if self._is_own(url) else AT_ONCE_PER_HOST
        async with self._turns.turn(plain_host(url.host), at_once, pause_s), self._slots:
            started = time.monotonic()
            try:
                async with asyncio.timeout(left_s):
                    reply = await self._exchange.ask(url, {**_OURS, **headers}, source)
            except TimeoutError as error:
                raise too_slow(source) from error
            return reply, time.monotonic() - started

    def _is_own(self, url: httpx.URL) -> bool:
        return self._own.have(url.host, url.raw_host.decode("ascii"))

    async def aclose(self) -> None:
        """Let go of connections and threads."""
        await self._exchange.aclose()
        self._names.close()

    async def __aenter__(self) -> Self:
        """Return itself."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close; see `aclose`."""
        await self.aclose()


def _version() -> str:
    try:
        return version("khabar")
    except PackageNotFoundError:  # a checkout that was not installed
        return "0"


_OURS = {"User-Agent": f"Khabar/{_version()} (news reader and question answering)", "Accept-Encoding": ACCEPTED}
