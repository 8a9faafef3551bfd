"""Brings a message to a chat, or changes one: as HTML, as plain text where Telegram will not read that.

What becomes of a request that was lost on the way is the business of chat/recovery.py.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from telegram import Bot, InlineKeyboardMarkup, Message, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError

from chat.layout import shorten
from chat.limiter import ONCE
from chat.place import Place
from chat.recovery import may_have_arrived
from chat.render import MAX_UNITS

_log = logging.getLogger(__name__)
RETRY_DELAYS_S = (0.5, 2.0, 5.0)


class Fate(Enum):
    """What became of a message."""

    ARRIVED = "arrived"
    REFUSED = "refused"
    """It will not arrive however often it is sent."""
    LOST = "lost"
    """It did not arrive, and may later."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of a message, and the message if it arrived."""

    fate: Fate
    message: Message | None = None


async def deliver(
    bot: Bot,
    place: Place,
    html: str,
    plain: str,
    *,
    buttons: InlineKeyboardMarkup | None = None,
) -> Message | None:
    """Send one message; as `send`, but return the message if it certainly arrived, else None."""
    return (await send(bot, place, html, plain, buttons=buttons)).message


async def send(
    bot: Bot,
    place: Place,
    html: str,
    plain: str,
    *,
    buttons: InlineKeyboardMarkup | None = None,
    silent: bool = False,
    once: bool = False,
) -> Sent:
    """Send one message.

    Args:
        bot: The bot; its rate limiter spaces messages, repeats what a 429 refused, and recovers what may have been lost.
        place: Where to.
        html: The message as Telegram HTML.
        plain: The same without markup, for where Telegram cannot parse the HTML; cut to what a message holds.
        buttons: Buttons below it.
        silent: Whether it makes no sound.
        once: Nothing is tried again: whoever sends keeps what is lost, and sends it later.

    Returns:
        What became of it. What went wrong is logged, without a word of the message.
    """
    text = html
    parse_mode: ParseMode | None = ParseMode.HTML
    limits: dict[str, Any] = (
        {"rate_limit_args": ONCE} if once else {}
    )  # an argument that only the library's own bot has
    while True:
        try:
            message = await bot.send_message(
                place.chat_id,
                text,
                parse_mode=parse_mode,
                message_thread_id=place.topic_id,
                reply_parameters=(
                    ReplyParameters(place.reply_to, allow_sending_without_reply=True) if place.reply_to else None
                ),
                reply_markup=buttons,
                disable_notification=silent or None,
                **limits,
            )
            return Sent(Fate.ARRIVED, message)
        except ChatMigrated as error:
            place = replace(place, chat_id=error.new_chat_id, reply_to=None)
        except Forbidden:
            _log.info("A message was not sent: the person blocked the bot, or the group removed it.")
            return Sent(Fate.REFUSED)
        except RetryAfter:
            _log.warning("A message was not sent: Telegram asked to wait too long.")
            return Sent(Fate.LOST)
        except BadRequest as error:
            if parse_mode is None or "can't parse entities" not in error.message.lower():
                _log.warning("A message was not sent: %s.", error.message.rstrip("."))
                return Sent(Fate.REFUSED)
            _log.error("Telegram could not read our HTML, which is an error of this program: %s.", error.message)
            text, parse_mode = shorten(plain, MAX_UNITS), None
        except NetworkError as error:
            if not may_have_arrived(error):
                _log.warning("A message did not arrive (%s).", _reason(error))
                return Sent(Fate.LOST)
            _log.warning("It is not known whether a message arrived (%s).", _reason(error))
            return Sent(Fate.UNKNOWN)
        except TelegramError as error:
            _log.warning("It is not known whether a message arrived (%s).", _reason(error))
            return Sent(Fate.UNKNOWN)


async def amend(
    bot: Bot,
    chat_id: int,
    message_id: int,
    html: str,
    plain: str,
    *,
    buttons: InlineKeyboardMarkup | None = None,
    retry_delays_s: Sequence[float] = RETRY_DELAYS_S,
) -> bool:
    """Put another text and other buttons into a message of the bot.

    Doing so twice is as good as once, so it is tried again whatever went wrong on the way.

    Args:
        bot: The bot.
        chat_id: The chat.
        message_id: The message.
        html: Its text as Telegram HTML.
        plain: The same without markup, for where Telegram cannot parse the HTML.
        buttons: Buttons below it; None removes them.
        retry_delays_s: Seconds to wait before each further attempt.

    Returns:
        Whether the message certainly holds the text now.
    """
    text = html
    parse_mode: ParseMode | None = ParseMode.HTML
    delays = iter(retry_delays_s)
    while True:
        try:
            await bot.edit_message_text(text, chat_id, message_id, parse_mode=parse_mode, reply_markup=buttons)
        except BadRequest as error:
            if "message is not modified" in error.message.lower():
                return True
            if parse_mode is None or "can't parse entities" not in error.message.lower():
                _log.info("A message was not changed: %s.", error.message.rstrip("."))
                return False
            _log.error("Telegram could not read our HTML, which is an error of this program: %s.", error.message)
            text, parse_mode = shorten(plain, MAX_UNITS), None
        except NetworkError as error:
            delay_s = next(delays, None)
            if delay_s is None:
                _log.warning("It is not known whether a message was changed (%s).", _reason(error))
                return False
            await asyncio.sleep(delay_s)
        except TelegramError as error:
            _log.info("A message was not changed (%s).", _reason(error))
            return False
        else:
            return True


async def discard(bot: Bot, message: Message) -> None:
    """Delete a message of the bot; one that cannot be deleted stays."""
    try:
        await bot.delete_message(message.chat.id, message.id)
    except TelegramError as error:
        _log.info("A message could not be deleted (%s).", _reason(error))


def _reason(error: TelegramError) -> str:
    return type(error.__cause__ or error).__name__
