"""The updates that Telegram sent: each is stored before Telegram is told so, and its content goes once it is answered."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

Raw = Mapping[str, Any]
"""An update as Telegram writes it."""

MAX_ATTEMPTS = 3
"""An update at which the process ended as often as that is not tried again."""
KEPT_FOR_ANSWER = timedelta(days=1)
"""Nobody waits longer for an answer."""
KEPT_FOR_REPEATS = timedelta(days=3)
"""Telegram keeps what was not fetched for a day at most."""


def keep(connection: sqlite3.Connection, raw: Sequence[Raw], now: datetime) -> list[Raw]:
    """Store updates; return those that were not stored before."""
    new = []
    for update in raw:
        chat_id, person_id = whose(update)
        added = connection.execute(
            "INSERT OR IGNORE INTO updates (update_id, received, chat_id, person_id, content) VALUES (?, ?, ?, ?, ?)",
            (update["update_id"], now.timestamp(), chat_id, person_id, json.dumps(update)),
        )
        if added.rowcount:
            new.append(update)
    return new


def finish(connection: sqlite3.Connection, update_id: int) -> None:
    """Keep nothing of an answered update but its number."""
    connection.execute(
        "UPDATE updates SET content = NULL, chat_id = NULL, person_id = NULL WHERE update_id = ?", (update_id,)
    )


def unfinished(connection: sqlite3.Connection, now: datetime) -> list[Raw]:
    """Return, in their order, the updates that an earlier process stored and did not answer; count one more attempt.

    What is too old, or was tried too often, is finished without an answer.
    """
    too_old = (now - KEPT_FOR_ANSWER).timestamp()
    given_up = connection.execute(
        "SELECT update_id FROM updates WHERE content IS NOT NULL AND (received < ? OR attempts >= ?)",
        (too_old, MAX_ATTEMPTS),
    ).fetchall()
    for (update_id,) in given_up:
        finish(connection, update_id)
    connection.execute("UPDATE updates SET attempts = attempts + 1 WHERE content IS NOT NULL")
    found = connection.execute("SELECT content FROM updates WHERE content IS NOT NULL ORDER BY update_id")
    return [json.loads(content) for (content,) in found]


def mentioning(connection: sqlite3.Connection, person_id: int) -> list[int]:
    """Return the numbers of the updates that are not answered yet and come from a person, or hold their id anywhere."""
    found = connection.execute(
        "SELECT update_id FROM updates WHERE content IS NOT NULL AND (person_id = ? OR chat_id = ? OR EXISTS "
        "(SELECT 1 FROM json_tree(content) WHERE key = 'id' AND value = ?))",
        (person_id, person_id, person_id),
    )
    return [update_id for (update_id,) in found]


def erase(connection: sqlite3.Connection, person_id: int) -> None:
    """Keep nothing of what a person wrote, or what others wrote in reply, but the numbers."""
    for update_id in mentioning(connection, person_id):
        finish(connection, update_id)


def waiting(connection: sqlite3.Connection) -> int:
    """Return how many updates are not answered yet."""
    (count,) = connection.execute("SELECT count(*) FROM updates WHERE content IS NOT NULL").fetchone()
    return int(count)


def expire(connection: sqlite3.Connection, now: datetime) -> int:
    """Forget the numbers that Telegram cannot send again; return how many."""
    cut = (now - KEPT_FOR_REPEATS).timestamp()
    return connection.execute("DELETE FROM updates WHERE received < ? AND content IS NULL", (cut,)).rowcount


def whose(update: Raw) -> tuple[int | None, int | None]:
    """Return the ids of the chat and of the person that an update comes from, as far as it names them."""
    content = next((part for name, part in update.items() if name != "update_id" and isinstance(part, dict)), {})
    chat = content.get("chat") or _within(content, "message").get("chat")
    return _id(chat), _id(content.get("from") or content.get("user"))


def _within(content: Raw, name: str) -> Raw:
    part = content.get(name)
    return part if isinstance(part, dict) else {}


def _id(thing: object) -> int | None:
    number = thing.get("id") if isinstance(thing, dict) else None
    return number if isinstance(number, int) else None
