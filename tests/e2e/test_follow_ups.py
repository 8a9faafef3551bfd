"""Follow-ups in Telegram: what a question may lean on, and how a person begins anew."""

from __future__ import annotations

import pytest

from chat.texts import TEXTS
from tests.e2e.fake_newsroom import CRICKET, MET, WHEN, WHOM, FakeNewsroom
from tests.e2e.telegram_server import TelegramServer

pytestmark = pytest.mark.usefixtures("bot")
HINDI = TEXTS["hi"]


async def test_a_question_may_lean_on_the_last_three_turns(telegram: TelegramServer, newsroom: FakeNewsroom) -> None:
    person = telegram.person()
    for count, question in enumerate((MET, WHOM, CRICKET, MET, WHEN), 1):
        person.say(question)
        await person.receives(count)
    assert newsroom.turns == [[], [MET], [MET, WHOM], [MET, WHOM, CRICKET], [WHOM, CRICKET, MET]]


async def test_a_follow_up_has_a_button_that_begins_a_new_topic(
    telegram: TelegramServer, newsroom: FakeNewsroom
) -> None:
    person = telegram.person()
    person.say(MET)
    person.say(WHEN)
    first, second = await person.receives(2)
    assert first.buttons == ["👍", "👎"]
    assert second.buttons == ["👍", "👎", HINDI.new_topic_button]
    press = person.press(HINDI.new_topic_button)
    await telegram.world.until(lambda: press.answered, 5, "the press is acknowledged")
    assert press.notice == HINDI.new_topic
    person.say(WHEN)
    await person.receives(3)
    assert newsroom.turns == [[], [MET], []]


async def test_a_command_begins_a_new_topic(telegram: TelegramServer, newsroom: FakeNewsroom) -> None:
    person = telegram.person()
    person.say(MET)
    await person.receives()
    person.say("/new")
    _, reply = await person.receives(2)
    assert reply.text == HINDI.new_topic
    person.say(WHEN)
    await person.receives(3)
    assert newsroom.turns == [[], []]


async def test_people_do_not_share_their_turns(telegram: TelegramServer, newsroom: FakeNewsroom) -> None:
    one, other = telegram.person(), telegram.person()
    one.say(MET)
    await one.receives()
    other.say(WHEN)
    await other.receives()
    assert newsroom.turns == [[], []]


async def test_a_question_asked_by_a_button_leans_on_nothing_and_can_be_followed_up(
    telegram: TelegramServer, newsroom: FakeNewsroom
) -> None:
    person = telegram.person()
    person.say(WHOM)
    person.say("/start")
    await person.receives(2)
    person.press(MET)
    await person.receives(3)
    person.say(WHEN)
    await person.receives(4)
    assert newsroom.turns == [[], [], [MET]]


async def test_in_a_group_a_reply_to_the_bot_follows_up_and_a_mention_begins_anew(
    telegram: TelegramServer, newsroom: FakeNewsroom
) -> None:
    person, group = telegram.person(), telegram.group()
    group.say(person, f"@khabar_bot {MET}")
    (answer,) = await group.receives()
    group.say(person, WHEN, reply_to=answer)
    await group.receives(2)
    group.say(person, f"@khabar_bot {WHOM}")
    answer = (await group.receives(3))[-1]
    group.say(person, WHEN, reply_to=answer)
    await group.receives(4)
    assert newsroom.turns == [[], [MET], [], [WHOM]]


async def test_the_topics_of_a_forum_are_conversations_of_their_own(
    telegram: TelegramServer, newsroom: FakeNewsroom
) -> None:
    person, group = telegram.person(), telegram.group(topics=(7, 9))
    group.say(person, f"@khabar_bot {MET}", topic=7)
    (answer,) = await group.receives()
    group.say(person, WHEN, topic=9, reply_to=answer)
    await group.receives(2)
    assert newsroom.turns == [[], []]
