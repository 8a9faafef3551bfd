"""What is offered below an answer: questions that may follow it, the nearest articles, sharing."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from chat.texts import TEXTS
from index.embed.protocol import Embedder
from index.ingest import manifest_for
from index.store.embedded import open_store
from rag.bulletin.board import Bulletin
from rag.pipeline import Answerer
from rag.suggest import FollowUp
from tests.e2e.fake_newsroom import LAVROV, MET, WHEN, WHOM, FakeNewsroom
from tests.e2e.kept import Kept
from tests.e2e.running_bot import running_bot
from tests.e2e.telegram_server import BotMessage, Fault, TelegramServer, put_off

HINDI, ENGLISH = TEXTS["hi"], TEXTS["en"]
OFFERED = [FollowUp(WHEN, leans=True), FollowUp(WHOM)]


@pytest_asyncio.fixture
async def offering_bot(telegram: TelegramServer, newsroom: FakeNewsroom, tmp_path: Path) -> AsyncIterator[None]:
    newsroom.offered = OFFERED
    async with running_bot(telegram, newsroom, data_dir=tmp_path):
        yield


@pytest_asyncio.fixture
async def whole_bot(telegram: TelegramServer, sample_index: Path, embedder: Embedder) -> AsyncIterator[None]:
    """The bot with the sample news, which may be asked from within other chats."""
    telegram.world.bot["supports_inline_queries"] = True
    store = open_store(sample_index, manifest_for(embedder.card), create=False)
    newsroom = Answerer(store, embedder)
    async with running_bot(telegram, newsroom, bulletin=Bulletin(store, embedder, lambda _: True)):
        yield
    store.close()


async def shows(telegram: TelegramServer, message: BotMessage, *buttons: str) -> None:
    await telegram.world.until(lambda: message.buttons == list(buttons), 5, "the buttons change")


@pytest.mark.usefixtures("offering_bot")
async def test_questions_that_may_follow_appear_below_an_answer_that_is_there_already(telegram: TelegramServer) -> None:
    person = telegram.person()
    person.say(MET)
    (answer,) = await person.receives()
    await shows(telegram, answer, WHEN, WHOM, "👍", "👎")
    assert [[button["callback_data"] for button in row] for row in answer.keyboard[:2]] == [["offer:0"], ["offer:1"]]
    methods = [call.method for call in telegram.calls]
    assert methods.index("sendmessage") < methods.index("editmessagereplymarkup")


@pytest.mark.usefixtures("offering_bot")
async def test_a_question_that_leans_on_the_answer_is_asked_of_that_answer_whatever_was_said_meanwhile(
    telegram: TelegramServer, newsroom: FakeNewsroom
) -> None:
    person = telegram.person()
    person.say(MET)
    (answer,) = await person.receives()
    await shows(telegram, answer, WHEN, WHOM, "👍", "👎")
    newsroom.offered = []
    person.say("मौसम कैसा है?")
    await person.receives(2)
    press = person.press(WHEN)
    *_, when = await person.receives(3)
    assert newsroom.turns[-1] == [MET]
    assert when.text.startswith(f"{WHEN}\n\n{LAVROV}")
    assert (press.answered, press.notice) == (True, "")
    person.press(WHOM)
    await person.receives(4)
    assert (newsroom.asked[-1], newsroom.turns[-1]) == (WHOM, [])


@pytest.mark.usefixtures("offering_bot")
async def test_a_question_can_be_taken_by_anybody_in_a_group_and_after_a_restart(
    telegram: TelegramServer, newsroom: FakeNewsroom, tmp_path: Path
) -> None:
    one, other, group = telegram.person(), telegram.person(), telegram.group(topics=(7,))
    group.say(one, f"@khabar_bot {MET}", topic=7)
    (answer,) = await group.receives()
    await shows(telegram, answer, WHEN, WHOM, "👍", "👎")
    group.press(WHEN, other)
    _, second = await group.receives(2)
    assert second.topic_id == 7
    assert newsroom.turns[-1] == [MET]


async def test_offers_outlive_the_process_and_go_with_the_answer(
    telegram: TelegramServer, kept: Kept, tmp_path: Path
) -> None:
    person = telegram.person()
    first = FakeNewsroom()
    first.offered = OFFERED
    async with running_bot(telegram, first, data_dir=tmp_path):
        person.say(MET)
        (answer,) = await person.receives()
        await shows(telegram, answer, WHEN, WHOM, "👍", "👎")
    second = FakeNewsroom()
    async with running_bot(telegram, second, data_dir=tmp_path):
        person.press(WHEN)
        await person.receives(2)
        assert second.turns == [[MET]]
        person.say("/forget")
        await person.receives(3)
        person.press(HINDI.forget_yes)
        await kept.until([], "SELECT * FROM offers")
        press = person.press(WHOM)
        await telegram.world.until(lambda: press.answered, 5, "the press is acknowledged")
        assert press.notice == HINDI.old_button
    assert second.asked == [WHEN]


@pytest.mark.usefixtures("offering_bot")
async def test_buttons_that_a_reader_uses_are_not_taken_away_to_offer_questions(
    telegram: TelegramServer, newsroom: FakeNewsroom, kept: Kept
) -> None:
    newsroom.offered = []
    person = telegram.person()
    person.say(MET)
    (answer,) = await person.receives()
    await kept.until([(1,)], "SELECT count(*) FROM answers")
    newsroom.offered = OFFERED
    newsroom.delay_s = 0.7  # the desk is busy while the reader judges
    other = telegram.person()
    other.say(MET)
    person.press("👎")
    reasons = ["ग़लत", "पुराना", "अधूरा", "स्रोत ग़लत"]
    await shows(telegram, answer, *reasons)
    await other.receives()
    assert answer.buttons == reasons


@pytest.mark.parametrize(
    "fault", [put_off(30), Fault("error", 400, "Bad Request: message to edit not found"), Fault("cut")]
)
@pytest.mark.usefixtures("offering_bot")
async def test_where_the_buttons_cannot_be_changed_the_answer_and_the_bot_go_on(
    telegram: TelegramServer, newsroom: FakeNewsroom, fault: Fault
) -> None:
    telegram.fail_next("editMessageReplyMarkup", fault)
    person, other = telegram.person(), telegram.person()
    person.say(MET)
    (answer,) = await person.receives()
    await telegram.world.until(lambda: telegram.calls_of("editMessageReplyMarkup"), 5, "an attempt")
    assert answer.buttons == ["👍", "👎"]
    other.say(MET)
    (answer,) = await other.receives()
    await shows(telegram, answer, WHEN, WHOM, "👍", "👎")


@pytest.mark.usefixtures("whole_bot")
async def test_below_a_refusal_the_nearest_articles_can_be_read(telegram: TelegramServer) -> None:
    person = telegram.person()
    person.say("अंटार्कटिका में पेंगुइन कौन पालता है?")
    (refusal,) = await person.receives(1, 20)
    assert refusal.text.startswith(HINDI.no_answer)
    assert len(refusal.buttons) == 3
    assert all("2024 · " in label for label in refusal.buttons)
    press = person.press(refusal.buttons[0])
    _, article = await person.receives(2, 20)
    title = refusal.buttons[0].partition(" · ")[2].rstrip("…")
    assert article.text.startswith(title)
    assert len(article.text.split("\n\n")) >= 2
    assert article.links
    assert article.links[-1][0] == HINDI.read_on
    assert press.notice == ""
    assert not telegram.refusals


@pytest.mark.usefixtures("whole_bot")
async def test_a_question_is_shared_with_another_chat_by_asking_the_bot_there(telegram: TelegramServer) -> None:
    person = telegram.person(language_code="en")
    person.say("Who won the European Championship?")
    (answer,) = await person.receives(1, 20)
    await telegram.world.until(lambda: "Who is" in "".join(answer.buttons), 20, "questions that may follow")
    assert answer.buttons[-1] == ENGLISH.share_button
    assert answer.keyboard[-1][-1]["switch_inline_query"] == "Who won the European Championship?"
    person.press(answer.buttons[0])
    _, second = await person.receives(2, 20)
    assert second.text.startswith(answer.buttons[0])
    assert ENGLISH.no_answer not in second.text
    assert not telegram.refusals


async def test_a_bot_that_cannot_be_asked_in_other_chats_offers_no_sharing(
    telegram: TelegramServer, newsroom: FakeNewsroom
) -> None:
    async with running_bot(telegram, newsroom):
        person = telegram.person()
        person.say(MET)
        (answer,) = await person.receives()
    assert answer.buttons == ["👍", "👎"]
