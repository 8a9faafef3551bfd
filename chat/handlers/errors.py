"""What happens when a handler fails: a short apology with an id, and the same id in the log, without the question."""

from __future__ import annotations

import logging
import secrets
import traceback
from collections.abc import Callable, Coroutine
from typing import Any

from telegram import Message, Update
from telegram.error import TelegramError

from chat.front import Context, Front, say
from chat.place import place_of
from chat.texts import TEXTS
from index.errors import KhabarError

_log = logging.getLogger(__name__)


def handler(front: Front) -> Callable[[object, Context], Coroutine[Any, Any, None]]:
    """Return the handler of errors."""

    async def apologise(update: object, context: Context) -> None:
        error = context.error
        if error is None:
            return
        if isinstance(error, TelegramError):
            _log.warning("A call to Telegram failed: %s.", type(error).__name__)
            return  # an apology would go the same way
        error_id = secrets.token_hex(3)
        if isinstance(error, KhabarError):
            _log.error("Error %s: %s", error_id, error)
        else:
            _log.error("Error %s, of this program: %s", error_id, _where(error))
        message = update.effective_message if isinstance(update, Update) else None
        if isinstance(message, Message) and isinstance(update, Update):
            said = message.text or "" if update.message else ""
            texts = TEXTS[front.languages.of(update.effective_user, said)]
            await say(context.bot, place_of(message), texts.apology.format(id=error_id))

    return apologise


def _where(error: BaseException) -> str:
    """Return the kinds of an error and its causes, and where they arose; their words may quote the question."""
    lines = []
    cause: BaseException | None = error
    while cause is not None:
        lines += [type(cause).__name__, *traceback.format_tb(cause.__traceback__)]
        cause = cause.__cause__ or cause.__context__
    return "\n".join(line.rstrip("\n") for line in lines)
