"""What the bot does where Telegram, or the way to it, fails."""

from __future__ import annotations

import asyncio
import logging

import pytest

import chat.polling
from chat.texts import TEXTS
from index.errors import SettingsError, StoreMissing
from tests.e2e.fake_newsroom import CRICKET, LAVROV, MET, WHOM, FakeNewsroom
from tests.e2e.running_bot import running_bot
from tests.e2e.telegram_server import TOKEN, Fault, TelegramServer, put_off

HINDI = TEXTS["hi"]


@pytest.mark.usefixtures("bot")
async def test_an_answer_that_telegram_put_off_is_delivered_once(telegram: TelegramServer) -> None:
    telegram.fail_next("sendMessage", put_off(1))
    person = telegram.person()
    person.say(MET)
    await person.receives()
    person.say(WHOM)
    inbox = await person.receives(2)
    assert [message.text.startswith(LAVROV) for message in inbox] == [True, True]
    assert [call.code for call in telegram.calls_of("sendMessage")] == [429, 200, 200]


@pytest.mark.usefixtures("bot")
async def test_one_chat_that_is_put_off_does_not_hold_up_another(telegram: TelegramServer) -> None:
    telegram.fail_next("sendMessage", put_off(2))
    waiting, other = telegram.person(), telegram.person()
    waiting.say(MET)
    await telegram.world.until(lambda: telegram.refusals, 5, "the first answer is put off")
    other.say(MET)
    await other.receives()
    assert waiting.inbox == []
    await waiting.receives()


@pytest.mark.parametrize(
    "fault", [Fault("error", 500), Fault("error", 502, "Bad Gateway"), Fault("error", 503, "Service Unavailable")]
)
@pytest.mark.usefixtures("bot")
async def test_an_answer_that_surely_was_not_delivered_is_sent_again(telegram: TelegramServer, fault: Fault) -> None:
    telegram.fail_next("sendMessage", fault)
    person = telegram.person()
    person.say(MET)
    await person.receives()
    assert [call.code for call in telegram.calls_of("sendMessage")] == [fault.code, 200]


@pytest.mark.parametrize("fault", [Fault("lost_reply"), Fault("not_json", 200), Fault("cut"), Fault("hang")])
async def test_an_answer_that_may_have_been_delivered_is_looked_for_and_sent_again_only_if_it_is_not_there(
    telegram: TelegramServer, newsroom: FakeNewsroom, fault: Fault
) -> None:
    telegram.fail_next("sendMessage", fault)
    async with running_bot(telegram, newsroom):
        person = telegram.person()
        person.say(MET)
        person.say(WHOM)
        inbox = await person.receives(2, 10)
    assert len(telegram.calls_of("sendMessage")) == (2 if fault.kind == "lost_reply" else 3)
    assert len(inbox) == 2
    assert [MET in newsroom.asked, WHOM in newsroom.asked] == [True, True]


@pytest.mark.usefixtures("bot")
async def test_a_message_that_telegram_cannot_parse_comes_as_plain_text(
    telegram: TelegramServer, caplog: pytest.LogCaptureFixture
) -> None:
    refusal = 'Bad Request: can\'t parse entities: Unsupported start tag "br" at byte offset 3'
    telegram.fail_next("sendMessage", Fault("error", 400, refusal))
    person = telegram.person()
    person.say(CRICKET)
    (answer,) = await person.receives()
    assert answer.entities == []
    assert answer.source == answer.text
    assert "मानसून <केरल> पहुँचा — नमूना समाचार, 4 जुलाई 2024" in answer.text
    assert "could not read our HTML" in caplog.text


