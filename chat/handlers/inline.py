"""Inline mode: "@bot words" in any chat lists the nearest articles, dated, to be sent there. Nothing is answered or kept."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress

from telegram import (
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
    Update,
)
from telegram.constants import ParseMode
from telegram.error import TelegramError
from telegram.ext import InlineQueryHandler

from chat.found import description_of, found_html, title_of
from chat.front import Context, Front, Handlers
from chat.layout import one_line
from chat.rates import Rates
from chat.texts import TEXTS, Texts
from index.article import Language
from index.errors import QuestionError
from rag.answer import Citation

MAX_RESULTS = 10
CACHE_S = 60
"""For so long Telegram may show the same list for the same words; news comes in all the time."""
PER_MINUTE = 30
SETTLES_S = 0.3
_START = "inline"
_log = logging.getLogger(__name__)


def handlers(front: Front) -> Handlers:
    """Return the handler of this part."""
    typing: dict[int, str] = {}
    rates = Rates(PER_MINUTE, 60.0)

    async def look_up(update: Update, context: Context) -> None:
        asked = update.inline_query
        if asked is None:
            return
        person, words = asked.from_user, one_line(asked.query)
        found: list[Citation] = []
        if words:
            typing[person.id] = asked.id
            await asyncio.sleep(SETTLES_S)
            if typing.get(person.id) != asked.id:
                return  # they typed on, and Telegram shows only what the last words bring
            del typing[person.id]
            if rates.take(person.id):
                return
            with suppress(QuestionError):
                found = await front.desk.look_up(words, MAX_RESULTS)
        language = front.languages.of(person, words)
        # What one person may see is not shown to another from Telegram's memory.
        await _offer(
            asked,
            [_result(front, one, language) for one in found],
            TEXTS[language].inline_button,
            bool(front.access.allowed),
        )

    return [InlineQueryHandler(look_up)]


async def refuse(asked: InlineQuery, texts: Texts) -> None:
    """Offer nothing to somebody whom the bot does not serve."""
    await _offer(asked, [], texts.not_served, personal=True)


async def _offer(asked: InlineQuery, results: list[InlineQueryResultArticle], label: str, personal: bool) -> None:
    button = InlineQueryResultsButton(label, start_parameter=_START)
    try:
        await asked.answer(results, cache_time=CACHE_S, is_personal=personal, button=button)
    except TelegramError as error:
        _log.info("Words typed in another chat were not answered (%s).", type(error).__name__)


def _result(front: Front, found: Citation, language: Language) -> InlineQueryResultArticle:
    return InlineQueryResultArticle(
        str(found.n),
        title_of(found, language),
        InputTextMessageContent(
            found_html(found, language, front.zone),
            parse_mode=ParseMode.HTML,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        ),
        description=description_of(found, language, front.zone),
    )
