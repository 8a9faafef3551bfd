"""The file of the bot's state: what is in it, what it survives, and what it refuses."""

from __future__ import annotations

import asyncio
import sqlite3
import stat
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from chat.state import ChatState, alerts, answers, chats, deliveries, feedback, schema, subscriptions, updates
from chat.state.database import Connection
from chat.state.deliveries import Delivery
from chat.state.subscriptions import Subscription
from chat.state.turns import Speaker
from index.errors import StateError
from tests.e2e.fake_newsroom import CRICKET, LAVROV, MET, answered, citation, refused

NOW = datetime(2024, 7, 4, 12, tzinfo=UTC)
ASHA, RAVI, GROUP = Speaker(1, None, 1), Speaker(-5, 7, 2), Speaker(-5, 7, 1)


@pytest.fixture
def state(tmp_path: Path) -> Iterator[ChatState]:
    opened = ChatState(tmp_path / "chat.db")
    yield opened
    opened.close()


def update(number: int, text: str = MET, person: int = 1, chat: int = 1) -> dict[str, Any]:
    message = {"message_id": number, "text": text, "from": {"id": person}, "chat": {"id": chat}}
    return {"update_id": number, "message": message}


def reopened(state: ChatState, path: Path) -> ChatState:
    state.close()
    return ChatState(path / "chat.db")


def rows(connection: Connection, query: str) -> list[Any]:
    return connection.execute(query).fetchall()


def test_what_was_stored_is_there_after_opening_again(tmp_path: Path) -> None:
    first = ChatState(tmp_path / "chat.db")
    first.do(chats.choose_language, 1, "hi-Latn", NOW)
    first.do(answers.record, ASHA, answered(MET), NOW, message_id=11, question_id=10)
    again = reopened(first, tmp_path)
    assert again.do(chats.languages) == {1: "hi-Latn"}
    given = again.do(answers.in_message, 1, 11)
    assert given
    assert (given.question, given.speaker, given.language) == (MET, ASHA, "hi")
    assert again.do(answers.to_question, 1, 10) == given
    again.close()


def test_only_its_owner_may_read_the_file(tmp_path: Path) -> None:
    state = ChatState(tmp_path / "new" / "chat.db")
    state.do(chats.seen, 1, 1, NOW)
    files = list((tmp_path / "new").iterdir())
    assert len(files) >= 2
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    state.close()


def test_two_bots_do_not_share_a_file_and_a_reader_may_look_into_it(tmp_path: Path) -> None:
    first = ChatState(tmp_path / "chat.db", alone=True)
    with pytest.raises(StateError, match="Another bot uses"):
        ChatState(tmp_path / "chat.db", alone=True)
    ChatState(tmp_path / "chat.db").close()
    first.close()
    ChatState(tmp_path / "chat.db", alone=True).close()


def test_work_that_fails_leaves_nothing_behind(state: ChatState) -> None:
    def fail(connection: Connection) -> None:
        chats.seen(connection, 1, None, NOW)
        raise KeyError

    with pytest.raises(KeyError):
        state.do(fail)
    assert not state.do(chats.is_active, 1)


async def test_work_is_done_in_one_other_thread_in_the_order_in_which_it_was_asked_for(state: ChatState) -> None:
    order: list[tuple[int, str]] = []

    def note(connection: Connection, number: int) -> None:
        order.append((number, threading.current_thread().name))

    await asyncio.gather(*(state.run(note, number) for number in range(20)))
    assert [number for number, _ in order] == list(range(20))
    assert {name for _, name in order} == {"state_0"}


def test_a_file_of_an_older_version_is_brought_up_to_date_and_keeps_its_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = ChatState(tmp_path / "chat.db")
    state.do(chats.choose_language, 1, "en", NOW)
    later = (*schema.MIGRATIONS, ("CREATE TABLE later (person_id INTEGER)", "INSERT INTO later VALUES (9)"))
    monkeypatch.setattr(schema, "MIGRATIONS", later)
    for _ in range(2):  # the second time there is nothing to do
        state = reopened(state, tmp_path)
        assert state.do(rows, "SELECT * FROM later") == [(9,)]
        assert state.do(chats.languages) == {1: "en"}
    state.close()


