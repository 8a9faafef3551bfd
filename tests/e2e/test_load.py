"""Many people at once, while every tenth call to Telegram fails. The benchmark tests/benchmarks/load.py is the whole of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

import chat.polling
from tests.e2e.crowd import FAULTS, ask_at_once
from tests.e2e.fake_newsroom import FakeNewsroom, answered
from tests.e2e.running_bot import Way, running_bot
from tests.e2e.telegram_server import TelegramServer


@pytest.mark.parametrize("way", ["polling", "webhook"])
async def test_twenty_people_are_answered_once_and_in_order_while_every_tenth_call_fails(
    telegram: TelegramServer, monkeypatch: pytest.MonkeyPatch, way: Way
) -> None:
    monkeypatch.setattr(chat.polling, "_READ_MARGIN_S", 0.3)
    newsroom = FakeNewsroom(delay_s=0.01)
    answers = {f"सवाल {number}": f"जवाब संख्या {number} यह है।" for number in range(8)}
    for question, text in answers.items():
        newsroom.by_heart[question] = replace(answered(question), text=f"{text} [1]")
    questions = list(answers)
    async with running_bot(telegram, newsroom, way=way):
        telegram.fail_every(10, *FAULTS)
        outcome = await ask_at_once(
            telegram, [questions[at : at + 2] for at in (0, 2, 4, 6)], answers, 20, timeout_s=60, quiet_s=3
        )
        telegram.fail_every(0)
    assert outcome.asked == len(outcome.latencies_s) == 40
    assert (outcome.unanswered, outcome.repeated, outcome.disordered) == (0, 0, 0)
    assert telegram.failed["sendmessage"] >= 3
    assert len(newsroom.asked) == 40
