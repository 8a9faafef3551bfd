"""A question that is edited is answered again, in the message that holds its answer."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from chat.preview import Pace
from chat.texts import TEXTS
from tests.e2e.fake_newsroom import CRICKET, LAVROV, MET, WHEN, WHOM, FakeNewsroom
from tests.e2e.kept import Kept
from tests.e2e.running_bot import running_bot
from tests.e2e.telegram_server import Fault, TelegramServer

HINDI = TEXTS["hi"]


@pytest_asyncio.fixture(autouse=True)
async def edited_bot(telegram: TelegramServer, newsroom: FakeNewsroom, tmp_path: Path) -> AsyncIterator[None]:
    async with running_bot(telegram, newsroom, data_dir=tmp_path, pace=Pace(first_after_s=0.0)):
        yield


async def test_the_answer_changes_with_the_question(
    telegram: TelegramServer, newsroom: FakeNewsroom, kept: Kept
) -> None:
    person = telegram.person()
    said = person.say(CRICKET)
    (answer,) = await person.receives()
    assert answer.text.startswith(HINDI.no_answer)
    person.edit(said, MET)
    await telegram.world.until(lambda: answer.text.startswith(LAVROV), 5, "the answer changes")
    assert answer.buttons == ["👍", "👎"]
    assert person.inbox == [answer]
    await kept.until([(MET, answer.id)], "SELECT question, message_id FROM answers")
    person.press("👍")
    await kept.until([("up",)], "SELECT verdict FROM feedback")
    person.edit(said, CRICKET)
    await telegram.world.until(lambda: answer.text.startswith(HINDI.no_answer), 5, "the answer changes back")
    assert not telegram.refusals


async def test_what_was_meant_before_is_forgotten_by_what_follows(
    telegram: TelegramServer, newsroom: FakeNewsroom
) -> None:
    person = telegram.person()
    said = person.say(CRICKET)
    (answer,) = await person.receives()
    person.edit(said, MET)
    await telegram.world.until(lambda: answer.text.startswith(LAVROV), 5, "the answer changes")
    person.say(WHEN)
    await person.receives(2)
    assert newsroom.turns == [[], [], [MET]]


async def test_a_question_edited_while_it_is_answered_is_answered_as_edited(
    telegram: TelegramServer, newsroom: FakeNewsroom
) -> None:
    newsroom.delay_s = 0.3
    person = telegram.person()
    person.edit(person.say(CRICKET), MET)
    (answer,) = await person.receives()
    await telegram.world.until(lambda: answer.text.startswith(LAVROV), 5, "the answer changes")
    assert newsroom.asked == [CRICKET, MET]
    assert len(person.inbox) == 1


async def test_an_edit_that_changes_no_word_and_one_of_something_unanswered_are_nothing(
    telegram: TelegramServer, newsroom: FakeNewsroom
) -> None:
    person, group = telegram.person(), telegram.group(privacy=False)
    said = person.say(MET)
    await person.receives()
    person.edit(said, f" {MET} ")
    person.edit(group.say(person, "नमस्ते"), MET)
    person.edit(person.say("/help"), MET)
    person.say(WHOM)
    await person.receives(3)
    assert newsroom.asked == [MET, WHOM]
    assert group.inbox == []


async def test_in_a_group_the_mention_is_no_part_of_the_question(
    telegram: TelegramServer, newsroom: FakeNewsroom
) -> None:
    person, group = telegram.person(), telegram.group(topics=(7,))
    said = group.say(person, f"@khabar_bot {CRICKET}", topic=7)
    (answer,) = await group.receives()
    person.edit(said, f"@khabar_bot {MET}")
    await telegram.world.until(lambda: answer.text.startswith(LAVROV), 5, "the answer changes")
    assert newsroom.asked == [CRICKET, MET]
    assert len(group.inbox) == 1


async def test_where_the_earlier_answer_cannot_be_edited_another_comes(telegram: TelegramServer) -> None:
    telegram.fail_next("editMessageText", Fault("error", 400, "Bad Request: message to edit not found"))
    person = telegram.person()
    said = person.say(CRICKET)
    await person.receives()
    person.edit(said, MET)
    _, second = await person.receives(2)
    assert second.text.startswith(LAVROV)
    person.edit(said, CRICKET)
    await telegram.world.until(lambda: second.text.startswith(HINDI.no_answer), 5, "the second answer changes")


@pytest.mark.parametrize(("words", "line"), [("🙏🙏", HINDI.empty_question)])
async def test_an_edit_that_is_no_question_gets_a_polite_line(telegram: TelegramServer, words: str, line: str) -> None:
    person = telegram.person()
    said = person.say(MET)
    await person.receives()
    person.edit(said, words)
    _, reply = await person.receives(2)
    assert reply.text == line
