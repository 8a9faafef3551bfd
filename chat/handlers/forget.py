"""/forget: asks once, then deletes every row of the person, and says so only when none is left."""

from __future__ import annotations

import logging

from telegram import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.ext import CallbackQueryHandler, CommandHandler, filters

from chat.delivery import amend, deliver
from chat.desk import TooManyQuestions
from chat.front import Context, Front, Handlers
from chat.handlers.buttons import acknowledge
from chat.place import place_of
from chat.render import plain_html
from chat.state import forgetting
from chat.texts import TEXTS
from index.errors import StateError

_log = logging.getLogger(__name__)
_PREFIX = "forget:"


def handlers(front: Front) -> Handlers:
    """Return the handlers of this part."""

    async def ask(update: Update, context: Context) -> None:
        message, person = update.effective_message, update.effective_user
        if message is None or person is None:
            return
        texts = TEXTS[front.languages.of(person)]
        # Whose data it is stands on the buttons: in a group anybody can press them.
        choices = [
            InlineKeyboardButton(label, callback_data=f"{_PREFIX}{choice}:{person.id}")
            for label, choice in ((texts.forget_yes, "yes"), (texts.forget_no, "no"))
        ]
        html = plain_html(texts.forget_question)
        await deliver(
            context.bot, place_of(message), html, texts.forget_question, buttons=InlineKeyboardMarkup([choices])
        )

    async def press(update: Update, context: Context) -> None:
        pressed = update.callback_query
        if pressed is None:
            return
        texts = TEXTS[front.languages.of(pressed.from_user)]
        _, choice, whose = (pressed.data or "").split(":")
        if int(whose) != pressed.from_user.id:
            await acknowledge(pressed, texts.not_your_button)
            return
        await acknowledge(pressed)
        if choice == "no":
            await _say_instead(context, pressed, texts.forget_kept)
            return
        try:
            async with front.desk.turn(pressed.from_user.id):  # answers under way are kept before, and go too
                await forget(front, pressed.from_user.id)
        except TooManyQuestions:
            await _say_instead(context, pressed, texts.wait)
        else:
            await _say_instead(context, pressed, texts.forgotten)

    return [
        CommandHandler("forget", ask, filters.UpdateType.MESSAGE),
        CallbackQueryHandler(press, rf"^{_PREFIX}(yes|no):\d+$"),
    ]


async def forget(front: Front, person_id: int) -> None:
    """Delete every row of a person.

    Raises:
        StateError: Nothing was deleted.
    """
    await front.state.run(forgetting.forget, person_id)
    await front.languages.reload()
    try:
        await front.state.compact()
    except StateError as error:  # housekeeping does it later
        _log.warning("The rows of a person are deleted, but the file could not be compacted: %s", error)


async def _say_instead(context: Context, pressed: CallbackQuery, text: str) -> None:
    if isinstance(pressed.message, Message):
        await amend(context.bot, pressed.message.chat.id, pressed.message.id, plain_html(text), text)
