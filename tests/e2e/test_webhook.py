"""The webhook: what is taken, what is refused, and what Telegram is told. The conversation by it is test_conversation.py."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from chat.app import ALLOWED_UPDATES
from chat.state import updates
from chat.webhook import MAX_BODY_BYTES
from index.errors import SettingsError, StateError
from tests.e2e.fake_newsroom import LAVROV, MET, WHOM, FakeNewsroom
from tests.e2e.running_bot import SECRET, running_bot
from tests.e2e.telegram_server import TOKEN, Fault, TelegramServer

HEADER = "X-Telegram-Bot-Api-Secret-Token"


async def post(url: str, content: bytes | AsyncIterator[bytes], secret: str | None = SECRET) -> int:
    """Post to the webhook as somebody; return the status."""
    async with httpx.AsyncClient() as client:
        headers = {} if secret is None else {HEADER: secret}
        return (await client.post(f"{url}/telegram", content=content, headers=headers)).status_code


async def test_telegram_is_told_where_to_bring_what_and_with_which_secret(
    telegram: TelegramServer, newsroom: FakeNewsroom
) -> None:
    async with running_bot(telegram, newsroom, way="webhook") as bot:
        await telegram.world.until(lambda: telegram.calls_of("setWebhook"), 5, "the webhook is set")
    (call,) = telegram.calls_of("setWebhook")
    assert call.given["url"] == f"{bot.hook}/telegram"
    assert call.given["secret_token"] == SECRET
    assert json.loads(call.given["allowed_updates"]) == list(ALLOWED_UPDATES)
    assert call.given["max_connections"] == "40"
    assert call.given.get("drop_pending_updates", "false").lower() == "false"
    assert telegram.polls == []


async def test_what_was_said_between_webhook_and_polling_is_answered_either_way(
    telegram: TelegramServer, newsroom: FakeNewsroom, tmp_path: Path
) -> None:
    person = telegram.person()
    for count, way in enumerate(("webhook", "polling", "webhook"), 1):
        person.say(MET)
        async with running_bot(telegram, newsroom, way=way, data_dir=tmp_path):  # type: ignore[arg-type]
            await person.receives(count)
    assert len(person.inbox) == 3
    assert telegram.calls_of("deleteWebhook")


async def test_an_update_that_telegram_brings_again_is_answered_once(
    telegram: TelegramServer, newsroom: FakeNewsroom
) -> None:
    async with running_bot(telegram, newsroom, way="webhook") as bot:
        person = telegram.person()
        update = person.say(MET)
        await person.receives()
        assert await post(bot.hook, json.dumps(update).encode()) == 200
        telegram.world.requeue(update)
        person.say(WHOM)
        await person.receives(2)
    assert newsroom.asked == [MET, WHOM]


async def test_what_cannot_be_stored_is_brought_again_and_the_log_says_what_telegram_says(
    telegram: TelegramServer,
    newsroom: FakeNewsroom,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    keep, is_full = updates.keep, asyncio.Event()
    is_full.set()

    def keep_if_possible(*given: Any) -> Any:
        if is_full.is_set():
            raise StateError("The disk is full: free some space.")
        return keep(*given)

    monkeypatch.setattr(updates, "keep", keep_if_possible)
    async with running_bot(telegram, newsroom, way="webhook", check_every_s=0.05):
        person = telegram.person()
        person.say(MET)
        for _ in range(100):
            if "could not bring an update" in caplog.text:
                break
            await asyncio.sleep(0.05)
        assert person.inbox == []
        is_full.clear()
        await person.receives()
    assert newsroom.asked == [MET]
    assert "could not be stored, and Telegram brings it again: The disk is full" in caplog.text
    assert "could not bring an update to WEBHOOK_URL: Wrong response from the webhook: 503" in caplog.text
    assert MET not in caplog.text


@pytest.mark.parametrize("secret", [None, "", SECRET[:-1], SECRET + "x", "ग़लत-चाबी"])
async def test_who_does_not_know_the_secret_is_refused_and_leaves_no_trace_in_the_log(
    telegram: TelegramServer, newsroom: FakeNewsroom, caplog: pytest.LogCaptureFixture, secret: str | None
) -> None:
    caplog.set_level(logging.DEBUG)
    async with running_bot(telegram, newsroom, way="webhook") as bot:
        update = {"update_id": 1, "message": {"text": MET}}
        headers = {} if secret is None else {HEADER: secret.encode()}
        async with httpx.AsyncClient() as client:
            reply = await client.post(f"{bot.hook}/telegram", json=update, headers=headers)
            assert (reply.status_code, reply.content) == (403, b"")
            assert (await client.get(f"{bot.hook}/telegram")).status_code == 405
    assert newsroom.asked == []
    assert "did not show the secret" in caplog.text
    assert SECRET[:-1] not in caplog.text
    assert "चाबी" not in caplog.text
    assert MET not in caplog.text


async def test_a_body_of_more_than_a_megabyte_is_refused_before_it_is_read(
    telegram: TelegramServer, newsroom: FakeNewsroom
) -> None:
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        while sent < 100 * MAX_BODY_BYTES:
            sent += 65_536
            yield b" " * 65_536

    async with running_bot(telegram, newsroom, way="webhook") as bot:
        assert await post(bot.hook, b" " * (MAX_BODY_BYTES + 1)) == 413
        with contextlib.suppress(httpx.HTTPError):  # the server may close while we are still writing
            assert await post(bot.hook, endless()) == 413
        assert sent < 20 * MAX_BODY_BYTES
        person = telegram.person()
        person.say(MET)
        await person.receives()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"update_id"',
        b"\xff\xfe",
        b'{"message": {}}',
        b'{"update_id": true}',
        b'{"update_id": "7"}',
        b'{"update_id": -7}',
        b'{"update_id": 7e99}',
        b'{"update_id": %d}' % 10**40,
        b'{"update_id": 7, "message": NaN}',
        b"[" * 100_000,
        b'{"update_id": 7, "message": ' + b'{"a":' * 50_000 + b"1" + b"}" * 50_001,
    ],
    ids=range(15),
)
async def test_what_is_no_update_is_refused_and_the_next_is_taken(
    telegram: TelegramServer, newsroom: FakeNewsroom, body: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    async with running_bot(telegram, newsroom, way="webhook") as bot:
        assert await post(bot.hook, body) == 400
        person = telegram.person()
        person.say(MET)
        await person.receives()
    assert "Traceback" not in caplog.text


async def test_after_the_signal_answers_are_finished_and_updates_left_to_telegram(
    telegram: TelegramServer, tmp_path: Path
) -> None:
    newsroom, person = FakeNewsroom(), telegram.person()
    newsroom.gate.clear()
    async with running_bot(telegram, newsroom, way="webhook", data_dir=tmp_path) as bot:
        person.say(MET)
        await telegram.world.until(lambda: newsroom.asked, 5, "the bot is answering")
        bot.stop.set()
        await asyncio.sleep(0.1)
        async with httpx.AsyncClient() as client:
            ready = await client.get(f"{bot.pages}/readyz")
        assert (ready.status_code, ready.text) == (503, "Updates are not taken.\n")
        person.say(WHOM)
        newsroom.gate.set()
        (answer,) = await person.receives()
        assert answer.text.startswith(LAVROV)
        await bot.task
        assert len(telegram.world.updates) == 1
    async with running_bot(telegram, newsroom, way="webhook", data_dir=tmp_path):
        await person.receives(2)
    assert newsroom.asked == [MET, WHOM]


async def test_a_webhook_that_another_program_took_away_is_set_again(
    telegram: TelegramServer, newsroom: FakeNewsroom, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chat.waiting.SHORTEST_S", 0.01)
    async with running_bot(telegram, newsroom, way="webhook", check_every_s=0.1):
        await telegram.world.until(lambda: telegram.world.webhook_url, 5, "the webhook is set")
        telegram.fail_next("setWebhook", Fault("error", 400, "Bad Request: bad webhook: Failed to resolve host"))
        async with httpx.AsyncClient() as another:
            await another.post(f"{telegram.url}/bot{TOKEN}/deleteWebhook")
        person = telegram.person()
        person.say(MET)
        await person.receives()
    assert "Another program changed this bot's webhook" in caplog.text
    assert "Telegram refuses WEBHOOK_URL just now" in caplog.text


async def test_telegram_may_be_away_when_the_webhook_is_to_be_set(
    telegram: TelegramServer, newsroom: FakeNewsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chat.waiting.SHORTEST_S", 0.01)
    telegram.fail_next("getWebhookInfo", Fault("cut"), Fault("not_json", 200))
    telegram.fail_next("setWebhook", Fault("error", 502), Fault("lost_reply"))
    async with running_bot(telegram, newsroom, way="webhook"):
        person = telegram.person()
        person.say(MET)
        await person.receives()


async def test_an_address_that_telegram_refuses_ends_with_its_reason(
    telegram: TelegramServer, newsroom: FakeNewsroom
) -> None:
    reason = "bad webhook: Failed to resolve host: Name or service not known"
    telegram.fail_next("setWebhook", Fault("error", 400, f"Bad Request: {reason}"))
    with pytest.raises(SettingsError, match="Telegram refuses WEBHOOK_URL: Bad webhook: failed to resolve host"):
        async with running_bot(telegram, newsroom, way="webhook") as bot:
            await asyncio.wait([bot.task], timeout=5)


async def test_a_token_that_is_revoked_ends_the_bot_at_the_next_check(
    telegram: TelegramServer, newsroom: FakeNewsroom
) -> None:
    async def run() -> None:
        async with running_bot(telegram, newsroom, way="webhook", check_every_s=0.1) as bot:
            await telegram.world.until(lambda: telegram.world.webhook_url, 5, "the webhook is set")
            telegram.revoke_token()
            await asyncio.wait([bot.task], timeout=5)

    with pytest.raises(SettingsError, match="TELEGRAM_BOT_TOKEN"):
        await run()
