"""Forgetting a person and deleting what is old, in every table that there is."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from chat.housekeeping import keep_house
from chat.languages import Languages
from chat.state import (
    ChatState,
    alerts,
    answers,
    chats,
    deliveries,
    feedback,
    forgetting,
    offers,
    schema,
    subscriptions,
    updates,
)
from chat.state.database import Connection
from chat.state.deliveries import Delivery
from chat.state.offers import Offer
from chat.state.subscriptions import Subscription
from chat.state.turns import Speaker
from index.errors import StateError
from tests.e2e.fake_newsroom import answered, citation

NOW = datetime(2024, 7, 4, 12, tzinfo=UTC)
MONTH = timedelta(days=30)
ASHA, RAVI = 107_234_567_891_234, 55


@pytest.fixture
def state(tmp_path: Path) -> Iterator[ChatState]:
    opened = ChatState(tmp_path / "chat.db")
    yield opened
    opened.close()


def fill(state: ChatState, person: int, word: str, at: datetime = NOW, message_id: int = 11) -> None:
    """Give a person rows in every table, in a private chat and in a group; `word` stands in what they wrote."""
    message = {"text": word, "chat": {"id": person}, "from": {"id": person}}
    state.do(updates.keep, [{"update_id": person % 1_000 + message_id, "message": message}], at)
    state.do(chats.seen, person, person, at)
    state.do(chats.choose_language, person, "hi", at)
    for chat, number in ((person, message_id), (-5, person % 1_000)):
        answer = replace(answered(word), citations=(replace(citation(1, word), article_id=word),))
        given = state.do(answers.record, Speaker(chat, None, person), answer, at, message_id=number)
        state.do(feedback.give, given, person, "down", "button", at, "old")
        state.do(offers.make, given, [Offer("follow_up", word)])


def wait_for_news(state: ChatState, person: int, word: str) -> None:
    """Give a person rows in the tables of what the bot tells on its own."""
    state.do(subscriptions.put, Subscription(person, person, "hi", 7, (), 0, 0.0))
    state.do(alerts.make, person, person, "hi", word, 0)
    state.do(deliveries.tell_once, person, person, "alert", word, NOW)
    message = Delivery(person, person, "alert", "hi", {"subject": word}, NOW)
    state.do(deliveries.add, message, NOW)


def every_row(state: ChatState) -> dict[str, list[Any]]:
    def read(connection: Connection) -> dict[str, list[Any]]:
        tables = schema.columns(connection)
        return {table: connection.execute(f"SELECT * FROM {table}").fetchall() for table in tables}

    return state.do(read)


def test_every_row_of_a_person_goes_from_every_table_and_the_rows_of_others_stay(state: ChatState) -> None:
    for person, word in ((RAVI, "रवि"), (ASHA, "आशा")):
        alone = every_row(state)
        fill(state, person, word)
        wait_for_news(state, person, word)
    both = every_row(state)
    assert [table for table, rows in both.items() if len(rows) <= len(alone[table])] == [], "fill the new table too"
    state.do(forgetting.forget, ASHA)
    left = every_row(state)
    numbers = left.pop("updates")
    assert left == {table: rows for table, rows in alone.items() if table != "updates"}
    assert [row for row in numbers if row[-1] is None] == [(ASHA % 1_000 + 11, NOW.timestamp(), 1, None, None, None)]
    assert len(numbers) == 2
    assert state.do(forgetting.rows_of, RAVI) > 5


def test_the_bytes_are_gone_from_the_file_and_from_its_log(state: ChatState, tmp_path: Path) -> None:
    """Also those that SQLite leaves behind where it moves rows between pages: many rows, many sizes, in between others."""
    state._connection.execute("PRAGMA synchronous = OFF")  # nobody pulls the plug here, and it is quicker
    for number in range(300):
        fill(state, RAVI, f"रवि{number}" * (number % 50 + 1), message_id=2_000 + number)
        fill(state, ASHA, f"ज़ुम्बारो{number}" * (number % 37 + 1), message_id=3_000 + number)
    files = [tmp_path / "chat.db", tmp_path / "chat.db-wal"]
    wanted = ["ज़ुम्बारो".encode(), ASHA.to_bytes(6, "big"), b"\\u091c\\u093c\\u0941"]  # the last: as JSON writes it
    assert all(any(part in file.read_bytes() for file in files) for part in wanted)
    state.do(forgetting.forget, ASHA)
    state._compact()
    assert files[1].stat().st_size == 0
    assert [part for part in wanted for file in files if part in file.read_bytes()] == []
    assert "रवि".encode() in files[0].read_bytes()


def test_what_somebody_else_writes_in_reply_to_a_person_goes_too(state: ChatState) -> None:
    reply = {"from": {"id": ASHA}, "text": "राज़"}
    message = {"text": "अच्छा", "chat": {"id": -5}, "from": {"id": RAVI}, "reply_to_message": reply}
    state.do(updates.keep, [{"update_id": 1, "message": message}], NOW)
    state.do(forgetting.forget, ASHA)
    assert state.do(updates.unfinished, NOW) == []


def test_nothing_goes_where_not_all_can_go(state: ChatState, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(state, ASHA, "आशा")
    before = every_row(state)
    monkeypatch.setattr(forgetting, "rows_of", lambda connection, person: 1)
    with pytest.raises(StateError):
        state.do(forgetting.forget, ASHA)
    assert every_row(state) == before


def test_what_is_older_than_is_kept_is_deleted_and_nothing_else(state: ChatState) -> None:
    fill(state, ASHA, "आशा", NOW - MONTH - timedelta(minutes=1))
    state.do(updates.finish, ASHA % 1_000 + 11)
    fill(state, RAVI, "रवि", NOW - MONTH + timedelta(minutes=1))
    deleted = state.do(forgetting.expire, MONTH, NOW)
    assert deleted > 0
    rows = every_row(state)
    assert state.do(forgetting.rows_of, ASHA) == 0
    assert {table: len(rows[table]) for table in ("answers", "citations", "people", "chats")} == {
        "answers": 2,
        "citations": 2,
        "people": 1,
        "chats": 1,
    }
    assert rows["turns"] == []


async def test_the_house_is_kept_once_a_day_and_a_failure_does_not_end_that(
    state: ChatState, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    fill(state, ASHA, "आशा")
    languages = Languages(state)
    days: list[float] = []

    class Enough(Exception):
        pass

    async def sleep(seconds: float) -> None:
        days.append(seconds)
        if len(days) == 2:
            monkeypatch.setattr(forgetting, "expire", broken)
        if len(days) == 4:
            raise Enough

    def broken(*_: object) -> int:
        raise StateError("The disk is full: free some space.")

    now = iter([NOW, NOW + MONTH + timedelta(days=1), NOW, NOW])
    with pytest.raises(Enough):
        await keep_house(state, languages, MONTH, clock=lambda: next(now), sleep=sleep)
    assert days == [86_400.0] * 4
    assert state.do(chats.languages) == {}
    assert caplog.text.count("The disk is full") == 2


async def test_another_process_that_reads_only_puts_off_the_compacting(state: ChatState, tmp_path: Path) -> None:
    fill(state, ASHA, "आशा")
    reader = sqlite3.connect(tmp_path / "chat.db", isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM answers").fetchone()
    state._connection.execute("PRAGMA busy_timeout = 50")
    state.do(forgetting.forget, ASHA)
    with pytest.raises(StateError, match="another process"):
        await state.compact()
    reader.close()
    await state.compact()
    assert state.do(forgetting.rows_of, ASHA) == 0
