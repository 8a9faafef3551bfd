from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from rag.conversation import MAX_AGE, Conversation, Turn
from tests.e2e.fake_newsroom import LAVROV, MET, NURTLEU, answered, refused

NOON = datetime(2024, 7, 4, 12, 0, tzinfo=UTC)


def turn(question: str, at: datetime = NOON) -> Turn:
    return Turn(question, question, "hi", (), at)


def test_only_the_last_three_turns_count() -> None:
    conversation = Conversation()
    for question in "abcd":
        conversation = conversation.with_turn(turn(question))
    assert [one.question for one in conversation.turns(NOON)] == ["b", "c", "d"]


def test_turns_older_than_half_an_hour_do_not_count() -> None:
    conversation = Conversation().with_turn(turn("old")).with_turn(turn("new", NOON + timedelta(minutes=1)))
    assert [one.question for one in conversation.turns(NOON + MAX_AGE)] == ["old", "new"]
    assert [one.question for one in conversation.turns(NOON + MAX_AGE + timedelta(seconds=1))] == ["new"]


def test_a_conversation_is_replaced_and_not_changed() -> None:
    before = Conversation()
    assert before.with_turn(turn("a")) != before
    assert before.turns(NOON) == ()


def test_a_turn_keeps_the_cited_sentences_and_the_standalone_form() -> None:
    assert Turn.of(answered(MET), NOON) == Turn(MET, MET, "hi", (LAVROV, NURTLEU), NOON)
    followed = Turn.of(replace(refused("कब?"), standalone="जयशंकर कब?"), NOON)
    assert (followed.question, followed.standalone, followed.quotes) == ("कब?", "जयशंकर कब?", ())
