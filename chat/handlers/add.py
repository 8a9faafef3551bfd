"""/add, for those who keep the news: a file or links that come with it, or are replied to with it, become news."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from pathlib import Path

from telegram import Bot, Document, Message, Update
from telegram.error import TelegramError
from telegram.ext import CommandHandler, MessageHandler, filters

from chat.delivery import amend
from chat.editor import Editor
from chat.front import Context, Front, Handlers, say
from chat.layout import one_line, shorten
from chat.place import place_of
from chat.render import MAX_UNITS, plain_html
from chat.texts import TEXTS, Texts
from index.errors import KhabarError
from index.ingest import IngestReport
from index.sources.files import is_address

MAX_BYTES = 20_000_000
"""Telegram gives a bot no larger file."""
_ENDINGS = (".txt", ".md", ".html", ".htm", ".json", ".jsonl", ".csv")
_LINK = re.compile(r"https?://\S+", re.IGNORECASE)
_BEHIND_LINKS = ".,;:!?)]}>»”’\"'।"
_MAX_LINKS = 10
"""In one message; more are a file's business."""
_CAPTION = re.compile(r"^/add(@\w+)?(\s|$)")
_NOT_IN_A_NAME = re.compile(r"[^\w.() -]")
_MAX_NAME_CHARS = 80
_REASONS_SHOWN = 3


def handlers(front: Front, editor: Editor) -> Handlers:
    """Return the handlers of this part."""
    ours = filters.User(front.access.admins) & filters.UpdateType.MESSAGE

    async def add(update: Update, context: Context) -> None:
        message = update.message
        if message is None:
            return
        texts, place = TEXTS[front.languages.of(update.effective_user)], place_of(message)
        document = message.document or (message.reply_to_message.document if message.reply_to_message else None)
        if document is None and (links := _links(message) or _links(message.reply_to_message)):
            fetching = await say(context.bot, place, texts.add_fetching)
            await _tell(context.bot, message, fetching, await _fetched(links, editor, texts))
        elif (
            document is None or not _name(document).lower().endswith(_ENDINGS) or (document.file_size or 0) > MAX_BYTES
        ):
            await say(context.bot, place, _help(texts))
        else:
            reading = await say(context.bot, place, texts.add_reading)
            await _tell(context.bot, message, reading, await _added(context.bot, document, editor, texts))

    return [
        CommandHandler("add", add, ours),
        MessageHandler(filters.Document.ALL & filters.CaptionRegex(_CAPTION) & ours, add),
    ]


def _help(texts: Texts) -> str:
    return texts.add_help.format(megabytes=MAX_BYTES // 10**6)


def _links(message: Message | None) -> list[str]:
    """Return the addresses that are written in a message or stand behind its words."""
    if message is None:
        return []
    written = [link.rstrip(_BEHIND_LINKS) for link in _LINK.findall(message.text or message.caption or "")]
    hidden = [entity.url for entity in (*message.entities, *message.caption_entities) if entity.url]
    return [link for link in dict.fromkeys((*written, *hidden)) if is_address(link)][:_MAX_LINKS]


async def _fetched(links: Sequence[str], editor: Editor, texts: Texts) -> str:
    """Add what stands at some addresses; return what to say of it."""
    try:
        return _report(await editor.add_addresses(links), texts)
    except KhabarError as error:
        return str(error)


async def _added(bot: Bot, document: Document, editor: Editor, texts: Texts) -> str:
    """Fetch a file and add it; return what to say of it."""
    with tempfile.TemporaryDirectory(prefix="khabar-add-") as folder:
        file = Path(folder, _name(document))
        try:
            await (await bot.get_file(document.file_id)).download_to_drive(file)
        except TelegramError:
            return texts.add_not_fetched
        try:
            report = await editor.add(file)
        except KhabarError as error:
            return str(error)
    return _report(report, texts, folder)


def _report(report: IngestReport, texts: Texts, folder: str = "") -> str:
    counts = texts.added.format(
        added=report.added,
        updated=report.updated,
        unchanged=report.unchanged,
        duplicates=report.duplicates,
        failed=len(report.failed),
    )
    errors = [str(error).replace(f"{folder}/", "") if folder else str(error) for error in report.failed]
    reasons = [f"• {one_line(error)}" for error in errors[:_REASONS_SHOWN]]
    return shorten("\n".join([counts, *reasons]), MAX_UNITS)


async def _tell(bot: Bot, message: Message, reading: Message | None, text: str) -> None:
    """Say it instead of what was said before; where that cannot be changed, behind it."""
    if reading is None or not await amend(bot, reading.chat.id, reading.id, plain_html(text), text):
        await say(bot, place_of(message), text)


def _name(document: Document) -> str:
    """Return the name of a file as its sender gave it, without what could lead out of a folder."""
    name = _NOT_IN_A_NAME.sub("_", Path(document.file_name or "").name).lstrip(".")
    stem, dot, ending = name.rpartition(".")
    return f"{stem[:_MAX_NAME_CHARS] or 'news'}{dot}{ending}"
