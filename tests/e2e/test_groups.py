"""The bot in a group, over HTTP."""

from __future__ import annotations

import pytest

from chat.texts import TEXTS
from tests.e2e.fake_newsroom import LAVROV, MET, WHOM, FakeNewsroom
from tests.e2e.telegram_server import TelegramServer

pytestmark = pytest.mark.usefixtures("bot")


async def test_a_mention_is_answered_by_a_reply_and_is_no_part_of_the_question(
    telegram: TelegramServer, newsroom: FakeNewsroom
) -> None:
    person, group = telegram.person(), telegram.group()
    said = group.say(person, f"@Khabar_Bot {MET}")
    (answer,) = await group.receives()
    assert newsroom.asked == [MET]
    assert answer.text.startswith(LAVROV)
    assert answer.reply_to == said["message"]["message_id"]


async def test_a_reply_to_the_bot_is_answered(telegram: TelegramServer, newsroom: FakeNewsroom) -> None:
    person, group = telegram.person(), telegram.group()
    group.say(person, f"{WHOM} @khabar_bot")
    (first,) = await group.receives()
    group.say(person, MET, reply_to=first)
    await group.receives(2)
    assert newsroom.asked == [WHOM, MET]


async def test_talk_among_people_is_left_alone_even_where_privacy_mode_is_off(
    telegram: TelegramServer, newsroom: FakeNewsroom
) -> None:
    person, group = telegram.person(), telegram.group(privacy=False)
    group.say(person, MET)
    group.say(person, f"@khabar_bots {MET}")
    group.say(person, "/weather@another_bot")
    group.say(person, f"@khabar_bot {WHOM}")
    await group.receives()
    assert newsroom.asked == [WHOM]


async def test_an_answer_stays_in_its_topic(telegram: TelegramServer) -> None:
    person, group = telegram.person(), telegram.group(topics=(7, 9))
    group.say(person, f"@khabar_bot {MET}", topic=9)
    (answer,) = await group.receives()
    assert answer.topic_id == 9
    assert not telegram.refusals


async def test_a_chain_of_replies_outside_a_forum_is_no_topic(telegram: TelegramServer) -> None:
    person, group = telegram.person(), telegram.group()
    group.say(person, f"@khabar_bot {MET}", message_thread_id=3)
    (answer,) = await group.receives()
    assert answer.topic_id is None
    assert not telegram.refusals


async def test_start_and_its_buttons_work_in_a_group(telegram: TelegramServer) -> None:
    person, group = telegram.person(), telegram.group()
    group.say(person, "/start@khabar_bot")
    (welcome,) = await group.receives()
    assert TEXTS["hi"].greeting in welcome.text
    group.press(MET, person)
    _, answer = await group.receives(2)
    assert answer.text.startswith(f"{MET}\n\n{LAVROV}")


async def test_a_group_that_became_a_supergroup_is_answered_there(telegram: TelegramServer) -> None:
    person, old, new = telegram.person(), telegram.group(), telegram.group()
    old.migrated_to = new.id
    old.say(person, f"@khabar_bot {MET}")
    (answer,) = await new.receives()
    assert answer.text.startswith(LAVROV)


async def test_a_group_that_removed_the_bot_does_not_disturb_the_others(telegram: TelegramServer) -> None:
    person, group = telegram.person(), telegram.group()
    group.say(person, f"@khabar_bot {MET}")
    group.remove_bot()
    person.say(MET)
    await person.receives()
    assert group.inbox == []
