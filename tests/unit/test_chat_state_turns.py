from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from chat.state import ChatState, turns
from chat.state.turns import Speaker
from rag.conversation import MAX_AGE, MAX_TURNS, Turn
from tests.e2e.fake_newsroom import MET, WHOM, answered

ASHA, RAVI = Speaker(1, None, 1), Speaker(1, None, 2)
NOW = datetime(2024, 7, 4, tzinfo=UTC)


@pytest.fixture
def state() -> Iterator[ChatState]:
    opened = ChatState()
    yield opened
    opened.close()


def say(state: ChatState, speaker: Speaker, question: str = MET, at: datetime = NOW) -> None:
    state.do(turns.remember, speaker, Turn.of(answered(question), at))


def asked(state: ChatState, speaker: Speaker, at: datetime = NOW) -> list[str]:
    return [turn.question for turn in state.do(turns.recall, speaker, at)]


def test_a_turn_comes_back_as_it_was_said(state: ChatState) -> None:
    turn = Turn.of(answered(MET), NOW)
    state.do(turns.remember, ASHA, turn)
    assert state.do(turns.recall, ASHA, NOW) == (turn,)


def test_each_person_has_turns_of_their_own_in_each_chat_and_topic(state: ChatState) -> None:
    say(state, ASHA)
    assert asked(state, ASHA) == [MET]
    assert [asked(state, other) for other in (RAVI, Speaker(2, None, 1), Speaker(1, 7, 1))] == [[], [], []]


def test_a_new_topic_forgets_one_conversation_only(state: ChatState) -> None:
    say(state, ASHA)
    say(state, RAVI, WHOM)
    state.do(turns.begin_anew, ASHA)
    assert asked(state, ASHA) == []
    assert asked(state, RAVI) == [WHOM]


def test_the_last_three_turns_count_and_older_ones_are_deleted(state: ChatState) -> None:
    for number in range(MAX_TURNS + 2):
        say(state, ASHA, f"सवाल {number}")
    assert asked(state, ASHA) == ["सवाल 2", "सवाल 3", "सवाल 4"]
    assert state.do(lambda rows: rows.execute("SELECT count(*) FROM turns").fetchone()) == (3,)


def test_what_is_older_than_half_an_hour_is_forgotten_and_deleted(state: ChatState) -> None:
    later = NOW + MAX_AGE + timedelta(seconds=1)
    say(state, ASHA)
    assert asked(state, ASHA, NOW + MAX_AGE) == [MET]
    assert asked(state, ASHA, later) == []
    say(state, RAVI, at=later)
    assert asked(state, ASHA, NOW) == []


def test_half_a_character_in_a_question_does_no_harm(state: ChatState) -> None:
    say(state, ASHA, "कौन \ud83d?")
    assert asked(state, ASHA) == ["कौन ??"]
