"""Runs a built bot until a signal comes: by polling or by a webhook, with its pages for those who watch over it."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from chat.app import ALLOWED_UPDATES
from chat.health import Health
from chat.listening import Address
from chat.polling import Poller
from chat.running import App, Source, serve
from chat.webhook import Webhook


def run_bot(
    application: App,
    *,
    webhook: Webhook | None = None,
    health_at: Address | None = None,
    on_ready: Callable[[str], None] = lambda username: None,
    poll_timeout_s: int = 25,
    grace_s: float = 20.0,
) -> None:
    """Run the bot until SIGINT or SIGTERM; answers under way are delivered first.

    Args:
        application: From `build_application`.
        webhook: How updates come; by long polling if None.
        health_at: Where the pages are served; None: beside the webhook, or without one nowhere.
        on_ready: Called with the bot's username once it listens.
        poll_timeout_s: How long Telegram may hold a request when there is nothing new.
        grace_s: How long answers under way may take after the signal. A second signal ends the wait.

    Raises:
        SettingsError: Telegram refuses the token or the webhook, or an address cannot be listened at.
    """

    async def main() -> None:
        stop, loop, task = asyncio.Event(), asyncio.get_running_loop(), asyncio.current_task()

        def on_signal() -> None:
            if stop.is_set() and task:
                task.cancel()
            stop.set()

        for number in (signal.SIGINT, signal.SIGTERM):
            with contextlib.suppress(NotImplementedError):  # Windows: Ctrl-C arrives as KeyboardInterrupt
                loop.add_signal_handler(number, on_signal)
        async with source_of(application, webhook, health_at, poll_timeout_s=poll_timeout_s) as source:
            await serve(application, source, stop, on_ready=on_ready, grace_s=grace_s)

    with contextlib.suppress(asyncio.CancelledError, KeyboardInterrupt):
        asyncio.run(main())


@asynccontextmanager
async def source_of(
    application: App, webhook: Webhook | None = None, health_at: Address | None = None, *, poll_timeout_s: int = 25
) -> AsyncIterator[Source]:
    """Serve what a bot serves until the block ends; yield where its updates come from. Arguments as of `run_bot`."""
    if webhook:
        webhook.connect(application, ALLOWED_UPDATES)
    source: Source = webhook or Poller(application.bot, ALLOWED_UPDATES, timeout_s=poll_timeout_s)
    pages = Health(application.state, source, application.figures)
    async with contextlib.AsyncExitStack() as servers:
        if webhook or health_at:
            from chat.server import serving  # as little as can be is loaded where nothing is served

            if health_at:
                await servers.enter_async_context(serving(pages.routes(), health_at))
            if webhook:
                routes = [webhook.route(), *([] if health_at else pages.routes())]
                await servers.enter_async_context(serving(routes, webhook.address))
        yield source