async def test_a_person_who_blocked_the_bot_is_left_alone_and_others_are_served(
    telegram: TelegramServer, newsroom: FakeNewsroom, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    async with running_bot(telegram, newsroom):
        person, other = telegram.person(), telegram.person()
        person.say(MET)
        person.block()
        other.say(MET)
        await other.receives()
        await telegram.world.until(lambda: telegram.refusals, 5, "the refusal")
    assert [call.description for call in telegram.refusals] == ["Forbidden: bot was blocked by the user"]
    assert [record.levelname for record in caplog.records if "blocked the bot" in record.getMessage()] == ["INFO"]


@pytest.mark.usefixtures("bot")
async def test_an_update_that_comes_twice_is_answered_once(telegram: TelegramServer, newsroom: FakeNewsroom) -> None:
    person = telegram.person()
    update = person.say(MET)
    await person.receives()
    telegram.world.requeue(update)
    person.say(WHOM)
    await person.receives(2)
    assert newsroom.asked == [MET, WHOM]


@pytest.mark.usefixtures("bot")
async def test_an_update_that_cannot_be_read_is_stepped_over(
    telegram: TelegramServer, newsroom: FakeNewsroom, caplog: pytest.LogCaptureFixture
) -> None:
    person = telegram.person()
    telegram.world.queue("message", {"text": MET})
    person.say(WHOM)
    await person.receives()
    assert newsroom.asked == [WHOM]
    assert "cannot be read" in caplog.text
    assert MET not in caplog.text


@pytest.mark.parametrize(
    ("error", "logged"),
    [(StoreMissing("There is no index in data; add news first."), "add news first"), (ValueError(MET), "ValueError")],
)
@pytest.mark.usefixtures("bot")
async def test_a_failure_gets_an_apology_whose_id_is_in_the_log_and_the_question_is_not(
    telegram: TelegramServer,
    newsroom: FakeNewsroom,
    caplog: pytest.LogCaptureFixture,
    error: Exception,
    logged: str,
) -> None:
    caplog.set_level(logging.DEBUG)
    newsroom.by_heart[MET] = error
    person = telegram.person()
    person.say(MET)
    (answer,) = await person.receives()
    beginning, _, end = HINDI.apology.partition("{id}")
    assert answer.text.startswith(beginning)
    error_id = answer.text.removeprefix(beginning).removesuffix(end)
    (line,) = [record.getMessage() for record in caplog.records if error_id in record.getMessage()]
    assert logged in line
    assert MET not in caplog.text


async def test_telegram_may_be_away_at_the_start_and_come_back(
    telegram: TelegramServer, newsroom: FakeNewsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chat.waiting.SHORTEST_S", 0.01)
    telegram.fail_next("getMe", Fault("cut"), Fault("error", 502), Fault("not_json", 200))
    telegram.fail_next("deleteWebhook", Fault("error", 500))
    telegram.fail_next("setMyCommands", Fault("error", 500))
    async with running_bot(telegram, newsroom):
        person = telegram.person()
        person.say(MET)
        await person.receives()


async def test_polling_goes_on_after_any_failure_but_a_refused_token(
    telegram: TelegramServer, newsroom: FakeNewsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chat.waiting.SHORTEST_S", 0.01)
    monkeypatch.setattr(chat.polling, "_READ_MARGIN_S", 0.3)
    faults = [
        Fault("cut"),
        Fault("error", 502),
        Fault("not_json", 200),
        Fault("not_json", 502),
        Fault("hang"),
        put_off(1),
    ]
    telegram.fail_next("getUpdates", *faults)
    async with running_bot(telegram, newsroom) as bot:
        person = telegram.person()
        person.say(MET)
        await person.receives(timeout_s=8)
        assert bot.source.silence_s is not None
        assert newsroom.asked == [MET]


@pytest.mark.parametrize(
    "token",
    [
        "4242:AAWrongSecretOfTheBot_0123456789abc",
    ],
)
async def test_a_wrong_token_ends_with_one_sentence(newsroom: FakeNewsroom, token: str) -> None:
    async with TelegramServer(token=token) as server:
        with pytest.raises(SettingsError, match="TELEGRAM_BOT_TOKEN") as caught:
            async with running_bot(server, newsroom):
                pass
    assert TOKEN not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


async def test_a_token_that_is_revoked_while_the_bot_runs_ends_it(
    telegram: TelegramServer, newsroom: FakeNewsroom
) -> None:
    async def run() -> None:
        async with running_bot(telegram, newsroom) as bot:
            await telegram.world.until(lambda: telegram.polls, 5, "the bot polls")
            telegram.revoke_token()
            await asyncio.wait([bot.task], timeout=5)

    with pytest.raises(SettingsError, match="TELEGRAM_BOT_TOKEN"):
        await run()


async def test_two_programs_with_one_token_get_a_word_and_both_live_on(
    telegram: TelegramServer, newsroom: FakeNewsroom, caplog: pytest.LogCaptureFixture
) -> None:
    telegram.fail_next("getUpdates", Fault("error", 409, "Conflict: terminated by other getUpdates request"))
    async with running_bot(telegram, newsroom):
        person = telegram.person()
        person.say(MET)
        await person.receives()
    assert "Another program fetches this bot's updates" in caplog.text