def test_each_older_version_takes_what_the_newest_keeps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    newest = schema.MIGRATIONS
    for version in range(1, len(newest)):
        path = tmp_path / f"{version}.db"
        monkeypatch.setattr(schema, "MIGRATIONS", newest[:version])
        state = ChatState(path)
        number = state.do(answers.record, ASHA, answered(MET), NOW, message_id=11)
        state.close()
        monkeypatch.setattr(schema, "MIGRATIONS", newest)
        state = ChatState(path)
        state.do(feedback.give, number, 1, "up", "button", NOW)
        assert [judged.question for judged in state.do(feedback.judged)] == [MET]
        state.close()


def test_a_migration_that_fails_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ChatState(tmp_path / "chat.db").close()
    sound = schema.MIGRATIONS
    monkeypatch.setattr(schema, "MIGRATIONS", (*sound, ("CREATE TABLE half (x)", "nonsense")))
    with pytest.raises(StateError):
        ChatState(tmp_path / "chat.db")
    monkeypatch.setattr(schema, "MIGRATIONS", sound)
    state = ChatState(tmp_path / "chat.db")
    assert "half" not in state.do(schema.columns)
    state.close()


def test_a_file_of_a_newer_khabar_of_another_program_or_a_damaged_one_is_refused_in_one_sentence(
    tmp_path: Path,
) -> None:
    newer, other, damaged = (tmp_path / name for name in ("newer.db", "other.db", "damaged.db"))
    ChatState(newer).close()
    for path, statement in ((newer, "PRAGMA user_version = 99"), (other, "CREATE TABLE theirs (x)")):
        connection = sqlite3.connect(path)
        connection.execute(statement)
        connection.commit()
        connection.close()
    damaged.write_bytes(b"no database" * 500)
    for path, words in ((newer, "update Khabar"), (other, "another program"), (damaged, "damaged"), (tmp_path, "open")):
        with pytest.raises(StateError, match=words):
            ChatState(path)


def test_an_update_is_new_once_and_its_content_goes_when_it_is_answered(state: ChatState) -> None:
    assert state.do(updates.keep, [update(7), update(8)], NOW) == [update(7), update(8)]
    assert state.do(updates.keep, [update(8), update(9)], NOW) == [update(9)]
    assert state.do(updates.waiting) == 3
    state.do(updates.finish, 8)
    assert state.do(updates.keep, [update(8)], NOW) == []
    assert state.do(rows, "SELECT content, person_id, chat_id FROM updates WHERE update_id = 8") == [(None, None, None)]


def test_what_was_not_answered_comes_back_in_its_order_after_the_next_start(state: ChatState, tmp_path: Path) -> None:
    state.do(updates.keep, [update(9), update(7, "कौन 🙂 \ud83d?"), update(8)], NOW)
    state.do(updates.finish, 8)
    again = reopened(state, tmp_path)
    assert again.do(updates.unfinished, NOW) == [update(7, "कौन 🙂 \ud83d?"), update(9)]
    again.close()


def test_an_update_at_which_the_process_ends_again_and_again_is_given_up(state: ChatState) -> None:
    state.do(updates.keep, [update(7)], NOW)
    starts = [len(state.do(updates.unfinished, NOW)) for _ in range(4)]
    assert starts == [1, 1, 0, 0]
    assert state.do(updates.keep, [update(7)], NOW) == []


def test_nobody_is_answered_a_day_later_and_old_numbers_are_forgotten(state: ChatState) -> None:
    state.do(updates.keep, [update(7)], NOW)
    assert state.do(updates.unfinished, NOW + timedelta(hours=25)) == []
    assert state.do(updates.expire, NOW + timedelta(days=2)) == 0
    assert state.do(updates.expire, NOW + timedelta(days=4)) == 1


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ({"message": {"chat": {"id": -5}, "from": {"id": 3}}}, (-5, 3)),
        ({"callback_query": {"from": {"id": 3}, "message": {"chat": {"id": -5}}}}, (-5, 3)),
        ({"message_reaction": {"chat": {"id": -5}, "user": {"id": 3}}}, (-5, 3)),
        ({"inline_query": {"from": {"id": 3}, "query": "x"}}, (None, 3)),
        ({"message": "broken"}, (None, None)),
        ({}, (None, None)),
    ],
)
def test_it_is_known_whose_an_update_is(content: dict[str, Any], found: tuple[int | None, int | None]) -> None:
    assert updates.whose({"update_id": 1, **content}) == found


