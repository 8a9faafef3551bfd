"""What the running bot keeps of its chats, read from its file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from chat.app import build_application
from chat.state import answers, updates
from index.errors import StateError
from tests.e2e.fake_newsroom import CRICKET, LAVROV, MET, NURTLEU, WHEN, WHOM, FakeNewsroom
from tests.e2e.kept import Kept
from tests.e2e.running_bot import running_bot
from tests.e2e.telegram_server import TOKEN, TelegramServer


@pytest.mark.usefixtures("kept_bot")
async def test_an_answer_is_kept_with_its_messages_and_what_it_cites(telegram: TelegramServer, kept: Kept) -> None:
    person, group = telegram.person(), telegram.group(topics=(7,))
    said = person.say(MET)
    (answer,) = await person.receives()
    asked = group.say(person, f"@khabar_bot {CRICKET}", topic=7)
    (refusal,) = await group.receives()
    numbers = [
        (person.id, 0, person.id, said["message"]["message_id"], answer.id, "answered", MET),
        (group.id, 7, person.id, asked["message"]["message_id"], refusal.id, "no_evidence", CRICKET),
    ]
    query = "SELECT chat_id, topic_id, person_id, question_id, message_id, outcome, question FROM answers"
    await kept.until(numbers, query)
    cited = kept.rows("SELECT answer_id, n, article_id, revision, quote FROM citations")
    assert cited == [(1, 1, "astana-1", 1, LAVROV), (1, 2, "astana-2", 1, NURTLEU)]


@pytest.mark.usefixtures("kept_bot")
async def test_of_an_answered_update_only_its_number_is_kept(telegram: TelegramServer, kept: Kept) -> None:
    person = telegram.person()
    update = person.say(MET)
    await person.receives()
    await kept.until(
        [(update["update_id"], None, None, None)], "SELECT update_id, content, person_id, chat_id FROM updates"
    )


async def test_a_follow_up_leans_on_what_was_said_before_a_restart(telegram: TelegramServer, tmp_path: Path) -> None:
    newsroom, person = FakeNewsroom(), telegram.person()
    for count, question in enumerate((MET, WHEN), 1):
        async with running_bot(telegram, newsroom, data_dir=tmp_path):
            person.say(question)
            await person.receives(count)
    assert newsroom.turns == [[], [MET]]


async def test_an_update_that_comes_again_after_a_restart_is_answered_once(
    telegram: TelegramServer, tmp_path: Path
) -> None:
    newsroom, person = FakeNewsroom(), telegram.person()
    async with running_bot(telegram, newsroom, data_dir=tmp_path):
        update = person.say(MET)
        await person.receives()
    telegram.world.requeue(update)
    async with running_bot(telegram, newsroom, data_dir=tmp_path):
        person.say(WHOM)
        await person.receives(2)
    assert newsroom.asked == [MET, WHOM]


async def test_updates_that_cannot_be_stored_are_fetched_again(
    telegram: TelegramServer,
    newsroom: FakeNewsroom,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr("chat.waiting.SHORTEST_S", 0.01)
    keep, failures = updates.keep, iter([StateError("The disk is full: free some space.")] * 2)

    def keep_at_last(*given: Any) -> Any:
        if error := next(failures, None):
            raise error
        return keep(*given)

    monkeypatch.setattr(updates, "keep", keep_at_last)
    async with running_bot(telegram, newsroom, data_dir=tmp_path):
        person = telegram.person()
        person.say(MET)
        await person.receives()
    assert newsroom.asked == [MET]
    assert "The disk is full: free some space." in caplog.text
    assert MET not in caplog.text


@pytest.mark.usefixtures("kept_bot")
async def test_an_answer_that_cannot_be_kept_is_given_without_an_apology(
    telegram: TelegramServer, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise StateError("The disk is full: free some space.")

    monkeypatch.setattr(answers, "record", full)
    person = telegram.person()
    for count in (1, 2):
        person.say(MET)
        await person.receives(count)
    assert [message.text.startswith(LAVROV) for message in person.inbox] == [True, True]
    assert "could not be kept: The disk is full" in caplog.text


async def test_a_second_bot_with_the_same_folder_ends_with_one_sentence(
    telegram: TelegramServer, newsroom: FakeNewsroom, tmp_path: Path
) -> None:
    async with running_bot(telegram, newsroom, data_dir=tmp_path):
        with pytest.raises(StateError, match="Another bot uses"):
            build_application(TOKEN, telegram.url, newsroom, data_dir=tmp_path)


@pytest.mark.usefixtures("kept_bot")
async def test_a_chat_that_blocked_or_removed_the_bot_is_inactive_until_it_is_back(
    telegram: TelegramServer, kept: Kept
) -> None:
    person, group = telegram.person(), telegram.group()
    group.say(person, f"@khabar_bot {MET}")
    person.say(MET)
    await person.receives()
    await group.receives()
    person.block()
    group.remove_bot(person)
    query = "SELECT active FROM chats ORDER BY chat_id"
    await kept.until([(0,), (0,)], query)
    person.unblock()
    await kept.until([(0,), (1,)], query)


@pytest.mark.usefixtures("kept_bot")
async def test_a_message_that_is_refused_makes_the_chat_inactive(telegram: TelegramServer, kept: Kept) -> None:
    person, group = telegram.person(), telegram.group()
    group.say(person, f"@khabar_bot {MET}")
    group.remove_bot()
    await kept.until([(0,)], "SELECT active FROM chats WHERE chat_id = ?", group.id)


@pytest.mark.parametrize("told", [True, False])
@pytest.mark.usefixtures("kept_bot")
async def test_a_group_that_became_a_supergroup_is_known_under_its_new_id_only(
    telegram: TelegramServer, kept: Kept, told: bool
) -> None:
    person, old = telegram.person(), telegram.group()
    old.say(person, f"@khabar_bot {MET}")
    await old.receives()
    await kept.until([(old.id,)], "SELECT chat_id FROM answers")
    if told:
        new = old.become_supergroup(person)
    else:  # the bot finds out when it writes
        new = telegram.group()
        old.migrated_to = new.id
        old.say(person, f"@khabar_bot {WHOM}")
        await new.receives()
    for table, count in (("answers", 1 if told else 2), ("turns", 1), ("chats", 1)):
        await kept.until([(new.id,)] * count, f"SELECT chat_id FROM {table}")
