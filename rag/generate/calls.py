"""Calls to the chat model: made while they may be, counted, and timed."""

from __future__ import annotations

import time
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Any

from langchain_core.runnables import Runnable

from index.errors import GenerationRateLimited
from rag.answer import Delta
from rag.generate.draft import Draft, stream_draft
from rag.generate.limits import Allowance, Pause
from rag.generate.usage import Counts, Usage


class OutOfCalls(Exception):
    """This person had their calls of the day."""


@dataclass(slots=True)
class Effort:
    """What is being spent on one question.

    Attributes:
        person: Who asks; None for whoever runs the program.
        left_s: Seconds that calls may still take.
        usage: So far.
        timings_ms: Milliseconds by step.
    """

    person: int | None
    left_s: float
    usage: Usage = field(default_factory=Usage)
    timings_ms: dict[str, float] = field(default_factory=dict)

    def lap(self, name: str, started: float) -> None:
        """Note how long a step took that began at this reading of `time.perf_counter`."""
        self.timings_ms[name] = round((time.perf_counter() - started) * 1000, 3)


class Calls:
    """The one way to the model: what everybody may ask of it, and what it took so far."""

    def __init__(self, allowance: Allowance, counts: Counts) -> None:
        """Keep to an allowance, and add up what calls take."""
        self._allowance, self._counts = allowance, counts
        self._pause = Pause(time.monotonic)

    async def make(
        self,
        name: str,
        asking: Runnable[dict[str, str], Any],
        values: dict[str, str],
        effort: Effort,
        share: float = 1.0,
    ) -> AsyncGenerator[Delta | Draft]:
        """Make one call; as `stream_draft`.

        Args:
            name: Of the step, for its timings.
            asking: A prompt and a chat model.
            values: What fills the prompt.
            effort: What the question has cost so far; this call is added.
            share: Of the time that is left, this call may take so much.

        Raises:
            OutOfCalls: This person may make no more calls today; none was made.
            GenerationError: The call failed; or none was made because the provider asked for a pause.
        """
        if self._pause.rest_s:
            raise GenerationRateLimited("The chat model's provider asked for a pause.", self._pause.rest_s)
        if not self._allowance.take(effort.person):
            raise OutOfCalls
        self._count(Usage(calls=1), effort)
        started = time.perf_counter()
        try:
            async with aclosing(stream_draft(asking, values, effort.left_s * share)) as pieces:
                async for piece in pieces:
                    if isinstance(piece, Draft):
                        self._count(piece.usage, effort)
                    elif f"{name}_begins" not in effort.timings_ms:
                        effort.lap(f"{name}_begins", started)
                    yield piece
        except GenerationRateLimited as error:
            self._pause.begin(error.retry_after_s)
            raise
        finally:
            effort.lap(name, started)
            effort.left_s -= time.perf_counter() - started

    def _count(self, usage: Usage, effort: Effort) -> None:
        effort.usage += usage
        self._counts.usage += usage
