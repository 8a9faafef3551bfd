"""Where questions are answered: off the event loop, in a few threads, one question of a person at a time."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing, asynccontextmanager
from typing import ParamSpec, TypeVar

from chat.figures import Figures
from chat.newsroom import Newsroom, Writer
from index.article import LANGUAGES, Language
from rag.answer import Answer, Citation, Delta
from rag.conversation import Turn
from rag.suggest import FollowUp

Arguments = ParamSpec("Arguments")
Value = TypeVar("Value")

_MAX_WAITING = 3


class TooManyQuestions(Exception):
    """This person already has several questions waiting."""


class Desk:
    """Asks the newsroom on behalf of many people at once."""

    def __init__(
        self,
        newsroom: Newsroom,
        *,
        threads: int = 2,
        writer: Writer | None = None,
        figures: Figures | None = None,
    ) -> None:
        """Open the desk.

        Args:
            newsroom: Who answers; called from `threads` threads.
            threads: At least 1. More than there are processors is of no use.
            writer: Who answers instead of the newsroom, where a chat model is set.
            figures: Where answers are counted and timed.
        """
        self._newsroom = newsroom
        self._writer = writer
        self._figures = figures or Figures()
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="answer")
        self._lines: dict[int, _Line] = {}
        self._under_way = 0

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

    async def stream(
        self, question: str, turns: Sequence[Turn] = (), person: int | None = None
    ) -> AsyncGenerator[Delta | Answer]:
        """Answer a question, which may lean on the turns before it, and show how the answer is being written.

        Args:
            question: As typed.
            turns: What this person was answered before, oldest first.
            person: Their Telegram id.

        Yields:
            Deltas, if a chat model writes, then one Answer.

        Raises:
            KhabarError: As `Newsroom.answer`.
        """
        with self._figures.question():
            if self._writer is None:
                answer = await self.run(self._newsroom.answer, question, turns=turns)
                self._figures.answer(answer)
                yield answer
                return
            async with aclosing(self._writer.stream(question, turns=turns, person=person, run=self.run)) as events:
                async for event in events:
                    if isinstance(event, Answer):
                        self._figures.answer(event)
                    yield event

    async def answer(self, question: str, turns: Sequence[Turn] = (), person: int | None = None) -> Answer:
        """Answer a question; as `stream`, without the deltas."""
        answer: Answer | None = None
        async with aclosing(self.stream(question, turns, person)) as events:
            async for event in events:
                answer = event if isinstance(event, Answer) else None
        assert answer is not None  # the last event
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

    @property
    def is_busy(self) -> bool:
        """Whether anything is being done in the threads."""
        return self._under_way > 0

    async def follow_ups(self, answer: Answer, count: int) -> list[FollowUp]:
        """Return questions that may follow an answer.

        Raises:
            KhabarError: As `Newsroom.follow_ups`.
        """
        return await self.run(self._newsroom.follow_ups, answer, count)

    async def look_up(self, words: str, count: int) -> list[Citation]:
        """Return the articles nearest to some words.

        Raises:
            KhabarError: As `Newsroom.look_up`.
        """
        return await self.run(self._newsroom.look_up, words, count)

    async def run(
        self, function: Callable[Arguments, Value], *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> Value:
        """Call a blocking function in one of the threads."""
        asked = time.perf_counter()

        def begin() -> Value:
            self._figures.stage("wait", time.perf_counter() - asked)
            return function(*args, **kwargs)

        self._under_way += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, begin)
        finally:
            self._under_way -= 1

    def close(self) -> None:
        """Take no more questions; those that nobody has begun are dropped."""
        self._pool.shutdown(wait=False, cancel_futures=True)


class _Line:
    """The questions of one person."""

    def __init__(self) -> None:
        self.turn = asyncio.Lock()  # first come, first served
        self.length = 0
