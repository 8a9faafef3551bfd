# ruff: noqa: S608 - nothing but names of this package is put into SQL
"""What was answered to whom, in which message, and what it rests on: for edited questions, feedback and corrections."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta

from chat.state import turns
from chat.state.database import storable
from chat.state.turns import Speaker
from index.article import Language
from rag.answer import Answer, Outcome
from rag.conversation import Turn

TOLD_FOR = timedelta(days=7)
"""Readers are told of a correction for so long."""


@dataclass(frozen=True, slots=True)
class Given:
    """An answer that was given.

    Attributes:
        id: Number of the row.
        speaker: Who asked, and where.
        message_id: The message that holds the answer; None if it did not arrive.
        question: As typed.
        language: Of the question.
    """

    id: int
    speaker: Speaker
    message_id: int | None
    question: str
    language: Language


def record(
    connection: sqlite3.Connection,
    speaker: Speaker,
    answer: Answer,
    now: datetime,
    *,
    message_id: int | None,
    question_id: int | None = None,
) -> int:
    """Keep an answer, and the turn that it makes.

    Args:
        connection: In a transaction.
        speaker: Who asked, and where.
        answer: What was said.
        now: When.
        message_id: The message that holds the answer; None if it did not arrive. An answer that stood in the same
            message before is replaced.
        question_id: The message that asked; None for a button.

    Returns:
        Number of the answer.
    """
    if message_id is not None:
        connection.execute("DELETE FROM answers WHERE chat_id = ? AND message_id = ?", (speaker.chat_id, message_id))
    row = connection.execute(
        "INSERT INTO answers (chat_id, topic_id, person_id, question_id, message_id, at, language, outcome, question, "
        "standalone) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *speaker.key,
            question_id,
            message_id,
            now.timestamp(),
            answer.language,
            answer.outcome.value,
            storable(answer.question),
            storable(answer.standalone),
        ),
    )
    assert row.lastrowid is not None
    connection.executemany(
        "INSERT INTO citations (answer_id, n, article_id, revision, quote) VALUES (?, ?, ?, ?, ?)",
        [
            (row.lastrowid, cited.n, storable(cited.article_id), cited.revision, storable(cited.quote))
            for cited in answer.citations
        ],
    )
    turns.remember(connection, speaker, Turn.of(answer, now))
    return row.lastrowid


@dataclass(frozen=True, slots=True)
class Counts:
    """How much was asked: questions, of these answered and refused, and by how many people."""

    questions: int
    answered: int
    refused: int
    people: int


def count_since(connection: sqlite3.Connection, since: datetime) -> Counts:
    """Count what was asked since then and is still known."""
    query = (
        "SELECT count(*), count(*) FILTER (WHERE outcome = ?), count(*) FILTER (WHERE outcome = ?), "
        "count(DISTINCT person_id) FROM answers WHERE at >= ?"
    )
    values = (Outcome.ANSWERED.value, Outcome.NO_EVIDENCE.value, since.timestamp())
    return Counts(*connection.execute(query, values).fetchone())


def cited_in(connection: sqlite3.Connection, chat_id: int, message_id: int) -> list[str]:
    """Return the ids of the articles that the answer in a message cites, in the order of its citations."""
    found = connection.execute(
        "SELECT article_id FROM answers JOIN citations USING (answer_id) WHERE chat_id = ? AND message_id = ? "
        "GROUP BY article_id ORDER BY min(n)",
        (chat_id, message_id),
    )
    return [article_id for (article_id,) in found]


_GIVEN = "SELECT answer_id, chat_id, topic_id, person_id, message_id, question, language FROM answers"


def in_message(connection: sqlite3.Connection, chat_id: int, message_id: int) -> Given | None:
    """Return the answer that a message of the bot holds, if it is still known."""
    return _one(connection, f"{_GIVEN} WHERE chat_id = ? AND message_id = ?", chat_id, message_id)


def to_question(connection: sqlite3.Connection, chat_id: int, question_id: int) -> Given | None:
    """Return the newest answer to a message, if it is still known."""
    query = f"{_GIVEN} WHERE chat_id = ? AND question_id = ? ORDER BY answer_id DESC LIMIT 1"
    return _one(connection, query, chat_id, question_id)


def readers_of(connection: sqlite3.Connection, article_id: str, before_revision: int, now: datetime) -> list[Given]:
    """Return, once for each speaker, the newest answer of the last week that rests on an older revision of an article.

    Args:
        connection: In a transaction.
        article_id: The article that was corrected.
        before_revision: The revision that it has now.
        now: The present.

    Returns:
        Answers that arrived, in chats that can still be written to, oldest first.
    """
    found = connection.execute(
        f"{_GIVEN} WHERE answer_id IN (SELECT max(answer_id) FROM answers JOIN citations USING (answer_id) "
        "JOIN chats USING (chat_id) WHERE article_id = ? AND revision < ? AND at >= ? AND message_id IS NOT NULL "
        "AND active = 1 GROUP BY chat_id, topic_id, person_id) ORDER BY answer_id",
        (article_id, before_revision, (now - TOLD_FOR).timestamp()),
    )
    return [_given(*row) for row in found]


def cited_lately(connection: sqlite3.Connection, now: datetime) -> dict[str, int]:
    """Return the articles that answers of the last week rest on, each with the oldest revision that was cited."""
    found = connection.execute(
        "SELECT article_id, min(revision) FROM citations JOIN answers USING (answer_id) WHERE at >= ? GROUP BY article_id",
        ((now - TOLD_FOR).timestamp(),),
    )
    return dict(found)


def quotes_of(connection: sqlite3.Connection, answer_id: int, article_id: str) -> list[str]:
    """Return the sentences of an article that an answer cites, in their order."""
    query = "SELECT quote FROM citations WHERE answer_id = ? AND article_id = ? ORDER BY n"
    return [quote for (quote,) in connection.execute(query, (answer_id, article_id))]


def _one(connection: sqlite3.Connection, query: str, *values: int) -> Given | None:
    row = connection.execute(query, values).fetchone()
    return _given(*row) if row else None


def _given(
    answer_id: int,
    chat_id: int,
    topic_id: int,
    person_id: int,
    message_id: int | None,
    question: str,
    language: Language,
) -> Given:
    return Given(answer_id, Speaker(chat_id, topic_id or None, person_id), message_id, question, language)
