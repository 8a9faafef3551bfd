"""Written answers that are still true: of the same question, in the same language, on the same state of the index."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import date

from index.article import Language
from index.text import normalise
from rag.answer import Answer

MAX_ANSWERS = 256


@dataclass(frozen=True, slots=True)
class Key:
    """What makes two questions one.

    Attributes:
        standalone: The question with what it left to the turns before, normalised.
        language: Language and script of the answer.
        generation: Of the index.
        day: "Yesterday" is another day tomorrow.
    """

    standalone: str
    language: Language
    generation: int
    day: date

    @classmethod
    def of(cls, standalone: str, language: Language, generation: int, day: date) -> Key:
        """Make a key of a question as it was searched."""
        return cls(" ".join(normalise(standalone).split()), language, generation, day)


class Cache:
    """The answers used last, in memory."""

    def __init__(self, size: int = MAX_ANSWERS) -> None:
        """Hold at most so many answers; 0: none."""
        self._size = size
        self._answers: OrderedDict[Key, Answer] = OrderedDict()

    def get(self, key: Key) -> Answer | None:
        """Return the answer to the same question, None if it is not known."""
        if key in self._answers:
            self._answers.move_to_end(key)
        return self._answers.get(key)

    def put(self, key: Key, answer: Answer) -> None:
        """Hold an answer; those of older states of the index go, for nobody can ask for them any more."""
        self._answers[key] = answer
        for old in [known for known in self._answers if known.generation < key.generation]:
            del self._answers[old]
        while len(self._answers) > self._size:
            self._answers.popitem(last=False)
