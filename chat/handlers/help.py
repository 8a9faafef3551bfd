"""/help, in the person's language and then in the other; and what is said to what the bot does not understand."""

from __future__ import annotations

from telegram import Update
from telegram.ext import CommandHandler, MessageHandler, filters

from chat.front import Context, Front, Handlers, say
from chat.place import place_of
from chat.texts import TEXTS, Texts
from index.article import Language


def handlers(front: Front) -> Handlers:
    """Return the handlers of this part."""

    async def help_(update: Update, context: Context) -> None:
        if update.effective_message:
            first = front.languages.of(update.effective_user)
            second: Language = "hi" if first == "en" else "en"
            text = "\n\n".join(_help(TEXTS[language], context.bot.username) for language in (first, second))
            if update.effective_user and front.access.is_admin(update.effective_user.id):
                text += f"\n\n{TEXTS[first].admin_help}"
            await say(context.bot, place_of(update.effective_message), text)

    async def unknown_command(update: Update, context: Context) -> None:
        if update.effective_message:
            texts = TEXTS[front.languages.of(update.effective_user)]
            await say(context.bot, place_of(update.effective_message), texts.unknown_command)

    async def not_text(update: Update, context: Context) -> None:
        if update.effective_message:
            texts = TEXTS[front.languages.of(update.effective_user)]
            await say(context.bot, place_of(update.effective_message), texts.written_only)

    # In groups both go unanswered: a command may be another bot's, a picture is no question.
    private = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE
    return [
        CommandHandler("help", help_, filters.UpdateType.MESSAGE),
        MessageHandler(private & filters.COMMAND, unknown_command),
        MessageHandler(private & ~filters.TEXT & ~filters.StatusUpdate.ALL, not_text),
    ]


def _help(texts: Texts, username: str) -> str:
    return f"{texts.help}\n{texts.help_in_telegram.format(bot=username)}"
