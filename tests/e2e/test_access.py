"""Whom the bot serves, and how often."""

from __future__ import annotations

from pathlib import Path

import pytest

from chat.access import Access
from chat.handlers import access as door
from chat.rates import Rates
from chat.texts import TEXTS
from tests.e2e.fake_newsroom import LAVROV, MET, FakeNewsroom
from tests.e2e.kept import Kept
from tests.e2e.running_bot import running_bot
from tests.e2e.telegram_server import TelegramServer

HINDI = TEXTS["hi"]


async def test_who_is_not_served_is_told_so_once_an_hour(
    telegram: TelegramServer, newsroom: FakeNewsroom, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, kept: Kept
) -> None:
    now = [0.0]
    monkeypatch.setattr(door, "Rates", lambda limit, period_s: Rates(limit, period_s, clock=lambda: now[0]))
    asha, stranger = telegram.person(), telegram.person()
    async with running_bot(telegram, newsroom, access=Access(frozenset({asha.id})), data_dir=tmp_path):
        for text in (MET, "/start", MET):
            stranger.say(text)
        asha.say(MET)
        await asha.receives()
        await kept.until([], "SELECT * FROM updates WHERE content IS NOT NULL")
        now[0] = 3_601.0
        stranger.say(MET)
        await stranger.receives(2)
    assert [message.text for message in stranger.inbox] == [HINDI.not_served] * 2
    assert asha.inbox[0].text.startswith(LAVROV)
    assert newsroom.asked == [MET]
    assert kept.rows("SELECT chat_id FROM chats") == [(asha.id,)]


async def test_a_group_that_is_served_is_served_whoever_speaks_and_another_only_hears_from_the_bot_if_it_is_asked(
    telegram: TelegramServer, newsroom: FakeNewsroom
) -> None:
    person, ours, other = telegram.person(), telegram.group(), telegram.group(privacy=False)
    async with running_bot(telegram, newsroom, access=Access(frozenset({ours.id}))):
        other.say(person, "आपस की बात")
        other.say(person, "/weather")
        ours.say(person, f"@khabar_bot {MET}")
        await ours.receives()
        assert other.inbox == []
        other.say(person, f"@khabar_bot {MET}")
        (answer,) = await other.receives()
    assert answer.text == HINDI.not_served
    assert newsroom.asked == [MET]


async def test_a_button_of_who_is_no_longer_served_does_nothing_and_forgetting_is_always_possible(
    telegram: TelegramServer, newsroom: FakeNewsroom, tmp_path: Path, kept: Kept
) -> None:
    person = telegram.person()
    async with running_bot(telegram, newsroom, data_dir=tmp_path):
        person.say("/start")
        await person.receives()
        person.say(MET)
        await person.receives(2)
    async with running_bot(telegram, newsroom, data_dir=tmp_path, access=Access(frozenset({1}))):
        press = person.press(MET)
        await telegram.world.until(lambda: press.answered, 5, "the press is acknowledged")
        assert press.notice == HINDI.not_served
        person.say("/privacy")
        await person.receives(3)
        person.say("/forget")
        question = (await person.receives(4))[-1]
        person.press(HINDI.forget_yes)
        await telegram.world.until(lambda: question.text == HINDI.forgotten, 5, "the message changes")
    assert newsroom.asked == [MET]
    assert kept.places_of((person.id,), ()) == set()


async def test_who_asks_too_often_is_told_for_how_long_to_wait_and_others_are_served(
    telegram: TelegramServer, newsroom: FakeNewsroom
) -> None:
    async with running_bot(telegram, newsroom, questions_per_hour=2):
        person, other = telegram.person(), telegram.person()
        for count in (1, 2):
            person.say(MET)
            await person.receives(count)
        person.say(MET)
        assert (await person.receives(3))[-1].text == HINDI.too_often.format(minutes=60)
        person.say(MET)  # nothing more is said of it for a minute
        other.say(MET)
        await other.receives()
        person.say("/help")
        assert HINDI.help in (await person.receives(4))[-1].text
    assert newsroom.asked == [MET] * 3


@pytest.mark.parametrize("command", ["/add", "/remove x", "/status", "/stats"])
@pytest.mark.usefixtures("bot")
async def test_commands_of_the_keepers_do_not_exist_for_others(telegram: TelegramServer, command: str) -> None:
    person = telegram.person()
    person.say(command)
    (answer,) = await person.receives()
    assert answer.text == HINDI.unknown_command
