"""/language, /privacy and /forget, and what time deletes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from chat.texts import TEXTS
from tests.e2e.fake_newsroom import MET, WHEN, FakeNewsroom
from tests.e2e.kept import Kept
from tests.e2e.running_bot import running_bot
from tests.e2e.telegram_server import Fault, TelegramServer

HINDI, ENGLISH, HINGLISH = TEXTS["hi"], TEXTS["en"], TEXTS["hi-Latn"]
LONG_ID = 107_234_567_891_234  # of six bytes, so that it is no chance if it is found in a file
SECRET, GROUP_SECRET = "मेरे पड़ोसी ज़ुम्बारो का क्या हुआ?", "ज़ुम्बिका कहाँ रहती है?"


async def test_a_chosen_language_is_spoken_after_a_restart_too(telegram: TelegramServer, tmp_path: Path) -> None:
    person, newsroom = telegram.person(), FakeNewsroom()
    async with running_bot(telegram, newsroom, data_dir=tmp_path):
        person.say("/language")
        (question,) = await person.receives()
        assert question.text == HINDI.language_question
        assert question.buttons == ["हिंदी", "English", "Hinglish"]
        press = person.press("Hinglish")
        await telegram.world.until(lambda: question.text == HINGLISH.language_chosen, 5, "the message changes")
        assert press.notice == HINGLISH.language_chosen
        assert question.buttons == []
    async with running_bot(telegram, newsroom, data_dir=tmp_path):
        person.say("/nonsense")
        assert (await person.receives(2))[-1].text == HINGLISH.unknown_command
        person.say("🙏")
        assert (await person.receives(3))[-1].text == HINGLISH.empty_question
        person.say("मैच किसने जीता?")  # words decide before any choice
        assert (await person.receives(4))[-1].text.startswith(HINDI.no_answer)


@pytest.mark.usefixtures("bot")
async def test_one_person_of_a_group_chooses_a_language_and_the_others_keep_theirs(telegram: TelegramServer) -> None:
    one, other, group = telegram.person(), telegram.person(), telegram.group()
    group.say(one, "/language@khabar_bot")
    await group.receives()
    press = group.press("English", one)
    await telegram.world.until(lambda: press.answered, 5, "the press is acknowledged")
    group.say(one, "/new@khabar_bot")
    group.say(other, "/new@khabar_bot")
    texts = [message.text for message in await group.receives(3)]
    assert texts == [HINDI.language_question, ENGLISH.new_topic, HINDI.new_topic]


async def test_privacy_says_for_how_long_what_is_kept(telegram: TelegramServer, newsroom: FakeNewsroom) -> None:
    async with running_bot(telegram, newsroom, keep_days=12):
        person = telegram.person(language_code="en")
        person.say("/privacy")
        (answer,) = await person.receives()
    assert "for 12 days" in answer.text
    assert "/forget" in answer.text


@pytest.mark.usefixtures("kept_bot")
async def test_forgetting_leaves_no_trace_of_a_person_and_all_of_the_others(
    telegram: TelegramServer, kept: Kept
) -> None:
    person, other, group = telegram.person(person_id=LONG_ID), telegram.person(), telegram.group()
    person.say("/language")
    await person.receives()
    person.press("हिंदी")
    for count, question in enumerate((SECRET, MET, WHEN), 2):
        person.say(question)
        other.say(MET)
        await person.receives(count)
    group.say(person, f"@khabar_bot {GROUP_SECRET}")
    (in_group,) = await group.receives()
    group.say(other, "/help@khabar_bot", reply_to=in_group)
    await group.receives(2)
    await other.receives(3)
    mine = ((LONG_ID,), (SECRET, GROUP_SECRET))
    told = {"answers.person_id", "answers.chat_id", "answers.question", "people.person_id", "turns.question"}
    assert kept.places_of(*mine) >= told | {"chats.chat_id", "turns.person_id", "turns.chat_id"}
    assert set(kept.bytes_of(LONG_ID, mine[1])) >= {"the id", SECRET, GROUP_SECRET}

    person.say("/forget")
    question = (await person.receives(5))[-1]
    assert question.text == HINDI.forget_question
    person.press(HINDI.forget_yes)
    await telegram.world.until(lambda: question.text == HINDI.forgotten, 5, "the message changes")
    assert question.buttons == []
    await kept.until([], "SELECT * FROM updates WHERE content IS NOT NULL")
    assert kept.places_of(*mine) == set()
    assert kept.bytes_of(LONG_ID, mine[1]) == []
    assert kept.rows("SELECT count(*) FROM answers WHERE person_id = ?", other.id) == [(3,)]

    person.say(WHEN)  # and the bot has forgotten what it leant on
    answer = (await person.receives(6))[-1]
    assert answer.text.startswith(HINDI.no_answer)


@pytest.mark.usefixtures("kept_bot")
async def test_who_does_not_confirm_is_not_forgotten(telegram: TelegramServer, kept: Kept) -> None:
    person = telegram.person()
    person.say(MET)
    await person.receives()
    person.say("/forget")
    _, question = await person.receives(2)
    person.press(HINDI.forget_no)
    await telegram.world.until(lambda: question.text == HINDI.forget_kept, 5, "the message changes")
    assert kept.rows("SELECT person_id FROM answers") == [(person.id,)]


@pytest.mark.usefixtures("kept_bot")
async def test_nobody_deletes_what_another_wrote(telegram: TelegramServer, kept: Kept) -> None:
    person, other, group = telegram.person(), telegram.person(), telegram.group()
    group.say(person, f"@khabar_bot {MET}")
    await group.receives()
    group.say(person, "/forget@khabar_bot")
    _, question = await group.receives(2)
    press = group.press(HINDI.forget_yes, other)
    await telegram.world.until(lambda: press.answered, 5, "the press is acknowledged")
    assert press.notice == HINDI.not_your_button
    assert question.text == HINDI.forget_question
    assert kept.rows("SELECT person_id FROM answers") == [(person.id,)]


async def test_an_answer_under_way_is_forgotten_too(telegram: TelegramServer, tmp_path: Path, kept: Kept) -> None:
    newsroom = FakeNewsroom()
    newsroom.gate.clear()
    async with running_bot(telegram, newsroom, data_dir=tmp_path):
        person = telegram.person()
        person.say("/forget")
        (question,) = await person.receives()
        person.say(MET)
        await telegram.world.until(lambda: newsroom.asked, 5, "the question is being answered")
        press = person.press(HINDI.forget_yes)
        await telegram.world.until(lambda: press.answered, 5, "the press is acknowledged")
        newsroom.gate.set()
        await telegram.world.until(lambda: question.text == HINDI.forgotten, 5, "the message changes")
        assert len(person.inbox) == 2
        assert kept.rows("SELECT * FROM answers") == []


async def test_a_message_that_cannot_be_changed_at_first_is_changed_in_the_end(
    telegram: TelegramServer, newsroom: FakeNewsroom
) -> None:
    telegram.fail_next("editMessageText", Fault("error", 500), Fault("lost_reply"))
    async with running_bot(telegram, newsroom):
        person = telegram.person()
        person.say("/forget")
        (question,) = await person.receives()
        person.press(HINDI.forget_no)
        await telegram.world.until(lambda: len(telegram.calls_of("editMessageText")) == 3, 9, "three attempts")
    assert question.text == HINDI.forget_kept


async def test_what_is_too_old_is_deleted_at_the_start(telegram: TelegramServer, tmp_path: Path, kept: Kept) -> None:
    newsroom, person = FakeNewsroom(), telegram.person(person_id=LONG_ID)
    async with running_bot(telegram, newsroom, data_dir=tmp_path):
        person.say(SECRET)
        await person.receives()
        await kept.until([(1,)], "SELECT count(*) FROM answers")
    for days, left in ((29, 1), (31, 0)):
        at = (datetime.now(UTC) - timedelta(days=days)).timestamp()
        kept.change("UPDATE answers SET at = ?", at)
        kept.change("UPDATE chats SET seen = ?", at)
        async with running_bot(telegram, newsroom, data_dir=tmp_path, keep_days=30):
            await kept.until([(left,)], "SELECT count(*) FROM chats")
            assert kept.rows("SELECT count(*) FROM answers") == [(left,)]
    places = kept.places_of((LONG_ID,), (SECRET,))
    assert {place.partition(".")[0] for place in places} == {"turns"}  # whose half hour is not over
