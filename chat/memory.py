"""What the bot remembers of conversations: the last turns of each person in each chat, in memory, for half an hour."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Lock

from rag.answer import Answer
from rag.conversation import Conversation, Turn


@dataclass(frozen=True, slots=True)
class Speaker:
    """One person in one chat, and in one topic of it where it has topics."""

    chat_id: int
    topic_id: int | None
    person_id: int


class Memory:
    """Conversations by speaker. Safe to use from several threads; nothing is written to disk."""

    def __init__(
        self, *, clock: Callable[[], datetime] = lambda: datetime.now(UTC), max_conversations: int = 10_000
    ) -> None:
        """Remember nothing yet.

        Args:
            clock: Tells the present, timezone-aware.
            max_conversations: Beyond this the one that rested longest is forgotten.
        """
        self._clock = clock
        self._max_conversations = max_conversations
        self._conversations: OrderedDict[Speaker, Conversation] = OrderedDict()
        self._lock = Lock()

    def turns(self, speaker: Speaker) -> tuple[Turn, ...]:
        """Return what a question of this speaker may lean on, oldest first."""
        with self._lock:
            return self._conversations.get(speaker, Conversation()).turns(self._clock())

    def remember(self, speaker: Speaker, answer: Answer) -> None:
        """Add what the speaker was answered, and drop what is too old from all conversations that rested as long."""
        now = self._clock()
        with self._lock:
            conversation = self._conversations.pop(speaker, Conversation())
            self._conversations[speaker] = conversation.with_turn(Turn.of(answer, now))
            while self._conversations:
                oldest, rested = next(iter(self._conversations.items()))
                if rested.turns(now) and len(self._conversations) <= self._max_conversations:
                    break
                del self._conversations[oldest]

    def forget(self, speaker: Speaker) -> None:
        """Begin a new topic."""
        with self._lock:
            self._conversations.pop(speaker, None)
