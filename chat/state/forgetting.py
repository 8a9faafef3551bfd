# ruff: noqa: S608 - nothing but names of this package is put into SQL
"""What is deleted: all of one person on their word, and of everybody what is too old to be of use."""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta

from chat.state import schema, turns, updates
from index.errors import StateError

# Who wants the news of every day need not write to get it.
_WAITING_CHATS = "SELECT chat_id FROM subscriptions UNION SELECT chat_id FROM alerts"
_WAITING_PEOPLE = "SELECT person_id FROM subscriptions UNION SELECT person_id FROM alerts"


def forget(connection: sqlite3.Connection, person_id: int) -> None:
    """Delete every row of a person: what is theirs anywhere, and all of their private chat, which has the same number.

    Of updates the numbers stay, without content, so that none is answered again. `ChatState.compact` should follow.

    Raises:
        StateError: Something of the person is left; nothing was deleted then.
    """
    updates.erase(connection, person_id)
    for table, column in _personal(connection):
        connection.execute(f"DELETE FROM {table} WHERE {column} = ?", (person_id,))
    if left := rows_of(connection, person_id):
        raise StateError(f"{left} rows of a person who wants to be forgotten could not be deleted.")


def rows_of(connection: sqlite3.Connection, person_id: int) -> int:
    """Return how many rows of a person there are, in all tables."""
    pending = len(updates.mentioning(connection, person_id))
    counts = (
        connection.execute(f"SELECT count(*) FROM {table} WHERE {column} = ?", (person_id,)).fetchone()
        for table, column in _personal(connection)
    )
    return pending + sum(int(count) for (count,) in counts)


def expire(connection: sqlite3.Connection, keep: timedelta, now: datetime) -> int:
    """Delete what is older than is kept; return how many rows.

    Args:
        connection: In a transaction.
        keep: How long answers are kept, and how long a chat or a person is known that is not heard of and waits for
            nothing.
        now: The present.
    """
    cut = ((now - keep).timestamp(),)
    statements = (
        "DELETE FROM answers WHERE at < ?",
        f"DELETE FROM chats WHERE seen < ? AND chat_id NOT IN ({_WAITING_CHATS})",
        f"DELETE FROM people WHERE seen < ? AND person_id NOT IN ({_WAITING_PEOPLE})",
        "DELETE FROM told WHERE at < ?",
    )
    deleted = sum(connection.execute(statement, cut).rowcount for statement in statements)
    return deleted + updates.expire(connection, now) + turns.expire(connection, now)


def _personal(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Return the (table, column) pairs that may hold a person's id; `updates` has its own way."""
    return [
        (table, column)
        for table, names in schema.columns(connection).items()
        for column in ("person_id", "chat_id")
        if column in names and table != "updates"
    ]
