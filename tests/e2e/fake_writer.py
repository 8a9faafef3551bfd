"""A writer that says what it was told to, piece by piece, for tests of what is in front of it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence
from dataclasses import replace

from rag.answer import Answer, Delta
from rag.conversation import Turn
from rag.generate.usage import Counts
from rag.offload import Offload
from tests.e2e.fake_newsroom import FakeNewsroom


class FakeWriter:
    """Writes each answer of a newsroom word by word first.

    Attributes:
        asked: (question, person, questions that it could lean on) of every question.
        on_delta: Called after each word that went out.
        pause_s: Seconds after each word.
        unchecked: What it writes instead of the answer's words, if anything.
        breaks: Raised after the last word, in place of the answer.
        hangs: After the first word nothing more comes.
        cancelled: How many questions ended before their answer.
        closed: Whether it was closed.
        counts: What it says of itself.
    """

    def __init__(self, newsroom: FakeNewsroom) -> None:
        self.asked: list[tuple[str, int | None, list[str]]] = []
        self.on_delta: Callable[[], None] = lambda: None
        self.pause_s = 0.0
        self.unchecked = ""
        self.breaks: Exception | None = None
        self.hangs = False
        self.cancelled = 0
        self.closed = False
        self.counts = Counts()
        self._newsroom = newsroom

    async def stream(
        self, question: str, *, turns: Sequence[Turn] = (), person: int | None = None, run: Offload = asyncio.to_thread
    ) -> AsyncGenerator[Delta | Answer]:
        """Words of the answer, then the answer."""
        self.asked.append((question, person, [turn.question for turn in turns]))
        answer = await run(lambda: self._newsroom.answer(question, turns=turns))
        finished = False
        try:
            for word in (self.unchecked or answer.text).split(" "):
                yield Delta(f"{word} ")
                self.on_delta()
                await asyncio.sleep(self.pause_s)
                if self.hangs:
                    await asyncio.Event().wait()
            if self.breaks:
                raise self.breaks
            finished = True
            yield replace(answer, written=True)
        finally:
            self.cancelled += not finished

    async def close(self) -> None:
        """Remember it."""
        self.closed = True
