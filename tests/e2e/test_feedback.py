"""What readers think of answers: buttons, reasons, reactions, and the export."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from chat.texts import TEXTS
from rag.evaluate import read_questions
from tests.e2e.fake_newsroom import CRICKET, LAVROV, MET, NURTLEU, WHEN
from tests.e2e.kept import Kept
from tests.e2e.telegram_server import BotMessage, Fault, Person, TelegramServer

pytestmark = pytest.mark.usefixtures("kept_bot")
HINDI = TEXTS["hi"]
REASONS = ["ग़लत", "पुराना", "अधूरा", "स्रोत ग़लत"]
VERDICTS = "SELECT person_id, verdict, reason, way FROM feedback ORDER BY answer_id, person_id"
ROOT = Path(__file__).parents[2]


async def pressed(telegram: TelegramServer, chat: Any, label: str, person: Person | None = None) -> str:
    """Press a button, and return what is said to that."""
    press = chat.press(label, person)
    await telegram.world.until(lambda: press.answered, 5, "the press is acknowledged")
    notice: str = press.notice
    return notice


async def shows(telegram: TelegramServer, message: BotMessage, buttons: list[str]) -> None:
    await telegram.world.until(lambda: message.buttons == buttons, 5, "the buttons change")


async def test_a_thumb_up_is_kept_and_thanked_for(telegram: TelegramServer, kept: Kept) -> None:
    person = telegram.person()
    person.say(MET)
    await person.receives()
    assert await pressed(telegram, person, "👍") == HINDI.feedback_thanks
    await kept.until([(person.id, "up", "", "button")], VERDICTS)
    assert telegram.calls_of("editMessageReplyMarkup") == []


async def test_a_thumb_down_asks_one_tap_more_and_the_other_buttons_stay(telegram: TelegramServer, kept: Kept) -> None:
    person = telegram.person()
    for count, question in enumerate((MET, WHEN), 1):
        person.say(question)
        await person.receives(count)
    answer = person.inbox[-1]
    assert await pressed(telegram, person, "👎") == HINDI.feedback_question
    await shows(telegram, answer, [*REASONS, HINDI.new_topic_button])
    await kept.until([(person.id, "down", "", "button")], VERDICTS)
    assert await pressed(telegram, person, "पुराना") == HINDI.feedback_thanks
    await shows(telegram, answer, ["👍", "👎", HINDI.new_topic_button])
    await kept.until([(person.id, "down", "old", "button")], VERDICTS)
    assert answer.text.startswith(LAVROV)
    assert not telegram.refusals


async def test_the_last_verdict_of_each_person_counts(telegram: TelegramServer, kept: Kept) -> None:
    one, other, group = telegram.person(), telegram.person(), telegram.group()
    group.say(one, f"@khabar_bot {MET}")
    (answer,) = await group.receives()
    await pressed(telegram, group, "👎", one)
    await shows(telegram, answer, REASONS)
    await pressed(telegram, group, "ग़लत", one)
    await shows(telegram, answer, ["👍", "👎"])
    await pressed(telegram, group, "👍", other)
    await kept.until([(one.id, "down", "wrong", "button"), (other.id, "up", "", "button")], VERDICTS)
    await pressed(telegram, group, "👍", one)
    await kept.until([(one.id, "up", "", "button"), (other.id, "up", "", "button")], VERDICTS)


async def test_a_reaction_counts_like_a_button_until_it_is_taken_back(telegram: TelegramServer, kept: Kept) -> None:
    person = telegram.person()
    person.say(CRICKET)
    (refusal,) = await person.receives()
    for emoji, verdicts in (
        ("👎", [(person.id, "down", "", "reaction")]),
        ("❤", [(person.id, "up", "", "reaction")]),
        ("", []),
        ("👍", [(person.id, "up", "", "reaction")]),
        ("😢", []),  # of the news, not of the answer
    ):
        person.react(refusal, emoji)
        await kept.until(verdicts, VERDICTS)


async def test_a_reaction_does_not_take_back_what_a_button_said(telegram: TelegramServer, kept: Kept) -> None:
    person = telegram.person()
    person.say(MET)
    (answer,) = await person.receives()
    await pressed(telegram, person, "👎")
    await shows(telegram, answer, REASONS)
    await pressed(telegram, person, "अधूरा")
    kept_verdict = [(person.id, "down", "incomplete", "button")]
    await kept.until(kept_verdict, VERDICTS)
    update = person.react(answer, "")
    await kept.until([(None,)], "SELECT content FROM updates WHERE update_id = ?", update["update_id"])
    assert kept.rows(VERDICTS) == kept_verdict


async def test_a_reaction_to_something_else_is_nothing(telegram: TelegramServer, kept: Kept) -> None:
    person = telegram.person()
    person.say("/help")
    (help_,) = await person.receives()
    update = person.react(help_, "👎")
    await kept.until([(None,)], "SELECT content FROM updates WHERE update_id = ?", update["update_id"])
    assert kept.rows(VERDICTS) == []
    assert len(person.inbox) == 1


async def test_a_button_below_an_answer_that_is_no_longer_kept_is_too_old(telegram: TelegramServer, kept: Kept) -> None:
    person = telegram.person()
    person.say(MET)
    await person.receives()
    person.say("/forget")
    question = (await person.receives(2))[-1]
    person.press(HINDI.forget_yes)
    await telegram.world.until(lambda: question.text == HINDI.forgotten, 5, "the message changes")
    assert await pressed(telegram, person, "👍") == HINDI.old_button
    assert kept.rows(VERDICTS) == []


async def test_a_verdict_is_kept_also_where_the_buttons_cannot_be_changed(telegram: TelegramServer, kept: Kept) -> None:
    telegram.fail_next("editMessageReplyMarkup", Fault("cut"))
    telegram.fail_next("answerCallbackQuery", Fault("error", 400, "Bad Request: query is too old"))
    person = telegram.person()
    person.say(MET)
    await person.receives()
    person.press("👎")
    await kept.until([(person.id, "down", "", "button")], VERDICTS)
    await telegram.world.until(lambda: telegram.calls_of("editMessageReplyMarkup"), 5, "an attempt")
    assert await pressed(telegram, person, "👎") == HINDI.feedback_question
    await shows(telegram, person.inbox[0], REASONS)


def export(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "bot.py"), "feedback", "export", "--data-dir", str(folder)]
    return subprocess.run(command, capture_output=True, text=True, cwd=folder, timeout=60)


async def test_judged_answers_are_exported_as_questions_of_the_evaluation_without_who_asked(
    telegram: TelegramServer, kept: Kept, tmp_path: Path
) -> None:
    person = telegram.person(person_id=107_234_567_891_234)
    for count, question in enumerate((MET, WHEN, CRICKET), 1):
        person.say(question)
        await person.receives(count)
    met, when, cricket = person.inbox
    person.react(met, "👍")
    person.react(when, "👎")
    person.react(cricket, "👎")
    await kept.until([("up",), ("down",), ("down",)], "SELECT verdict FROM feedback ORDER BY answer_id")

    done = export(tmp_path)  # while the bot runs
    assert done.returncode == 0, done.stderr
    assert str(person.id) not in done.stdout
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(row["question"], row["kind"], row["answerable"]) for row in rows] == [
        (MET, "up", True),
        (f"{MET} {WHEN}", "down", None),
        (CRICKET, "down", None),
    ]
    assert [cited["quote"] for cited in rows[1]["cited"]] == [LAVROV, NURTLEU]
    file = tmp_path / "questions.jsonl"
    file.write_text(done.stdout, "utf-8")
    liked, *_ = read_questions([file])
    assert (liked.gold, liked.answerable, liked.group) == ({"astana-1", "astana-2"}, True, "feedback/hi/up")
    assert liked.spans == (LAVROV, NURTLEU)


async def test_where_nobody_talked_to_the_bot_there_is_nothing_to_export(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    done = export(empty)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert list(empty.iterdir()) == []
