"""The tables, and how they came to be.

updates      every update of the last days by its number, so that none is answered twice; its content until it is answered
chats        where the bot was spoken to; `active` is 0 where it was blocked or removed
people       what somebody chose: the language
turns        what a follow-up may lean on: the last questions of a person in a chat
answers      what was asked and answered, in which message
citations    the sentences that an answer rests on, with the revision of their article
feedback     what readers think of an answer, and why
offers       what the buttons below an answer offer: questions and articles
subscriptions   who wants the news of the day, when and of which sections
alerts       what somebody wants to be told of as soon as there is news
told         what somebody was told by the bot itself, so that it is told once
deliveries   messages on their way that nobody asked for just now: digests, alerts, corrections

The schema's version is SQLite's own `user_version`; version n is reached by running MIGRATIONS[n - 1], and a migration
that has been published is never changed. Times are seconds since 1970 UTC.

In every table a column that holds a person's id is named `person_id`, and one that holds a chat's id `chat_id`: by these
names `forgetting` finds all rows of a person, and `chats.move` all rows of a group that got another id.
"""

from __future__ import annotations

import sqlite3

from index.errors import StateError

APPLICATION_ID = 0x4B484348  # "KHCH"

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        # `content` is the update as JSON; it, and whose it is, goes as soon as the update is answered.
        """CREATE TABLE updates (
            update_id INTEGER PRIMARY KEY, received REAL NOT NULL, attempts INTEGER NOT NULL DEFAULT 1,
            person_id INTEGER, chat_id INTEGER, content TEXT)""",
        "CREATE INDEX updates_waiting ON updates (update_id) WHERE content IS NOT NULL",
        "CREATE INDEX updates_by_time ON updates (received)",
        "CREATE TABLE chats (chat_id INTEGER PRIMARY KEY, active INTEGER NOT NULL, seen REAL NOT NULL)",
        "CREATE TABLE people (person_id INTEGER PRIMARY KEY, language TEXT NOT NULL, seen REAL NOT NULL)",
        # `topic_id` is 0 outside forums; `quotes` is JSON: the sentences that the answer cites.
        """CREATE TABLE turns (
            turn_id INTEGER PRIMARY KEY, chat_id INTEGER NOT NULL, topic_id INTEGER NOT NULL, person_id INTEGER NOT NULL,
            at REAL NOT NULL, language TEXT NOT NULL, question TEXT NOT NULL, standalone TEXT NOT NULL,
            quotes TEXT NOT NULL)""",
        "CREATE INDEX turns_by_speaker ON turns (person_id, chat_id, topic_id)",
        "CREATE INDEX turns_by_time ON turns (at)",
        # `message_id` is the message that holds the answer, and NULL where it did not arrive; `question_id` is the
        # message that asked, and NULL where a button did.
        """CREATE TABLE answers (
            answer_id INTEGER PRIMARY KEY AUTOINCREMENT, chat_id INTEGER NOT NULL, topic_id INTEGER NOT NULL,
            person_id INTEGER NOT NULL, question_id INTEGER, message_id INTEGER, at REAL NOT NULL,
            language TEXT NOT NULL, outcome TEXT NOT NULL, question TEXT NOT NULL, standalone TEXT NOT NULL)""",
        "CREATE UNIQUE INDEX answers_by_message ON answers (chat_id, message_id)",
        "CREATE INDEX answers_by_question ON answers (chat_id, question_id)",
        "CREATE INDEX answers_by_person ON answers (person_id)",
        "CREATE INDEX answers_by_time ON answers (at)",
        """CREATE TABLE citations (
            answer_id INTEGER NOT NULL REFERENCES answers ON DELETE CASCADE, n INTEGER NOT NULL,
            article_id TEXT NOT NULL, revision INTEGER NOT NULL, quote TEXT NOT NULL,
            PRIMARY KEY (answer_id, n)) WITHOUT ROWID""",
        "CREATE INDEX citations_by_article ON citations (article_id, revision)",
    ),
    (
        # `verdict` is up or down, `reason` one of `feedback.REASONS` or empty, `way` button or reaction.
        """CREATE TABLE feedback (
            answer_id INTEGER NOT NULL REFERENCES answers ON DELETE CASCADE, person_id INTEGER NOT NULL,
            verdict TEXT NOT NULL, reason TEXT NOT NULL, way TEXT NOT NULL, at REAL NOT NULL,
            PRIMARY KEY (answer_id, person_id)) WITHOUT ROWID""",
        "CREATE INDEX feedback_by_person ON feedback (person_id)",
    ),
    (
        # `kind` is question, follow_up or article; `value` the question, or the id of the article.
        """CREATE TABLE offers (
            answer_id INTEGER NOT NULL REFERENCES answers ON DELETE CASCADE, n INTEGER NOT NULL, kind TEXT NOT NULL,
            value TEXT NOT NULL, PRIMARY KEY (answer_id, n)) WITHOUT ROWID""",
    ),
    (
        # `sections` is JSON, empty for all; `mark` is the number of the newest article (`View.article_numbers`) that was
        # looked at, and `next` when the next digest is due.
        """CREATE TABLE subscriptions (
            person_id INTEGER PRIMARY KEY, chat_id INTEGER NOT NULL, language TEXT NOT NULL, hour INTEGER NOT NULL,
            sections TEXT NOT NULL, mark INTEGER NOT NULL, next REAL NOT NULL)""",
        "CREATE INDEX subscriptions_by_time ON subscriptions (next)",
        # `folded` is the subject as it is compared; until `quiet_until` nothing is told.
        """CREATE TABLE alerts (
            alert_id INTEGER PRIMARY KEY AUTOINCREMENT, person_id INTEGER NOT NULL, chat_id INTEGER NOT NULL,
            language TEXT NOT NULL, subject TEXT NOT NULL, folded TEXT NOT NULL, mark INTEGER NOT NULL,
            quiet_until REAL NOT NULL DEFAULT 0, UNIQUE (person_id, folded))""",
        "CREATE INDEX alerts_by_mark ON alerts (mark)",
        """CREATE TABLE told (
            person_id INTEGER NOT NULL, chat_id INTEGER NOT NULL, kind TEXT NOT NULL, about TEXT NOT NULL, at REAL NOT NULL,
            PRIMARY KEY (person_id, chat_id, kind, about)) WITHOUT ROWID""",
        "CREATE INDEX told_by_time ON told (at)",
        # `content` is JSON; `sending` is 1 from just before the message is sent until it is known what became of it.
        """CREATE TABLE deliveries (
            delivery_id INTEGER PRIMARY KEY AUTOINCREMENT, person_id INTEGER NOT NULL, chat_id INTEGER NOT NULL,
            topic_id INTEGER NOT NULL, reply_to INTEGER, kind TEXT NOT NULL, language TEXT NOT NULL, content TEXT NOT NULL,
            due REAL NOT NULL, expires REAL NOT NULL, sending INTEGER NOT NULL DEFAULT 0)""",
        "CREATE INDEX deliveries_by_time ON deliveries (sending, due)",
        "CREATE INDEX deliveries_by_person ON deliveries (person_id)",
    ),
)


def migrate(connection: sqlite3.Connection, place: str) -> None:
    """Bring the tables to the newest version, inside the caller's transaction.

    Raises:
        StateError: The file belongs to another program or was made by a newer Khabar; `place` is named.
    """
    (owner,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    if owner != APPLICATION_ID and (tables or owner):
        raise StateError(f"The file {place} belongs to another program: move it away, or choose another --data-dir.")
    if version > len(MIGRATIONS):
        raise StateError(
            f"The file {place} has schema version {version} and this Khabar knows {len(MIGRATIONS)}: update Khabar."
        )
    for number, statements in enumerate(MIGRATIONS[version:], start=version + 1):
        for statement in statements:
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {number}")
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def columns(connection: sqlite3.Connection) -> dict[str, list[str]]:
    """Return the names of the columns of every table."""
    return {
        table: [name for _, name, *_ in connection.execute(f"PRAGMA table_info({table})")]
        for (table,) in connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        )
    }
