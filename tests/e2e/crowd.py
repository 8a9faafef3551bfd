"""Many people who ask at the same time, and what became of their questions. For the load test and the benchmark."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tests.e2e.telegram_server import Fault, Person, TelegramServer, put_off

FAULTS = (put_off(1), Fault("error", 500), Fault("hang"), Fault("cut"), Fault("lost_reply"))
"""What befalls calls, in turn."""


@dataclass(frozen=True)
class Outcome:
    """What became of the questions of a crowd.

    Attributes:
        asked: How many there were.
        unanswered: Of these, how many got no answer.
        repeated: How many answers came more than once.
        disordered: How many people got their answers in another order than they asked.
        latencies_s: From asking to the answer's arrival, of what was answered.
        took_s: From asking to the last answer.
    """

    asked: int
    unanswered: int
    repeated: int
    disordered: int
    latencies_s: list[float]
    took_s: float


async def ask_at_once(
    telegram: TelegramServer,
    sets: Sequence[Sequence[str]],
    answers: Mapping[str, str],
    people: int,
    *,
    timeout_s: float,
    quiet_s: float,
) -> Outcome:
    """Let people ask, each all questions of a set, one set after the other.

    Args:
        telegram: Where.
        sets: Of at least one question each.
        answers: How the answer to each question begins.
        people: How many there are.
        timeout_s: How long they wait.
        quiet_s: For how long nothing may come, before nothing comes any more.
    """
    loop = asyncio.get_running_loop()
    crowd = [(telegram.person(f"आशा {number}"), sets[number % len(sets)]) for number in range(people)]
    started = loop.time()
    for person, questions in crowd:
        for question in questions:
            person.say(question)
    wanted = sum(len(questions) for _, questions in crowd)
    deadline, count, changed = started + timeout_s, 0, started
    while loop.time() < deadline and (count < wanted or loop.time() < changed + quiet_s):
        await asyncio.sleep(0.2)
        now = sum(len(person.inbox) for person, _ in crowd)
        count, changed = now, changed if now == count else loop.time()
    return _outcome(crowd, answers, started)


def _outcome(crowd: Sequence[tuple[Person, Sequence[str]]], answers: Mapping[str, str], started: float) -> Outcome:
    latencies, unanswered, repeated, disordered = [], 0, 0, 0
    for person, questions in crowd:
        places = []
        for question in questions:
            found = [n for n, message in enumerate(person.inbox) if message.text.startswith(answers[question])]
            unanswered += not found
            repeated += max(0, len(found) - 1)
            if found:
                places.append(found[0])
                latencies.append(person.inbox[found[0]].at - started)
        disordered += places != sorted(places)
    asked = sum(len(questions) for _, questions in crowd)
    return Outcome(asked, unanswered, repeated, disordered, sorted(latencies), max(latencies, default=0.0))
