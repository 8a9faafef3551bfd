"""What the front asks of the answering side: one object, whatever is behind it."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from datetime import datetime
from typing import Protocol

from index.article import Language
from rag.answer import Answer, Citation, Delta
from rag.conversation import Turn
from rag.generate.usage import Counts
from rag.offload import Offload
from rag.suggest import FollowUp


class Newsroom(Protocol):
    """Answers questions from the news. Every method blocks and may be called from several threads at once."""

    def answer(self, question: str, *, turns: Sequence[Turn] = ()) -> Answer:
        """Answer a question as a person typed it.

        Args:
            question: The question.
            turns: What this person was answered before, oldest first, for a question that leans on it.

        Raises:
            QuestionError: The question is empty or too long.
            KhabarError: Anything else that went wrong; nothing that is not a KhabarError.
        """
        ...

    def examples(self, language: Language, count: int) -> list[str]:
        """Return at most `count` questions in this language that the index can answer; empty if it has none.

        Raises:
            KhabarError: The index cannot be read.
        """
        ...

    def follow_ups(self, answer: Answer, count: int) -> list[FollowUp]:
        """Return at most `count` questions that may follow an answer and that the index answers with something new.

        Raises:
            KhabarError: The index cannot be read.
        """
        ...

    def look_up(self, words: str, count: int) -> list[Citation]:
        """Return at most `count` articles nearest to some words, best first, each with its nearest sentence.

        Raises:
            QuestionError: There are no words, or too many.
            KhabarError: The index cannot be read.
        """
        ...

    def covers(self) -> tuple[datetime, datetime] | None:
        """Return the dates of the oldest and newest article, timezone-aware; None if no article has a date.

        Raises:
            KhabarError: The index cannot be read.
        """
        ...


class Writer(Protocol):
    """Answers questions in the words of a chat model, where one is set. For one event loop.

    Attributes:
        counts: What became of the questions so far.
    """

    counts: Counts

    def stream(
        self, question: str, *, turns: Sequence[Turn] = (), person: int | None = None, run: Offload = ...
    ) -> AsyncGenerator[Delta | Answer]:
        """Answer a question; as `Newsroom.answer`, showing how the answer is being written.

        Closing the iterator, or cancelling the task that reads it, cancels the question.

        Args:
            question: The question.
            turns: What this person was answered before, oldest first.
            person: Who asks; None for whoever runs the program.
            run: Where blocking steps run.

        Yields:
            Any number of Deltas, then exactly one Answer.
        """
        ...

    async def close(self) -> None:
        """Let go of connections."""
        ...
