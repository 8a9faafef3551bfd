"""Alerts from free text, on a real index with the real model, while the clock stands still."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from chat.press import alerts as press
from chat.state import alerts
from chat.texts import TEXTS
from index.article import Article, Language
from index.embed.protocol import Embedder
from index.ingest import ingest, manifest_for
from index.store.embedded import EmbeddedStore, open_store
from rag.bulletin.board import Bulletin
from tests.e2e.fake_newsroom import FakeNewsroom
from tests.e2e.kept import Kept
from tests.e2e.running_bot import running_bot
from tests.e2e.telegram_server import TelegramServer
from tests.e2e.test_subscriptions import DAY, SEVEN, Clock

HINDI, ENGLISH, LATIN = TEXTS["hi"], TEXTS["en"], TEXTS["hi-Latn"]
WISH = "जयशंकर की ख़बर आए तो बताना"


class Desk:
    """An index that can be added to while the bot runs."""

    def __init__(self, store: EmbeddedStore, embedder: Embedder, clock: Clock) -> None:
        self.store, self.embedder, self.clock = store, embedder, clock
        self.bulletin = Bulletin(store, embedder, lambda question: False)

    def add(
        self, article_id: str, title: str, text: str, language: Language = "hi", at: datetime | None = None
    ) -> None:
        article = Article(article_id, title, text, language, "नमूना समाचार", "", at or self.clock.now)
        assert not ingest([article], self.store, self.embedder).failed


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, embedder: Embedder, clock: Clock) -> Iterator[Desk]:
    store = open_store(tmp_path / "news", manifest_for(embedder.card))
    desk = Desk(store, embedder, clock)
    desk.add("before", "अस्ताना पहुँचे जयशंकर", "विदेश मंत्री जयशंकर मंगलवार को अस्ताना पहुँचे।")
    yield desk
    store.close()


def met(name: str) -> tuple[str, str]:
    return f"जयशंकर मिले {name} से", f"विदेश मंत्री एस. जयशंकर ने बुधवार को {name} से मुलाक़ात की।"


async def test_an_alert_tells_of_what_comes_in_once_and_of_nothing_else(
    telegram: TelegramServer, desk: Desk, clock: Clock, tmp_path: Path, kept: Kept
) -> None:
    options = {"bulletin": desk.bulletin, "clock": clock, "press_every_s": 0.05, "data_dir": tmp_path}
    async with running_bot(telegram, FakeNewsroom(), **options):
        person = telegram.person()
        person.say(WISH)
        (made,) = await person.receives()
        assert made.text == HINDI.alert_made.format(subject="जयशंकर")
        desk.add("rain", "केरल में भारी बारिश", "केरल के कई ज़िलों में भारी बारिश हुई और स्कूल बंद रहे।")
        desk.add("match", "भारत ने जीता मैच", "भारतीय टीम ने श्रीलंका को छह विकेट से हराया।")
        desk.add("archive", *met("किसिंजर"), at=SEVEN - 400 * DAY)
        await asyncio.sleep(0.3)
        assert len(person.inbox) == 1
        desk.add("lavrov", *met("लावरोव"))
        told = (await person.receives(2, 10))[-1]
        assert told.text.startswith("“जयशंकर” पर नई ख़बर\n\nजयशंकर मिले लावरोव से\nनमूना समाचार, 3 जुलाई 2024")
        assert not told.silent
        desk.add("lavrov", met("लावरोव")[0], "विदेश मंत्री एस. जयशंकर ने गुरुवार को लावरोव से बात की।")  # corrected
        await asyncio.sleep(0.3)
        assert len(person.inbox) == 2
    async with running_bot(telegram, FakeNewsroom(), **options):
        await asyncio.sleep(0.3)
        assert len(person.inbox) == 2
        person.press(HINDI.cancel_button)
        await telegram.world.until(
            lambda: told.text == HINDI.alert_cancelled.format(subject="जयशंकर"), 5, "it is cancelled"
        )
        desk.add("wang", *met("वांग यी"))
        await asyncio.sleep(0.3)
    assert len(person.inbox) == 2
    assert kept.rows("SELECT count(*) FROM alerts") == [(0,)]


async def test_three_messages_a_day_are_the_most_and_the_rest_comes_the_next_day(
    telegram: TelegramServer, desk: Desk, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alerts, "MOST_A_DAY", 1)
    async with running_bot(telegram, FakeNewsroom(), bulletin=desk.bulletin, clock=clock, press_every_s=0.05):
        person = telegram.person(language_code="en")
        person.say("tell me when there is news on Jaishankar")
        await person.receives()
        desk.add("lavrov", *met("लावरोव"))
        assert (await person.receives(2, 10))[-1].text.startswith("News on “Jaishankar”")
        desk.add("wang", *met("वांग यी"))
        desk.add("blinken", "Blinken calls Jaishankar", "S. Jaishankar spoke to Antony Blinken on trade.", "en")
        await asyncio.sleep(0.4)
        assert len(person.inbox) == 2
        clock.now += DAY
        told = (await person.receives(3, 10))[-1]
    assert "Blinken calls Jaishankar" in told.text
    assert "जयशंकर मिले वांग यी से" in told.text
    assert told.buttons == ["1", "2", ENGLISH.cancel_button]
    assert press.STORIES == 3


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("virat kohli ki khabar aaye to batana", LATIN.alert_made.format(subject="virat kohli")),
        ("Tell me when there is news on <b>ISRO</b>", ENGLISH.alert_made.format(subject="<b>ISRO</b>")),
        ("इसकी कोई ख़बर आए तो बताना", HINDI.alert_no_subject),
    ],
)
async def test_a_wish_is_confirmed_in_its_own_language(
    telegram: TelegramServer, desk: Desk, said: str, answer: str
) -> None:
    newsroom = FakeNewsroom()
    async with running_bot(telegram, newsroom, bulletin=desk.bulletin):
        person = telegram.person()
        person.say(said)
        (confirmed,) = await person.receives()
    assert confirmed.text == answer
    assert newsroom.asked == []


async def test_alerts_are_listed_and_cancelled_in_subscribe_and_are_ten_at_most(
    telegram: TelegramServer, desk: Desk, tmp_path: Path, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alerts, "MOST", 2)
    async with running_bot(telegram, FakeNewsroom(), bulletin=desk.bulletin, data_dir=tmp_path):
        person = telegram.person()
        for count, said in enumerate((WISH, "जयशंकर   पर कुछ आए तो बताना", "इसरो की ख़बर आए तो बताना"), 1):
            person.say(said)
            inbox = await person.receives(count)
        assert inbox[1].text == HINDI.alert_known.format(subject="जयशंकर")
        person.say("मॉनसून की ख़बर आए तो बताना")
        assert (await person.receives(4, 8))[-1].text == HINDI.alert_too_many.format(most=2)
        person.say("/subscribe")
        panel = (await person.receives(5, 8))[-1]
        assert HINDI.alerts_title in panel.text
        assert panel.buttons[-2:] == ["❌ जयशंकर", "❌ इसरो"]
        person.press("❌ जयशंकर")
        await telegram.world.until(lambda: "❌ जयशंकर" not in panel.buttons, 8, "one is cancelled")
        assert panel.buttons[-1] == "❌ इसरो"
        person.say("/unsubscribe")
        assert (await person.receives(6, 12))[-1].text == HINDI.unsubscribed
    assert kept.rows("SELECT count(*) FROM alerts") == [(0,)]


async def test_nobody_cancels_the_alert_of_another(
    telegram: TelegramServer, desk: Desk, tmp_path: Path, kept: Kept
) -> None:
    async with running_bot(telegram, FakeNewsroom(), bulletin=desk.bulletin, data_dir=tmp_path):
        one, other = telegram.person(), telegram.person()
        for person, said in ((one, WISH), (other, "इसरो की ख़बर आए तो बताना")):
            person.say(said)
            await person.receives()
        press_ = other.press(HINDI.cancel_button, data="alert:1")
        await telegram.world.until(lambda: press_.answered, 5, "the press is acknowledged")
    assert press_.notice == HINDI.old_button
    assert kept.rows("SELECT subject FROM alerts ORDER BY alert_id") == [("जयशंकर",), ("इसरो",)]


async def test_a_wish_in_a_group_leads_to_the_private_chat_and_one_that_is_not_for_the_bot_to_nothing(
    telegram: TelegramServer, desk: Desk
) -> None:
    person, group = telegram.person(), telegram.group(privacy=False)
    async with running_bot(telegram, FakeNewsroom(), bulletin=desk.bulletin):
        group.say(person, WISH)
        group.say(person, f"@khabar_bot {WISH}")
        (answer,) = await group.receives()
    assert answer.text == HINDI.private_only
