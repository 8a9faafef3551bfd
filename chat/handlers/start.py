"""/start: what this is, in two sentences, and example questions as buttons; pressing one asks it."""

from __future__ import annotations

from telegram import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.ext import CallbackQueryHandler, CommandHandler, filters

from chat.delivery import deliver
from chat.front import Context, Front, Handlers
from chat.handlers.ask import answer_question
from chat.handlers.buttons import acknowledge
from chat.layout import one_line
from chat.place import place_of
from chat.render import plain_html
from chat.texts import TEXTS

EXAMPLES = 4


def handlers(front: Front) -> Handlers:
    """Return the handlers of this part."""

    async def start(update: Update, context: Context) -> None:
        message = update.effective_message
        if message is None:
            return
        language = front.languages.of(update.effective_user)
        texts = TEXTS[language]
        questions = [line for question in await front.desk.examples(language, EXAMPLES) if (line := one_line(question))]
        text = f"{texts.greeting}\n\n{texts.try_one if questions else texts.no_news}"
        buttons = [
            [InlineKeyboardButton(question, callback_data=f"example:{n}")] for n, question in enumerate(questions)
        ]
        place = place_of(message)
        await deliver(
            context.bot, place, plain_html(text), text, buttons=InlineKeyboardMarkup(buttons) if buttons else None
        )

    async def press(update: Update, context: Context) -> None:
        pressed = update.callback_query
        if pressed is None:
            return
        question = _label(pressed)
        await acknowledge(pressed, "" if question else TEXTS[front.languages.of(pressed.from_user)].old_button)
        if question and isinstance(pressed.message, Message):
            place = place_of(pressed.message, reply=False)
            await answer_question(front, context.bot, place, pressed.from_user, question, button=True)

    return [
        CommandHandler("start", start, filters.UpdateType.MESSAGE),
        CallbackQueryHandler(press, r"^example:\d+$"),
    ]


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
