"""The last turns of one person in one chat: what a follow-up leans on."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from index.article import Language
from rag.answer import Answer

MAX_TURNS = 3
MAX_AGE = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Turn:
    """One exchange.

    Attributes:
        question: As typed.
        standalone: What was searched: the question, with what it left to the turns before.
        language: Language and script of the question as typed.
        quotes: The sentences that the answer cites, best first; empty where there was no answer.
        at: When it was answered, timezone-aware.
    """

    question: str
    standalone: str
    language: Language
    quotes: tuple[str, ...]
    at: datetime

    @classmethod
    def of(cls, answer: Answer, at: datetime) -> Turn:
        """Make a turn of an answer."""
        return cls(
            question=answer.question,
            standalone=answer.standalone or answer.question,
            language=answer.language,
            quotes=tuple(citation.quote for citation in answer.citations),
            at=at,
        )


@dataclass(frozen=True, slots=True)
class Conversation:
    """What was said, as far as it still counts; never changed, only replaced.

    Attributes:
        said: At most `MAX_TURNS` turns, oldest first.
    """

    said: tuple[Turn, ...] = field(default=())

    def turns(self, now: datetime) -> tuple[Turn, ...]:
        """Return the turns that are not older than `MAX_AGE`, oldest first."""
        return tuple(turn for turn in self.said if now - turn.at <= MAX_AGE)

    def with_turn(self, turn: Turn) -> Conversation:
        """Return the conversation after one more turn."""
        return Conversation((*self.said, turn)[-MAX_TURNS:])
