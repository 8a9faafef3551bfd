"""/latest, /topics, single articles and links to them: the sample news, the real model, the loopback Bot API server."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio

from chat.texts import TEXTS
from index.embed.protocol import Embedder
from index.ingest import manifest_for
from index.store.embedded import open_store
from rag.bulletin.board import Bulletin
from rag.pipeline import Answerer
from tests.e2e.running_bot import running_bot
from tests.e2e.telegram_server import Person, TelegramServer
from tests.e2e.telegram_server.messages import BotMessage

HINDI, ENGLISH = TEXTS["hi"], TEXTS["en"]
KAZAKH = "कजाखस्तान के विदेश मंत्री से मिले जयशंकर, गांधी प्रतिमा पर चढ़ाए फूल"


@pytest_asyncio.fixture(autouse=True)
async def news_bot(telegram: TelegramServer, sample_index: Path, embedder: Embedder) -> AsyncIterator[None]:
    """The bot, with the sample news."""
    store = open_store(sample_index, manifest_for(embedder.card), create=False)
    newsroom = Answerer(store, embedder)
    bulletin = Bulletin(store, embedder, lambda question: bool(newsroom.answer(question).citations))
    async with running_bot(telegram, newsroom, bulletin=bulletin):
        yield
    store.close()


@dataclass(frozen=True)
class Line:
    """One headline of a list."""

    number: int
    title: str
    origin: str


def lines(message: BotMessage) -> list[Line]:
    """The headlines of a list."""
    found = []
    for part in message.text.split("\n\n")[1:]:
        first, origin = part.split("\n")
        number, _, title = first.partition(". ")
        found.append(Line(int(number), title, origin))
    return found


async def said(person: Person, text: str) -> BotMessage:
    """What the bot writes when somebody says this."""
    count = len(person.inbox)
    person.say(text)
    return (await person.receives(count + 1, 20))[-1]


async def test_latest_is_five_headlines_with_dates_and_its_pages_turn_in_the_one_message(
    telegram: TelegramServer,
) -> None:
    person = telegram.person()
    page = await said(person, "/latest")
    assert page.text.startswith(f"{HINDI.latest_title}\n\n1. ")
    assert lines(page)[0] == Line(
        1, "Oyarzabal's late goal gives Spain a fourth European crown", "The Lantern Dispatch, 15 जुलाई 2024"
    )
    assert page.buttons == ["1", "2", "3", "4", "5", HINDI.older_button]
    seen = lines(page)
    while HINDI.older_button in page.buttons:
        before = page.text
        person.press(HINDI.older_button)
        await telegram.world.until(lambda before=before: page.text != before, 10, "the page turns")
        seen += lines(page)
    assert [line.number for line in seen] == list(range(1, len(seen) + 1))
    titles = [line.title for line in seen]
    assert (
        len(set(titles)) == len(titles) == 32
    )  # 38 articles, of which six tell what another tells in the other language
    assert not {"India hold their nerve in Barbados to win the T20 World Cup"} & set(titles)
    assert len(person.inbox) == 1
    before = page.text
    person.press(HINDI.newer_button)
    await telegram.world.until(lambda: page.text != before, 10, "the page turns back")
    assert lines(page)[0].number == len(seen) - len(seen) % 5 - 4
    assert not telegram.refusals


async def test_an_english_reader_sees_the_english_version_of_a_story(telegram: TelegramServer) -> None:
    person = telegram.person(language_code="en")
    page = await said(person, "/latest")
    assert page.text.startswith(ENGLISH.latest_title)
    assert "The Lantern Dispatch, 15 July 2024" in page.text
    person.press(ENGLISH.older_button)
    await telegram.world.until(lambda: lines(page)[0].number == 6, 10, "the page turns")
    person.press(ENGLISH.older_button)
    await telegram.world.until(lambda: lines(page)[0].number == 11, 10, "the page turns")
    assert any(line.title.startswith("In Astana, Jaishankar") for line in lines(page))


async def test_a_headline_opens_its_first_sentences_a_link_and_a_question_that_is_answered(
    telegram: TelegramServer,
) -> None:
    person = telegram.person()
    await said(person, "/latest")
    person.press("2")
    opening = (await person.receives(2, 20))[-1]
    title, origin = opening.text.split("\n")[:2]
    assert title == "जोकोविच को सीधे सेटों में हराकर अल्काराज़ फिर विंबलडन विजेता"
    assert origin.endswith("14 जुलाई 2024")
    assert "स्पेन के कार्लोस अल्काराज़ ने रविवार को" in opening.text
    ((label, url),) = opening.links
    assert label == HINDI.read_on
    assert url.startswith("https://khabar.example/")
    (question,) = opening.buttons
    person.press(question)
    answer = (await person.receives(3, 20))[-1]
    assert answer.parts("bold")[0] == question
    assert "अल्काराज़" in answer.text
    assert HINDI.no_answer not in answer.text


async def test_topics_are_those_that_the_news_has_and_each_shows_its_newest(telegram: TelegramServer) -> None:
    person = telegram.person()
    commands = [command["command"] for command in telegram.world.commands["all_private_chats", "hi"]]
    assert commands[:4] == ["latest", "topics", "subscribe", "unsubscribe"]
    topics = await said(person, "/topics")
    assert topics.text == HINDI.topics_title
    assert not any("मनोरंजन" in label for label in topics.buttons)
    (label,) = [label for label in topics.buttons if label.startswith("खेल (")]
    person.press(label)
    sport = (await person.receives(2, 20))[-1]
    assert sport.text.startswith("खेल\n\n")
    titles = [line.title for line in lines(sport)]
    assert "17 साल बाद टी-20 विश्व कप भारत का, दक्षिण अफ़्रीका 7 रन से हारा" in titles
    assert len(titles) == 3


async def test_a_link_opens_an_article_or_a_topic(telegram: TelegramServer) -> None:
    person = telegram.person()
    assert (await said(person, "/start a_sample-hi-02")).text.startswith(KAZAKH)
    assert (await said(person, "/start t_science")).text.startswith("विज्ञान\n\n")
    assert (await said(person, "/start a_no-such-article")).text == HINDI.article_gone
    assert (await said(person, "/start t_gardening")).text.startswith(HINDI.greeting)


async def test_a_group_gets_lists_as_replies(telegram: TelegramServer) -> None:
    person, group = telegram.person(), telegram.group()
    asked = group.say(person, "/latest@khabar_bot")
    (page,) = await group.receives(1, 20)
    assert page.reply_to == asked["message"]["message_id"]
    group.press("1", person)
    assert (await group.receives(2, 20))[-1].reply_to == page.id


@pytest.mark.parametrize("data", ["news:gone", "latest:500:1:all"])
async def test_a_button_whose_news_is_gone_changes_nothing(telegram: TelegramServer, data: str) -> None:
    person = telegram.person()
    page = await said(person, "/latest")
    before = page.text
    press = person.press("1", data=data)
    await telegram.world.until(lambda: press.answered, 10, "the press is acknowledged")
    assert press.notice == (HINDI.article_gone if data == "news:gone" else "")
    await said(person, "/privacy")
    assert page.text == before
    assert len(person.inbox) == 2
