"""An event loop beside a thread that waits for a keyboard."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncGenerator, Callable

import pytest

from chat.background import Background


def test_what_is_done_there_returns_and_fails_as_anywhere() -> None:
    async def fail() -> None:
        raise ValueError("broken")

    with Background() as background:
        assert background.run(asyncio.sleep(0.01, "done")) == "done"
        with pytest.raises(ValueError, match="broken"):
            background.run(fail())
        with pytest.raises(TimeoutError):
            background.run(asyncio.wait_for(asyncio.sleep(5), 0.01))


def test_ctrl_c_ends_the_work_before_anything_else_happens_and_the_loop_goes_on() -> None:
    ended: list[str] = []

    async def work() -> None:
        try:
            signal.raise_signal(signal.SIGINT)
            await asyncio.sleep(30)
        finally:
            await asyncio.sleep(0.05)
            ended.append("work")

    with Background() as background:
        with pytest.raises(KeyboardInterrupt):
            background.run(work())
        assert ended == ["work"]
        assert background.run(asyncio.sleep(0, 4)) == 4


@pytest.mark.parametrize("told", [True, False])
def test_ctrl_c_while_the_loop_is_being_told_leaves_nothing_running(told: bool) -> None:
    with Background() as background:
        tell = background._loop.call_soon_threadsafe

        def interrupted(callback: Callable[[], object]) -> None:
            background._loop.call_soon_threadsafe = tell  # type: ignore[method-assign]
            if told:
                tell(callback)
            raise KeyboardInterrupt

        background._loop.call_soon_threadsafe = interrupted  # type: ignore[method-assign, assignment]
        with pytest.raises(KeyboardInterrupt):
            background.run(asyncio.sleep(30))
        assert background.run(running()) == 1


async def running() -> int:
    """How much the loop has to do, this and its own waiting for the end aside."""
    return len(asyncio.all_tasks()) - 1


def test_a_generator_that_nobody_reads_any_more_is_closed_without_further_work() -> None:
    closed = asyncio.Event()

    async def numbers() -> AsyncGenerator[int]:
        try:
            yield 1
        finally:
            closed.set()

    async def read_one() -> int:
        return await anext(numbers())

    with Background() as background:
        assert background.run(read_one()) == 1
        background.run(asyncio.wait_for(closed.wait(), 5))
