"""Fetches updates from Telegram until told to stop.

python-telegram-bot's own loop goes quiet on a refused token while the process lives on, and acknowledges updates that
nobody has stored yet. This one ends on the former, waits with the latter until they are stored, and can say when it
last heard from Telegram: that, and not a living process, is health.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from telegram import Bot
from telegram.error import Conflict, EndPointNotFound, InvalidToken, RetryAfter, TelegramError

from chat.state.updates import Raw
from chat.waiting import Backoff, seconds, until
from index.errors import SettingsError, StateError

_log = logging.getLogger(__name__)
_READ_MARGIN_S = 10.0
_SILENT_POLLS = 2


class Poller:
    """Long polling for one bot."""

    def __init__(self, bot: Bot, allowed_updates: Sequence[str], *, timeout_s: int = 25) -> None:
        """Prepare to poll.

        Args:
            bot: Initialized by the time of `poll`.
            allowed_updates: Kinds of updates to ask for.
            timeout_s: How long Telegram may hold a request when there is nothing new.
        """
        self._bot, self._allowed, self._timeout_s = bot, list(allowed_updates), timeout_s
        self._offset: int | None = None
        self._last_heard: float | None = None
        self._polling = self._alone = False

    @property
    def silence_s(self) -> float | None:
        """Seconds since Telegram last answered; None if it never has."""
        return None if self._last_heard is None else time.monotonic() - self._last_heard

    def trouble(self) -> str:
        """Return why no updates can come, in one sentence; empty if they can."""
        if not self._polling:
            return "Updates are not fetched."
        if self.silence_s is None:
            return "Telegram has not answered yet."
        if self.silence_s > _SILENT_POLLS * self._timeout_s + _READ_MARGIN_S:
            return f"Telegram has not answered for {self.silence_s:.0f} s."
        return ""

    async def bring(self, take: Callable[[Sequence[Raw]], Awaitable[None]], stop: asyncio.Event) -> None:
        """Hand over updates until `stop` is set; then tell Telegram which were taken.

        Args:
            take: Stores updates; those that it fails with are fetched again.
            stop: Ends the polling.

        Raises:
            SettingsError: Telegram refuses the token.
        """
        self._polling = True
        try:
            await self._poll(take, stop)
        finally:
            self._polling = False
        await self._confirm()

    async def _poll(self, take: Callable[[Sequence[Raw]], Awaitable[None]], stop: asyncio.Event) -> None:
        backoff = Backoff()
        while not stop.is_set():
            try:
                # The first time at once, so that it is known soon whether updates can come.
                raw = await until(stop, self._fetch(self._timeout_s if self._last_heard else 0))
            except (InvalidToken, EndPointNotFound):
                raise refused_token() from None
            except RetryAfter as error:
                await until(stop, asyncio.sleep(seconds(error.retry_after)))
            except TelegramError as error:
                if backoff.first:
                    _log.warning("%s", _complaint(error))
                await until(stop, asyncio.sleep(backoff.next_s()))
            else:
                self._last_heard = time.monotonic()
                try:
                    await take(raw or [])
                except StateError as error:
                    _log.error("Updates could not be stored and are fetched again: %s", error)
                    await until(stop, asyncio.sleep(backoff.next_s()))
                else:
                    backoff.reset()
                    if raw:
                        self._offset = raw[-1]["update_id"] + 1

    async def _fetch(self, timeout_s: int) -> list[dict[str, Any]]:
        # `Bot.get_updates` parses all updates or none, so they are fetched raw. Telegram's methods are
        # case-insensitive; under its usual name the library warns that it has a method for this.
        arguments = {"timeout": timeout_s, "allowed_updates": self._allowed, "offset": self._offset}
        given = {name: value for name, value in arguments.items() if value is not None}
        try:
            if not self._alone:  # Telegram gives updates to a webhook or to polling, not to both
                await self._bot.delete_webhook()
                self._alone = True
            updates: list[dict[str, Any]] = await self._bot.do_api_request(
                "getupdates", api_kwargs=given, read_timeout=timeout_s + _READ_MARGIN_S
            )
            return [update for update in updates if "update_id" in update]
        except (KeyError, TypeError) as error:  # JSON, but not Telegram's: a proxy or a login page speaks
            raise TelegramError("not an answer of a Bot API server") from error

    async def _confirm(self) -> None:
        if self._offset is None:
            return
        try:
            await self._fetch(timeout_s=0)
        except TelegramError as error:
            _log.info("Telegram could not be told which updates were taken (%s).", type(error).__name__)


def refused_token() -> SettingsError:
    """What to raise where Telegram refuses the token; raise it `from None`, the library's error holds the token."""
    return SettingsError(
        "Telegram refuses the token in TELEGRAM_BOT_TOKEN; copy it again from BotFather (/mybots), "
        "and if TELEGRAM_API_URL is set, see that it is a Bot API server."
    )


def _complaint(error: TelegramError) -> str:
    if isinstance(error, Conflict):
        return "Another program fetches this bot's updates; stop it, or give this one a token of its own."
    return f"Telegram cannot be reached ({type(error.__cause__ or error).__name__}); trying again until it can."
