"""/subscribe and /unsubscribe: the news of every day at an hour, of the sections one likes, and the alerts one has."""

from __future__ import annotations

from dataclasses import replace
from datetime import tzinfo

from telegram import (
    Bot,
    CallbackQuery,
    Chat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
    Update,
    User,
)
from telegram.ext import CallbackQueryHandler, CommandHandler, filters

from chat.delivery import amend, deliver
from chat.front import Context, Front, Handlers, say
from chat.handlers.buttons import acknowledge
from chat.place import Place, place_of
from chat.press.hours import next_time
from chat.press.messages import subject_text
from chat.render import plain_html
from chat.state import alerts, subscriptions
from chat.state.alerts import Alert
from chat.state.subscriptions import Subscription
from chat.texts import TEXTS, section_text
from index.article import Language
from rag.bulletin.board import Bulletin
from rag.bulletin.sections import SECTIONS, Section

HOURS = (6, 7, 8, 9, 13, 18, 20, 21)
LINK = "subscribe"
"""Payload of the link that opens this in a private chat."""
_HOUR, _SECTION, _STOP, _CANCEL = "daily:h:", "daily:s:", "daily:stop", "daily:x:"
_ALL = "all"
_DEFAULT_HOUR = 8
_CHOSEN = "✓ "


def handlers(front: Front, bulletin: Bulletin) -> Handlers:
    """Return the handlers of this part."""

    async def subscribe(update: Update, context: Context) -> None:
        if update.message is None or update.effective_user is None:
            return
        if update.message.chat.type != Chat.PRIVATE:
            await only_in_private(front, context.bot, place_of(update.message), update.effective_user)
            return
        given = "".join(context.args or [])
        if given.isdecimal() and 0 <= int(given) < 24:
            await _change(front, bulletin, update.effective_user, hour=int(given))
        await _show(front, context.bot, place_of(update.message), update.effective_user)

    async def unsubscribe(update: Update, context: Context) -> None:
        if update.message is None or update.effective_user is None:
            return
        person = update.effective_user
        if update.message.chat.type != Chat.PRIVATE:
            await only_in_private(front, context.bot, place_of(update.message), person)
            return
        had = await front.state.run(subscriptions.remove, person.id)
        had = await front.state.run(alerts.cancel_all, person.id) or had
        texts = TEXTS[front.languages.of(person)]
        await say(context.bot, place_of(update.message), texts.unsubscribed if had else texts.not_subscribed)

    async def press(update: Update, context: Context) -> None:
        pressed = update.callback_query
        if pressed is None or not isinstance(pressed.message, Message):
            return
        await acknowledge(pressed)
        if pressed.message.chat.type != Chat.PRIVATE:
            return
        await _obey(front, bulletin, pressed)
        text, buttons = await _panel(front, pressed.from_user)
        await amend(context.bot, pressed.message.chat.id, pressed.message.id, plain_html(text), text, buttons=buttons)

    sections = "|".join((*SECTIONS, _ALL))
    return [
        CommandHandler("subscribe", subscribe, filters.UpdateType.MESSAGE),
        CommandHandler("unsubscribe", unsubscribe, filters.UpdateType.MESSAGE),
        CallbackQueryHandler(press, rf"^({_HOUR}(1?\d|2[0-3])|{_SECTION}({sections})|{_STOP}|{_CANCEL}\d{{1,18}})$"),
    ]


async def follow_link(front: Front, bot: Bot, message: Message, payload: str) -> bool:
    """Show the subscription where a link to the bot names it; tell whether it does."""
    if payload != LINK or message.from_user is None or message.chat.type != Chat.PRIVATE:
        return False
    await _show(front, bot, place_of(message), message.from_user)
    return True


async def only_in_private(front: Front, bot: Bot, place: Place, person: User) -> None:
    """Say that this is for private chats, with a button that leads there."""
    texts = TEXTS[front.languages.of(person)]
    button = InlineKeyboardButton(texts.private_button, url=f"https://t.me/{bot.username}?start={LINK}")
    html = plain_html(texts.private_only)
    await deliver(bot, place, html, texts.private_only, buttons=InlineKeyboardMarkup([[button]]))


