"""Buttons: each press is acknowledged at once, and one that nobody knows any more gets a word."""

from __future__ import annotations

import logging

from telegram import CallbackQuery, Update
from telegram.error import TelegramError
from telegram.ext import CallbackQueryHandler

from chat.front import Context, Front, Handlers
from chat.texts import TEXTS

_log = logging.getLogger(__name__)


def handlers(front: Front) -> Handlers:
    """Return the handler for buttons that no other part knows; to be registered after them."""

    async def unknown(update: Update, context: Context) -> None:
        if update.callback_query:
            texts = TEXTS[front.languages.of(update.callback_query.from_user)]
            await acknowledge(update.callback_query, texts.old_button)

    return [CallbackQueryHandler(unknown)]


async def acknowledge(pressed: CallbackQuery, text: str = "") -> None:
    """Stop the button's waiting sign, with a few words if there are any; Telegram refuses after about a minute."""
    try:
        await pressed.answer(text or None)
    except TelegramError as error:
        _log.info("A press of a button could not be acknowledged: %s.", type(error).__name__)
