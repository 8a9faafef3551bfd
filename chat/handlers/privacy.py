"""/privacy: what is kept, and for how long."""

from __future__ import annotations

from telegram import Update
from telegram.ext import CommandHandler, filters

from chat.front import Context, Front, Handlers, say
from chat.place import place_of
from chat.texts import TEXTS


def handlers(front: Front, *, spoken: bool = False, written: bool = False) -> Handlers:
    """Return the handler of this part.

    Args:
        front: The front.
        spoken: Whether voice messages are transcribed.
        written: Whether a chat model writes the answers.
    """

    async def privacy(update: Update, context: Context) -> None:
        if update.effective_message:
            texts = TEXTS[front.languages.of(update.effective_user)]
            lines = [texts.privacy.format(days=front.keep_days)]
            lines += [texts.privacy_voice] * spoken + [texts.privacy_model] * written
            await say(context.bot, place_of(update.effective_message), "\n".join(lines))

    return [CommandHandler("privacy", privacy, filters.UpdateType.MESSAGE)]
