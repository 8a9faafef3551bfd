from __future__ import annotations

import asyncio

from index.fetch.politeness import Turns


class Clock:
    """Time that passes only by waiting."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        wake = self.now + seconds
        await asyncio.sleep(0)
        self.now = max(self.now, wake)


async def test_visits_to_one_host_start_a_pause_apart_and_other_hosts_do_not_wait() -> None:
    clock = Clock()
    turns = Turns(clock, clock.sleep)
    starts: list[tuple[str, float]] = []
    for host in ("a.example", "b.example", "a.example", "a.example"):
        async with turns.turn(host, 2, 5.0):
            starts.append((host, clock.now))
    assert starts == [("a.example", 100.0), ("b.example", 100.0), ("a.example", 105.0), ("a.example", 110.0)]


async def test_no_more_visitors_than_allowed_are_at_a_host_at_once() -> None:
    turns = Turns()
    there = most = 0

    async def visit() -> None:
        nonlocal there, most
        async with turns.turn("a.example", 2, 0):
            there += 1
            most = max(most, there)
            await asyncio.sleep(0.001)
            there -= 1

    await asyncio.gather(*(visit() for _ in range(10)))
    assert most == 2


async def test_a_visit_that_fails_gives_its_turn_back() -> None:
    turns = Turns()
    for _ in range(3):
        try:
            async with turns.turn("a.example", 1, 0):
                raise RuntimeError
        except RuntimeError:
            continue
    async with asyncio.timeout(1), turns.turn("a.example", 1, 0):
        pass


async def test_hosts_that_nobody_visits_are_forgotten() -> None:
    clock = Clock()
    turns = Turns(clock, clock.sleep)
    for number in range(3000):
        async with turns.turn(f"{number}.example", 2, 0.001):
            clock.now += 1
    assert len(turns._places) <= 1001
