"""What a follow-up may lean on: the last turns of each person in each chat, for half an hour."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime

from chat.state.database import storable
from rag.conversation import MAX_AGE, MAX_TURNS, Turn


@dataclass(frozen=True, slots=True)
class Speaker:
    """One person in one chat, and in one topic of it where it has topics."""

    chat_id: int
    topic_id: int | None
    person_id: int

    @property
    def key(self) -> tuple[int, int, int]:
        """Values of the columns `chat_id`, `topic_id` and `person_id`."""
        return self.chat_id, self.topic_id or 0, self.person_id


def recall(connection: sqlite3.Connection, speaker: Speaker, now: datetime) -> tuple[Turn, ...]:
    """Return what a question of this speaker may lean on, oldest first."""
    found = connection.execute(
        "SELECT question, standalone, language, quotes, at FROM turns "
        "WHERE chat_id = ? AND topic_id = ? AND person_id = ? AND at >= ? ORDER BY turn_id DESC LIMIT ?",
        (*speaker.key, (now - MAX_AGE).timestamp(), MAX_TURNS),
    ).fetchall()
    return tuple(
        Turn(question, standalone, language, tuple(json.loads(quotes)), datetime.fromtimestamp(at, UTC))
        for question, standalone, language, quotes, at in reversed(found)
    )


def remember(connection: sqlite3.Connection, speaker: Speaker, turn: Turn) -> None:
    """Add a turn, and delete what nobody may lean on any more: of this speaker, and what is too old of anybody."""
    connection.execute(
        "INSERT INTO turns (chat_id, topic_id, person_id, at, language, question, standalone, quotes) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *speaker.key,
            turn.at.timestamp(),
            turn.language,
            storable(turn.question),
            storable(turn.standalone),
            json.dumps(turn.quotes),
        ),
    )
    connection.execute(
        "DELETE FROM turns WHERE chat_id = ? AND topic_id = ? AND person_id = ? AND turn_id NOT IN (SELECT turn_id "
        "FROM turns WHERE chat_id = ? AND topic_id = ? AND person_id = ? ORDER BY turn_id DESC LIMIT ?)",
        (*speaker.key, *speaker.key, MAX_TURNS),
    )
    expire(connection, turn.at)


def take_back(connection: sqlite3.Connection, speaker: Speaker, question: str) -> None:
    """Delete the newest turn of a speaker that holds this question: it was not what they meant to ask."""
    connection.execute(
        "DELETE FROM turns WHERE turn_id = (SELECT max(turn_id) FROM turns "
        "WHERE chat_id = ? AND topic_id = ? AND person_id = ? AND question = ?)",
        (*speaker.key, storable(question)),
    )


def begin_anew(connection: sqlite3.Connection, speaker: Speaker) -> None:
    """Begin a new topic: the next question leans on nothing."""
    connection.execute("DELETE FROM turns WHERE chat_id = ? AND topic_id = ? AND person_id = ?", speaker.key)


def expire(connection: sqlite3.Connection, now: datetime) -> int:
    """Delete what is too old to lean on; return how many turns."""
    return connection.execute("DELETE FROM turns WHERE at < ?", ((now - MAX_AGE).timestamp(),)).rowcount
