"""/livez, /readyz and /metrics while the bot runs, and what must never stand in them or in a log."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

import chat.polling
from chat.state import updates
from index.errors import SettingsError, StateError, StoreMissing
from tests.e2e.fake_newsroom import CRICKET, LAVROV, MET, NURTLEU, WHOM, FakeNewsroom
from tests.e2e.running_bot import SECRET, RunningBot, Way, running_bot
from tests.e2e.telegram_server import TOKEN, Fault, TelegramServer, put_off

WAYS = pytest.mark.parametrize("way", ["polling", "webhook"])


async def get(bot: RunningBot, page: str) -> tuple[int, str]:
    """Fetch a page; return its status and text."""
    async with httpx.AsyncClient() as client:
        reply = await client.get(f"{bot.pages}/{page}")
    return reply.status_code, reply.text


async def figures(bot: RunningBot) -> dict[tuple[str, ...], float]:
    """Fetch /metrics; return values by name and labels, in the order of the labels' names."""
    _, text = await get(bot, "metrics")
    return {
        (sample.name, *(sample.labels[name] for name in sorted(sample.labels))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


async def becomes(bot: RunningBot, page: str, status: int) -> str:
    """Wait until a page has a status; return its text."""
    for _ in range(100):
        found, text = await get(bot, page)
        if found == status:
            return text
        await asyncio.sleep(0.05)
    raise AssertionError(f"/{page} is {found} and not {status}: {text}")


@WAYS
async def test_a_bot_that_takes_updates_lives_and_is_ready(
    telegram: TelegramServer, newsroom: FakeNewsroom, way: Way
) -> None:
    async with running_bot(telegram, newsroom, way=way, health=True) as bot:
        assert (await get(bot, "livez"))[0] == 200
        assert await becomes(bot, "readyz", 200) == "Updates are taken.\n"
        assert (await get(bot, "nothing"))[0] == 404
        assert (await figures(bot))["khabar_telegram_silence_seconds",] < 5


async def test_beside_a_webhook_the_pages_need_no_port_and_with_one_they_are_there_alone(
    telegram: TelegramServer, newsroom: FakeNewsroom
) -> None:
    async with running_bot(telegram, newsroom, way="webhook") as bot:
        assert (await get(bot, "livez"))[0] == 200
        assert bot.pages == bot.hook
    async with running_bot(telegram, newsroom, way="webhook", health=True) as bot:
        assert (await get(bot, "metrics"))[0] == 200
        async with httpx.AsyncClient() as client:
            assert (await client.get(f"{bot.hook}/metrics")).status_code == 404
            assert (await client.post(f"{bot.pages}/telegram")).status_code == 404


async def test_without_a_port_nothing_is_served(telegram: TelegramServer, newsroom: FakeNewsroom) -> None:
    async with running_bot(telegram, newsroom) as bot:
        with pytest.raises(httpx.ConnectError):
            await get(bot, "livez")


async def test_a_token_that_is_revoked_makes_the_bot_unready_while_it_finishes_its_answers(
    telegram: TelegramServer,
) -> None:
    newsroom = FakeNewsroom()
    newsroom.gate.clear()

    async def run() -> None:
        async with running_bot(telegram, newsroom, health=True) as bot:
            await becomes(bot, "readyz", 200)
            telegram.person().say(MET)
            await telegram.world.until(lambda: newsroom.asked, 5, "the bot is answering")
            telegram.revoke_token()
            assert await becomes(bot, "readyz", 503) == "Updates are not fetched.\n"
            assert (await get(bot, "livez"))[0] == 200
            newsroom.gate.set()
            await asyncio.wait([bot.task], timeout=5)

    with pytest.raises(SettingsError, match="TELEGRAM_BOT_TOKEN"):
        await run()


async def test_a_bot_that_does_not_hear_from_telegram_is_not_ready_and_lives(
    telegram: TelegramServer, newsroom: FakeNewsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chat.waiting.SHORTEST_S", 0.01)
    monkeypatch.setattr(chat.polling, "_READ_MARGIN_S", 1.0)
    monkeypatch.setattr(chat.polling, "_SILENT_POLLS", 0)
    async with running_bot(telegram, newsroom, health=True) as bot:
        await becomes(bot, "readyz", 200)
        telegram.fail_next("getUpdates", *[Fault("error", 502)] * 1_000)
        telegram.person().say(MET)  # ends the request that is being held
        assert (await becomes(bot, "readyz", 503)).startswith("Telegram has not answered for ")
        assert (await get(bot, "livez"))[0] == 200
        assert (await figures(bot))["khabar_telegram_silence_seconds",] > 1


@WAYS
async def test_a_bot_that_cannot_store_updates_is_not_ready(
    telegram: TelegramServer, newsroom: FakeNewsroom, monkeypatch: pytest.MonkeyPatch, way: Way
) -> None:
    def damaged(*_: Any) -> int:
        raise StateError("The file is damaged: restore a backup.")

    async with running_bot(telegram, newsroom, way=way, health=True) as bot:
        await becomes(bot, "readyz", 200)
        monkeypatch.setattr(updates, "waiting", damaged)
        assert await becomes(bot, "readyz", 503) == "The state of the chats cannot be read.\n"
        assert (await get(bot, "metrics"))[0] == 200


async def test_figures_tell_what_became_of_questions_updates_and_calls(
    telegram: TelegramServer, newsroom: FakeNewsroom
) -> None:
    newsroom.by_heart["टूटा"] = StoreMissing("There is no index; add news first.")
    async with running_bot(telegram, newsroom, health=True) as bot:
        person = telegram.person()
        said = [MET, WHOM, CRICKET, "टूटा", "🙏"]
        for count, text in enumerate(said, 1):
            update = person.say(text)
            if count == 2:
                telegram.fail_next("sendMessage", put_off(1))
            await person.receives(count)
        person.press("👎")
        await telegram.world.until(lambda: telegram.calls_of("answerCallbackQuery"), 5, "the press is answered")
        telegram.world.requeue(update)
        for _ in range(100):
            found = await figures(bot)
            waited = found["khabar_stage_seconds_count", "wait"] == 7
            if waited and found["khabar_updates_repeated_total",] and not found["khabar_updates_waiting",]:
                break
            await asyncio.sleep(0.05)
    assert found["khabar_updates_total", "message"] == 5
    assert found["khabar_updates_total", "callback_query"] == 1
    assert found["khabar_updates_repeated_total",] == 1
    assert found["khabar_updates_waiting",] == 0
    assert found["khabar_answers_total", "hi", "answered"] == 1
    assert found["khabar_answers_total", "en", "answered"] == 1
    assert found["khabar_answers_total", "hi", "no_evidence"] == 1
    assert found["khabar_answers_total", "", "failed"] == 1
    assert found["khabar_answers_total", "", "unreadable"] == 1
    assert found["khabar_telegram_calls_total", "sendMessage", "ok"] == 5
    assert found["khabar_telegram_calls_total", "sendMessage", "429"] == 1
    assert found["khabar_telegram_calls_total", "getupdates", "ok"] >= 5
    assert found["khabar_stage_seconds_count", "deliver"] == 5
    assert found["khabar_stage_seconds_sum", "deliver"] > 1
    assert found["khabar_stage_seconds_count", "whole"] == 6
    assert found["khabar_stage_seconds_count", "wait"] == 7  # five questions, and what may follow two answers
    assert found["khabar_messages_total", "sent"] == 5
    assert found["khabar_feedback", "down"] == 1
    assert found["khabar_feedback", "up"] == 0


async def test_the_queue_is_as_deep_as_there_are_updates_not_dealt_with(telegram: TelegramServer) -> None:
    newsroom = FakeNewsroom()
    newsroom.gate.clear()
    async with running_bot(telegram, newsroom, health=True) as bot:
        people = [telegram.person() for _ in range(3)]
        for person in people:
            person.say(MET)
        for _ in range(100):
            if (waiting := (await figures(bot))["khabar_updates_waiting",]) == 3:
                break
            await asyncio.sleep(0.05)
        assert waiting == 3
        newsroom.gate.set()
        for person in people:
            await person.receives()


@WAYS
async def test_no_word_of_a_question_no_id_and_no_secret_stands_in_the_figures_or_in_the_loudest_log(
    telegram: TelegramServer, newsroom: FakeNewsroom, way: Way, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    newsroom.by_heart["ज़ुम्बारो टूटा"] = ValueError("ज़ुम्बारो")
    async with running_bot(telegram, newsroom, way=way, health=True) as bot:
        for name in ("httpx", "httpcore", "uvicorn", "uvicorn.error", "telegram"):
            logging.getLogger(name).setLevel(logging.DEBUG if name.startswith("uvicorn") else logging.INFO)
        person = telegram.person("ज़हरा", person_id=7_123_456_789)
        group = telegram.group("ज़ुम्बारो मोहल्ला")
        said = [MET, "ज़ुम्बारो नाव कहाँ है?", "ज़ुम्बारो टूटा", "/start", "🙏"]
        for count, text in enumerate(said, 1):
            person.say(text)
            await person.receives(count)
        telegram.fail_next("sendMessage", Fault("error", 500))
        group.say(person, f"@khabar_bot {WHOM}")
        await group.receives()
        person.block()
        person.say(WHOM)
        person.gone = "Forbidden: bot was blocked by the user"
        await telegram.world.until(lambda: any(call.code == 403 for call in telegram.calls), 5, "a refusal")
        if way == "webhook":
            async with httpx.AsyncClient() as client:
                await client.post(f"{bot.hook}/telegram", content=MET.encode(), headers={"X-Wrong": SECRET})
        _, text = await get(bot, "metrics")
    secret = [
        str(person.id),
        str(group.id),
        str(abs(group.id)),
        person.first_name,
        TOKEN,
        TOKEN.partition(":")[2],
        SECRET,
    ]
    words = {
        word for text in (*said, LAVROV, NURTLEU, WHOM) for word in text.split() if len(word) > 3 and word != "/start"
    }
    assert "ज़ुम्बारो" in words
    assert [found for found in (*secret, *words) if found in text] == []
    assert [found for found in (*secret, *words) if found in caplog.text] == []
    assert len(caplog.records) > 5


async def test_words_that_are_looked_up_inline_come_to_an_end_like_any_update(
    telegram: TelegramServer, newsroom: FakeNewsroom
) -> None:
    async with running_bot(telegram, newsroom, health=True) as bot:
        query = telegram.person().look_up(MET)
        await telegram.world.until(lambda: query.answered, 5, "the list")
        for _ in range(100):
            found = await figures(bot)
            if found.get(("khabar_stage_seconds_count", "whole")):
                break
            await asyncio.sleep(0.05)
    assert found["khabar_updates_total", "inline_query"] == 1
    assert found["khabar_stage_seconds_count", "whole"] == 1
