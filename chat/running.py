"""Brings a built Application up, keeps it going, and takes it down so that answers under way still arrive."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Any

from telegram.error import InvalidToken, TelegramError
from telegram.ext import Application

from chat.handlers import help
from chat.polling import Poller, refused_token
from chat.waiting import Backoff, until
from index.article import Language

App = Application[Any, Any, Any, Any, Any, Any]

_log = logging.getLogger(__name__)


async def serve(
    application: App,
    poller: Poller,
    stop: asyncio.Event,
    *,
    on_ready: Callable[[str], None] = lambda username: None,
    grace_s: float = 20.0,
) -> None:
    """Run the bot until `stop` is set; as `run_polling`, in a running event loop.

    Raises:
        SettingsError: Telegram refuses the token.
    """
    try:
        if await until(stop, _connect(application)):
            await application.start()
            on_ready(application.bot.username)
            try:
                await poller.poll(application.update_queue.put_nowait, stop)
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


async def _connect(application: App) -> bool:
    """Reach Telegram, however long that takes, and tell it what this bot does; return True."""
    bot, backoff = application.bot, Backoff()
    while True:
        try:
            await bot.initialize()
            await bot.delete_webhook()  # Telegram gives updates to a webhook or to polling, not to both
            break
        except InvalidToken:
            raise refused_token() from None
        except (TelegramError, KeyError, TypeError) as error:  # the latter two: JSON, but not Telegram's
            if backoff.first:
                reason = type(error.__cause__ or error).__name__
                _log.warning("Telegram cannot be reached (%s); trying again until it can.", reason)
            await asyncio.sleep(backoff.next_s())
    await application.initialize()
    lists: tuple[tuple[Language, str | None], ...] = (("en", None), ("en", "en"), ("hi", "hi"))
    try:
        for language, code in lists:
            await bot.set_my_commands(help.commands(language), language_code=code)
    except TelegramError as error:
        _log.warning("The list of commands could not be set (%s); all else works.", type(error).__name__)
    return True


async def _finish(application: App, grace_s: float) -> None:
    try:
        async with asyncio.timeout(grace_s):
            await application.stop()
    except TimeoutError:
        _log.warning("Some answers were not ready %s s after the signal, and are lost.", grace_s)
