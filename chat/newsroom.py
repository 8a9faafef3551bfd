"""What the front asks of the answering side: one object, whatever is behind it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from index.article import Language
from rag.answer import Answer
from rag.conversation import Turn


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

    def covers(self) -> tuple[datetime, datetime] | None:
        """Return the dates of the oldest and newest article, timezone-aware; None if no article has a date.

        Raises:
            KhabarError: The index cannot be read.
        """
        ...
