"""Answers while they are being written: drafts in private chats, one edited reply in groups, over HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator
from itertools import pairwise

import pytest
import pytest_asyncio

from chat.preview import Pace
from chat.texts import TEXTS
from index.errors import AnswerError
from tests.e2e.fake_newsroom import LAVROV, MET, FakeNewsroom
from tests.e2e.fake_writer import FakeWriter
from tests.e2e.running_bot import running_bot
from tests.e2e.telegram_server import Fault, TelegramServer, put_off
from tests.e2e.telegram_server.entities import tappable

QUICK = Pace(first_after_s=0.05, draft_every_s=0.02, edit_every_s=0.02)


@pytest.fixture
def writer(newsroom: FakeNewsroom) -> FakeWriter:
    writer = FakeWriter(newsroom)
    writer.pause_s = 0.04
    return writer


@pytest_asyncio.fixture
async def writing_bot(telegram: TelegramServer, newsroom: FakeNewsroom, writer: FakeWriter) -> AsyncIterator[None]:
    async with running_bot(telegram, newsroom, writer=writer, pace=QUICK):
        yield


def frames(telegram: TelegramServer) -> list[str]:
    return [text for _, text in telegram.world.drafts]


@pytest.mark.usefixtures("writing_bot")
async def test_in_a_private_chat_a_draft_grows_and_one_message_follows(telegram: TelegramServer) -> None:
    person = telegram.person()
    person.say(MET)
    (answer,) = await person.receives()
    drafts = frames(telegram)
    assert len(drafts) > 2
    grown = [text.removesuffix(" …") for text in drafts]
    assert all(later.startswith(earlier) for earlier, later in pairwise(grown))
    assert answer.text.startswith(LAVROV)
    assert answer.parts("expandable_blockquote")
    assert len({call.given["draft_id"] for call in telegram.calls_of("sendMessageDraft")}) == 1
    methods = [call.method for call in telegram.calls]
    assert "sendmessagedraft" not in methods[methods.index("sendmessage") :]
    assert telegram.calls_of("editMessageText") == []
    assert not telegram.refusals


@pytest.mark.usefixtures("writing_bot")
async def test_before_the_first_word_a_draft_shows_that_it_is_being_thought_about(
    telegram: TelegramServer, newsroom: FakeNewsroom
) -> None:
    newsroom.delay_s = 0.3
    person = telegram.person()
    person.say(MET)
    await person.receives()
    assert frames(telegram)[0] == ""
    assert frames(telegram).count("") == 1


async def test_an_answer_that_is_ready_within_two_seconds_is_not_shown_before(
    telegram: TelegramServer, newsroom: FakeNewsroom, writer: FakeWriter
) -> None:
    writer.pause_s = 0.0
    async with running_bot(telegram, newsroom, writer=writer):
        person, group = telegram.person(), telegram.group()
        person.say(MET)
        group.say(person, f"@khabar_bot {MET}")
        await person.receives()
        await group.receives()
    assert frames(telegram) == []
    assert telegram.calls_of("editMessageText") == []


@pytest.mark.usefixtures("writing_bot")
async def test_in_a_group_one_reply_is_edited_until_it_is_the_answer(telegram: TelegramServer) -> None:
    person, group = telegram.person(), telegram.group(topics=(7,))
    said = group.say(person, f"@khabar_bot {MET}", topic=7)
    (reply,) = await group.receives()
    await telegram.world.until(lambda: reply.buttons, 5, "the answer")
    assert group.inbox == [reply]
    assert (reply.reply_to, reply.topic_id) == (said["message"]["message_id"], 7)
    assert reply.text.startswith(LAVROV)
    assert reply.parts("expandable_blockquote")
    assert not reply.preview
    assert len(telegram.calls_of("editMessageText")) > 1
    assert frames(telegram) == []
    assert not telegram.refusals


@pytest.mark.usefixtures("writing_bot")
async def test_while_a_chat_is_paused_frames_are_dropped_and_the_answer_arrives_afterwards(
    telegram: TelegramServer,
) -> None:
    telegram.fail_next("sendMessageDraft", put_off(1))
    person = telegram.person()
    person.say(MET)
    (answer,) = await person.receives()
    assert answer.text.startswith(LAVROV)
    assert len(telegram.calls_of("sendMessageDraft")) == 1
    assert [call.code for call in telegram.refusals] == [429]


@pytest.mark.parametrize(
    "fault",
    [Fault("error", 400, "Bad Request: TEXTDRAFT_PEER_INVALID"), Fault("error"), Fault("cut"), Fault("not_json")],
)
@pytest.mark.usefixtures("writing_bot")
async def test_after_three_failed_drafts_there_are_no_more_and_no_edits_instead(
    telegram: TelegramServer, fault: Fault
) -> None:
    telegram.fail_next("sendMessageDraft", *[fault] * 9)
    person = telegram.person()
    person.say(MET)
    (answer,) = await person.receives()
    assert answer.text.startswith(LAVROV)
    assert len(telegram.calls_of("sendMessageDraft")) == 3
    assert telegram.calls_of("editMessageText") == []


@pytest.mark.usefixtures("writing_bot")
async def test_failed_edits_in_a_group_do_not_keep_the_answer_from_it(telegram: TelegramServer) -> None:
    telegram.fail_next("editMessageText", *[Fault("cut")] * 3)
    person, group = telegram.person(), telegram.group()
    group.say(person, f"@khabar_bot {MET}")
    (reply,) = await group.receives()
    await telegram.world.until(lambda: reply.buttons, 5, "the answer")
    assert reply.text.startswith(LAVROV)
    assert group.inbox == [reply]


@pytest.mark.usefixtures("writing_bot")
async def test_where_somebody_deleted_the_reply_the_answer_comes_as_another(
    telegram: TelegramServer, writer: FakeWriter
) -> None:
    person, group = telegram.person(), telegram.group()
    group.say(person, f"@khabar_bot {MET}")
    (reply,) = await group.receives()
    del group.messages[reply.id]
    (answer,) = await group.receives()
    assert answer.text.startswith(LAVROV)
    assert answer.buttons


@pytest.mark.usefixtures("writing_bot")
async def test_a_reply_that_may_have_arrived_is_not_sent_twice_to_show_frames(telegram: TelegramServer) -> None:
    telegram.fail_next("sendMessage", Fault("lost_reply"))
    person, group = telegram.person(), telegram.group()
    group.say(person, f"@khabar_bot {MET}")
    _, answer = await group.receives(2)
    assert answer.text.startswith(LAVROV)
    assert answer.buttons
    assert len(telegram.calls_of("sendMessage")) == 2


@pytest.mark.usefixtures("writing_bot")
async def test_no_frame_holds_a_link_that_nobody_checked(telegram: TelegramServer, writer: FakeWriter) -> None:
    writer.unchecked = "[ठग](https://evil.example/a) <a href='https://evil.example'>x</a> evil.com @scam_bot " * 3
    person, group = telegram.person(), telegram.group()
    person.say(MET)
    group.say(person, f"@khabar_bot {MET}")
    await person.receives()
    await telegram.world.until(lambda: group.inbox and group.inbox[0].buttons, 5, "the answer")
    calls = [
        *telegram.calls_of("sendMessageDraft"),
        *telegram.calls_of("sendMessage"),
        *telegram.calls_of("editMessageText"),
    ]
    shown = [call.given for call in calls if "ठग" in call.given.get("text", "")]
    assert len(shown) > 3
    for given in shown:
        assert "parse_mode" not in given
        assert tappable(given["text"]) == []


@pytest.mark.usefixtures("writing_bot")
async def test_what_was_shown_of_an_answer_that_failed_is_taken_away(
    telegram: TelegramServer, writer: FakeWriter
) -> None:
    writer.breaks = AnswerError("The newsroom is closed.")
    person, group = telegram.person(), telegram.group()
    group.say(person, f"@khabar_bot {MET}")
    await telegram.world.until(lambda: telegram.calls_of("deleteMessage"), 5, "the reply is deleted")
    await telegram.world.until(lambda: len(group.inbox) == 1 and "…" not in group.inbox[0].text, 5, "an apology")
    assert group.inbox[0].text.startswith(TEXTS["hi"].apology.partition("{")[0])
