from __future__ import annotations

import asyncio
from typing import Any

import pytest
from telegram.error import RetryAfter, TimedOut

from chat.limiter import FRAME, FrameDropped, PerChatLimiter

pytestmark = pytest.mark.filterwarnings("ignore:.*PTB_TIMEDELTA")
PERSON, OTHER, GROUP = 1, 2, -100


class Time:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 100.0
        self._sleepers: list[tuple[float, asyncio.Future[None]]] = []

    def clock(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        woken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._sleepers.append((self.now + seconds, woken))
        await woken

    async def run(self, *work: Any) -> list[Any]:
        """Run to the end, moving the clock to the next sleeper whenever all wait."""
        tasks = [asyncio.ensure_future(each) for each in work]
        while not all(task.done() for task in tasks):
            for _ in range(20):
                await asyncio.sleep(0)
            if self._sleepers:
                self._sleepers.sort(key=lambda sleeper: sleeper[0])
                at, woken = self._sleepers.pop(0)
                self.now = max(self.now, at)
                woken.set_result(None)
        return await asyncio.gather(*tasks, return_exceptions=True)


class Telegram:
    """Notes what it gets and when, and fails as told."""

    def __init__(self, time: Time, *errors: Exception | None) -> None:
        self.time, self.errors = time, list(errors)
        self.got: list[tuple[float, int | None]] = []
        self.texts: list[str] = []

    async def take(self, chat_id: int | None, text: str = "") -> bool:
        self.got.append((round(self.time.now - 100.0, 3), chat_id))
        self.texts.append(text)
        await asyncio.sleep(0)
        error = self.errors.pop(0) if self.errors else None
        if error:
            raise error
        return True


@pytest.fixture
def time() -> Time:
    return Time()


def limiter(time: Time) -> PerChatLimiter:
    return PerChatLimiter(private=(2, 2.0), group=(3, 60.0), overall=(5, 1.0), clock=time.clock, sleep=time.sleep)


def send(limits: PerChatLimiter, telegram: Telegram, chat_id: int | None, endpoint: str = "sendMessage") -> Any:
    data = {} if chat_id is None else {"chat_id": chat_id}
    return limits.process_request(telegram.take, (chat_id,), {}, endpoint, data, None)


async def test_a_short_burst_to_a_person_passes_and_then_they_are_spaced(time: Time) -> None:
    limits, telegram = limiter(time), Telegram(time)
    await time.run(*(send(limits, telegram, PERSON) for _ in range(5)))
    assert [at for at, _ in telegram.got] == [0, 0, 2, 2, 4]


async def test_a_group_gets_its_share_a_minute(time: Time) -> None:
    limits, telegram = limiter(time), Telegram(time)
    await time.run(*(send(limits, telegram, GROUP) for _ in range(7)))
    assert [at for at, _ in telegram.got] == [0, 0, 0, 60, 60, 60, 120]


async def test_all_chats_together_keep_to_the_overall_rate(time: Time) -> None:
    limits, telegram = limiter(time), Telegram(time)
    await time.run(*(send(limits, telegram, chat) for chat in range(1, 13)))
    assert [at for at, _ in telegram.got] == [0] * 5 + [1] * 5 + [2] * 2


async def test_a_429_pauses_its_own_chat_alone_and_the_request_is_repeated_in_order(time: Time) -> None:
    limits, telegram = limiter(time), Telegram(time, RetryAfter(30))
    await time.run(send(limits, telegram, PERSON), send(limits, telegram, PERSON), send(limits, telegram, OTHER))
    assert telegram.got == [(0, PERSON), (0, OTHER), (30, PERSON), (30, PERSON)]


async def test_what_is_put_off_still_arrives_before_what_was_sent_later(time: Time) -> None:
    limits, telegram = limiter(time), Telegram(time, RetryAfter(30))
    work = [
        limits.process_request(telegram.take, (PERSON, text), {}, "sendMessage", {"chat_id": PERSON}, None)
        for text in ("first", "second", "third")
    ]
    await time.run(*work)
    assert telegram.texts == ["first", "first", "second", "third"]


async def test_a_429_that_does_not_end_is_raised_after_five_attempts(time: Time) -> None:
    limits, telegram = limiter(time), Telegram(time, *[RetryAfter(10)] * 9)
    (error,) = await time.run(send(limits, telegram, PERSON))
    assert isinstance(error, RetryAfter)
    assert len(telegram.got) == 5


async def test_nobody_waits_for_hours(time: Time) -> None:
    limits, telegram = limiter(time), Telegram(time, RetryAfter(7_200))
    (error,) = await time.run(send(limits, telegram, PERSON))
    assert isinstance(error, RetryAfter)
    assert len(telegram.got) == 1


async def test_a_request_that_timed_out_is_not_repeated(time: Time) -> None:
    limits, telegram = limiter(time), Telegram(time, TimedOut())
    (error,) = await time.run(send(limits, telegram, PERSON))
    assert isinstance(error, TimedOut)
    assert len(telegram.got) == 1


async def test_typing_is_dropped_while_its_chat_is_paused_and_never_counts(time: Time) -> None:
    limits, telegram = limiter(time), Telegram(time, RetryAfter(30))
    for _ in range(3):
        assert await time.run(send(limits, telegram, GROUP, "sendChatAction")) == [True]
    assert telegram.got == [(0, GROUP)]
    await time.run(*(send(limits, telegram, GROUP) for _ in range(3)))
    assert [at for at, _ in telegram.got[1:]] == [30, 30, 30]


def frame(limits: PerChatLimiter, telegram: Telegram, chat_id: int, endpoint: str = "sendMessageDraft") -> Any:
    return limits.process_request(telegram.take, (chat_id,), {}, endpoint, {"chat_id": chat_id}, FRAME)


async def test_a_frame_that_gets_a_429_pauses_its_chat_and_the_next_are_dropped_not_queued(time: Time) -> None:
    limits, telegram = limiter(time), Telegram(time, RetryAfter(30))
    first, second = await time.run(frame(limits, telegram, PERSON)), await time.run(frame(limits, telegram, PERSON))
    assert [type(error) for (error,) in (first, second)] == [RetryAfter, FrameDropped]
    await time.run(send(limits, telegram, PERSON), send(limits, telegram, OTHER))
    assert telegram.got == [(0, PERSON), (0, OTHER), (30, PERSON)]


async def test_frames_in_a_group_count_and_leave_room_for_answers(time: Time) -> None:
    limits = PerChatLimiter(group=(8, 60.0), overall=(50, 1.0), clock=time.clock, sleep=time.sleep)
    telegram = Telegram(time)
    frames = await time.run(*(frame(limits, telegram, GROUP, "editMessageText") for _ in range(8)))
    assert [type(result) for result in frames] == [bool] * 6 + [FrameDropped] * 2
    await time.run(*(send(limits, telegram, GROUP) for _ in range(3)))
    assert [at for at, _ in telegram.got[6:]] == [0, 0, 60]


async def test_a_frame_waits_for_no_message_of_its_chat(time: Time) -> None:
    limits, telegram = limiter(time), Telegram(time)
    results = await time.run(*(send(limits, telegram, GROUP) for _ in range(4)), frame(limits, telegram, GROUP))
    assert results == [True] * 4 + [results[-1]]
    assert isinstance(results[-1], FrameDropped)


async def test_frames_take_half_of_what_all_chats_may_have(time: Time) -> None:
    limits = PerChatLimiter(overall=(10, 1.0), clock=time.clock, sleep=time.sleep)
    telegram = Telegram(time)
    frames = await time.run(*(frame(limits, telegram, chat) for chat in range(1, 9)))
    assert [type(result) for result in frames] == [bool] * 5 + [FrameDropped] * 3
    await time.run(*(send(limits, telegram, chat) for chat in range(1, 6)))
    assert {at for at, _ in telegram.got} == {0}


async def test_what_is_no_message_passes_at_once(time: Time) -> None:
    limits, telegram = limiter(time), Telegram(time)
    await time.run(*(send(limits, telegram, None, "answerCallbackQuery") for _ in range(9)))
    await time.run(*(send(limits, telegram, PERSON, "getChat") for _ in range(9)))
    assert {at for at, _ in telegram.got} == {0}


async def test_chats_that_are_long_quiet_are_forgotten(time: Time, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chat.limiter._MAX_IDLE_CHATS", 10)
    limits, telegram = limiter(time), Telegram(time)
    await time.run(*(send(limits, telegram, chat) for chat in range(1, 11)))
    time.now += 60
    await time.run(send(limits, telegram, 11))
    assert len(limits._chats) == 1
