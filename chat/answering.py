"""A question becomes an answer: asked, shown while it is being written, brought, kept, and followed by what may follow."""

from __future__ import annotations

import logging
import math
from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import replace
from functools import partial

from telegram import Bot, InlineKeyboardMarkup, Message, User

from chat.delivery import amend, deliver, discard
from chat.desk import TooManyQuestions
from chat.front import Front, say
from chat.keyboard import below
from chat.layout import is_answered
from chat.offering import offer_follow_ups, offers_of
from chat.place import Place, Spot
from chat.plain import answer_text
from chat.preview import Edits, Preview, frames_for, preview
from chat.render import answer_html
from chat.state import answers, offers, turns
from chat.state.database import Connection
from chat.state.turns import Speaker
from chat.texts import TEXTS
from chat.typing_sign import typing
from index.errors import QuestionError, StateError
from index.text import clean
from rag.answer import Answer
from rag.conversation import Turn

_log = logging.getLogger(__name__)


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
    if not await _may_ask(front, bot, place, person, question):
        return
    try:
        async with front.desk.turn(person.id):
            if button or not follows:
                await front.state.run(turns.begin_anew, speaker)
            said = leans_on if button else await front.state.run(turns.recall, speaker, front.clock())
            frames = frames_for(bot, place)
            async with typing(bot, place, front.typing_after_s), preview(frames, front.pace) as view:
                answer = await _written(front, view, question, said, person.id)
            shown = frames.message if isinstance(frames, Edits) else None
            html, buttons = answer_html(answer, front.zone, with_question=button), _buttons(front, bot, answer)
            sent = await _finish(bot, place, shown, html, answer_text(answer, front.zone), buttons)
            await _afterwards(front, bot, speaker, answer, sent, question_id, buttons)
    except TooManyQuestions:
        await say(bot, place, texts.wait)
    except QuestionError as error:
        await say(bot, place, texts.long_question if error.reason == "too_long" else texts.empty_question)


async def answer_edited(front: Front, bot: Bot, place: Place, person: User, question: str, question_id: int) -> None:
    """Answer again a question that was edited, by editing the answer to it.

    Telegram calls a message edited also where its words are the same; then, and where no answer is known, nothing happens.

    Args:
        front: The front.
        bot: The bot that speaks.
        place: Where the answer goes if the earlier one is gone.
        person: Who asks.
        question: What they ask now.
        question_id: The message that holds the question.

    Raises:
        KhabarError: The newsroom cannot answer; the error handler apologises.
    """
    texts = TEXTS[front.languages.of(person, question)]
    speaker = Speaker(place.chat_id, place.topic_id, person.id)
    try:
        async with front.desk.turn(person.id):  # the earlier answer may be under way
            earlier = await front.state.run(answers.to_question, place.chat_id, question_id)
            if earlier is None or _says_the_same(question, earlier.question):
                return
            if not await _may_ask(front, bot, place, person, question):
                return
            await front.state.run(turns.take_back, speaker, earlier.question)
            said = await front.state.run(turns.recall, speaker, front.clock())
            async with typing(bot, place, front.typing_after_s):
                answer = await front.desk.answer(question, said, person.id)
            html, plain, buttons = (
                answer_html(answer, front.zone),
                answer_text(answer, front.zone),
                _buttons(front, bot, answer),
            )
            spot = Spot(place.chat_id, earlier.message_id) if earlier.message_id else None
            if spot is None or not await amend(bot, spot.chat_id, spot.message_id, html, plain, buttons=buttons):
                spot = _spot(await deliver(bot, place, html, plain, buttons=buttons))
            await _afterwards(front, bot, speaker, answer, spot, question_id, buttons)
    except TooManyQuestions:
        await say(bot, place, texts.wait)
    except QuestionError as error:
        await say(bot, place, texts.long_question if error.reason == "too_long" else texts.empty_question)


async def _may_ask(front: Front, bot: Bot, place: Place, person: User, question: str) -> bool:
    """Tell whether a person may ask just now; if not, they are told so, though not each time."""
    wait_s = front.rates.take(person.id)
    if wait_s and not front.complaints.take(person.id):
        texts = TEXTS[front.languages.of(person, question)]
        await say(bot, place, texts.too_often.format(minutes=math.ceil(wait_s / 60)))
    return not wait_s


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


def _buttons(front: Front, bot: Bot, answer: Answer) -> InlineKeyboardMarkup | None:
    share = bot.supports_inline_queries is True  # BotFather allows it or not
    return below(answer, front.zone, articles=front.article is not None, share=share)


async def _finish(
    bot: Bot, place: Place, shown: Message | None, html: str, plain: str, buttons: InlineKeyboardMarkup | None
) -> Spot | None:
    """Bring an answer, in place of what is shown of it already; return its message if it certainly arrived."""
    if shown is None:
        return _spot(await deliver(bot, place, html, plain, buttons=buttons))
    if await amend(bot, shown.chat.id, shown.id, html, plain, buttons=buttons):
        return _spot(shown)
    sent = await deliver(bot, place, html, plain, buttons=buttons)
    await discard(bot, shown)
    return _spot(sent)


async def _afterwards(
    front: Front,
    bot: Bot,
    speaker: Speaker,
    answer: Answer,
    spot: Spot | None,
    question_id: int | None,
    buttons: InlineKeyboardMarkup | None,
) -> None:
    """Keep an answer for what may follow, and have looked for that.

    Where it cannot be kept, the reader has it all the same, and is told nothing.
    """
    where = replace(speaker, chat_id=spot.chat_id) if spot else speaker
    message_id = spot.message_id if spot else None

    def keep(connection: Connection) -> int:
        number = answers.record(
            connection, where, answer, front.clock(), message_id=message_id, question_id=question_id
        )
        offers.make(connection, number, offers_of(answer))
        return number

    try:
        number = await front.state.run(keep)
    except StateError as error:
        _log.error("An answer was given and could not be kept: %s", error)
    else:
        if spot and is_answered(answer):
            front.afterwards.add(partial(offer_follow_ups, front, bot, answer, number, spot, buttons))


def _spot(message: Message | None) -> Spot | None:
    return Spot(message.chat.id, message.id) if message else None


def _says_the_same(question: str, before: str) -> bool:
    return " ".join(clean(question).split()) == " ".join(clean(before).split())