async def _show(front: Front, bot: Bot, place: Place, person: User) -> None:
    text, buttons = await _panel(front, person)
    await deliver(bot, place, plain_html(text), text, buttons=buttons)


async def _obey(front: Front, bulletin: Bulletin, pressed: CallbackQuery) -> None:
    """Do what a button says."""
    data, person = pressed.data or "", pressed.from_user
    if data == _STOP:
        await front.state.run(subscriptions.remove, person.id)
    elif data.startswith(_CANCEL):
        await front.state.run(alerts.cancel, person.id, int(data.removeprefix(_CANCEL)))
    elif data.startswith(_HOUR):
        await _change(front, bulletin, person, hour=int(data.removeprefix(_HOUR)))
    else:
        name = data.removeprefix(_SECTION)
        await _change(front, bulletin, person, toggled=next((known for known in SECTIONS if known == name), None))


async def _change(
    front: Front, bulletin: Bulletin, person: User, *, hour: int | None = None, toggled: Section | None = None
) -> None:
    """Choose an hour, or a section more or less; neither: all sections. Who wants nothing yet wants it from now on."""
    now, language = front.clock(), front.languages.of(person)
    before = await front.state.run(subscriptions.of, person.id)
    if before is None:
        mark = await front.desk.run(bulletin.newest_number)
        before = Subscription(person.id, person.id, language, _DEFAULT_HOUR, (), mark, 0.0)
    sections = before.sections
    if hour is None:
        sections = _toggled(before.sections, toggled) if toggled else ()
    chosen = before.hour if hour is None else hour
    after = replace(before, language=language, hour=chosen, sections=sections, next=next_time(chosen, now, front.zone))
    await front.state.run(subscriptions.put, after)


def _toggled(sections: tuple[Section, ...], section: Section) -> tuple[Section, ...]:
    wanted = set(sections) ^ {section}
    return () if len(wanted) == len(SECTIONS) else tuple(known for known in SECTIONS if known in wanted)


async def _panel(front: Front, person: User) -> tuple[str, InlineKeyboardMarkup]:
    language = front.languages.of(person)
    wanted = await front.state.run(subscriptions.of, person.id)
    watched = await front.state.run(alerts.of, person.id)
    texts = TEXTS[language]
    parts = [_said(wanted, language, front.zone), texts.alerts_title if watched else texts.alerts_hint]
    return "\n\n".join(parts), InlineKeyboardMarkup(_rows(wanted, watched, language))


def _said(wanted: Subscription | None, language: Language, zone: tzinfo) -> str:
    texts = TEXTS[language]
    place = texts.indian_time if str(zone) == "Asia/Kolkata" else str(zone)
    if wanted is None:
        return texts.subscription_off.format(zone=place)
    names = ", ".join(section_text(section, language) for section in wanted.sections) or texts.all_topics
    return texts.subscription_on.format(hour=wanted.hour, zone=place, topics=names)


def _rows(wanted: Subscription | None, watched: list[Alert], language: Language) -> list[list[InlineKeyboardButton]]:
    texts = TEXTS[language]

    def button(label: str, data: str, chosen: bool = False) -> InlineKeyboardButton:
        return InlineKeyboardButton(f"{_CHOSEN}{label}" if chosen else label, callback_data=data)

    hours = [button(f"{hour}:00", f"{_HOUR}{hour}", bool(wanted and wanted.hour == hour)) for hour in HOURS]
    rows = [hours[:4], hours[4:]]
    if wanted:
        chosen = wanted.sections
        topics = [button(texts.all_topics, f"{_SECTION}{_ALL}", not chosen)]
        topics += [button(section_text(name, language), f"{_SECTION}{name}", name in chosen) for name in SECTIONS]
        rows += [topics[place : place + 3] for place in range(0, len(topics), 3)]
        rows.append([button(texts.stop_button, _STOP)])
    rows += [[button(f"❌ {subject_text(alert.subject)}", f"{_CANCEL}{alert.id}")] for alert in watched]
    return rows
