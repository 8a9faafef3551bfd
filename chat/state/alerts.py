# ruff: noqa: S608 - nothing but names of this package is put into SQL
"""What people want to be told of as soon as there is news on it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from chat.state import deliveries
from chat.state.database import storable
from chat.state.deliveries import Delivery
from index.article import Language
from index.text import normalise

MOST = 10
"""Alerts of one person at a time."""
MOST_A_DAY = 3
"""Messages of all alerts of one person in a day."""
_MESSAGE = "alert message"


@dataclass(frozen=True, slots=True)
class Alert:
    """What a person wants to be told of.

    Attributes:
        id: Number of the row.
        person_id: Who.
        chat_id: Their private chat.
        language: In which they are spoken to.
        subject: In their words.
        mark: Number of the newest article that was looked at for it.
    """

    id: int
    person_id: int
    chat_id: int
    language: Language
    subject: str
    mark: int


_SELECT = (
    "SELECT alert_id, person_id, chat_id, coalesce(people.language, alerts.language), subject, mark "
    "FROM alerts LEFT JOIN people USING (person_id)"
)


def make(
    connection: sqlite3.Connection, person_id: int, chat_id: int, language: Language, subject: str, mark: int
) -> tuple[Literal["made", "known", "too_many"], Alert | None]:
    """Keep what a person wants to be told of; return what came of it, and the alert."""
    folded = " ".join(normalise(subject).split())
    known = connection.execute(
        f"{_SELECT} WHERE person_id = ? AND folded = ?", (person_id, storable(folded))
    ).fetchone()
    if known:
        return "known", Alert(*known)
    if len(of(connection, person_id)) >= MOST:
        return "too_many", None
    row = connection.execute(
        "INSERT INTO alerts (person_id, chat_id, language, subject, folded, mark) VALUES (?, ?, ?, ?, ?, ?)",
        (person_id, chat_id, language, storable(subject), storable(folded), mark),
    )
    assert row.lastrowid is not None
    return "made", Alert(row.lastrowid, person_id, chat_id, language, subject, mark)


def of(connection: sqlite3.Connection, person_id: int) -> list[Alert]:
    """Return the alerts of a person, oldest first."""
    return [Alert(*row) for row in connection.execute(f"{_SELECT} WHERE person_id = ? ORDER BY alert_id", (person_id,))]


def cancel(connection: sqlite3.Connection, person_id: int, alert_id: int) -> Alert | None:
    """Forget an alert of this person; return it if there was one."""
    row = connection.execute(f"{_SELECT} WHERE person_id = ? AND alert_id = ?", (person_id, alert_id)).fetchone()
    connection.execute("DELETE FROM alerts WHERE person_id = ? AND alert_id = ?", (person_id, alert_id))
    return Alert(*row) if row else None


def cancel_all(connection: sqlite3.Connection, person_id: int) -> bool:
    """Forget all alerts of a person, messages on their way too; tell whether there were any."""
    connection.execute("DELETE FROM deliveries WHERE person_id = ? AND kind = 'alert' AND sending = 0", (person_id,))
    return connection.execute("DELETE FROM alerts WHERE person_id = ?", (person_id,)).rowcount > 0


def waiting(connection: sqlite3.Connection, newest: int, now: datetime) -> list[Alert]:
    """Return the alerts for which there are articles to look at, of chats that can be written to."""
    found = connection.execute(
        f"{_SELECT} WHERE mark != ? AND quiet_until <= ? AND NOT EXISTS (SELECT 1 FROM chats "
        "WHERE chats.chat_id = alerts.chat_id AND active = 0) ORDER BY alert_id",
        (newest, now.timestamp()),
    )
    return [Alert(*row) for row in found]


def told(connection: sqlite3.Connection, person_id: int) -> frozenset[str]:
    """Return the ids of the articles of which this person was told."""
    query = "SELECT about FROM told WHERE person_id = ? AND kind = 'alert'"
    return frozenset(about for (about,) in connection.execute(query, (person_id,)))


def messages_today(connection: sqlite3.Connection, person_id: int, day: str) -> int:
    """Return how many messages of alerts a person was sent on a day."""
    query = "SELECT count(*) FROM told WHERE person_id = ? AND kind = ? AND about LIKE ? || ' %'"
    (count,) = connection.execute(query, (person_id, _MESSAGE, day)).fetchone()
    return int(count)


def look_later(connection: sqlite3.Connection, alert: Alert, until: datetime) -> None:
    """Leave an alert as it is until then."""
    connection.execute("UPDATE alerts SET quiet_until = ? WHERE alert_id = ?", (until.timestamp(), alert.id))


def settle(
    connection: sqlite3.Connection,
    alert: Alert,
    mark: int,
    article_ids: Sequence[str] = (),
    delivery: Delivery | None = None,
    day: str = "",
    now: datetime | None = None,
) -> None:
    """Note up to which article was looked, and put a message in line; an alert that was cancelled is left alone.

    Args:
        connection: In a transaction.
        alert: As it was read.
        mark: Number of the newest article.
        article_ids: Of what the message tells.
        delivery: The message, with `day` and `now`; None if there is none.
        day: The present day.
        now: The present.
    """
    if not connection.execute("UPDATE alerts SET mark = ? WHERE alert_id = ?", (mark, alert.id)).rowcount:
        return
    if delivery is None or now is None:
        return
    number = messages_today(connection, alert.person_id, day)
    deliveries.tell_once(connection, alert.person_id, alert.chat_id, _MESSAGE, f"{day} {number}", now)
    for article_id in article_ids:
        deliveries.tell_once(connection, alert.person_id, alert.chat_id, "alert", article_id, now)
    deliveries.add(connection, delivery, now)
