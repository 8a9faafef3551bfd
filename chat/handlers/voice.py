"""A spoken question: what was understood is shown, and then answered. Without a transcriber this part does not exist."""

from __future__ import annotations

import asyncio
import logging
import math

from telegram import Bot, Message, Update, Voice
from telegram.error import TelegramError
from telegram.ext import MessageHandler, filters

from chat.answering import answer_question
from chat.front import Context, Front, Handlers, say
from chat.handlers.ask import replies_to
from chat.layout import one_line
from chat.place import place_of
from chat.rates import Rates
from chat.texts import TEXTS
from chat.transcriber import Transcriber
from chat.typing_sign import typing
from index.errors import TranscriptionError

MAX_SECONDS = 60
MAX_BYTES = 20_000_000
"""Telegram gives a bot no larger file."""
PER_HOUR = 30
_AT_ONCE = 4
"""So many are held in memory."""
_log = logging.getLogger(__name__)


def handlers(front: Front, transcriber: Transcriber) -> Handlers:
    """Return the handler of this part."""
    rates = Rates(PER_HOUR)
    places = asyncio.Semaphore(_AT_ONCE)

    async def voice(update: Update, context: Context) -> None:
        message, person = update.message, update.effective_user
        if message is None or message.voice is None or person is None:
            return
        in_group = message.chat.type != message.chat.PRIVATE
        if in_group and not replies_to(context.bot, message):
            return
        texts, place = TEXTS[front.languages.of(person)], place_of(message)
        if _seconds(message.voice) > MAX_SECONDS or (message.voice.file_size or 0) > MAX_BYTES:
            await say(context.bot, place, texts.voice_too_long.format(seconds=MAX_SECONDS))
            return
        if wait_s := rates.take(person.id):
            await say(context.bot, place, texts.too_often.format(minutes=math.ceil(wait_s / 60)))
            return
        async with places, typing(context.bot, place, front.typing_after_s):
            heard = await _heard(context.bot, message, transcriber)
        if heard is None:
            await say(context.bot, place, texts.voice_failed)
        elif not heard:
            await say(context.bot, place, texts.voice_empty)
        else:
            await say(context.bot, place, TEXTS[front.languages.of(person, heard)].heard.format(text=heard))
            await answer_question(front, context.bot, place, person, heard, question_id=message.id)

    return [MessageHandler(filters.VOICE & filters.UpdateType.MESSAGE, voice)]


async def _heard(bot: Bot, message: Message, transcriber: Transcriber) -> str | None:
    """Fetch a voice message and have it transcribed; None if that failed."""
    assert message.voice is not None
    try:
        file = await bot.get_file(message.voice.file_id)
        sound = bytes(await file.download_as_bytearray())
        return one_line(await transcriber.transcribe(sound, "voice.ogg"))
    except TelegramError as error:
        _log.warning("A voice message could not be fetched (%s).", type(error).__name__)
    except TranscriptionError as error:
        _log.error("%s", error)
    return None


def _seconds(voice: Voice) -> float:
    duration = voice.duration
    return duration if isinstance(duration, int) else duration.total_seconds()
