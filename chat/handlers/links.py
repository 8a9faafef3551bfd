"""Links to the bot ("t.me/…?start=…"): what their payload names is shown."""

from __future__ import annotations

from telegram import Bot, Message

from chat.front import Front
from chat.handlers import news, subscribe
from chat.handlers.start import Follow
from rag.bulletin.board import Bulletin


def follower(front: Front, bulletin: Bulletin) -> Follow:
    """Return what shows an article, a section or the subscription that a payload names."""

    async def follow(bot: Bot, message: Message, payload: str) -> bool:
        if await subscribe.follow_link(front, bot, message, payload):
            return True
        return await news.follow_link(front, bulletin, bot, message, payload)

    return follow
