"""Corrections: readers are told, once, when an article no longer says what they were answered from."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from chat.texts import TEXTS
from tests.e2e.fake_newsroom import LAVROV, MET, NURTLEU, WHOM
from tests.e2e.handmade import Handmade
from tests.e2e.telegram_server import TelegramServer
from tests.e2e.test_subscriptions import DAY, SEVEN, Clock, Scene

HINDI, ENGLISH = TEXTS["hi"], TEXTS["en"]
CORRECTED = "विदेश मंत्री ने गुरुवार को सर्गेई लावरोव से मुलाकात की।"
TITLE = "अस्ताना में बैठक"


@pytest.fixture
def scene(telegram: TelegramServer, tmp_path: Path) -> Scene:
    news = Handmade(tmp_path / "news")
    for article_id, text in (("astana-1", LAVROV), ("astana-2", NURTLEU)):
        news.add(article_id, TITLE, SEVEN - DAY, text)
    return Scene(telegram, news, Clock(), tmp_path)


def correct(scene: Scene, text: str = CORRECTED) -> None:
    scene.news.add("astana-1", TITLE, SEVEN - DAY, text)


async def test_who_was_answered_is_told_once_what_the_article_says_now(scene: Scene) -> None:
    person, other = scene.telegram.person(), scene.telegram.person()
    async with scene.bot():
        person.say(MET)
        (answer,) = await person.receives()
        other.say("/privacy")
        await other.receives()
        await scene.kept.until([(1,)], "SELECT count(*) FROM answers")
        correct(scene)
        told = (await person.receives(2))[-1]
        assert told.text == (
            f"{HINDI.correction_title}\n\n{TITLE}\nनमूना समाचार, 2 जुलाई 2024\n\n"
            f"{HINDI.correction_before.format(quote=LAVROV)}\n{HINDI.correction_now.format(quote=CORRECTED)}"
        )
        assert told.reply_to == answer.id
        assert told.silent
        assert told.links == [(TITLE, "https://example.org/astana-1")]
        correct(scene, "विदेश मंत्री ने शुक्रवार को सर्गेई लावरोव से मुलाकात की।")
        await scene.rounds()
    async with scene.bot():
        await scene.rounds()
    assert len(person.inbox) == 2
    assert len(other.inbox) == 1
    scene.news.store.close()


async def test_who_was_answered_is_told_once_that_the_outlet_took_the_article_down(scene: Scene) -> None:
    person = scene.telegram.person()
    async with scene.bot():
        person.say(MET)
        (answer,) = await person.receives()
        await scene.kept.until([(1,)], "SELECT count(*) FROM answers")
        for _ in range(2):
            with scene.news.store.writing() as writer:
                writer.mark_gone(["astana-1"], SEVEN)
            told = (await person.receives(2))[-1]
            await scene.rounds()
        assert told.text.startswith(f"{HINDI.removal_title}\n\n{TITLE}\nनमूना समाचार, 2 जुलाई 2024\n")
        assert "3 जुलाई 2024" in told.text
        assert told.reply_to == answer.id
        assert told.links == []
    assert len(person.inbox) == 2
    scene.news.store.close()


async def test_an_article_that_was_only_added_to_is_no_correction(scene: Scene) -> None:
    person = scene.telegram.person()
    async with scene.bot():
        person.say(MET)
        await person.receives()
        await scene.kept.until([(1,)], "SELECT count(*) FROM answers")
        correct(scene, f"{LAVROV} दोनों ने व्यापार पर भी बात की।")
        await scene.rounds()
        assert len(person.inbox) == 1
        correct(scene, "दोनों ने व्यापार पर बात की।")
        told = (await person.receives(2))[-1]
    assert HINDI.correction_gone in told.text
    scene.news.store.close()


async def test_a_correction_while_the_bot_was_away_is_told_within_a_week_and_not_later(scene: Scene) -> None:
    early, late = scene.telegram.person(language_code="en"), scene.telegram.person(language_code="en")
    async with scene.bot():
        early.say(WHOM)
        await early.receives()
        await scene.kept.until([(1,)], "SELECT count(*) FROM answers")
        scene.clock.now += 3 * DAY
        late.say(WHOM)
        await late.receives()
        await scene.kept.until([(2,)], "SELECT count(*) FROM answers")
    correct(scene)
    scene.clock.now += 4 * DAY + timedelta(hours=1)
    async with scene.bot():
        told = (await late.receives(2))[-1]
        await scene.rounds()
    assert told.text.startswith(ENGLISH.correction_title)
    assert len(early.inbox) == 1
    scene.news.store.close()


async def test_a_group_is_told_in_its_topic_under_the_answer(scene: Scene) -> None:
    person, group = scene.telegram.person(), scene.telegram.group(topics=(7,))
    async with scene.bot():
        group.say(person, f"@khabar_bot {MET}", topic=7)
        (answer,) = await group.receives()
        await scene.kept.until([(1,)], "SELECT count(*) FROM answers")
        correct(scene)
        told = (await group.receives(2))[-1]
    assert (told.reply_to, told.topic_id) == (answer.id, 7)
    scene.news.store.close()


async def test_who_wants_to_be_forgotten_is_not_told(scene: Scene) -> None:
    person = scene.telegram.person()
    async with scene.bot():
        person.say(MET)
        await person.receives()
        await scene.kept.until([(1,)], "SELECT count(*) FROM answers")
        person.say("/forget")
        question = (await person.receives(2))[-1]
        person.press(HINDI.forget_yes)
        await scene.telegram.world.until(lambda: question.text == HINDI.forgotten, 5, "all is deleted")
        correct(scene)
        await scene.rounds()
    assert len(person.inbox) == 2
    scene.news.store.close()
