"""/privacy: what is kept, and for how long."""

from __future__ import annotations

from telegram import Update
from telegram.ext import CommandHandler, filters

from chat.front import Context, Front, Handlers, say
from chat.place import place_of
from chat.texts import TEXTS


def handlers(front: Front) -> Handlers:
    """Return the handler of this part."""

    async def privacy(update: Update, context: Context) -> None:
        if update.effective_message:
            texts = TEXTS[front.languages.of(update.effective_user)]
            await say(context.bot, place_of(update.effective_message), texts.privacy.format(days=front.keep_days))

    return [CommandHandler("privacy", privacy, filters.UpdateType.MESSAGE)]
