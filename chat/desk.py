"""Where questions are answered: off the event loop, in a few threads, one question of a person at a time."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import ParamSpec, TypeVar

from chat.figures import Figures
from chat.newsroom import Newsroom
from index.article import LANGUAGES, Language
from rag.answer import Answer
from rag.conversation import Turn

Arguments = ParamSpec("Arguments")
Value = TypeVar("Value")

_MAX_WAITING = 3


class TooManyQuestions(Exception):
    """This person already has several questions waiting."""


class Desk:
    """Asks the newsroom on behalf of many people at once."""

    def __init__(self, newsroom: Newsroom, *, threads: int = 2, figures: Figures | None = None) -> None:
        """Open the desk.

        Args:
            newsroom: Who answers; called from `threads` threads.
            threads: At least 1. More than there are processors is of no use.
            figures: Where answers are counted and timed.
        """
        self._newsroom = newsroom
        self._figures = figures or Figures()
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="answer")
        self._lines: dict[int, _Line] = {}

    @asynccontextmanager
    async def turn(self, person: int) -> AsyncIterator[None]:
        """Wait until this person's earlier questions are answered; the question is theirs until the block ends.

        Args:
            person: Their Telegram id.

        Raises:
            TooManyQuestions: One is being answered and three more wait.
        """
        line = self._lines.setdefault(person, _Line())
        if line.length > _MAX_WAITING:
            raise TooManyQuestions
        line.length += 1
        try:
            async with line.turn:
                yield
        finally:
            line.length -= 1
            if not line.length:
                del self._lines[person]

    async def answer(self, question: str, turns: Sequence[Turn] = ()) -> Answer:
        """Answer a question, which may lean on the turns before it.

        Raises:
            KhabarError: As `Newsroom.answer`.
        """
        with self._figures.question():
            answer = await self.run(self._newsroom.answer, question, turns=turns)
        self._figures.answer(answer)
        return answer

    async def examples(self, language: Language, count: int) -> list[str]:
        """Return questions that the index can answer, those in this language first.

        Raises:
            KhabarError: As `Newsroom.examples`.
        """
        found: list[str] = []
        for other in (language, *(known for known in LANGUAGES if known != language)):
            if len(found) < count:
                found += await self.run(self._newsroom.examples, other, count - len(found))
        return found

    async def run(
        self, function: Callable[Arguments, Value], *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> Value:
        """Call a blocking function in one of the threads."""
        asked = time.perf_counter()

        def begin() -> Value:
            self._figures.stage("wait", time.perf_counter() - asked)
            return function(*args, **kwargs)

        return await asyncio.get_running_loop().run_in_executor(self._pool, begin)

    def close(self) -> None:
        """Take no more questions; those that nobody has begun are dropped."""
        self._pool.shutdown(wait=False, cancel_futures=True)


class _Line:
    """The questions of one person."""

    def __init__(self) -> None:
        self.turn = asyncio.Lock()  # first come, first served
        self.length = 0
