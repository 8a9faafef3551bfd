"""Runs the real bot in the test's own event loop."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Literal

from chat.app import build_application
from chat.listening import Address, listen
from chat.newsroom import Newsroom
from chat.run import source_of
from chat.running import Source, serve
from chat.webhook import Webhook
from tests.e2e.telegram_server import TOKEN, TelegramServer

Way = Literal["polling", "webhook"]
SECRET = "a-secret-of-the-webhook_0123456789"


@dataclass(frozen=True)
class RunningBot:
    """The bot while it runs; `task` ends when it does, `stop` ends it, `pages` and `hook` are where it serves what it serves."""

    source: Source
    task: asyncio.Task[None]
    pages: str
    hook: str
    stop: asyncio.Event


@asynccontextmanager
async def running_bot(
    server: TelegramServer,
    newsroom: Newsroom,
    *,
    way: Way = "polling",
    health: bool = False,
    check_every_s: float = 60.0,
    **options: Any,
) -> AsyncIterator[RunningBot]:
    """Run the bot against a server until the block ends; what ends it early is raised at once."""
    application = build_application(TOKEN, server.url, newsroom, **{"request_timeout_s": 1.0, **options})
    hook_at, health_at = _free_address(), _free_address() if health else None
    hook = f"http://127.0.0.1:{hook_at.port}"
    webhook = Webhook(f"{hook}/telegram", SECRET, hook_at, check_every_s=check_every_s) if way == "webhook" else None
    pages = f"http://127.0.0.1:{health_at.port}" if health_at else hook
    stop, ready = asyncio.Event(), asyncio.Event()
    async with source_of(application, webhook, health_at, poll_timeout_s=2) as source:
        bot = asyncio.create_task(serve(application, source, stop, on_ready=lambda _: ready.set(), grace_s=5.0))
        listening = asyncio.create_task(ready.wait())
        await asyncio.wait((bot, listening), timeout=5.0, return_when=asyncio.FIRST_COMPLETED)
        listening.cancel()
        if bot.done():
            bot.result()
        try:
            yield RunningBot(source, bot, pages, hook, stop)
        finally:
            stop.set()
            await asyncio.wait_for(bot, 10.0)


def _free_address() -> Address:
    with listen(Address("127.0.0.1", 0, "TEST")) as listener:
        return Address("127.0.0.1", listener.getsockname()[1], "TEST")
