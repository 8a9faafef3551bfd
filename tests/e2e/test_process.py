"""The bot as a process: signals, exit codes, and what it writes."""

from __future__ import annotations

import asyncio
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.e2e.fake_newsroom import LAVROV, MET
from tests.e2e.telegram_server import TOKEN, Fault, TelegramServer

ROOT = Path(__file__).parents[2]


@asynccontextmanager
async def bot_process(
    server: TelegramServer,
    token: str = TOKEN,
    delay_s: float = 0.0,
    folder: Path | None = None,
    news: Path | None = None,
) -> AsyncIterator[Process]:
    """Start the bot as a process; it is killed at the end if it still runs."""
    command = [sys.executable, "-m", "tests.e2e.bot_process", server.url, token, str(delay_s)]
    command += [str(path) for path in (folder, news) if path]
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=PIPE, stderr=PIPE)
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def listening(process: Process) -> None:
    """Wait until the bot says that it listens."""
    assert process.stdout
    assert await asyncio.wait_for(process.stdout.readline(), 20) == b"@khabar_bot\n"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_while_answering_delivers_the_answer_first(
    telegram: TelegramServer, number: signal.Signals
) -> None:
    async with bot_process(telegram, delay_s=1.0) as process:
        await listening(process)
        person = telegram.person()
        question = person.say(MET)
        await telegram.world.until(lambda: telegram.world.actions, 5, "the bot is answering")
        process.send_signal(number)
        (answer,) = await person.receives()
        _, log = await asyncio.wait_for(process.communicate(), 10)
    assert answer.text.startswith(LAVROV)
    assert process.returncode == 0
    assert b"Traceback" not in log
    assert (telegram.polls[-1]["timeout"], telegram.polls[-1]["offset"]) == ("0", str(question["update_id"] + 1))


async def test_a_question_that_a_killed_bot_had_taken_is_answered_once_after_the_next_start(
    telegram: TelegramServer, tmp_path: Path
) -> None:
    person = telegram.person()
    async with bot_process(telegram, delay_s=30.0, folder=tmp_path) as process:
        await listening(process)
        question = person.say(MET)
        await telegram.world.until(lambda: telegram.world.actions, 5, "the bot is answering")
        await telegram.world.until(lambda: not telegram.world.updates, 5, "Telegram was told that the question arrived")
        process.send_signal(signal.SIGKILL)
        await process.wait()
    assert person.inbox == []
    for _ in range(2):  # the second start finds nothing left to do
        async with bot_process(telegram, folder=tmp_path) as process:
            await listening(process)
            await person.receives()
            telegram.world.requeue(question)
            person.say("/help")
            await person.receives(len(person.inbox) + 1)
            process.send_signal(signal.SIGTERM)
            await asyncio.wait_for(process.communicate(), 10)
    assert [message.text.startswith(LAVROV) for message in person.inbox] == [True, False, False]


async def test_the_token_is_in_no_log_however_loud(telegram: TelegramServer) -> None:
    telegram.fail_next("sendMessage", Fault("cut"))
    telegram.fail_next("getMe", Fault("not_json", 502))
    async with bot_process(telegram) as process:
        await listening(process)
        person = telegram.person()
        person.say(MET)
        await telegram.world.until(lambda: telegram.calls_of("sendMessage"), 5, "an attempt to answer")
        process.send_signal(signal.SIGTERM)
        _, log = await asyncio.wait_for(process.communicate(), 10)
    assert b"DEBUG:httpcore" in log
    assert b"/bot<token>/getMe" in log
    assert TOKEN.encode() not in log
    assert TOKEN.partition(":")[2].encode() not in log


async def test_a_wrong_token_ends_the_process_with_one_sentence_and_code_2() -> None:
    another = "4242:AAanotherSecretOfTheBot_0123456789ab"
    async with TelegramServer(token=another) as server, bot_process(server) as process:
        _, log = await asyncio.wait_for(process.communicate(), 20)
    assert process.returncode == 2
    assert b"Traceback" not in log
    assert log.decode().splitlines()[-1].startswith("Telegram refuses the token in TELEGRAM_BOT_TOKEN")
    assert TOKEN.partition(":")[2].encode() not in log


async def test_a_second_signal_does_not_wait_for_the_answer(telegram: TelegramServer) -> None:
    async with bot_process(telegram, delay_s=3.0) as process:
        await listening(process)
        person = telegram.person()
        person.say(MET)
        await telegram.world.until(lambda: telegram.world.actions, 5, "the bot is answering")
        process.send_signal(signal.SIGTERM)
        await telegram.world.until(lambda: telegram.polls[-1]["timeout"] == "0", 5, "the first signal is heard")
        process.send_signal(signal.SIGTERM)
        await asyncio.wait_for(process.communicate(), 10)
    assert person.inbox == []
    assert process.returncode == 0
