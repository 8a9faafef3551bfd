from __future__ import annotations

from datetime import UTC, datetime, timedelta

from chat.memory import Memory, Speaker
from rag.conversation import MAX_AGE
from tests.e2e.fake_newsroom import MET, WHOM, answered

ASHA, RAVI, MEENA = (Speaker(1, None, person) for person in (1, 2, 3))


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2024, 7, 4, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


def asked(memory: Memory, speaker: Speaker) -> list[str]:
    return [turn.question for turn in memory.turns(speaker)]


def test_each_person_has_turns_of_their_own_in_each_chat_and_topic() -> None:
    memory = Memory()
    memory.remember(ASHA, answered(MET))
    assert asked(memory, ASHA) == [MET]
    assert [asked(memory, other) for other in (RAVI, Speaker(2, None, 1), Speaker(1, 7, 1))] == [[], [], []]


def test_a_new_topic_forgets_one_conversation_only() -> None:
    memory = Memory()
    memory.remember(ASHA, answered(MET))
    memory.remember(RAVI, answered(WHOM))
    memory.forget(ASHA)
    memory.forget(MEENA)
    assert asked(memory, ASHA) == []
    assert asked(memory, RAVI) == [WHOM]


def test_the_conversation_that_rested_longest_makes_room() -> None:
    memory = Memory(max_conversations=2)
    for speaker in (ASHA, RAVI, ASHA, MEENA):
        memory.remember(speaker, answered(MET))
    assert [len(memory.turns(speaker)) for speaker in (ASHA, RAVI, MEENA)] == [2, 0, 1]


def test_what_is_older_than_half_an_hour_is_forgotten() -> None:
    clock = Clock()
    memory = Memory(clock=clock)
    memory.remember(ASHA, answered(MET))
    clock.now += MAX_AGE + timedelta(seconds=1)
    assert asked(memory, ASHA) == []
    memory.remember(RAVI, answered(WHOM))
    clock.now -= timedelta(seconds=2)
    assert asked(memory, ASHA) == []  # dropped, not only hidden
