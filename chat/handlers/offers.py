"""A press of what is offered below an answer: a question that may follow it, or an article near it."""

from __future__ import annotations

import asyncio

from telegram import CallbackQuery, Message, Update
from telegram.ext import CallbackQueryHandler

from chat.answering import answer_question
from chat.delivery import deliver
from chat.front import Context, Front, Handlers
from chat.handlers.buttons import acknowledge
from chat.headlines import opening
from chat.offering import PREFIX
from chat.place import Place, place_of
from chat.state import offers
from chat.state.offers import Taken
from chat.texts import TEXTS

_KEPT_SOON_S = 0.5
"""What is offered is kept just after the buttons are sent."""


def handlers(front: Front) -> Handlers:
    """Return the handler of this part."""

    async def press(update: Update, context: Context) -> None:
        pressed = update.callback_query
        if pressed is None or pressed.message is None:
            return
        texts = TEXTS[front.languages.of(pressed.from_user)]
        taken = await _taken(front, pressed)
        if taken is None:
            await acknowledge(pressed, texts.old_button)
            return
        message = pressed.message
        place = place_of(message, reply=False) if isinstance(message, Message) else Place(message.chat.id)
        if taken.offer.kind == "article":
            await _show_article(front, context, pressed, place, taken)
            return
        await acknowledge(pressed)
        leans_on = (taken.turn,) if taken.offer.kind == "follow_up" else ()
        await answer_question(
            front, context.bot, place, pressed.from_user, taken.offer.value, button=True, leans_on=leans_on
        )

    return [CallbackQueryHandler(press, rf"^{PREFIX}\d$")]


async def _taken(front: Front, pressed: CallbackQuery) -> Taken | None:
    assert pressed.message is not None
    where = (pressed.message.chat.id, pressed.message.message_id, int((pressed.data or "").removeprefix(PREFIX)))
    taken = await front.state.run(offers.take, *where)
    if taken is None:
        await asyncio.sleep(_KEPT_SOON_S)
        taken = await front.state.run(offers.take, *where)
    return taken


async def _show_article(front: Front, context: Context, pressed: CallbackQuery, place: Place, taken: Taken) -> None:
    language = taken.turn.language
    article = await front.desk.run(front.article, taken.offer.value) if front.article else None
    await acknowledge(pressed, "" if article else TEXTS[language].article_gone)
    if article:
        shown = opening(article, language, front.zone)
        await deliver(context.bot, place, shown.html, shown.plain)
