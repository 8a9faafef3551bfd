"""Brings every message to a sure end: it arrived once, or Telegram refused it.

A request that timed out or was cut off may have been carried out, and Telegram has no way to send something only if it is
not there yet. Sent again blindly, a reader gets the same answer twice; not sent again, perhaps never. So such a message is
looked for: `chat.ledger` knows which numbers are not accounted for, and of each of these Telegram is asked to put the
message's own text into it. Where the message is, nothing changes ("not modified") and it is found; all other numbers
are refused, because only the bot's own messages in that chat can be edited, and the known ones are never tried. (Another
lost message of the bot would hold this text afterwards, not be found by its own search, and so be sent again.) Only what was
not found is sent again.

What is left is rare. A message that Telegram carries out after it was looked for comes twice. And after a long silence, or
when many messages are lost at once, there may be more numbers than are tried (`MAX_LOOKS`): then it is sent again, too.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Coroutine
from itertools import islice
from typing import Any
from weakref import WeakValueDictionary

import httpx
from telegram import Bot
from telegram.error import BadRequest, NetworkError, TelegramError
from telegram.ext import BaseRateLimiter

from chat.around import Around, Reply
from chat.figures import Figures
from chat.ledger import Ledger
from chat.waiting import Backoff

MAX_LOOKS = 20
PATIENCE_S = 1_800.0
"""No further attempt is made after so long."""
SETTLE_S = 1.0
"""Telegram is given so long to finish what it may be doing, before a message is looked for."""
_SEND = "sendMessage"
_NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
_KEPT = ("parse_mode", "reply_markup", "entities", "link_preview_options")

_log = logging.getLogger(__name__)


class Recovery(Around):
    """Messages to one chat are sent one after the other, whatever befalls one of them."""

    def __init__(self, limiter: BaseRateLimiter[int], ledger: Ledger, figures: Figures) -> None:
        """Prepare to recover messages.

        Args:
            limiter: Makes the requests.
            ledger: Told of incoming messages by whoever takes them.
            figures: Where fates are counted.
        """
        super().__init__(limiter)
        self._ledger, self._figures = ledger, figures
        self._turns: WeakValueDictionary[int | str, asyncio.Lock] = WeakValueDictionary()
        self._bot: Bot | None = None

    def connect(self, bot: Bot) -> None:
        """Say which bot looks for messages; until then nothing is recovered."""
        self._bot = bot

    async def around(
        self,
        request: Callable[[], Coroutine[Any, Any, Reply]],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> Reply:
        """Carry out one request; a message is sent until its fate is known.

        A request with `rate_limit_args` is not worth that: frames of an answer that is being written have them, and what its
        sender keeps for later.

        Raises:
            NetworkError: Telegram was out of reach for as long as there was patience.
        """

        async def noted() -> Reply:
            reply = await request()
            self._ledger.note_reply(reply)
            return reply

        chat_id = data.get("chat_id")
        if endpoint != _SEND or rate_limit_args is not None or self._bot is None or not isinstance(chat_id, int):
            return await noted()
        turn = self._turns.setdefault(chat_id, asyncio.Lock())
        async with turn:
            try:
                reply, fate = await self._send(self._bot, noted, chat_id, data)
            except TelegramError as error:
                self._figures.message("unknown" if _may_pass(error) else "refused")
                raise
        self._figures.message(fate)
        return reply

    async def _send(
        self, bot: Bot, request: Callable[[], Awaitable[Reply]], chat_id: int, data: dict[str, Any]
    ) -> tuple[Reply, str]:
        """Return the reply and, for the figures, the message's fate."""
        before, uncertain, backoff = self._ledger.newest(chat_id), False, Backoff()
        deadline = time.monotonic() + PATIENCE_S
        while True:
            try:
                return await request(), "sent"
            except TelegramError as error:
                if not _may_pass(error) or time.monotonic() > deadline:
                    raise
                uncertain = uncertain or may_have_arrived(error)
                if uncertain and before is None:
                    raise  # nothing is known of this chat, so that nobody can tell where to look
                _log.info("A message may not have arrived (%s).", type(error.__cause__ or error).__name__)
            await asyncio.sleep(max(SETTLE_S, backoff.next_s()))
            if uncertain and before is not None:
                found = await self._find(bot, chat_id, before, data, deadline)
                if found is not None:
                    return found, "found"

    async def _find(
        self, bot: Bot, chat_id: int, after: int, data: dict[str, Any], deadline: float
    ) -> dict[str, Any] | None:
        """Return the message if it is there, else None.

        Raises:
            TelegramError: That cannot be found out.
        """
        for number in list(islice(self._ledger.left_over(chat_id, after), MAX_LOOKS)):
            if await self._holds(bot, chat_id, number, data, deadline):
                self._ledger.note(chat_id, number)
                chat = {"id": chat_id, "type": "private" if chat_id > 0 else "supergroup"}
                return {"message_id": number, "date": int(time.time()), "chat": chat, "text": str(data["text"])}
        return None

    async def _holds(self, bot: Bot, chat_id: int, number: int, data: dict[str, Any], deadline: float) -> bool:
        """Tell whether a message of this number holds the text; one that is the bot's does so afterwards."""
        backoff = Backoff()
        while True:
            try:
                await bot.edit_message_text(
                    data["text"], chat_id, number, **{name: data[name] for name in _KEPT if name in data}
                )
            except BadRequest as error:  # also a NetworkError, for the library
                return "not modified" in error.message.lower()
            except NetworkError:
                if time.monotonic() > deadline:
                    raise
                await asyncio.sleep(backoff.next_s())
            else:
                return True


def _may_pass(error: TelegramError) -> bool:
    """Tell whether it is the way to Telegram that failed, and not Telegram that refused."""
    return type(error) is TelegramError or (isinstance(error, NetworkError) and not isinstance(error, BadRequest))


def may_have_arrived(error: TelegramError) -> bool:
    """Tell whether the request may have been carried out: it left, and no server reported a fault.

    A fault that is reported has no cause in the library's errors; a reply that cannot be read has.
    """
    return not isinstance(error.__cause__, _NEVER_LEFT) and isinstance(error.__cause__, Exception)
