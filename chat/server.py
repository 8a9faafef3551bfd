"""Serves pages over HTTP in the bot's own event loop, without touching the bot's signals or its logs."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager

import uvicorn
from starlette.applications import Starlette
from starlette.routing import Route

from chat.listening import Address, listen

_MOST_AT_ONCE = 256
_MAX_HEAD_BYTES = 16_384
_GRACE_S = 3


@asynccontextmanager
async def serving(routes: Sequence[Route], address: Address) -> AsyncIterator[int]:
    """Serve until the block ends; requests under way are finished then.

    Yields:
        The port.

    Raises:
        SettingsError: Nobody may listen there, or somebody does already.
    """
    listener = listen(address)
    server = _Server(
        uvicorn.Config(
            Starlette(routes=routes),
            http="h11",
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            proxy_headers=False,
            server_header=False,
            limit_concurrency=_MOST_AT_ONCE,
            h11_max_incomplete_event_size=_MAX_HEAD_BYTES,
            timeout_graceful_shutdown=_GRACE_S,
        )
    )
    task = asyncio.create_task(server.serve([listener]))
    listens = asyncio.create_task(server.listens.wait())
    try:
        await asyncio.wait((task, listens), return_when=asyncio.FIRST_COMPLETED)
        yield listener.getsockname()[1]
    finally:
        listens.cancel()
        server.should_exit = True
        await task
        listener.close()


class _Server(uvicorn.Server):
    """Leaves signals to the bot, which finishes its answers before it goes."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listens = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.listens.set()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield
