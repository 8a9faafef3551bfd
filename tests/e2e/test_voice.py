"""Spoken questions, over HTTP on both sides: the loopback Bot API server and a loopback transcription endpoint."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
import pytest_asyncio

from chat.texts import TEXTS
from chat.transcriber import EndpointTranscriber
from tests.e2e.fake_newsroom import CRICKET, LAVROV, MET, WHEN, WHOM, FakeNewsroom
from tests.e2e.running_bot import running_bot
from tests.e2e.telegram_server import Fault, TelegramServer
from tests.e2e.transcription_server import KEY, MODEL, TranscriptionServer

HINDI, ENGLISH = TEXTS["hi"], TEXTS["en"]
SOUND = b"OggS\x00" + b"\x07" * 3_000


@pytest_asyncio.fixture
async def ear() -> AsyncIterator[TranscriptionServer]:
    async with TranscriptionServer() as server:
        server.says = MET
        yield server


@asynccontextmanager
async def listening(
    telegram: TelegramServer, newsroom: FakeNewsroom, ear: TranscriptionServer, key: str = KEY, **options: Any
) -> AsyncIterator[None]:
    transcriber = EndpointTranscriber(MODEL, ear.url, key, timeout_s=0.5)
    async with running_bot(telegram, newsroom, transcriber=transcriber, **options):
        yield


@pytest_asyncio.fixture
async def listening_bot(
    telegram: TelegramServer, newsroom: FakeNewsroom, ear: TranscriptionServer
) -> AsyncIterator[None]:
    async with listening(telegram, newsroom, ear):
        yield


@pytest.mark.usefixtures("listening_bot")
async def test_what_was_understood_is_shown_and_then_answered(
    telegram: TelegramServer, newsroom: FakeNewsroom, ear: TranscriptionServer
) -> None:
    ear.says = f" {MET}\n"
    person = telegram.person()
    person.speak(SOUND, duration_s=60)
    heard, answer = await person.receives(2)
    assert heard.text == HINDI.heard.format(text=MET)
    assert answer.text.startswith(LAVROV)
    assert [(one.sound, one.name, one.kind, one.model) for one in ear.heard] == [
        (SOUND, "voice.ogg", "audio/ogg", MODEL)
    ]
    person.say(WHEN)
    await person.receives(3)
    assert newsroom.turns == [[], [MET]]


@pytest.mark.usefixtures("listening_bot")
async def test_it_is_shown_in_the_language_that_was_spoken_and_as_plain_text(
    telegram: TelegramServer, ear: TranscriptionServer
) -> None:
    ear.says = f"{WHOM} <b>& more</b>"
    person = telegram.person()
    person.speak(SOUND)
    heard, _ = await person.receives(2)
    assert heard.text == ENGLISH.heard.format(text=ear.says)
    assert not telegram.refusals


@pytest.mark.parametrize(("duration_s", "size"), [(61, 3_000), (5, 20_000_001)])
@pytest.mark.usefixtures("listening_bot")
async def test_what_is_too_long_is_not_even_fetched(
    telegram: TelegramServer, ear: TranscriptionServer, duration_s: int, size: int
) -> None:
    person = telegram.person()
    voice = {"file_id": "v", "file_unique_id": "v", "duration": duration_s, "file_size": size}
    person.say("", voice=voice)
    (reply,) = await person.receives()
    assert reply.text == HINDI.voice_too_long.format(seconds=60)
    assert telegram.calls_of("getFile") == []
    assert ear.heard == []


@pytest.mark.usefixtures("listening_bot")
async def test_where_nothing_is_said_that_is_said(
    telegram: TelegramServer, newsroom: FakeNewsroom, ear: TranscriptionServer
) -> None:
    ear.says = " \n"
    person = telegram.person()
    person.speak(SOUND)
    (reply,) = await person.receives()
    assert reply.text == HINDI.voice_empty
    assert newsroom.asked == []


@pytest.mark.parametrize("wrong", ["status", "not_json", "other_json", "hangs"])
@pytest.mark.usefixtures("listening_bot")
async def test_an_endpoint_that_fails_leads_to_a_polite_line(
    telegram: TelegramServer, ear: TranscriptionServer, wrong: str, caplog: pytest.LogCaptureFixture
) -> None:
    ear.status = 400 if wrong == "status" else 200
    ear.body = {"not_json": "<html>", "other_json": '{"words": []}'}.get(wrong, "")
    ear.hangs = wrong == "hangs"
    person = telegram.person()
    person.speak(SOUND)
    (reply,) = await person.receives(timeout_s=8)
    assert reply.text == HINDI.voice_failed
    assert "TRANSCRIBER" in caplog.text
    assert MET not in caplog.text


async def test_a_wrong_key_is_never_logged(
    telegram: TelegramServer, newsroom: FakeNewsroom, ear: TranscriptionServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    async with listening(telegram, newsroom, ear, key="sk-wrong-key-9876543210"):
        person = telegram.person()
        person.speak(SOUND)
        (reply,) = await person.receives()
    assert reply.text == HINDI.voice_failed
    assert "sk-wrong" not in caplog.text


@pytest.mark.usefixtures("listening_bot")
async def test_a_voice_message_that_telegram_does_not_give_leads_to_a_polite_line(telegram: TelegramServer) -> None:
    telegram.fail_next("getFile", Fault("error", 400, "Bad Request: file is temporarily unavailable"))
    person = telegram.person()
    person.speak(SOUND)
    (reply,) = await person.receives()
    assert reply.text == HINDI.voice_failed


@pytest.mark.usefixtures("listening_bot")
async def test_in_a_group_only_a_voice_that_replies_to_the_bot_is_listened_to(
    telegram: TelegramServer, newsroom: FakeNewsroom, ear: TranscriptionServer
) -> None:
    person, group = telegram.person(), telegram.group(privacy=False)
    telegram.world.files["v"] = SOUND
    voice = {"file_id": "v", "file_unique_id": "v", "duration": 3, "file_size": len(SOUND)}
    group.say(person, "", voice=voice)
    group.say(person, f"@khabar_bot {CRICKET}")
    (answer,) = await group.receives()
    assert ear.heard == []
    group.say(person, "", voice=voice, reply_to=answer)
    *_, last = await group.receives(3)
    assert last.text.startswith(LAVROV)
    assert newsroom.asked == [CRICKET, MET]


@pytest.mark.usefixtures("listening_bot")
async def test_the_privacy_page_says_that_voices_are_sent_somewhere(telegram: TelegramServer) -> None:
    person = telegram.person()
    person.say("/privacy")
    (page,) = await person.receives()
    assert page.text.endswith(HINDI.privacy_voice)


@pytest.mark.usefixtures("bot")
async def test_without_a_transcriber_a_voice_gets_a_polite_line(telegram: TelegramServer) -> None:
    person = telegram.person()
    person.speak(SOUND)
    (reply,) = await person.receives()
    assert reply.text == HINDI.written_only
    assert telegram.calls_of("getFile") == []
    person.say("/privacy")
    _, page = await person.receives(2)
    assert HINDI.privacy_voice not in page.text
