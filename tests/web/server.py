"""Pages by path, and what came to ask for them."""

from __future__ import annotations

import ssl
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Self

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True)
class Page:
    """A reply that is always the same.

    Attributes:
        body: As it goes over the wire; text as UTF-8.
        status: Of HTTP.
        headers: Beside those that every reply has.
    """

    body: str | bytes = ""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)

    def response(self) -> web.Response:
        """Make it."""
        body = self.body.encode() if isinstance(self.body, str) else self.body
        headers = {"Content-Type": "text/html; charset=utf-8", **self.headers}
        return web.Response(body=body, status=self.status, headers=headers)


@dataclass
class WebServer:
    """The server; use it as an asynchronous context manager.

    Attributes:
        pages: By path with query; any other is missing. Change it while the server runs.
        asked: Paths with query that were asked for, in order, without robots.txt.
        headers: Of these requests.
        trusted: Makes it speak HTTPS.
        base: "http://127.0.0.1:PORT".
    """

    pages: dict[str, Page | Handler] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    headers: list[Mapping[str, str]] = field(default_factory=list)
    trusted: ssl.SSLContext | None = None
    base: str = ""
    port: int = 0

    def url(self, path: str) -> str:
        """Address of a page."""
        return f"{self.base}{path}"

    def redirect(self, path: str, where: str, status: int = 302) -> None:
        """Put a redirect there."""
        self.pages[path] = Page(status=status, headers={"Location": where})

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        path = request.raw_path
        if path != "/robots.txt":
            self.asked.append(path)
            self.headers.append(request.headers)
        page = self.pages.get(path)
        if page is None:
            return Page("nothing here", 404).response()
        return page.response() if isinstance(page, Page) else await page(request)

    async def __aenter__(self) -> Self:
        """Listen on a free port."""
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._serve)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        listening = web.TCPSite(self._runner, "127.0.0.1", 0, ssl_context=self.trusted)
        await listening.start()
        self.port = listening._server.sockets[0].getsockname()[1]  # type: ignore[union-attr]
        self.base = f"{'https' if self.trusted else 'http'}://127.0.0.1:{self.port}"
        return self

    async def __aexit__(self, *error: object) -> None:
        """Stop."""
        await self._runner.cleanup()
