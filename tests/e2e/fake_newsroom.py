"""A newsroom with a few answers by heart, for tests of what is in front of it."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from index.article import Language
from index.errors import QuestionError
from index.language import detect_language
from rag.answer import Answer, Citation, Headline, Outcome
from rag.conversation import Turn
from rag.suggest import FollowUp

MET = "जयशंकर ने किससे मुलाकात की?"
WHEN = "कब?"
WHOM = "Whom did Jaishankar meet?"
CRICKET = "भारत ने क्रिकेट में किसे हराया?"
EXAMPLES: Mapping[Language, list[str]] = {
    "hi": [MET, "आखिरी मुलाकात कब हुई थी?", "बैठक कहाँ हुई?"],
    "en": [WHOM],
    "hi-Latn": ["jaishankar ne kisse mulakat ki?"],
}
PUBLISHED = datetime(2024, 7, 3, 20, 0, tzinfo=UTC)
LAVROV = "विदेश मंत्री ने बुधवार को सर्गेई लावरोव से मुलाकात की।"
NURTLEU = "उन्होंने मूरत नुरतुलू के साथ भी बैठक की।"


def citation(n: int, quote: str, *, title: str = "अस्ताना में बैठक", url: str = "") -> Citation:
    """A citation of an article of 4 July 2024 in India."""
    return Citation(
        n=n,
        article_id=f"astana-{n}",
        title=title,
        source="नमूना समाचार",
        url=url or f"https://example.org/khabar/{n}?a=1&b=2",
        published_at=PUBLISHED,
        quote=quote,
    )


def answered(question: str, language: Language = "hi") -> Answer:
    """An answer of two statements."""
    return Answer(
        question=question,
        language=language,
        outcome=Outcome.ANSWERED,
        text=f"{LAVROV} [1]\n{NURTLEU} [2]",
        confidence=0.9,
        citations=(citation(1, LAVROV), citation(2, NURTLEU)),
    )


def refused(question: str, language: Language = "hi") -> Answer:
    """No answer, with two headlines near it."""
    return Answer(
        question=question,
        language=language,
        outcome=Outcome.NO_EVIDENCE,
        closest=(
            Headline("a", "मानसून <केरल> पहुँचा", "नमूना समाचार", PUBLISHED),
            Headline("b", "Budget session & more", "", None),
        ),
        covers=(datetime(2024, 6, 1, tzinfo=UTC), PUBLISHED),
    )


class FakeNewsroom:
    """Answers what it knows by heart, refuses the rest.

    Attributes:
        asked: Every question, in order.
        turns: The questions that each of them could lean on.
        by_heart: Answers, or errors to raise, by question.
        offered: Questions that may follow each answer.
        found: What looking something up finds.
        looked_up: Every words that were looked up, in order.
        delay_s: How long each answer takes.
        gate: No answer is done while it is clear, for at most ten seconds.
        at_once: How many are being answered.
    """

    def __init__(self, *, delay_s: float = 0.0) -> None:
        self.asked: list[str] = []
        self.turns: list[list[str]] = []
        self.by_heart: dict[str, Answer | Exception] = {MET: answered(MET), WHOM: answered(WHOM, "en")}
        self.offered: list[FollowUp] = []
        self.found: list[Citation] = []
        self.looked_up: list[str] = []
        self.delay_s = delay_s
        self.gate = threading.Event()
        self.gate.set()
        self.most_at_once = 0
        self.at_once = 0
        self._lock = threading.Lock()

    def answer(self, question: str, *, turns: Sequence[Turn] = ()) -> Answer:
        """Answer by heart; a question that only asks when leans on the turn before."""
        with self._lock:
            self.asked.append(question)
            self.turns.append([turn.question for turn in turns])
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
        time.sleep(self.delay_s)
        self.gate.wait(10)
        with self._lock:
            self.at_once -= 1
        if not any(character.isalnum() for character in question):
            raise QuestionError("The question has no words; write one.", "empty")
        known = self.by_heart.get(question) or refused(question, detect_language(question))
        if isinstance(known, Exception):
            raise known
        if question == WHEN and turns:
            return replace(answered(question), standalone=f"{turns[-1].standalone} {question}")
        return known

    def examples(self, language: Language, count: int) -> list[str]:
        """The first examples in that language."""
        return EXAMPLES[language][:count]

    def follow_ups(self, answer: Answer, count: int) -> list[FollowUp]:
        """What is offered, to any answer."""
        return self.offered[:count]

    def look_up(self, words: str, count: int) -> list[Citation]:
        """What was found, for any words."""
        self.looked_up.append(words)
        if not any(character.isalnum() for character in words):
            raise QuestionError("There are no words; write some.", "empty")
        return self.found[:count]

    def covers(self) -> tuple[datetime, datetime] | None:
        """One month of 2024."""
        return datetime(2024, 6, 1, tzinfo=UTC), PUBLISHED
