"""What passed the checks becomes an Answer, in which every statement leads to sentences of articles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from rag.answer import Answer, Citation, Difference, Outcome
from rag.check import Statement
from rag.generate.passage import Passage
from rag.outlets import MAX_ALSO
from rag.pipeline import Trace, closest_headlines, old_news


def written_answer(trace: Trace, statements: Sequence[Statement], passages: Sequence[Passage], now: datetime) -> Answer:
    """Return the answer of these statements.

    Args:
        trace: The question, and the extractive answer to it.
        statements: At least one; each with its support.
        passages: That the model was given.
        now: The present, timezone-aware.

    Returns:
        Statements one a paragraph, with the numbers of citations counted anew in the order of their appearance.
    """
    citations: dict[tuple[str, str], Citation] = {}
    copied_by = {hit.article.id: hit.copied_by for hit in trace.retrieved.hits}
    lines = []
    for statement in statements:
        numbers = []
        for support in statement.support:
            article = passages[support.n - 1].article
            cited = citations.setdefault(
                (article.id, support.quote),
                Citation.of(len(citations) + 1, article, support.quote, copied_by.get(article.id, ())[:MAX_ALSO]),
            )
            numbers.append(cited.n)
        marks = "".join(f" [{n}]" for n in dict.fromkeys(numbers))
        lines.append(" ".join(statement.text.split()) + marks)
    found = tuple(citations.values())
    return replace(
        trace.answer,
        text="\n".join(lines),
        citations=found,
        differences=_renumbered(trace.answer, found),
        short=" ".join(" ".join(statement.text.split()) for statement in statements),
        old=old_news(found, now),
        unsure=False,
        written=True,
    )


def _renumbered(answer: Answer, citations: Sequence[Citation]) -> tuple[Difference, ...]:
    """The contradictions of the extractive answer both sides of which are cited, with the numbers that they have now."""
    now = {(citation.article_id, citation.quote): citation.n for citation in citations}
    numbers = {c.n: now[c.article_id, c.quote] for c in answer.citations if (c.article_id, c.quote) in now}
    return tuple(
        Difference(difference.kind, tuple(replace(version, n=numbers[version.n]) for version in difference.versions))
        for difference in answer.differences
        if all(version.n in numbers for version in difference.versions)
    )


def refused_answer(trace: Trace) -> Answer:
    """Return the answer of a question that the model, having read the passages, found unanswered."""
    return replace(
        trace.answer,
        outcome=Outcome.NO_EVIDENCE,
        text="",
        citations=(),
        differences=(),
        closest=closest_headlines(trace.retrieved.hits),
        short="",
        period="",
        old=None,
        unsure=False,
        written=True,
    )
