"""The buttons below an answer, row by row."""

from __future__ import annotations

from telegram import InlineKeyboardMarkup

from chat.handlers import feedback, new_topic
from chat.layout import is_answered
from rag.answer import Answer


def below(answer: Answer) -> InlineKeyboardMarkup | None:
    """Return the buttons for an answer; None if it needs none."""
    rows = []
    if is_answered(answer):
        rows.append(feedback.row())
    if answer.standalone:
        rows.append(new_topic.row(answer.language))
    return InlineKeyboardMarkup(rows) if rows else None
