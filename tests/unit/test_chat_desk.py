from __future__ import annotations

import asyncio

import pytest

from chat.desk import Desk, TooManyQuestions
from rag.answer import Answer, Delta
from tests.e2e.fake_newsroom import EXAMPLES, MET, FakeNewsroom
from tests.e2e.fake_writer import FakeWriter


async def test_the_fifth_question_of_a_person_is_too_many_and_others_are_served() -> None:
    desk = Desk(FakeNewsroom())
    order: list[int] = []

    async def ask(number: int, person: int = 1) -> None:
        async with desk.turn(person):
            await asyncio.sleep(0)
            order.append(number)

    outcomes = await asyncio.gather(*(ask(n) for n in range(5)), ask(9, person=2), return_exceptions=True)
    assert [type(outcome) for outcome in outcomes[:5]] == [type(None)] * 4 + [TooManyQuestions]
    assert outcomes[5] is None
    assert [number for number in order if number != 9] == [0, 1, 2, 3]
    await ask(7)
    assert order[-1] == 7
    desk.close()


async def test_a_turn_ends_also_where_the_answer_fails() -> None:
    newsroom = FakeNewsroom()
    newsroom.by_heart[MET] = ValueError("broken")
    desk = Desk(newsroom)
    for _ in range(6):
        with pytest.raises(ValueError, match="broken"):
            async with desk.turn(1):
                await desk.answer(MET)
    desk.close()


async def test_examples_are_topped_up_from_other_languages() -> None:
    desk = Desk(FakeNewsroom())
    assert await desk.examples("en", 3) == [*EXAMPLES["en"], *EXAMPLES["hi"][:2]]
    assert await desk.examples("hi", 2) == EXAMPLES["hi"][:2]
    desk.close()


async def test_without_a_writer_the_answer_comes_whole() -> None:
    desk = Desk(FakeNewsroom())
    (answer,) = [event async for event in desk.stream(MET)]
    assert answer == await desk.answer(MET)
    desk.close()


async def test_a_writer_answers_for_the_person_who_asks_and_what_it_writes_is_passed_on() -> None:
    writer = FakeWriter(FakeNewsroom())
    desk = Desk(FakeNewsroom(), writer=writer)
    *deltas, answer = [event async for event in desk.stream(MET, person=7)]
    assert isinstance(answer, Answer)
    assert "".join(delta.text for delta in deltas if isinstance(delta, Delta)).strip() == answer.text
    assert await desk.answer(MET, person=8) == answer
    assert writer.asked == [(MET, 7, []), (MET, 8, [])]
    desk.close()


async def test_a_question_that_is_cancelled_ends_the_writing() -> None:
    writer = FakeWriter(FakeNewsroom())
    writer.hangs = True
    begun = asyncio.Event()
    writer.on_delta = begun.set
    desk = Desk(FakeNewsroom(), writer=writer)
    asking = asyncio.create_task(desk.answer(MET))
    await begun.wait()
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    assert writer.cancelled == 1
    desk.close()
