"""A new topic: /new, or the button below an answer that leant on the questions before; the next one leans on nothing."""

from __future__ import annotations

from telegram import InlineKeyboardButton, Message, Update
from telegram.ext import CallbackQueryHandler, CommandHandler, filters

from chat.front import Context, Front, Handlers, say
from chat.handlers.buttons import acknowledge
from chat.place import Place, place_of
from chat.state import turns
from chat.state.turns import Speaker
from chat.texts import TEXTS
from index.article import Language

_DATA = "new_topic"


def row(language: Language) -> list[InlineKeyboardButton]:
    """Return the button that begins a new topic."""
    return [InlineKeyboardButton(TEXTS[language].new_topic_button, callback_data=_DATA)]


def handlers(front: Front) -> Handlers:
    """Return the handlers of this part."""

    async def new(update: Update, context: Context) -> None:
        message, person = update.effective_message, update.effective_user
        if message and person:
            place = place_of(message)
            await front.state.run(turns.begin_anew, Speaker(place.chat_id, place.topic_id, person.id))
            await say(context.bot, place, TEXTS[front.languages.of(person)].new_topic)

    async def press(update: Update, context: Context) -> None:
        pressed = update.callback_query
        if pressed and pressed.message:
            message = pressed.message
            place = place_of(message) if isinstance(message, Message) else Place(message.chat.id)
            await acknowledge(pressed, TEXTS[front.languages.of(pressed.from_user)].new_topic)
            await front.state.run(turns.begin_anew, Speaker(place.chat_id, place.topic_id, pressed.from_user.id))

    return [
        CommandHandler("new", new, filters.UpdateType.MESSAGE),
        CallbackQueryHandler(press, f"^{_DATA}$"),
    ]
