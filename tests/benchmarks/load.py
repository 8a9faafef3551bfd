"""Two hundred people who ask the bot at once, and the same while every tenth call to Telegram fails.

    python -m tests.benchmarks.load [--people 200] [--webhook]

bot.py runs as a process of its own with the real model and the sample news; Telegram is the loopback server of the tests,
with Telegram's flood limits: 30 messages a second in all are the most that any bot can send. Each person asks two
questions in one go; both are to be answered once, in this order. What each question's answer is, is found out before, by
somebody who asks alone. The faults come in turn: a 429 that asks to wait a second, a 500, a call that is never answered
(the bot waits 15 s for it, 35 s where it fetches updates), a cut connection, and a call that is carried out and whose
reply is lost.

Exits with 1 if somebody was left without an answer, or was answered twice or in another order.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import signal
import sys
import tempfile
import time
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import numpy as np

from chat.listening import Address, listen
from chat.state.database import FILE_NAME
from rag.evaluate import read_questions
from tests.e2e.crowd import FAULTS, Outcome, ask_at_once
from tests.e2e.telegram_server import TOKEN, TelegramServer

ROOT = Path(__file__).parents[2]
QUESTIONS = ROOT / "tests" / "integration" / "questions.jsonl"
SECRET = "a-secret-of-the-webhook_0123456789"
SETS = 10
QUIET_S = 20.0
PATIENCE_S = 600.0
SHOWN_STAGES = ("question", "embed", "retrieve", "choose", "total", "wait", "deliver", "whole")


def main() -> int:
    """Measure, print, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument(
        "--webhook", action="store_true", help="bring updates by a webhook; they are fetched without it"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(_measure(options.people, options.webhook, Path(folder)))


async def _measure(people: int, webhook: bool, folder: Path) -> int:
    way = "webhook" if webhook else "polling"
    sound = True
    for faults in (False, True):
        for left in (folder / "data").glob(f"{Path(FILE_NAME).stem}.*"):
            left.unlink()  # the next Telegram counts from the same number, and the bot would know its updates
        async with TelegramServer() as telegram, _bot(telegram, webhook, folder) as pages:
            sets, answers = await _learn(telegram)
            load = os.getloadavg()[0]
            before = await _figures(pages)
            if faults:
                telegram.fail_every(10, *FAULTS)
            calls = len(telegram.calls) + len(telegram.polls)
            outcome = await ask_at_once(telegram, sets, answers, people, timeout_s=PATIENCE_S, quiet_s=QUIET_S)
            calls = len(telegram.calls) + len(telegram.polls) - calls
            telegram.fail_every(0)
            sound = _report(outcome, people, f"{way}, {'every tenth call fails' if faults else 'no faults'}") and sound
            print(f"  {calls} calls, failed on purpose: {dict(telegram.failed.most_common())}")
            print(f"  load average of the machine before: {load:.1f} on {os.cpu_count()} CPUs")
            _print_figures(before, await _figures(pages), outcome.asked)
    return 0 if sound else 1


def _report(outcome: Outcome, people: int, title: str) -> bool:
    print(f"{people} people, {outcome.asked} questions at once; {title}:")
    if outcome.latencies_s:
        p50, p95 = np.percentile(outcome.latencies_s, (50, 95))
        rate = len(outcome.latencies_s) / outcome.took_s
        print(f"  p50 {p50:.1f} s, p95 {p95:.1f} s, last {outcome.took_s:.1f} s; {rate:.1f} answers/s")
    print(
        f"  without an answer: {outcome.unanswered}; answered more than once: {outcome.repeated}; "
        f"people answered in another order: {outcome.disordered}"
    )
    return not (outcome.unanswered or outcome.repeated or outcome.disordered)


async def _learn(telegram: TelegramServer) -> tuple[list[list[str]], dict[str, str]]:
    """Return sets of two questions, and the answer to each as somebody gets it who asks alone."""
    asked = [row.question for row in read_questions([QUESTIONS]) if row.answerable]
    sets: list[list[str]] = []
    answers: dict[str, str] = {}
    for pair in zip(asked[::2], asked[1::2], strict=False):
        person = telegram.person()
        for count, question in enumerate(pair, 1):
            person.say(question)
            await person.receives(count, 60)
        texts = [message.text for message in person.inbox]
        if texts[0] != texts[1]:
            sets.append(list(pair))
            answers |= dict(zip(pair, texts, strict=True))
        if len(sets) == SETS:
            break
    return sets, answers


@asynccontextmanager
async def _bot(telegram: TelegramServer, webhook: bool, folder: Path) -> AsyncIterator[str]:
    """Run bot.py; yield where its pages are."""
    with listen(Address("127.0.0.1", 0, "TEST")) as listener:
        port = str(listener.getsockname()[1])
    here = f"http://127.0.0.1:{port}"
    settings = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": telegram.url, "DATA_DIR": str(folder / "data")}
    if webhook:
        settings |= {"WEBHOOK_URL": f"{here}/telegram", "WEBHOOK_SECRET": SECRET, "WEBHOOK_PORT": port}
    else:
        settings |= {"HEALTH_PORT": port}
    environment = {**os.environ, "NO_PROXY": "127.0.0.1", **settings}
    process = await asyncio.create_subprocess_exec(
        sys.executable, str(ROOT / "bot.py"), cwd=folder, env=environment, stdout=DEVNULL, stderr=PIPE
    )
    assert process.stderr
    try:
        started = time.monotonic()
        while b"Answering as @" not in await asyncio.wait_for(process.stderr.readline(), 300):
            assert process.returncode is None, "bot.py ended"
        print(f"(bot.py started in {time.monotonic() - started:.0f} s)")
        drain = asyncio.create_task(process.stderr.read())
        yield here
        process.send_signal(signal.SIGTERM)
        await asyncio.wait_for(process.wait(), 60)
        log = (await drain).decode()
        if log.strip():
            print("  log:", *sorted(set(log.splitlines()))[:10], sep="\n    ")
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def _figures(pages: str) -> dict[str, float]:
    """Return sum and count of each stage, as "choose sum", and the bot's "cpu" seconds and "memory" in MB."""
    async with httpx.AsyncClient(trust_env=False) as client:
        text = (await client.get(f"{pages}/metrics")).text
    found = re.findall(r'^khabar_stage_seconds_(sum|count)\{stage="(\w+)"\} (\S+)$', text, re.MULTILINE)
    values = {f"{stage} {kind}": float(value) for kind, stage, value in found}
    for name, metric, unit in (
        ("cpu", "process_cpu_seconds_total", 1),
        ("memory", "process_resident_memory_bytes", 1e6),
    ):
        if match := re.search(rf"^{metric} (\S+)$", text, re.MULTILINE):
            values[name] = float(match.group(1)) / unit
    return values


def _print_figures(before: dict[str, float], after: dict[str, float], asked: int) -> None:
    def grown(name: str) -> float:
        return after.get(name, 0.0) - before.get(name, 0.0)

    means = [
        f"{stage} {grown(f'{stage} sum') / grown(f'{stage} count'):.3f}"
        for stage in SHOWN_STAGES
        if grown(f"{stage} count")
    ]
    print(f"  mean seconds by stage: {', '.join(means)}")
    if "cpu" in after:
        print(f"  the bot: {grown('cpu') / asked:.3f} CPU seconds a question, {after['memory']:.0f} MB of memory")
    print()


if __name__ == "__main__":
    sys.exit(main())
