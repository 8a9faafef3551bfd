"""Brings a built Application up, keeps it going, and takes it down so that answers under way still arrive."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from typing import Any, Protocol

from telegram.error import InvalidToken, TelegramError
from telegram.ext import Application

from chat.announcing import announce
from chat.figures import Figures
from chat.health import Heard
from chat.inbox import Inbox
from chat.polling import refused_token
from chat.state import ChatState
from chat.state.updates import Raw
from chat.waiting import Backoff, until

Companion = Callable[[], Coroutine[Any, Any, None]]
"""Runs beside the bot as long as it lives, and is cancelled at its end."""

_log = logging.getLogger(__name__)


class Source(Heard, Protocol):
    """Where updates come from: polling, or a webhook."""

    async def bring(self, take: Callable[[Sequence[Raw]], Awaitable[None]], stop: asyncio.Event) -> None:
        """Bring updates until `stop` is set; as `Poller.bring`."""
        ...


class App(Application[Any, Any, Any, Any, Any, Any]):
    """The Application with what this bot has beside it.

    Attributes:
        inbox: Through which all updates come.
        companions: What runs beside it.
        news: Whether it lists news and takes subscriptions.
        state: What it keeps of its chats.
        figures: Of what it does.
    """

    def __init__(
        self,
        *,
        inbox: Inbox,
        companions: Sequence[Companion],
        state: ChatState,
        figures: Figures,
        news: bool = False,
        **parts: Any,
    ) -> None:
        """Called by the library's builder, with the parts that it built."""
        super().__init__(**parts)
        self.inbox, self.companions, self.state, self.figures, self.news = inbox, companions, state, figures, news
        inbox.connect(self.bot, self.update_queue.put_nowait)


async def serve(
    application: App,
    source: Source,
    stop: asyncio.Event,
    *,
    on_ready: Callable[[str], None] = lambda username: None,
    grace_s: float = 20.0,
) -> None:
    """Run the bot until `stop` is set; as `chat.run.run_bot`, in a running event loop.

    Raises:
        SettingsError: Telegram refuses the token.
    """
    try:
        if await until(stop, _connect(application)):
            await application.start()
            on_ready(application.bot.username)
            try:
                async with _beside(application.companions):
                    await application.inbox.resume()
                    await source.bring(application.inbox.take, stop)
            except asyncio.CancelledError:
                grace_s = 0.0
                raise
            finally:
                await _finish(application, grace_s)
    finally:
        await application.shutdown()
        await application.bot.shutdown()  # the above does nothing where start-up was cut short
        if application.post_shutdown:
            await application.post_shutdown(application)


@asynccontextmanager
async def _beside(companions: Sequence[Companion]) -> AsyncIterator[None]:
    tasks = [asyncio.create_task(_accompany(companion)) for companion in companions]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _accompany(companion: Companion) -> None:
    try:
        await companion()
    except Exception as error:
        _log.error("Error of this program: a part beside the bot ended (%s).", type(error).__name__)


async def _connect(application: App) -> bool:
    """Reach Telegram, however long that takes, and tell it what this bot does; return True."""
    bot, backoff = application.bot, Backoff()
    while True:
        try:
            await bot.initialize()
            break
        except InvalidToken:
            raise refused_token() from None
        except (TelegramError, KeyError, TypeError) as error:  # the latter two: JSON, but not Telegram's
            if backoff.first:
                reason = type(error.__cause__ or error).__name__
                _log.warning("Telegram cannot be reached (%s); trying again until it can.", reason)
            await asyncio.sleep(backoff.next_s())
    await application.initialize()
    await announce(bot, news=application.news)
    return True


async def _finish(application: App, grace_s: float) -> None:
    try:
        async with asyncio.timeout(grace_s):
            await application.stop()
    except TimeoutError:
        _log.warning("Some answers were not ready %s s after the signal; they come after the next start.", grace_s)
