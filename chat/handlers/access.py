"""The door: whom the bot does not serve gets a polite word, once an hour and chat, and no more.

What it keeps of somebody they may read and delete all the same: access may have been taken from them.
"""

from __future__ import annotations

from telegram import Message, Update
from telegram.ext import ApplicationHandlerStop, TypeHandler

from chat.front import Context, Front, Handlers, say
from chat.handlers.ask import is_for
from chat.handlers.buttons import acknowledge
from chat.handlers.inline import refuse
from chat.place import place_of
from chat.rates import Rates
from chat.texts import TEXTS

_OPEN_COMMANDS = ("/privacy", "/forget")
_OPEN_BUTTONS = ("forget:",)
_EVERY_S = 3_600.0


def handlers(front: Front) -> Handlers:
    """Return the handler that stops updates of others; to be registered in a group before all others."""
    refusals = Rates(1, _EVERY_S)

    async def door(update: Update, context: Context) -> None:
        chat, person = update.effective_chat, update.effective_user
        if front.access.admits(chat.id if chat else None, person.id if person else None) or _is_open(update):
            return
        texts = TEXTS[front.languages.of(person)]
        if update.callback_query:
            await acknowledge(update.callback_query, texts.not_served)
        elif update.inline_query:
            await refuse(update.inline_query, texts)
        elif update.message and _asks(context, update.message) and not refusals.take(update.message.chat.id):
            await say(context.bot, place_of(update.message), texts.not_served)
        raise ApplicationHandlerStop

    return [TypeHandler(Update, door)]


def _is_open(update: Update) -> bool:
    if update.callback_query:
        return (update.callback_query.data or "").startswith(_OPEN_BUTTONS)
    said = (update.message.text or "") if update.message else ""
    return said.partition(" ")[0].partition("@")[0] in _OPEN_COMMANDS


def _asks(context: Context, message: Message) -> bool:
    """Tell whether somebody wants something of the bot: in a group much is said that is not for it."""
    if message.chat.type == message.chat.PRIVATE:
        return True
    command = (message.text or "").partition(" ")[0].lower()
    return is_for(context.bot, message) or command.endswith(f"@{context.bot.username}".lower())
