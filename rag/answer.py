"""What a question gets: an Answer with its Citations, or the plain word that the news does not say."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import datetime, tzinfo
from enum import StrEnum
from typing import Any, Literal

from index.article import Article, Language
from rag.generate.usage import Usage


class Outcome(StrEnum):
    """How a question ended."""

    ANSWERED = "answered"
    NO_EVIDENCE = "no_evidence"


DifferenceKind = Literal["number", "date", "name"]


class Fallback(StrEnum):
    """Why an answer is made of sentences of the news although a chat model was to write it."""

    FAILED = "failed"
    SLOW = "slow"
    RATE_LIMITED = "rate_limited"
    UNSUPPORTED = "unsupported"
    """Nothing that the model said passed the checks."""
    LIMIT = "limit"
    """This person had their calls of the day."""


@dataclass(frozen=True, slots=True)
class Citation:
    """Ties a statement of an answer to one sentence of one article.

    Attributes:
        n: The number that the answer's text uses, from 1, as in "[1]".
        article_id: Id of the article.
        title: Its headline; may be empty.
        source: Its outlet; may be empty.
        url: Its address; may be empty, and comes from outside: escape it and check its scheme.
        published_at: When it was published, timezone-aware; None if unknown.
        quote: A sentence of the article, literally.
        revision: Which version of the article it stands in, from 1.
        also: Other outlets that say the same.
    """

    n: int
    article_id: str
    title: str
    source: str
    url: str
    published_at: datetime | None
    quote: str
    revision: int = 1
    also: tuple[str, ...] = ()

    @classmethod
    def of(cls, n: int, article: Article, quote: str, also: tuple[str, ...] = ()) -> Citation:
        """Cite a sentence of an article in the version at hand, and name other outlets that say the same."""
        return cls(
            n,
            article.id,
            article.title,
            article.source,
            article.url,
            article.published_at,
            quote,
            article.revision,
            also,
        )


@dataclass(frozen=True, slots=True)
class Version:
    """What one outlet says where outlets differ.

    Attributes:
        n: Number of the citation.
        source: The outlet.
        value: A number in digits; a date as YYYY-MM-DD, or MM-DD where no year is said; a name as written, untrusted.
    """

    n: int
    source: str
    value: str


@dataclass(frozen=True, slots=True)
class Difference:
    """Two outlets contradict each other on one event.

    Attributes:
        kind: In what.
        versions: What either says; two.
    """

    kind: DifferenceKind
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class Headline:
    """An article near the question that does not answer it."""

    article_id: str
    title: str
    source: str
    published_at: datetime | None


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question.

    Attributes:
        question: As the person typed it.
        language: Language and script of the question, and so of the bot's own words.
        outcome: ANSWERED, or NO_EVIDENCE.
        text: For ANSWERED the statements, one a paragraph, each followed by its "[n]"; empty otherwise.
        confidence: How probable it is that the evidence answers, 0 to 1.
        citations: In the order of their numbers.
        differences: Where cited outlets contradict each other.
        closest: For NO_EVIDENCE the three nearest headlines, best first.
        covers: Dates of the oldest and newest article of the index; None if it has no dated article.
        short: The shortest span that answers, where one was found; for scoring.
        period: Words of the question that name a time of which nothing answers, so that other times were searched;
            empty otherwise.
        old: When the best source was published, if that is over a month ago.
        unsure: It was judged to be rather not what was asked for, and no chat model has judged it.
        standalone: The question with what it left to the turns before; "" if it stands alone.
        timings_ms: Milliseconds by step, with "total".
        written: A chat model wrote it, and it passed the checks; or the model judged that nothing found answers.
        fallback: Why no chat model wrote it although one is set; None otherwise.
        usage: What the chat model's part took; None if none is set.
    """

    question: str
    language: Language
    outcome: Outcome
    text: str = ""
    confidence: float = 0.0
    citations: tuple[Citation, ...] = ()
    closest: tuple[Headline, ...] = ()
    covers: tuple[datetime, datetime] | None = None
    short: str = ""
    period: str = ""
    old: datetime | None = None
    unsure: bool = False
    standalone: str = ""
    timings_ms: dict[str, float] = field(default_factory=dict)
    written: bool = False
    fallback: Fallback | None = None
    usage: Usage | None = None
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Delta:
    """What a chat model has just written of an answer, unchecked: to be shown as a draft, which the Answer replaces.

    Attributes:
        text: Plain text; untrusted.
    """

    text: str


def answer_json(answer: Answer, zone: tzinfo) -> dict[str, Any]:
    """Return an answer as the JSON object of `bot.py ask --json`, with times in a time zone.

    A citation has "also", and the answer "differences", only where there are any. Where a chat model is set it says also
    whether that wrote the answer, why not, and what it took.
    """

    def moment(at: datetime | None) -> str | None:
        return at.astimezone(zone).isoformat() if at else None

    return {
        "question": answer.question,
        "language": answer.language,
        "outcome": answer.outcome.value,
        "answer": answer.text,
        "confidence": answer.confidence,
        "citations": [
            {
                "n": cited.n,
                "article_id": cited.article_id,
                "title": cited.title,
                "source": cited.source,
                "url": cited.url,
                "published": moment(cited.published_at),
                "quote": cited.quote,
                **({"also": list(cited.also)} if cited.also else {}),
            }
            for cited in answer.citations
        ],
        "closest": [
            {"article_id": near.article_id, "title": near.title, "published": moment(near.published_at)}
            for near in answer.closest
        ],
        "timings_ms": answer.timings_ms,
        **({"differences": [asdict(difference) for difference in answer.differences]} if answer.differences else {}),
        **_generation(answer),
    }


def _generation(answer: Answer) -> dict[str, Any]:
    if answer.usage is None:
        return {}
    fallback = answer.fallback.value if answer.fallback else None
    return {"written": answer.written, "fallback": fallback, "usage": asdict(answer.usage)}
