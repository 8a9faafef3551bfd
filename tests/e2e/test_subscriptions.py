"""Subscriptions and the news of the day, with a clock that stands still until a test moves it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from chat.access import Access
from chat.texts import TEXTS
from tests.e2e.fake_newsroom import FakeNewsroom
from tests.e2e.handmade import Handmade
from tests.e2e.kept import Kept
from tests.e2e.running_bot import running_bot
from tests.e2e.telegram_server import Fault, Person, TelegramServer

HINDI, ENGLISH = TEXTS["hi"], TEXTS["en"]
SEVEN = datetime(2024, 7, 3, 1, 30, tzinfo=UTC)
"""Seven in the morning in India."""
DAY = timedelta(days=1)


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = SEVEN - timedelta(hours=1)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def news(tmp_path: Path) -> Iterator[Handmade]:
    handmade = Handmade(tmp_path / "news")
    handmade.add("old", "कल की पुरानी बात", SEVEN - DAY)
    yield handmade
    handmade.store.close()


class Scene:
    """The bot with its news and its clock."""

    def __init__(self, telegram: TelegramServer, news: Handmade, clock: Clock, folder: Path) -> None:
        self.telegram, self.news, self.clock, self.folder = telegram, news, clock, folder
        self.kept = Kept(folder)

    @asynccontextmanager
    async def bot(self, **options: Any) -> AsyncIterator[None]:
        options = {"press_every_s": 0.05, "clock": self.clock, "data_dir": self.folder, **options}
        async with running_bot(self.telegram, FakeNewsroom(), bulletin=self.news.bulletin, **options):
            yield

    async def subscriber(self, hour: str = "7:00", person: Person | None = None) -> Person:
        """Somebody who wants the news of the day; what they have got by then is taken out of their chat."""
        person = person or self.telegram.person()
        person.messages.clear()
        person.say("/subscribe")
        (panel,) = await person.receives()
        person.press(hour)
        await self.telegram.world.until(lambda: f"✓ {hour}" in panel.buttons, 5, "the hour is chosen")
        person.messages.clear()
        return person

    async def rounds(self, count: int = 4) -> None:
        """Let the press look a few times."""
        await asyncio.sleep(0.1 * count)
        await self.kept.until([(0,)], "SELECT count(*) FROM deliveries WHERE due <= ?", self.clock.now.timestamp())


@pytest.fixture
def scene(telegram: TelegramServer, news: Handmade, clock: Clock, tmp_path: Path) -> Scene:
    return Scene(telegram, news, clock, tmp_path)


async def test_an_hour_and_topics_are_chosen_and_stopped_in_the_one_message(scene: Scene) -> None:
    person = scene.telegram.person()
    async with scene.bot():
        person.say("/subscribe")
        (panel,) = await person.receives()
        assert panel.text.startswith(HINDI.subscription_off.format(zone="भारतीय समय"))
        assert HINDI.alerts_hint in panel.text
        for label, line in (
            ("7:00", "रोज़ 7:00 बजे (भारतीय समय)"),
            ("खेल", "विषय: खेल"),
            ("मौसम", "विषय: खेल, मौसम"),
            ("✓ खेल", "विषय: मौसम"),
            ("✓ मौसम", "विषय: सभी"),
            ("21:00", "रोज़ 21:00 बजे (भारतीय समय)"),
        ):
            person.press(label)
            await scene.telegram.world.until(lambda line=line: line in panel.text, 5, line)
        assert scene.kept.rows("SELECT hour, sections, person_id FROM subscriptions") == [(21, "[]", person.id)]
        person.press(HINDI.stop_button)
        await scene.telegram.world.until(lambda: "अभी बंद हैं" in panel.text, 5, "it is stopped")
        person.say("/subscribe 5")
        assert "रोज़ 5:00 बजे" in (await person.receives(2))[-1].text
        person.say("/unsubscribe")
        assert (await person.receives(3))[-1].text == HINDI.unsubscribed
        person.say("/unsubscribe")
        assert (await person.receives(4, 8))[-1].text == HINDI.not_subscribed
    assert scene.kept.rows("SELECT * FROM subscriptions") == []
    assert not scene.telegram.refusals


async def test_the_news_of_the_day_comes_once_silently_and_only_when_there_is_any(scene: Scene) -> None:
    async with scene.bot():
        person = await scene.subscriber()
        reader = await scene.subscriber(person=scene.telegram.person(language_code="en"))
        scene.news.add("bridge", "नया पुल आज से खुला", scene.clock.now)
        scene.news.add("fair", "मेले में उमड़ी भीड़", scene.clock.now - timedelta(hours=5))
        scene.news.add("archive", "दस साल पुराना लेख", SEVEN - 3650 * DAY)
        await scene.rounds()
        assert person.inbox == []
        scene.clock.now = SEVEN
        (digest,) = await person.receives()
        assert digest.text == (
            "3 जुलाई 2024 की नई ख़बरें\n\n1. नया पुल आज से खुला\nनमूना समाचार, 3 जुलाई 2024\n\n"
            f"2. मेले में उमड़ी भीड़\nनमूना समाचार, 3 जुलाई 2024\n\n{HINDI.digest_footer}"
        )
        assert digest.silent
        assert (await reader.receives())[0].text.startswith("New on 3 July 2024")
        person.press("1")
        assert (await person.receives(2))[-1].text.startswith("नया पुल आज से खुला\n")
        scene.clock.now = SEVEN + timedelta(hours=3)
        scene.news.add("later", "दोपहर की एक और बात", scene.clock.now)
        await scene.rounds()
        scene.clock.now = SEVEN + DAY
        assert "दोपहर की एक और बात" in (await person.receives(3))[-1].text
        await reader.receives(2)
        scene.clock.now = SEVEN + 2 * DAY
        await scene.rounds()
    assert len(person.inbox) == 3
    assert len(reader.inbox) == 2


async def test_who_changes_the_hour_gets_no_second_digest_that_day(scene: Scene) -> None:
    async with scene.bot():
        person = await scene.subscriber()
        scene.news.add("bridge", "नया पुल आज से खुला", scene.clock.now)
        scene.clock.now = SEVEN
        await person.receives()
        await scene.subscriber("9:00", person)
        scene.news.add("fair", "मेले में उमड़ी भीड़", scene.clock.now)
        scene.clock.now = SEVEN + timedelta(hours=2)
        await scene.rounds()
        assert person.inbox == []
        scene.clock.now += DAY
        (digest,) = await person.receives()
    assert "मेले में उमड़ी भीड़" in digest.text
    assert "नया पुल" not in digest.text


async def test_a_bot_that_was_away_for_long_waits_for_the_next_hour_and_forgets_nothing(scene: Scene) -> None:
    async with scene.bot():
        person = await scene.subscriber()
    scene.news.add("bridge", "नया पुल आज से खुला", SEVEN)
    scene.clock.now = SEVEN + timedelta(hours=8)
    async with scene.bot():
        await scene.rounds()
        assert person.inbox == []
        scene.clock.now = SEVEN + DAY
        (digest,) = await person.receives()
    assert "नया पुल आज से खुला" in digest.text


async def test_an_index_that_was_made_anew_counts_from_there(scene: Scene, tmp_path: Path) -> None:
    for number in range(5):
        scene.news.add(f"a{number}", f"पुरानी ख़बर {number}", SEVEN - DAY)
    async with scene.bot():
        person = await scene.subscriber()
    scene.news.store.close()
    scene.news = Handmade(tmp_path / "anew")
    scene.news.add("first", "नए घर की पहली बात", SEVEN)
    scene.clock.now = SEVEN
    async with scene.bot():
        await scene.rounds()
        scene.news.add("second", "नए घर की दूसरी बात", SEVEN)
        scene.clock.now = SEVEN + DAY
        (digest,) = await person.receives()
    assert "नए घर की दूसरी बात" in digest.text
    scene.news.store.close()


async def test_who_blocked_the_bot_is_not_written_to_again_until_they_are_back(scene: Scene) -> None:
    async with scene.bot():
        person, gone = await scene.subscriber(), await scene.subscriber()
        gone.gone = "Forbidden: bot was blocked by the user"  # and the bot was not told
        scene.news.add("bridge", "नया पुल आज से खुला", SEVEN)
        scene.clock.now = SEVEN
        await person.receives()
        await scene.kept.until([(0,)], "SELECT active FROM chats WHERE chat_id = ?", gone.id)
        scene.news.add("fair", "मेले में उमड़ी भीड़", SEVEN)
        scene.clock.now = SEVEN + DAY
        await person.receives(2)
        await scene.rounds()
        tries = [call for call in scene.telegram.calls_of("sendMessage") if call.code == 403]
        assert len(tries) == 1
        gone.say("/privacy")
        await gone.receives(2)
        assert any("मेले में उमड़ी भीड़" in message.text for message in gone.inbox)


async def test_what_may_have_arrived_is_not_sent_again_and_what_surely_did_not_is(scene: Scene) -> None:
    async with scene.bot():
        people = [await scene.subscriber() for _ in range(2)]
        scene.news.add("bridge", "नया पुल आज से खुला", SEVEN)
        scene.telegram.fail_next("sendMessage", Fault("lost_reply"), Fault("error", 500))
        scene.clock.now = SEVEN
        await scene.telegram.world.until(lambda: len(scene.telegram.refusals) == 1, 5, "one is put off")
        await scene.rounds()
        assert sorted(len(person.inbox) for person in people) == [0, 1]
        scene.clock.now += timedelta(minutes=2)
        for person in people:
            await person.receives()
        scene.clock.now += timedelta(minutes=30)
        await scene.rounds()
    assert [len(person.inbox) for person in people] == [1, 1]


async def test_many_get_the_news_without_a_flood(scene: Scene) -> None:
    people = [scene.telegram.person() for _ in range(60)]
    for person in people:
        person.started = True
    async with scene.bot():
        first = await scene.subscriber(person=people[0])
    for person in people[1:]:
        scene.kept.change(
            "INSERT INTO subscriptions SELECT ?, ?, language, hour, sections, mark, next FROM subscriptions "
            "WHERE person_id = ?",
            person.id,
            person.id,
            first.id,
        )
    scene.news.add("bridge", "नया पुल आज से खुला", SEVEN)
    scene.clock.now = SEVEN
    async with scene.bot():
        for person in people:
            await person.receives(1, 20)
        await scene.rounds()
    assert [len(person.inbox) for person in people] == [1] * 60
    assert not scene.telegram.refusals


async def test_forgetting_ends_the_subscription(scene: Scene) -> None:
    async with scene.bot():
        person = await scene.subscriber()
        person.say("/forget")
        (question,) = await person.receives()
        person.press(HINDI.forget_yes)
        await scene.telegram.world.until(lambda: question.text == HINDI.forgotten, 5, "all is deleted")
        assert scene.kept.places_of((person.id,), ()) == set()
        scene.news.add("bridge", "नया पुल आज से खुला", SEVEN)
        scene.clock.now = SEVEN
        await scene.rounds()
    assert len(person.inbox) == 1


async def test_who_is_no_longer_served_gets_no_news(scene: Scene) -> None:
    async with scene.bot():
        person = await scene.subscriber()
    scene.news.add("bridge", "नया पुल आज से खुला", SEVEN)
    scene.clock.now = SEVEN
    async with scene.bot(access=Access(frozenset({1}))):
        await scene.rounds()
    assert person.inbox == []


async def test_a_subscriber_who_never_writes_is_not_forgotten(scene: Scene) -> None:
    async with scene.bot():
        person = await scene.subscriber()
    scene.clock.now = SEVEN + 90 * DAY
    scene.news.add("bridge", "नया पुल आज से खुला", scene.clock.now)
    async with scene.bot():
        await scene.rounds()
        scene.clock.now += DAY
        await person.receives()
    assert scene.kept.rows("SELECT chat_id FROM chats") == [(person.id,)]


@pytest.mark.parametrize("command", ["/subscribe", "/unsubscribe"])
async def test_in_a_group_the_bot_points_to_the_private_chat(scene: Scene, command: str) -> None:
    person, group = scene.telegram.person(), scene.telegram.group()
    async with scene.bot():
        group.say(person, f"{command}@khabar_bot")
        (answer,) = await group.receives()
        assert answer.text == HINDI.private_only
        assert answer.keyboard[0][0]["url"] == "https://t.me/khabar_bot?start=subscribe"
        person.say("/start subscribe")
        (panel,) = await person.receives()
    assert panel.text.startswith(HINDI.subscription_off.format(zone="भारतीय समय"))
