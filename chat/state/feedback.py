"""What readers think of answers: one verdict a person and answer, by a button or a reaction; the last one counts."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from index.article import Language

Verdict = Literal["up", "down"]
Reason = Literal["", "wrong", "old", "incomplete", "source"]
Way = Literal["button", "reaction"]

REASONS: tuple[Reason, ...] = ("wrong", "old", "incomplete", "source")


@dataclass(frozen=True, slots=True)
class Cited:
    """A sentence that an answer rests on, and the revision of the article in which it stood."""

    article_id: str
    revision: int
    quote: str


@dataclass(frozen=True, slots=True)
class Judged:
    """An answer that readers judged, without who they are.

    Attributes:
        answer_id: Number of the answer.
        question: What was searched: as typed, or with what it left to the turns before.
        language: Of the question.
        outcome: "answered" or "no_evidence".
        up: How many liked it.
        down: How many did not.
        reasons: Of those who did not, as far as they said why.
        cited: In the order of the citations.
    """

    answer_id: int
    question: str
    language: Language
    outcome: str
    up: int
    down: int
    reasons: dict[str, int] = field(default_factory=dict)
    cited: tuple[Cited, ...] = ()


def give(
    connection: sqlite3.Connection,
    answer_id: int,
    person_id: int,
    verdict: Verdict,
    way: Way,
    now: datetime,
    reason: Reason = "",
) -> None:
    """Keep a verdict. The same verdict without a reason keeps the reason that was given before."""
    connection.execute(
        "INSERT INTO feedback (answer_id, person_id, verdict, reason, way, at) VALUES (?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (answer_id, person_id) DO UPDATE SET reason = CASE WHEN excluded.reason = '' "
        "AND verdict = excluded.verdict THEN reason ELSE excluded.reason END, "
        "verdict = excluded.verdict, way = excluded.way, at = excluded.at",
        (answer_id, person_id, verdict, reason, way, now.timestamp()),
    )


def take_back(connection: sqlite3.Connection, answer_id: int, person_id: int) -> None:
    """Forget a verdict that was a reaction, because the reaction was taken back."""
    connection.execute(
        "DELETE FROM feedback WHERE answer_id = ? AND person_id = ? AND way = 'reaction'", (answer_id, person_id)
    )


def is_judged(connection: sqlite3.Connection, answer_id: int) -> bool:
    """Tell whether somebody judged an answer already."""
    return bool(connection.execute("SELECT 1 FROM feedback WHERE answer_id = ?", (answer_id,)).fetchone())


def counts(connection: sqlite3.Connection) -> dict[str, int]:
    """Return how many verdicts of each kind there are."""
    found = connection.execute("SELECT verdict, count(*) FROM feedback GROUP BY verdict")
    return {"up": 0, "down": 0, **dict(found)}


def judged(connection: sqlite3.Connection) -> list[Judged]:
    """Return every answer that somebody judged, oldest first."""
    found = connection.execute(
        "SELECT answer_id, CASE standalone WHEN '' THEN question ELSE standalone END, language, outcome, "
        "count(*) FILTER (WHERE verdict = 'up'), count(*) FILTER (WHERE verdict = 'down') "
        "FROM answers JOIN feedback USING (answer_id) GROUP BY answer_id ORDER BY answer_id"
    ).fetchall()
    return [
        Judged(number, question, language, outcome, up, down, _reasons(connection, number), _cited(connection, number))
        for number, question, language, outcome, up, down in found
    ]


def _reasons(connection: sqlite3.Connection, answer_id: int) -> dict[str, int]:
    query = (
        "SELECT reason, count(*) AS times FROM feedback WHERE answer_id = ? AND reason != '' "
        "GROUP BY reason ORDER BY times DESC, reason"
    )
    return dict(connection.execute(query, (answer_id,)))


def _cited(connection: sqlite3.Connection, answer_id: int) -> tuple[Cited, ...]:
    query = "SELECT article_id, revision, quote FROM citations WHERE answer_id = ? ORDER BY n"
    return tuple(Cited(*row) for row in connection.execute(query, (answer_id,)))
