"""What the parts of the Telegram conversation share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import tzinfo
from typing import Any

from telegram import Bot
from telegram.ext import BaseHandler, ContextTypes

from chat.delivery import deliver
from chat.desk import Desk
from chat.memory import Memory
from chat.place import Place
from chat.render import plain_html

Context = ContextTypes.DEFAULT_TYPE
Handlers = list[BaseHandler[Any, Any, Any]]


@dataclass(frozen=True, slots=True)
class Front:
    """The front's desk and habits.

    Attributes:
        desk: Where questions are answered.
        memory: What was answered to whom, for follow-ups.
        zone: Time zone of the dates in answers.
        typing_after_s: An answer that takes longer is announced by a sign of typing.
    """

    desk: Desk
    memory: Memory
    zone: tzinfo
    typing_after_s: float = 0.3


async def say(bot: Bot, place: Place, text: str) -> bool:
    """Send one of the bot's own sentences; tell whether it certainly arrived."""
    return await deliver(bot, place, plain_html(text), text)
