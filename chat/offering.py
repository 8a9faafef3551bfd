"""What is offered below an answer: questions that may follow it, and where there is none, the nearest articles."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import tzinfo
from typing import cast

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest
from telegram.ext import ExtBot

from chat.front import Front
from chat.layout import closest, shorten
from chat.limiter import FRAME, FrameDropped
from chat.place import Spot
from chat.state import feedback, offers
from chat.state.offers import Offer
from chat.texts import TEXTS
from rag.answer import Answer, Outcome

PREFIX = "offer:"
MAX_FOLLOW_UPS = 2
_MAX_LABEL_UNITS = 64
_MAX_QUERY_UNITS = 250
_TRIES = 4
_TRY_AGAIN_S = 0.5

Row = list[InlineKeyboardButton]


def follow_up_rows(questions: Sequence[str]) -> list[Row]:
    """Return the buttons that ask questions, one a row."""
    return [[InlineKeyboardButton(asked, callback_data=f"{PREFIX}{n}")] for n, asked in enumerate(questions)]


def article_rows(answer: Answer, zone: tzinfo) -> list[Row]:
    """Return the buttons that show the articles nearest to an answer that has none, dated, one a row."""
    labels = (" · ".join(part for part in (near.date, near.title) if part) for near in closest(answer, zone))
    return [
        [InlineKeyboardButton(shorten(label, _MAX_LABEL_UNITS), callback_data=f"{PREFIX}{n}")]
        for n, label in enumerate(labels)
    ]


def share_button(answer: Answer) -> InlineKeyboardButton:
    """Return the button by which a reader takes the question to another chat."""
    asked = " ".join((answer.standalone or answer.question).split())
    return InlineKeyboardButton(
        TEXTS[answer.language].share_button, switch_inline_query=shorten(asked, _MAX_QUERY_UNITS).rstrip("…")
    )


def offers_of(answer: Answer) -> list[Offer]:
    """Return what the buttons below an answer offer when it is sent; in the order of `article_rows`."""
    if answer.outcome is Outcome.ANSWERED:
        return []
    return [Offer("article", near.article_id) for near in answer.closest[:3]]


async def offer_follow_ups(
    front: Front, bot: Bot, answer: Answer, answer_id: int, spot: Spot, buttons: InlineKeyboardMarkup | None
) -> None:
    """Find questions that may follow an answer, and put them below it.

    Left out where questions of others are being answered all the time, where the reader has judged the answer meanwhile
    (other buttons stand there now), and where the chat is short of room for messages.

    Raises:
        TelegramError: The buttons could not be changed.
        KhabarError: The questions could not be found or kept.
    """
    for _ in range(_TRIES):
        if not front.desk.is_busy:
            break
        await asyncio.sleep(_TRY_AGAIN_S)
    else:
        return
    found = await front.desk.follow_ups(answer, MAX_FOLLOW_UPS)
    if not found or await front.state.run(feedback.is_judged, answer_id):
        return
    made = [Offer("follow_up" if asked.leans else "question", asked.question) for asked in found]
    await front.state.run(offers.make, answer_id, made)
    rows = [*follow_up_rows([asked.question for asked in found]), *(buttons.inline_keyboard if buttons else ())]
    try:
        await cast("ExtBot[int]", bot).edit_message_reply_markup(
            spot.chat_id, spot.message_id, reply_markup=InlineKeyboardMarkup(rows), rate_limit_args=FRAME
        )
    except FrameDropped:
        return
    except BadRequest as error:
        if "not modified" not in error.message.lower():
            raise
