"""/latest, /topics, single articles, and the links that lead to them: the news without a question."""

from __future__ import annotations

import math
from datetime import UTC, datetime

from telegram import Bot, CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message, Update, User
from telegram.ext import CallbackQueryHandler, CommandHandler, filters

from chat.delivery import amend, deliver
from chat.front import Context, Front, Handlers, say
from chat.handlers.buttons import acknowledge
from chat.handlers.start import question_row
from chat.headlines import Written, headlines, opening
from chat.layout import one_line
from chat.place import Place, place_of
from chat.references import ARTICLE, article_row
from chat.render import plain_html
from chat.texts import TEXTS, section_text
from index.article import Article, Language
from rag.bulletin.board import Bulletin, Page
from rag.bulletin.sections import SECTIONS, Section

PAGE = 5
_MAX_PAGES = 20
_PAGE, _TOPIC = "latest:", "topic:"
_ARTICLE_LINK, _TOPIC_LINK = "a_", "t_"
_ALL = "all"
_SECTION = "|".join(SECTIONS)


def handlers(front: Front, bulletin: Bulletin) -> Handlers:
    """Return the handlers of this part."""

    async def latest(update: Update, context: Context) -> None:
        if update.message:
            await _send_page(front, bulletin, context.bot, place_of(update.message), update.effective_user)

    async def topics(update: Update, context: Context) -> None:
        if update.message is None:
            return
        language = front.languages.of(update.effective_user)
        counts = await front.desk.run(bulletin.sections)
        buttons = [
            InlineKeyboardButton(f"{section_text(section, language)} ({count})", callback_data=f"{_TOPIC}{section}")
            for section, count in counts.items()
        ]
        rows = [buttons[place : place + 2] for place in range(0, len(buttons), 2)]
        text = TEXTS[language].topics_title if buttons else TEXTS[language].no_news
        keyboard = InlineKeyboardMarkup(rows) if rows else None
        await deliver(context.bot, place_of(update.message), plain_html(text), text, buttons=keyboard)

    async def turn_page(update: Update, context: Context) -> None:
        pressed = update.callback_query
        if pressed is None:
            return
        await acknowledge(pressed)
        _, start, until, name = (pressed.data or "").split(":")
        section = _section(name)
        language = front.languages.of(pressed.from_user)
        moment = datetime.fromtimestamp(int(until), UTC) if until != "-" else None
        page = await front.desk.run(bulletin.page, int(start), PAGE, language, section, moment)
        if isinstance(pressed.message, Message) and page.articles:
            written, buttons = _page(front, page, int(start), language, section)
            chat_id, message_id = pressed.message.chat.id, pressed.message.id
            await amend(context.bot, chat_id, message_id, written.html, written.plain, buttons=buttons)

    async def topic(update: Update, context: Context) -> None:
        pressed = update.callback_query
        if pressed is None:
            return
        await acknowledge(pressed)
        section = _section((pressed.data or "").removeprefix(_TOPIC))
        await _send_page(front, bulletin, context.bot, _place(pressed), pressed.from_user, section)

    async def article(update: Update, context: Context) -> None:
        pressed = update.callback_query
        if pressed is None:
            return
        found = await front.desk.run(bulletin.article, (pressed.data or "").removeprefix(ARTICLE))
        language = front.languages.of(pressed.from_user)
        await acknowledge(pressed, "" if found else TEXTS[language].article_gone)
        if found:
            await _send_article(front, bulletin, context.bot, _place(pressed), found, language)

    return [
        CommandHandler("latest", latest, filters.UpdateType.MESSAGE),
        CommandHandler("topics", topics, filters.UpdateType.MESSAGE),
        CallbackQueryHandler(turn_page, rf"^{_PAGE}\d{{1,3}}:(-|\d{{1,11}}):({_SECTION}|{_ALL})$"),
        CallbackQueryHandler(topic, f"^{_TOPIC}({_SECTION})$"),
        CallbackQueryHandler(article, rf"^{ARTICLE}[A-Za-z0-9_-]{{1,48}}$"),
    ]


async def follow_link(front: Front, bulletin: Bulletin, bot: Bot, message: Message, payload: str) -> bool:
    """Show what a link to the bot names, "a_" and an article or "t_" and a section; tell whether it names anything."""
    person, place = message.from_user, place_of(message)
    language = front.languages.of(person)
    if payload.startswith(_ARTICLE_LINK):
        found = await front.desk.run(bulletin.article, payload.removeprefix(_ARTICLE_LINK))
        if found:
            await _send_article(front, bulletin, bot, place, found, language)
        else:
            await say(bot, place, TEXTS[language].article_gone)
        return True
    section = _section(payload.removeprefix(_TOPIC_LINK)) if payload.startswith(_TOPIC_LINK) else None
    if section:
        await _send_page(front, bulletin, bot, place, person, section)
    return section is not None


async def _send_page(
    front: Front, bulletin: Bulletin, bot: Bot, place: Place, person: User | None, section: Section | None = None
) -> None:
    language = front.languages.of(person)
    page = await front.desk.run(bulletin.page, 0, PAGE, language, section)
    if not page.articles:
        await say(bot, place, TEXTS[language].no_topic_news if section else TEXTS[language].no_news)
        return
    written, buttons = _page(front, page, 0, language, section)
    await deliver(bot, place, written.html, written.plain, buttons=buttons)


def _page(
    front: Front, page: Page, start: int, language: Language, section: Section | None
) -> tuple[Written, InlineKeyboardMarkup]:
    texts = TEXTS[language]
    heading = section_text(section, language) if section else texts.latest_title
    written = headlines(heading, [one.article for one in page.articles], language, front.zone, first=start + 1)
    until = math.ceil(page.until.timestamp()) if page.until else "-"
    name = section or _ALL
    turning = []
    if start:
        back = max(0, start - PAGE)
        turning.append(InlineKeyboardButton(texts.newer_button, callback_data=f"{_PAGE}{back}:{until}:{name}"))
    if page.more and start + PAGE < PAGE * _MAX_PAGES:
        turning.append(InlineKeyboardButton(texts.older_button, callback_data=f"{_PAGE}{start + PAGE}:{until}:{name}"))
    rows = [article_row([one.reference for one in page.articles], start + 1), *([turning] if turning else [])]
    return written, InlineKeyboardMarkup(rows)


async def _send_article(
    front: Front, bulletin: Bulletin, bot: Bot, place: Place, article: Article, language: Language
) -> None:
    written = opening(article, language, front.zone)
    question = "" if article.gone_at else one_line(await front.desk.run(bulletin.question, article, language))
    buttons = InlineKeyboardMarkup([question_row(question)]) if question else None
    await deliver(bot, place, written.html, written.plain, buttons=buttons)


def _place(pressed: CallbackQuery) -> Place:
    """The place of the message with the button; one that Telegram no longer shows us has at least its chat."""
    message = pressed.message
    if isinstance(message, Message):
        return place_of(message)
    return Place(message.chat.id if message else pressed.from_user.id)


def _section(name: str) -> Section | None:
    return next((section for section in SECTIONS if section == name), None)
