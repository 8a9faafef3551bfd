"""/language: three buttons; what a person chooses is remembered, and spoken wherever no words of theirs decide."""

from __future__ import annotations

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.ext import CallbackQueryHandler, CommandHandler, filters

from chat.delivery import amend, deliver
from chat.front import Context, Front, Handlers
from chat.handlers.buttons import acknowledge
from chat.place import place_of
from chat.render import plain_html
from chat.texts import TEXTS
from index.article import LANGUAGES

_PREFIX = "language:"


def buttons() -> InlineKeyboardMarkup:
    """Return the languages to choose from, each in its own."""
    return InlineKeyboardMarkup(
        [
            [
                InlineKeyboardButton(TEXTS[language].language_name, callback_data=f"{_PREFIX}{language}")
                for language in LANGUAGES
            ]
        ]
    )


def handlers(front: Front) -> Handlers:
    """Return the handlers of this part."""

    async def ask(update: Update, context: Context) -> None:
        if update.effective_message:
            text = TEXTS[front.languages.of(update.effective_user)].language_question
            place = place_of(update.effective_message)
            await deliver(context.bot, place, plain_html(text), text, buttons=buttons())

    async def press(update: Update, context: Context) -> None:
        pressed = update.callback_query
        if pressed is None:
            return
        language = next(known for known in LANGUAGES if pressed.data == f"{_PREFIX}{known}")
        text = TEXTS[language].language_chosen
        await acknowledge(pressed, text)
        await front.languages.choose(pressed.from_user.id, language, front.clock())
        if isinstance(pressed.message, Message) and pressed.message.chat.type == pressed.message.chat.PRIVATE:
            await amend(context.bot, pressed.message.chat.id, pressed.message.id, plain_html(text), text)

    return [
        CommandHandler("language", ask, filters.UpdateType.MESSAGE),
        CallbackQueryHandler(press, f"^{_PREFIX}({'|'.join(LANGUAGES)})$"),
    ]
