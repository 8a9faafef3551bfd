"""Messages that nobody asked for just now, on their way: each is sent once, or where a send may have arrived, not again.

add ──▶ waiting ── take ──▶ sending ── finish ──▶ gone
           ▲                   ├── put_back, where it surely did not arrive
           └───────────────────┘
                               └── the process ends here: it may have arrived, and `recover` drops it
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from chat.state.database import storable
from index.article import Language

Kind = Literal["digest", "alert", "correction"]


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message to be sent.

    Attributes:
        person_id: For whom it is.
        chat_id: Where it goes.
        topic_id: Topic of a forum; None elsewhere.
        reply_to: Message that it replies to.
        kind: What it is.
        language: In which it is written, unless the person chooses another meanwhile.
        content: What it is written from, as JSON can hold it.
        expires: Sent later it would say nothing new.
        id: Number of the row; 0 for one that is not stored yet.
    """

    person_id: int
    chat_id: int
    kind: Kind
    language: Language
    content: dict[str, Any]
    expires: datetime
    topic_id: int | None = None
    reply_to: int | None = None
    id: int = field(default=0, compare=False)


def add(connection: sqlite3.Connection, delivery: Delivery, now: datetime) -> None:
    """Put a message in line."""
    connection.execute(
        "INSERT INTO deliveries (person_id, chat_id, topic_id, reply_to, kind, language, content, due, expires) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            delivery.person_id,
            delivery.chat_id,
            delivery.topic_id or 0,
            delivery.reply_to,
            delivery.kind,
            delivery.language,
            storable(json.dumps(delivery.content, ensure_ascii=False)),
            now.timestamp(),
            delivery.expires.timestamp(),
        ),
    )


def tell_once(
    connection: sqlite3.Connection, person_id: int, chat_id: int, kind: str, about: str, now: datetime
) -> bool:
    """Note that somebody is told of something; return False if that was noted before."""
    added = connection.execute(
        "INSERT OR IGNORE INTO told (person_id, chat_id, kind, about, at) VALUES (?, ?, ?, ?, ?)",
        (person_id, chat_id, kind, storable(about), now.timestamp()),
    )
    return added.rowcount == 1


def take(connection: sqlite3.Connection, now: datetime) -> Delivery | None:
    """Take the next message in line, which counts as being sent from now on; drop what is too late or cannot arrive."""
    connection.execute(
        "DELETE FROM deliveries WHERE sending = 0 AND (expires < ? OR EXISTS (SELECT 1 FROM chats "
        "WHERE chats.chat_id = deliveries.chat_id AND active = 0))",
        (now.timestamp(),),
    )
    row = connection.execute(
        "SELECT delivery_id, person_id, chat_id, topic_id, reply_to, kind, coalesce(people.language, deliveries.language), "
        "content, expires FROM deliveries LEFT JOIN people USING (person_id) WHERE sending = 0 AND due <= ? "
        "ORDER BY due, delivery_id LIMIT 1",
        (now.timestamp(),),
    ).fetchone()
    if row is None:
        return None
    number, person_id, chat_id, topic_id, reply_to, kind, language, content, expires = row
    connection.execute("UPDATE deliveries SET sending = 1 WHERE delivery_id = ?", (number,))
    return Delivery(
        person_id,
        chat_id,
        kind,
        language,
        json.loads(content),
        datetime.fromtimestamp(expires, UTC),
        topic_id or None,
        reply_to,
        number,
    )


def finish(connection: sqlite3.Connection, delivery: Delivery) -> None:
    """Forget a message that arrived, may have arrived, or never will."""
    connection.execute("DELETE FROM deliveries WHERE delivery_id = ?", (delivery.id,))


def put_back(connection: sqlite3.Connection, delivery: Delivery, now: datetime, wait: timedelta) -> None:
    """Put a message that surely did not arrive in line again, for later."""
    connection.execute(
        "UPDATE deliveries SET sending = 0, due = ? WHERE delivery_id = ?", ((now + wait).timestamp(), delivery.id)
    )


def recover(connection: sqlite3.Connection) -> int:
    """Drop what an earlier process was just sending, for it may have arrived; return how many."""
    return connection.execute("DELETE FROM deliveries WHERE sending = 1").rowcount
