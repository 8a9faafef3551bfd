"""What the parts of the Telegram conversation share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from typing import Any

from telegram import Bot, Message
from telegram.ext import BaseHandler, ContextTypes

from chat.access import Access
from chat.afterwards import Afterwards
from chat.delivery import deliver
from chat.desk import Desk
from chat.languages import Languages
from chat.place import Place
from chat.preview import Pace
from chat.rates import Rates
from chat.render import plain_html
from chat.state import ChatState
from index.article import Article

Context = ContextTypes.DEFAULT_TYPE
Handlers = list[BaseHandler[Any, Any, Any]]


@dataclass(frozen=True, slots=True)
class Front:
    """The front's desk and habits.

    Attributes:
        desk: Where questions are answered.
        state: What is kept of the chats.
        languages: Which language to speak to whom.
        zone: Time zone of the dates in answers.
        typing_after_s: An answer that takes longer is announced by a sign of typing.
        keep_days: How many days answers are kept.
        access: Whom the bot serves.
        rates: How often a person may ask.
        complaints: How often they are told that they asked too often.
        pace: When an answer that is being written is shown.
        article: Finds an article by its id; None where single articles cannot be shown. It blocks.
        afterwards: What is done when answers have been given.
        clock: Tells the present, timezone-aware.
    """

    desk: Desk
    state: ChatState
    languages: Languages
    zone: tzinfo
    typing_after_s: float = 0.3
    keep_days: int = 30
    access: Access = field(default_factory=Access)
    rates: Rates = field(default_factory=lambda: Rates(0))
    complaints: Rates = field(default_factory=lambda: Rates(1, 60.0))
    pace: Pace = field(default_factory=Pace)
    article: Callable[[str], Article | None] | None = None
    afterwards: Afterwards = field(default_factory=Afterwards)
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)


async def say(bot: Bot, place: Place, text: str) -> Message | None:
    """Send one of the bot's own sentences; return the message if it certainly arrived."""
    return await deliver(bot, place, plain_html(text), text)
