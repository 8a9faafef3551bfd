"""/privacy: what is kept, and for how long."""

from __future__ import annotations

from telegram import Update
from telegram.ext import CommandHandler, filters

from chat.front import Context, Front, Handlers, say
from chat.place import place_of
from chat.texts import TEXTS


def handlers(front: Front, *, spoken: bool = False) -> Handlers:
    """Return the handler of this part; `spoken` tells whether voice messages are transcribed."""

    async def privacy(update: Update, context: Context) -> None:
        if update.effective_message:
            texts = TEXTS[front.languages.of(update.effective_user)]
            text = texts.privacy.format(days=front.keep_days) + (f"\n{texts.privacy_voice}" if spoken else "")
            await say(context.bot, place_of(update.effective_message), text)

    return [CommandHandler("privacy", privacy, filters.UpdateType.MESSAGE)]
