"""bot.py itself as a Telegram bot: the real model, the sample news, and the loopback Bot API server."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx

from chat.listening import Address, listen
from tests.e2e.telegram_server import TOKEN, TelegramServer

ROOT = Path(__file__).parents[2]


@asynccontextmanager
async def whole_bot(
    server: TelegramServer, folder: Path, token: str = TOKEN, **settings: str
) -> AsyncIterator[Process]:
    environment = {
        **os.environ,
        "TELEGRAM_BOT_TOKEN": token,
        "TELEGRAM_API_URL": server.url,
        "DATA_DIR": str(folder / "data"),
        **settings,
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, str(ROOT / "bot.py"), cwd=folder, env=environment, stdout=PIPE, stderr=PIPE
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def listening(process: Process) -> None:
    assert process.stderr
    while b"Answering as @" not in (line := await asyncio.wait_for(process.stderr.readline(), 120)):
        assert line, "the bot ended before it listened"


async def test_news_is_answered_in_telegram_and_news_added_meanwhile_too(
    telegram: TelegramServer, tmp_path: Path, model_dir: Path
) -> None:
    async with whole_bot(telegram, tmp_path) as process:
        await listening(process)
        person = telegram.person()
        person.say("jaishankar ne astana me kisse mulakat ki?")
        (answer,) = await person.receives(1, 20)
        assert "नुर्तलेउ" in answer.text
        assert answer.parts("expandable_blockquote")

        news = tmp_path / "news.txt"
        news.write_text("ज़ुम्बारो लौटी\n\nकेरल के तट पर ज़ुम्बारो नाम की नाव से सात मछुआरे सकुशल लौटे। गाँव में ख़ुशी है।", "utf-8")
        adding = await asyncio.create_subprocess_exec(
            sys.executable, str(ROOT / "bot.py"), "add", str(news), "--data-dir", str(tmp_path / "data"), cwd=tmp_path
        )
        assert await adding.wait() == 0
        person.say("ज़ुम्बारो नाव से कितने मछुआरे लौटे?")
        *_, answer = await person.receives(2, 20)
        assert "सात मछुआरे" in answer.text

        person.say("/latest")
        *_, latest = await person.receives(3, 20)
        assert latest.text.count("\n\n") == 5
        assert latest.buttons[:5] == ["1", "2", "3", "4", "5"]

        process.send_signal(signal.SIGTERM)
        _, log = await asyncio.wait_for(process.communicate(), 30)
    assert process.returncode == 0
    assert b"Traceback" not in log
    assert TOKEN.encode() not in log


async def test_a_token_that_telegram_refuses_ends_with_one_sentence_and_code_2(
    tmp_path: Path, sample_index: Path
) -> None:
    shutil.copytree(sample_index, tmp_path / "data")
    another = "4242:AAanotherSecretOfTheBot_0123456789ab"
    async with TelegramServer(token=another) as server, whole_bot(server, tmp_path) as process:
        _, log = await asyncio.wait_for(process.communicate(), 120)
    assert process.returncode == 2
    assert log.decode().splitlines()[-1].startswith("Telegram refuses the token in TELEGRAM_BOT_TOKEN")
    assert b"Traceback" not in log


async def test_news_is_answered_by_webhook_with_pages_beside_it_and_sigterm_ends_it(
    telegram: TelegramServer, tmp_path: Path, sample_index: Path
) -> None:
    shutil.copytree(sample_index, tmp_path / "data")
    with listen(Address("127.0.0.1", 0, "TEST")) as listener:
        port = listener.getsockname()[1]
    here, secret = f"http://127.0.0.1:{port}", "secret-of-the-webhook_0123456789abcdef"
    given = {"WEBHOOK_URL": f"{here}/telegram", "WEBHOOK_SECRET": secret, "WEBHOOK_PORT": str(port)}
    async with whole_bot(telegram, tmp_path, **given) as process:
        await listening(process)
        person = telegram.person()
        person.say("jaishankar ne astana me kisse mulakat ki?")
        (answer,) = await person.receives(1, 20)
        assert "नुर्तलेउ" in answer.text
        async with httpx.AsyncClient() as client:
            assert (await client.get(f"{here}/readyz")).status_code == 200
            shown = (await client.get(f"{here}/metrics")).text
        process.send_signal(signal.SIGTERM)
        _, log = await asyncio.wait_for(process.communicate(), 30)
    assert telegram.polls == []
    assert 'khabar_stage_seconds_count{stage="choose"} 1.0' in shown
    assert 'khabar_stage_seconds_count{stage="deliver"} 1.0' in shown
    assert process.returncode == 0
    assert b"Traceback" not in log
    assert secret.encode() not in log


async def test_a_webhook_without_a_secret_ends_with_one_sentence_and_code_2(tmp_path: Path, model_dir: Path) -> None:
    async with (
        TelegramServer() as server,
        whole_bot(server, tmp_path, WEBHOOK_URL="https://bot.example.org/telegram") as process,
    ):
        _, log = await asyncio.wait_for(process.communicate(), 120)
    assert process.returncode == 2
    assert log.decode().splitlines()[-1].startswith("WEBHOOK_SECRET must be 32 to 256 letters")
    assert b"Traceback" not in log
