"""Alerts from free text: "जयशंकर की ख़बर आए तो बताना" is kept and confirmed, and can be cancelled at once."""

from __future__ import annotations

from telegram import InlineKeyboardMarkup, Message, Update
from telegram.ext import CallbackQueryHandler, MessageHandler, filters

from chat.delivery import amend, deliver
from chat.front import Context, Front, Handlers, say
from chat.handlers.ask import is_for
from chat.handlers.buttons import acknowledge
from chat.handlers.subscribe import only_in_private
from chat.place import place_of
from chat.press.messages import CANCEL, cancel_row, subject_text
from chat.render import plain_html
from chat.state import alerts
from chat.texts import TEXTS
from rag.bulletin.asking import wanted_subject
from rag.bulletin.board import Bulletin


class _Wish(filters.MessageFilter):
    """Messages that ask to be told of news."""

    def filter(self, message: Message) -> bool:
        return wanted_subject(message.text or "") is not None


def handlers(front: Front, bulletin: Bulletin) -> Handlers:
    """Return the handlers of this part; to be registered before those for questions."""
    wish = filters.TEXT & ~filters.COMMAND & filters.UpdateType.MESSAGE & _Wish()

    async def in_private(update: Update, context: Context) -> None:
        message, person = update.effective_message, update.effective_user
        if message is None or person is None:
            return
        language = front.languages.of(person, message.text or "")
        texts, place = TEXTS[language], place_of(message)
        subject = wanted_subject(message.text or "")
        if not subject:
            await say(context.bot, place, texts.alert_no_subject)
            return
        mark = await front.desk.run(bulletin.newest_number)
        what, alert = await front.state.run(alerts.make, person.id, message.chat.id, language, subject, mark)
        if alert is None:
            await say(context.bot, place, texts.alert_too_many.format(most=alerts.MOST))
            return
        said = texts.alert_made if what == "made" else texts.alert_known
        text = said.format(subject=subject_text(alert.subject))
        buttons = InlineKeyboardMarkup([cancel_row(alert.id, language)])
        await deliver(context.bot, place, plain_html(text), text, buttons=buttons)

    async def in_group(update: Update, context: Context) -> None:
        message, person = update.effective_message, update.effective_user
        if message and person and is_for(context.bot, message):
            await only_in_private(front, context.bot, place_of(message), person)

    async def cancel(update: Update, context: Context) -> None:
        pressed = update.callback_query
        if pressed is None:
            return
        number = int((pressed.data or "").removeprefix(CANCEL))
        alert = await front.state.run(alerts.cancel, pressed.from_user.id, number)
        texts = TEXTS[front.languages.of(pressed.from_user)]
        if alert is None:
            await acknowledge(pressed, texts.old_button)
            return
        text = texts.alert_cancelled.format(subject=subject_text(alert.subject))
        await acknowledge(pressed, text[:200])
        if isinstance(pressed.message, Message):
            await amend(context.bot, pressed.message.chat.id, pressed.message.id, plain_html(text), text)

    return [
        MessageHandler(wish & filters.ChatType.PRIVATE, in_private),
        MessageHandler(wish & filters.ChatType.GROUPS, in_group),
        CallbackQueryHandler(cancel, rf"^{CANCEL}\d{{1,18}}$"),
    ]
