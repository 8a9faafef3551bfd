"""The buttons that open the articles of a list."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import InlineKeyboardButton

ARTICLE = "news:"
"""Callback data of such a button: this and the article's reference."""


def article_row(references: Sequence[str], first: int = 1) -> list[InlineKeyboardButton]:
    """Return a button for each article, with its number in the list."""
    return [
        InlineKeyboardButton(str(number), callback_data=f"{ARTICLE}{reference}")
        for number, reference in enumerate(references, first)
    ]
