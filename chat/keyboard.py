"""The buttons below an answer, row by row."""

from __future__ import annotations

from datetime import tzinfo

from telegram import InlineKeyboardMarkup

from chat.handlers import feedback, new_topic
from chat.layout import is_answered
from chat.offering import article_rows, share_button
from rag.answer import Answer


def below(answer: Answer, zone: tzinfo, *, articles: bool, share: bool) -> InlineKeyboardMarkup | None:
    """Return the buttons for an answer; None if it needs none.

    Args:
        answer: Answered or not.
        zone: Time zone of the dates.
        articles: Whether articles can be shown by a button.
        share: Whether the bot can be asked from within other chats, to which a button takes the question.
    """
    rows = []
    last = []
    if is_answered(answer):
        rows.append(list(feedback.row()))
        last += [share_button(answer)] if share else []
    elif articles:
        rows += article_rows(answer, zone)
    if answer.standalone:
        last += new_topic.row(answer.language)
    rows += [last] if last else []
    return InlineKeyboardMarkup(rows) if rows else None
