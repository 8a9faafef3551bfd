"""What the buttons below an answer offer: questions and articles do not fit into the 64 bytes that a button may carry."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from chat.state.database import storable
from rag.conversation import Turn

OfferKind = Literal["question", "follow_up", "article"]
"""A question that stands alone, one that leans on the answer, and the id of an article."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What one button offers.

    Attributes:
        kind: What `value` is.
        value: A question, or the id of an article.
    """

    kind: OfferKind
    value: str


@dataclass(frozen=True, slots=True)
class Taken:
    """An offer that somebody takes, with the turn that the answer above it made."""

    offer: Offer
    turn: Turn


def make(connection: sqlite3.Connection, answer_id: int, offers: Sequence[Offer]) -> None:
    """Remember what the buttons below an answer offer; nothing, if the answer is no longer known."""
    connection.execute("DELETE FROM offers WHERE answer_id = ?", (answer_id,))
    connection.executemany(
        "INSERT INTO offers (answer_id, n, kind, value) SELECT answer_id, ?, ?, ? FROM answers WHERE answer_id = ?",
        [(n, offer.kind, storable(offer.value), answer_id) for n, offer in enumerate(offers)],
    )


def take(connection: sqlite3.Connection, chat_id: int, message_id: int, n: int) -> Taken | None:
    """Return the n-th offer of the answer in a message, from 0; None if it is no longer known."""
    row = connection.execute(
        "SELECT kind, value, answer_id, question, standalone, language, at FROM offers JOIN answers USING (answer_id) "
        "WHERE chat_id = ? AND message_id = ? AND n = ?",
        (chat_id, message_id, n),
    ).fetchone()
    if row is None:
        return None
    kind, value, answer_id, question, standalone, language, at = row
    quotes = connection.execute("SELECT quote FROM citations WHERE answer_id = ? ORDER BY n", (answer_id,))
    said = tuple(quote for (quote,) in quotes)
    turn = Turn(question, standalone or question, language, said, datetime.fromtimestamp(at, UTC))
    return Taken(Offer(kind, value), turn)
