"""Shows "typing…" while an answer takes its time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from telegram import Bot
from telegram.constants import ChatAction
from telegram.error import TelegramError

from chat.place import Place

_REPEAT_S = 4.5  # Telegram shows the sign for five seconds


@asynccontextmanager
async def typing(bot: Bot, place: Place, after_s: float) -> AsyncIterator[None]:
    """Show the sign from `after_s` seconds on until the block ends; a sign that fails is not missed."""
    sign = asyncio.create_task(_keep_typing(bot, place, after_s))
    try:
        yield
    finally:
        sign.cancel()
        await asyncio.gather(sign, return_exceptions=True)


async def _keep_typing(bot: Bot, place: Place, after_s: float) -> None:
    await asyncio.sleep(after_s)
    try:
        while True:
            await bot.send_chat_action(place.chat_id, ChatAction.TYPING, message_thread_id=place.topic_id)
            await asyncio.sleep(_REPEAT_S)
    except TelegramError:
        return
