# ruff: noqa: S608 - nothing but names of this package is put into SQL
"""Chats: which can be written to, and which got another id; and the language that a person chose."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from chat.state import schema
from index.article import Language


def seen(connection: sqlite3.Connection, chat_id: int | None, person_id: int | None, now: datetime) -> None:
    """Note that somebody spoke in a chat: it can be written to."""
    if chat_id is not None:
        connection.execute(
            "INSERT INTO chats (chat_id, active, seen) VALUES (?, 1, ?) "
            "ON CONFLICT (chat_id) DO UPDATE SET active = 1, seen = excluded.seen",
            (chat_id, now.timestamp()),
        )
    if person_id is not None:
        connection.execute("UPDATE people SET seen = ? WHERE person_id = ?", (now.timestamp(), person_id))


def leave(connection: sqlite3.Connection, chat_id: int) -> None:
    """Note that a chat can no longer be written to."""
    connection.execute("UPDATE chats SET active = 0 WHERE chat_id = ?", (chat_id,))


def is_active(connection: sqlite3.Connection, chat_id: int) -> bool:
    """Tell whether a chat is known and can be written to."""
    row = connection.execute("SELECT active FROM chats WHERE chat_id = ?", (chat_id,)).fetchone()
    return bool(row and row[0])


def move(connection: sqlite3.Connection, old_id: int, new_id: int) -> None:
    """Rewrite the id of a group that became a supergroup, in every table; what the new one has already, stands."""
    for table, names in schema.columns(connection).items():
        if "chat_id" in names:
            connection.execute(f"UPDATE OR IGNORE {table} SET chat_id = ? WHERE chat_id = ?", (new_id, old_id))
            connection.execute(f"DELETE FROM {table} WHERE chat_id = ?", (old_id,))


def choose_language(connection: sqlite3.Connection, person_id: int, language: Language, now: datetime) -> None:
    """Remember in which language a person wants to be spoken to."""
    connection.execute(
        "INSERT INTO people (person_id, language, seen) VALUES (?, ?, ?) "
        "ON CONFLICT (person_id) DO UPDATE SET language = excluded.language, seen = excluded.seen",
        (person_id, language, now.timestamp()),
    )


def languages(connection: sqlite3.Connection) -> dict[int, Language]:
    """Return the language of each person who chose one."""
    return dict(connection.execute("SELECT person_id, language FROM people"))
