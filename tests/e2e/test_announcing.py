"""What the bot tells Telegram of itself, and /start, which tells people."""

from __future__ import annotations

import pytest

from chat.texts import TEXTS
from tests.e2e.fake_newsroom import MET, WHOM, FakeNewsroom
from tests.e2e.running_bot import running_bot
from tests.e2e.telegram_server import Fault, TelegramServer

HINDI, ENGLISH = TEXTS["hi"], TEXTS["en"]
SETTERS = ("setMyCommands", "setMyDescription", "setMyShortDescription")


def settings_made(telegram: TelegramServer) -> int:
    return sum(len(telegram.calls_of(method)) for method in SETTERS)


@pytest.mark.usefixtures("bot")
async def test_commands_and_descriptions_are_in_hindi_and_in_english_for_chats_and_for_groups(
    telegram: TelegramServer,
) -> None:
    listed = telegram.world.commands
    assert set(listed) == {(scope, code) for scope in ("all_private_chats", "all_group_chats") for code in ("", "hi")}
    private = {command["command"]: command["description"] for command in listed["all_private_chats", "hi"]}
    assert list(private) == ["new", "language", "help", "privacy", "forget", "start"]
    assert private["help"] == "मदद"
    assert listed["all_private_chats", ""][2]["description"] == "Help"
    assert "start" not in [command["command"] for command in listed["all_group_chats", ""]]
    assert telegram.world.descriptions["description", "hi"] == HINDI.description
    assert telegram.world.descriptions["description", ""] == ENGLISH.description
    assert telegram.world.descriptions["short_description", ""] == ENGLISH.short_description
    assert not telegram.refusals


async def test_a_bot_that_starts_again_tells_only_what_changed(
    telegram: TelegramServer, newsroom: FakeNewsroom
) -> None:
    async with running_bot(telegram, newsroom):
        assert settings_made(telegram) == 8
    telegram.world.descriptions["description", "hi"] = "कुछ और"
    telegram.world.commands["all_group_chats", ""].pop()
    async with running_bot(telegram, newsroom):
        assert settings_made(telegram) == 10
    assert telegram.world.descriptions["description", "hi"] == HINDI.description


@pytest.mark.parametrize("method", ["getMyCommands", "setMyShortDescription"])
async def test_a_bot_that_cannot_tell_of_itself_answers_all_the_same(
    telegram: TelegramServer, newsroom: FakeNewsroom, method: str
) -> None:
    telegram.fail_next(method, Fault("error", 429, "Too Many Requests: retry after 3600", {"retry_after": 3600}))
    async with running_bot(telegram, newsroom):
        person = telegram.person()
        person.say(MET)
        await person.receives()


@pytest.mark.usefixtures("kept_bot")
async def test_the_language_can_be_changed_in_the_first_message(telegram: TelegramServer) -> None:
    person = telegram.person()
    person.say("/start")
    (welcome,) = await person.receives()
    assert welcome.buttons[-2:] == [ENGLISH.language_name, TEXTS["hi-Latn"].language_name]
    press = person.press(ENGLISH.language_name)
    await telegram.world.until(lambda: ENGLISH.greeting in welcome.text, 5, "the message changes")
    assert press.notice == ENGLISH.language_chosen
    assert welcome.buttons[0] == WHOM
    assert welcome.buttons[-2] == HINDI.language_name
    person.say("/start")
    assert ENGLISH.greeting in (await person.receives(2))[-1].text