def test_a_group_that_got_another_id_has_it_in_every_table(state: ChatState) -> None:
    state.do(updates.keep, [update(7, chat=-5)], NOW)
    state.do(chats.seen, -5, 2, NOW)
    state.do(chats.seen, -100, 2, NOW)
    state.do(answers.record, RAVI, answered(MET), NOW, message_id=11)
    state.do(subscriptions.put, Subscription(2, -5, "hi", 7, (), 0, 0.0))
    state.do(alerts.make, 2, -5, "hi", "जयशंकर", 0)
    state.do(deliveries.tell_once, 2, -5, "correction", "astana-1", NOW)
    state.do(deliveries.add, Delivery(2, -5, "correction", "hi", {}, NOW), NOW)
    moved = [table for table, names in state.do(schema.columns).items() if "chat_id" in names]
    assert all((-5,) in state.do(rows, f"SELECT chat_id FROM {table}") for table in moved)
    state.do(chats.move, -5, -100)
    assert [state.do(rows, f"SELECT chat_id FROM {table}") for table in moved] == [[(-100,)]] * len(moved)
    given = state.do(answers.in_message, -100, 11)
    assert given
    assert given.speaker == replace(RAVI, chat_id=-100)


def test_a_chat_that_is_gone_can_come_back(state: ChatState) -> None:
    state.do(chats.leave, 1)
    assert not state.do(chats.is_active, 1)
    for active in (True, False, True):
        state.do(chats.seen, 1, 1, NOW) if active else state.do(chats.leave, 1)
        assert state.do(chats.is_active, 1) is active


def test_an_answer_in_a_message_that_held_another_replaces_it(state: ChatState) -> None:
    state.do(answers.record, ASHA, answered(MET), NOW, message_id=11, question_id=10)
    state.do(answers.record, ASHA, refused(CRICKET), NOW, message_id=11, question_id=10)
    given = state.do(answers.in_message, 1, 11)
    assert given
    assert given.question == CRICKET
    assert state.do(rows, "SELECT count(*) FROM answers") == [(1,)]
    assert state.do(rows, "SELECT * FROM citations") == []


def test_readers_of_an_older_revision_of_the_last_week_are_found_once_each(state: ChatState) -> None:
    def tell(speaker: Speaker, revision: int, message_id: int | None, days_ago: float = 0, article: int = 1) -> None:
        cited = (replace(citation(article, LAVROV), revision=revision),)
        answer = replace(answered(f"{MET} {message_id}"), citations=cited)
        state.do(answers.record, speaker, answer, NOW - timedelta(days=days_ago), message_id=message_id)

    for chat in (1, 2, 3, 4, 5, -5):
        state.do(chats.seen, chat, None, NOW)
    state.do(chats.leave, 4)
    tell(ASHA, 1, 11, days_ago=6)
    tell(ASHA, 1, 12)
    tell(RAVI, 1, 13)
    tell(GROUP, 1, 14, days_ago=6.9)
    tell(Speaker(2, None, 2), 2, 15)  # read the corrected text
    tell(Speaker(3, None, 3), 1, 16, days_ago=7.1)
    tell(Speaker(4, None, 4), 1, 17)  # blocked the bot
    tell(Speaker(5, None, 5), 1, None)  # never got it
    tell(Speaker(5, None, 5), 1, 19, article=2)
    found = state.do(answers.readers_of, "astana-1", 2, NOW)
    assert [(given.speaker, given.message_id) for given in found] == [(ASHA, 12), (RAVI, 13), (GROUP, 14)]
    assert state.do(answers.readers_of, "astana-1", 1, NOW) == []
