"""The news of the day, and a bot that is killed while it brings it."""

from __future__ import annotations

import asyncio
import signal
from datetime import UTC, datetime, timedelta
from pathlib import Path

from chat.state import ChatState, chats, subscriptions
from chat.state.database import FILE_NAME
from chat.state.subscriptions import Subscription
from tests.e2e.handmade import Handmade
from tests.e2e.kept import Kept
from tests.e2e.telegram_server import Person, TelegramServer
from tests.e2e.test_process import bot_process, listening

PEOPLE = 40


async def test_a_bot_that_is_killed_while_it_brings_the_news_brings_it_to_nobody_twice_and_forgets_nobody(
    telegram: TelegramServer, tmp_path: Path, kept: Kept
) -> None:
    now = datetime.now(UTC)
    news = Handmade(tmp_path / "news")
    news.add("bridge", "नया पुल आज से खुला", now)
    news.store.close()
    people = [telegram.person() for _ in range(PEOPLE)]
    _subscribe(people, tmp_path, now)

    def told() -> int:
        return sum(len(person.inbox) for person in people)

    async with bot_process(telegram, folder=tmp_path, news=tmp_path / "news") as process:
        await telegram.world.until(lambda: told() >= PEOPLE // 3, 20, "a third has the news")
        process.send_signal(signal.SIGKILL)
        await process.wait()
    assert told() < PEOPLE
    being_sent = {chat_id for (chat_id,) in kept.rows("SELECT chat_id FROM deliveries WHERE sending = 1")}
    for _ in range(2):  # the second start finds nothing left to do
        async with bot_process(telegram, folder=tmp_path, news=tmp_path / "news") as process:
            await listening(process)
            await kept.until([(0,)], "SELECT count(*) FROM deliveries")
            process.send_signal(signal.SIGTERM)
            await asyncio.wait_for(process.communicate(), 10)
    counts = {person.id: len(person.inbox) for person in people}
    assert set(counts.values()) <= {0, 1}
    assert {person_id for person_id, count in counts.items() if count == 0} <= being_sent
    assert len(being_sent) < PEOPLE // 2
    assert not telegram.refusals


def _subscribe(people: list[Person], folder: Path, now: datetime) -> None:
    """Let everybody want the news of the day at an hour that has just come."""
    state = ChatState(folder / FILE_NAME)
    for person in people:
        person.started = True
        state.do(chats.seen, person.id, person.id, now)
        due = (now - timedelta(minutes=1)).timestamp()
        state.do(subscriptions.put, Subscription(person.id, person.id, "hi", 8, (), 0, due))
    state.close()
