# ruff: noqa: S608 - nothing but names of this package is put into SQL
"""Who wants the news of the day, at which hour and of which sections."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from chat.state import deliveries
from chat.state.deliveries import Delivery
from index.article import Language
from rag.bulletin.sections import SECTIONS, Section


@dataclass(frozen=True, slots=True)
class Subscription:
    """What a person wants every day.

    Attributes:
        person_id: Who.
        chat_id: Their private chat.
        language: In which they are spoken to.
        hour: Of the day in the bot's time zone, 0 to 23.
        sections: Which sections; empty for all.
        mark: Number of the newest article that was looked at for them.
        next: When the next digest is due, in seconds since 1970 UTC.
    """

    person_id: int
    chat_id: int
    language: Language
    hour: int
    sections: tuple[Section, ...]
    mark: int
    next: float


@dataclass(frozen=True, slots=True)
class Settled:
    """What comes of a subscription that was due.

    Attributes:
        subscription: As it was read.
        next: When it is due again, in seconds since 1970 UTC.
        mark: Number of the newest article that was looked at.
        delivery: The digest; None if there is none.
    """

    subscription: Subscription
    next: float
    mark: int
    delivery: Delivery | None = None


_SELECT = (
    "SELECT person_id, chat_id, coalesce(people.language, subscriptions.language), hour, sections, mark, next "
    "FROM subscriptions LEFT JOIN people USING (person_id)"
)


def of(connection: sqlite3.Connection, person_id: int) -> Subscription | None:
    """Return what a person wants, if anything."""
    row = connection.execute(f"{_SELECT} WHERE person_id = ?", (person_id,)).fetchone()
    return _subscription(*row) if row else None


def put(connection: sqlite3.Connection, wanted: Subscription) -> None:
    """Store what a person wants; of one who wanted something before, `mark` stays."""
    connection.execute(
        "INSERT INTO subscriptions (person_id, chat_id, language, hour, sections, mark, next) VALUES (?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (person_id) DO UPDATE SET chat_id = excluded.chat_id, language = excluded.language, "
        "hour = excluded.hour, sections = excluded.sections, next = excluded.next",
        (
            wanted.person_id,
            wanted.chat_id,
            wanted.language,
            wanted.hour,
            json.dumps(wanted.sections),
            wanted.mark,
            wanted.next,
        ),
    )


def remove(connection: sqlite3.Connection, person_id: int) -> bool:
    """Forget what a person wants every day, digests on their way too; tell whether they wanted anything."""
    connection.execute("DELETE FROM deliveries WHERE person_id = ? AND kind = 'digest' AND sending = 0", (person_id,))
    return connection.execute("DELETE FROM subscriptions WHERE person_id = ?", (person_id,)).rowcount > 0


def due(connection: sqlite3.Connection, now: datetime, most: int) -> list[Subscription]:
    """Return subscriptions whose time has come, of chats that can be written to."""
    found = connection.execute(
        f"{_SELECT} WHERE next <= ? AND NOT EXISTS (SELECT 1 FROM chats WHERE chats.chat_id = subscriptions.chat_id "
        "AND active = 0) ORDER BY next, person_id LIMIT ?",
        (now.timestamp(), most),
    )
    return [_subscription(*row) for row in found]


def settle(connection: sqlite3.Connection, settled: Sequence[Settled], day: str, now: datetime) -> None:
    """Put digests in line and say when they are due again, in one transaction; a person gets at most one a day.

    A subscription that was changed or removed since it was read is left alone.
    """
    for one in settled:
        before = one.subscription
        changed = connection.execute(
            "UPDATE subscriptions SET next = ? WHERE person_id = ? AND next = ?",
            (one.next, before.person_id, before.next),
        )
        if not changed.rowcount:
            continue
        if one.delivery:
            if not deliveries.tell_once(connection, before.person_id, before.chat_id, "digest", day, now):
                continue  # what is new stays new until tomorrow
            deliveries.add(connection, one.delivery, now)
        connection.execute("UPDATE subscriptions SET mark = ? WHERE person_id = ?", (one.mark, before.person_id))


def _subscription(
    person_id: int, chat_id: int, language: Language, hour: int, sections: str, mark: int, next_at: float
) -> Subscription:
    known = tuple(section for section in SECTIONS if section in json.loads(sections))
    return Subscription(person_id, chat_id, language, hour, known, mark, next_at)
