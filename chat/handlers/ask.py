"""A question becomes an answer: any text in a private chat; in a group what mentions the bot or replies to it.

What was answered before counts in a private chat, and in a group in a reply to the bot: a mention begins a new topic.
"""

from __future__ import annotations

import logging
import math
import re
from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import replace
from functools import partial

from telegram import Bot, InlineKeyboardMarkup, Message, MessageEntity, Update, User
from telegram.ext import MessageHandler, filters

from chat.delivery import amend, deliver, discard
from chat.desk import TooManyQuestions
from chat.front import Context, Front, Handlers, say
from chat.keyboard import below
from chat.layout import is_answered
from chat.offering import offer_follow_ups, offers_of
from chat.place import Place, place_of
from chat.plain import answer_text
from chat.preview import Edits, Preview, frames_for, preview
from chat.render import answer_html
from chat.state import answers, offers, turns
from chat.state.database import Connection
from chat.state.turns import Speaker
from chat.texts import TEXTS
from chat.typing_sign import typing
from index.errors import QuestionError, StateError
from rag.answer import Answer
from rag.conversation import Turn

_log = logging.getLogger(__name__)


def handlers(front: Front) -> Handlers:
    """Return the handlers of this part."""
    question = filters.TEXT & ~filters.COMMAND & filters.UpdateType.MESSAGE

    async def in_private(update: Update, context: Context) -> None:
        message, person = update.effective_message, update.effective_user
        if message and person:
            await answer_question(
                front, context.bot, place_of(message), person, message.text or "", question_id=message.id
            )

    async def in_group(update: Update, context: Context) -> None:
        message, person = update.effective_message, update.effective_user
        if message and person and is_for(context.bot, message):
            text = without_mention(message.text or "", context.bot.username)
            follows = replies_to(context.bot, message)
            await answer_question(
                front, context.bot, place_of(message), person, text, question_id=message.id, follows=follows
            )

    return [
        MessageHandler(question & filters.ChatType.PRIVATE, in_private),
        MessageHandler(question & filters.ChatType.GROUPS, in_group),
    ]


async def answer_question(
    front: Front,
    bot: Bot,
    place: Place,
    person: User,
    question: str,
    *,
    question_id: int | None = None,
    follows: bool = True,
    button: bool = False,
    leans_on: Sequence[Turn] = (),
) -> None:
    """Answer one question of one person.

    Args:
        front: The front.
        bot: The bot that speaks.
        place: Where the answer goes.
        person: Who asks.
        question: What they ask.
        question_id: The message that holds the question; None if none does.
        follows: The question may lean on what this person asked before.
        button: It was asked by a button: it leans on nothing that was asked before, and is repeated above the answer since
            the chat does not show it.
        leans_on: What a button's question leans on.

    Raises:
        KhabarError: The newsroom cannot answer; the error handler apologises.
    """
    texts = TEXTS[front.languages.of(person, question)]
    speaker = Speaker(place.chat_id, place.topic_id, person.id)
    if wait_s := front.rates.take(person.id):
        if not front.complaints.take(person.id):
            await say(bot, place, texts.too_often.format(minutes=math.ceil(wait_s / 60)))
        return
    try:
        async with front.desk.turn(person.id):
            if button or not follows:
                await front.state.run(turns.begin_anew, speaker)
            said = leans_on if button else await front.state.run(turns.recall, speaker, front.clock())
            frames = frames_for(bot, place)
            async with typing(bot, place, front.typing_after_s), preview(frames, front.pace) as view:
                answer = await _written(front, view, question, said, person.id)
            html = answer_html(answer, front.zone, with_question=button)
            shown = frames.message if isinstance(frames, Edits) else None
            buttons = below(answer, front.zone, articles=front.article is not None, share=shares(bot))
            sent = await _finish(bot, place, shown, html, answer_text(answer, front.zone), buttons)
            kept = await _keep(front, speaker, answer, sent, question_id)
        if sent and kept is not None and is_answered(answer):
            front.afterwards.add(partial(offer_follow_ups, front, bot, answer, kept, sent, buttons))
    except TooManyQuestions:
        await say(bot, place, texts.wait)
    except QuestionError as error:
        await say(bot, place, texts.long_question if error.reason == "too_long" else texts.empty_question)


async def _written(front: Front, view: Preview, question: str, said: Sequence[Turn], person_id: int) -> Answer:
    """Have a question answered, and show how it is being written."""
    answer: Answer | None = None
    async with aclosing(front.desk.stream(question, said, person_id)) as events:
        async for event in events:
            if isinstance(event, Answer):
                answer = event
            else:
                view.write(event.text)
    assert answer is not None  # the last event
    return answer


async def _finish(
    bot: Bot, place: Place, shown: Message | None, html: str, plain: str, buttons: InlineKeyboardMarkup | None
) -> Message | None:
    """Bring an answer, in place of what is shown of it already; return its message if it certainly arrived."""
    if shown is None:
        return await deliver(bot, place, html, plain, buttons=buttons)
    if await amend(bot, shown.chat.id, shown.id, html, plain, buttons=buttons):
        return shown
    sent = await deliver(bot, place, html, plain, buttons=buttons)
    await discard(bot, shown)
    return sent


async def _keep(
    front: Front, speaker: Speaker, answer: Answer, sent: Message | None, question_id: int | None
) -> int | None:
    """Keep an answer for what may follow, and return its number.

    Where that fails, the reader has it all the same, and is told nothing.
    """
    where = replace(speaker, chat_id=sent.chat.id) if sent else speaker

    def keep(connection: Connection) -> int:
        number = answers.record(
            connection,
            where,
            answer,
            front.clock(),
            message_id=sent.id if sent else None,
            question_id=question_id,
        )
        offers.make(connection, number, offers_of(answer))
        return number

    try:
        return await front.state.run(keep)
    except StateError as error:
        _log.error("An answer was given and could not be kept: %s", error)
        return None


def shares(bot: Bot) -> bool:
    """Tell whether the bot can be asked from within other chats, which BotFather can allow."""
    return bot.supports_inline_queries is True


def is_for(bot: Bot, message: Message) -> bool:
    """Tell whether a message in a group mentions the bot or replies to it.

    Telegram's privacy mode hides the others, but an administrator can turn it off.
    """
    if replies_to(bot, message):
        return True
    for entity, text in message.parse_entities([MessageEntity.MENTION, MessageEntity.TEXT_MENTION]).items():
        if entity.user == bot.bot or text.lower() == f"@{bot.username}".lower():
            return True
    return False


def replies_to(bot: Bot, message: Message) -> bool:
    """Tell whether a message replies to one of the bot's."""
    return message.reply_to_message is not None and message.reply_to_message.from_user == bot.bot


def without_mention(text: str, username: str) -> str:
    """Return a message without the bot's name, which is no part of the question."""
    return re.sub(rf"@{re.escape(username)}\b", " ", text, flags=re.IGNORECASE).strip()
