"""Runs the real bot in the test's own event loop."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from chat.app import ALLOWED_UPDATES, build_application
from chat.newsroom import Newsroom
from chat.polling import Poller
from chat.running import serve
from tests.e2e.telegram_server import TOKEN, TelegramServer


@dataclass(frozen=True)
class RunningBot:
    """The bot while it runs; `task` ends when it does."""

    poller: Poller
    task: asyncio.Task[None]


@asynccontextmanager
async def running_bot(server: TelegramServer, newsroom: Newsroom, **options: Any) -> AsyncIterator[RunningBot]:
    """Run the bot against a server until the block ends; what ends it early is raised at once."""
    application = build_application(TOKEN, server.url, newsroom, **{"request_timeout_s": 1.0, **options})
    poller = Poller(application.bot, ALLOWED_UPDATES, timeout_s=2)
    stop, ready = asyncio.Event(), asyncio.Event()
    bot = asyncio.create_task(serve(application, poller, stop, on_ready=lambda _: ready.set(), grace_s=5.0))
    listening = asyncio.create_task(ready.wait())
    await asyncio.wait((bot, listening), timeout=5.0, return_when=asyncio.FIRST_COMPLETED)
    listening.cancel()
    if bot.done():
        bot.result()
    try:
        yield RunningBot(poller, bot)
    finally:
        stop.set()
        await asyncio.wait_for(bot, 10.0)
