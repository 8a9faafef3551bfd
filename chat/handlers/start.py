"""/start: what this is, in two sentences, example questions as buttons, and the languages to choose from."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from telegram import Bot, CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.ext import CallbackQueryHandler, CommandHandler, filters

from chat.delivery import amend, deliver
from chat.front import Context, Front, Handlers
from chat.handlers.ask import answer_question
from chat.handlers.buttons import acknowledge
from chat.layout import one_line
from chat.place import place_of
from chat.render import plain_html
from chat.texts import TEXTS
from index.article import LANGUAGES, Language

EXAMPLES = 4
_EXAMPLE, _LANGUAGE = "example:", "start:"


Follow = Callable[[Bot, Message, str], Awaitable[bool]]
"""Shows what a link to the bot names; tells whether it names anything."""


def handlers(front: Front, follow: Follow | None = None) -> Handlers:
    """Return the handlers of this part; `follow` is asked first where /start comes from a link with a payload."""

    async def start(update: Update, context: Context) -> None:
        payload = "".join(context.args or [])
        if update.message and not (payload and follow and await follow(context.bot, update.message, payload)):
            text, buttons = await _welcome(front, front.languages.of(update.effective_user))
            await deliver(context.bot, place_of(update.message), plain_html(text), text, buttons=buttons)

    async def press(update: Update, context: Context) -> None:
        pressed = update.callback_query
        if pressed is None:
            return
        question = _label(pressed)
        await acknowledge(pressed, "" if question else TEXTS[front.languages.of(pressed.from_user)].old_button)
        if question and isinstance(pressed.message, Message):
            place = place_of(pressed.message, reply=False)
            await answer_question(front, context.bot, place, pressed.from_user, question, button=True)

    async def choose(update: Update, context: Context) -> None:
        pressed = update.callback_query
        if pressed is None:
            return
        language = next(known for known in LANGUAGES if pressed.data == f"{_LANGUAGE}{known}")
        await acknowledge(pressed, TEXTS[language].language_chosen)
        await front.languages.choose(pressed.from_user.id, language, front.clock())
        if isinstance(pressed.message, Message):
            text, buttons = await _welcome(front, language)
            await amend(
                context.bot, pressed.message.chat.id, pressed.message.id, plain_html(text), text, buttons=buttons
            )

    return [
        CommandHandler("start", start, filters.UpdateType.MESSAGE),
        CallbackQueryHandler(press, rf"^{_EXAMPLE}\d+$"),
        CallbackQueryHandler(choose, f"^{_LANGUAGE}({'|'.join(LANGUAGES)})$"),
    ]


def question_row(question: str, n: int = 0) -> list[InlineKeyboardButton]:
    """Return a button that asks a question, the n-th of its message."""
    return [InlineKeyboardButton(question, callback_data=f"{_EXAMPLE}{n}")]


async def _welcome(front: Front, language: Language) -> tuple[str, InlineKeyboardMarkup]:
    texts = TEXTS[language]
    found = await front.desk.examples(language, EXAMPLES)
    questions = [line for question in found if (line := one_line(question))]
    rows = [question_row(question, n) for n, question in enumerate(questions)]
    others = [known for known in LANGUAGES if known != language]
    rows.append(
        [InlineKeyboardButton(TEXTS[other].language_name, callback_data=f"{_LANGUAGE}{other}") for other in others]
    )
    return f"{texts.greeting}\n\n{texts.try_one if questions else texts.no_news}", InlineKeyboardMarkup(rows)


def _label(pressed: CallbackQuery) -> str:
    """Return what stands on the pressed button: the question itself does not fit into the button's 64 bytes of data.

    The number alone would do only until the next restart, when the examples are others. Empty if Telegram no
    longer shows us the message.
    """
    markup = pressed.message.reply_markup if isinstance(pressed.message, Message) else None
    for row in markup.inline_keyboard if markup else ():
        for button in row:
            if button.callback_data == pressed.data:
                return button.text
    return ""
