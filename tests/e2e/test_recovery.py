"""Messages whose fate is unknown: each arrives once, and no other message is touched."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.e2e.fake_newsroom import CRICKET, LAVROV, MET, WHOM, FakeNewsroom
from tests.e2e.kept import Kept
from tests.e2e.running_bot import Way, running_bot
from tests.e2e.telegram_server import Fault, TelegramServer

LOST = Fault("lost_reply")


async def quiet(telegram: TelegramServer) -> None:
    """Wait until the bot has not called for a while."""
    count = -1
    while count != len(telegram.calls):
        count = len(telegram.calls)
        await asyncio.sleep(1.5)


@pytest.mark.parametrize("way", ["polling", "webhook"])
async def test_a_message_that_was_found_is_known_by_its_number(
    telegram: TelegramServer, newsroom: FakeNewsroom, tmp_path: Path, kept: Kept, way: Way
) -> None:
    async with running_bot(telegram, newsroom, way=way, data_dir=tmp_path):
        person = telegram.person()
        telegram.fail_next("sendMessage", LOST)
        person.say(MET)
        (answer,) = await person.receives()
        await kept.until([(answer.id, MET)], "SELECT message_id, question FROM answers")
        press = person.press("👍")
        await telegram.world.until(lambda: press.answered, 5, "the press is answered")
    assert len(person.inbox) == 1
    assert kept.rows("SELECT verdict FROM feedback") == [("up",)]


async def test_what_others_wrote_meanwhile_and_what_the_bot_wrote_before_stays_as_it_is(
    telegram: TelegramServer, newsroom: FakeNewsroom
) -> None:
    async with running_bot(telegram, newsroom):
        group, first, second = telegram.group(), telegram.person(), telegram.person()
        group.say(first, f"@khabar_bot {CRICKET}")
        (refusal,) = await group.receives()
        before = (refusal.text, refusal.keyboard)
        telegram.fail_next("sendMessage", LOST, Fault("cut"), LOST)
        group.say(first, f"@khabar_bot {MET}")
        group.say(second, "नमस्ते सबको")
        second.say(WHOM)
        group.say(second, f"@khabar_bot {WHOM}")
        for _ in range(5):
            second.say("/help")
        await group.receives(3, 15)
        await second.receives(2, 15)
        await quiet(telegram)
    assert (refusal.text, refusal.keyboard) == before
    assert [message.text.startswith(LAVROV) for message in group.inbox] == [False, True, True]
    assert len({message.reply_to for message in group.inbox}) == 3
    assert [message.text.startswith(LAVROV) for message in second.inbox].count(True) == 1
    assert len(second.inbox) == 6


async def test_the_search_itself_may_fail_and_is_repeated(
    telegram: TelegramServer, newsroom: FakeNewsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chat.waiting.SHORTEST_S", 0.01)
    telegram.fail_next("sendMessage", LOST)
    telegram.fail_next("editMessageText", Fault("cut"), Fault("error", 502), Fault("not_json", 200), LOST)
    async with running_bot(telegram, newsroom):
        person = telegram.person()
        person.say(MET)
        person.say(WHOM)
        await person.receives(2, 10)
        await quiet(telegram)
    assert len(person.inbox) == 2
    assert len(telegram.calls_of("sendMessage")) == 2


async def test_an_answer_outlasts_a_long_disturbance(
    telegram: TelegramServer, newsroom: FakeNewsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chat.waiting.SHORTEST_S", 0.01)
    monkeypatch.setattr("chat.recovery.SETTLE_S", 0.05)
    telegram.fail_next("sendMessage", Fault("error", 502), Fault("error", 500), Fault("cut"), Fault("error", 500), LOST)
    async with running_bot(telegram, newsroom):
        person = telegram.person()
        person.say(MET)
        await person.receives(1, 20)
        await quiet(telegram)
    assert len(person.inbox) == 1


async def test_a_person_who_blocks_the_bot_while_it_is_searching_is_left_alone(
    telegram: TelegramServer, newsroom: FakeNewsroom
) -> None:
    telegram.fail_next("sendMessage", Fault("cut"))
    async with running_bot(telegram, newsroom):
        person = telegram.person()
        person.say(MET)
        await telegram.world.until(lambda: telegram.calls_of("sendMessage"), 5, "the first attempt")
        person.block()
        await telegram.world.until(lambda: telegram.refusals, 5, "the search is refused")
        await quiet(telegram)
    assert person.inbox == []
    assert len(telegram.calls_of("sendMessage")) + len(telegram.calls_of("editMessageText")) == 2
