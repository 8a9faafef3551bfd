"""Scores of the answers that a chat model writes, beside those of the same questions without it (`rag.evaluate`)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Any, Protocol

from index.errors import QuestionError
from rag.answer import Answer, Outcome
from rag.evaluate import Asked, Tally, share
from rag.generate.usage import Counts
from rag.question_language import question_language


class Writes(Protocol):
    """What is scored: `rag.generate.writer.Writer`."""

    counts: Counts

    async def answer(self, question: str) -> Answer:
        """Answer a question."""
        ...

    async def close(self) -> None:
        """Let go of connections."""
        ...


def evaluate_written(
    writer: Writes, asked: Sequence[Asked], indexed: frozenset[str], progress: Callable[[int], None] | None = None
) -> dict[str, Any]:
    """Let the model answer every question, and score what reaches the reader.

    Args:
        writer: Answers from the index of the evaluation's articles; closed at the end.
        asked: Questions.
        indexed: Ids of the articles in the index; a gold article that is not among them does not count as gold.
        progress: Told after each question how many more are done.

    Returns:
        Named as in `rag.evaluate` what is the same: f1 (of the written text), citation_accuracy, answer_coverage and the rates
        of false refusals and answers, over all answers, written or extractive. Beside them the share of sentences that
        passed the checks ("citation_support"), of written answers in the question's language and script
        ("language_match"), how often the model refused and how often rightly, how often and why extractive answers were
        given instead, and what it took.
    """
    return asyncio.run(_evaluate(writer, asked, indexed, progress))


async def _evaluate(
    writer: Writes, asked: Sequence[Asked], indexed: frozenset[str], progress: Callable[[int], None] | None
) -> dict[str, Any]:
    total = Tally()
    in_language: list[bool] = []
    refused_rightly = sentences = 0
    try:
        for question in asked:
            gold = question.gold & indexed
            answer = await _answer(writer, question)
            total.add(answer, question, gold)
            if answer and answer.written and answer.outcome is Outcome.ANSWERED:
                sentences += len(answer.text.splitlines())
                in_language.append(question_language(answer.short) == answer.language)
            elif answer and answer.written:
                refused_rightly += not (question.answerable and gold)
            if progress:
                progress(1)
    finally:
        await writer.close()
    counts, figures = writer.counts, total.summary()
    same = ("questions", "f1", "citation_accuracy", "answer_coverage", "false_refusal_rate", "false_answer_rate")
    return {
        **{name: figures[name] for name in same},
        "written": len(in_language),
        "citation_support": share(sentences, sentences + counts.dropped.total()),
        "language_match": share(sum(in_language), len(in_language)),
        "refused": counts.refused,
        "refused_rightly": share(refused_rightly, counts.refused),
        "fallbacks": dict(counts.fallbacks),
        "dropped": dict(counts.dropped),
        "calls": counts.usage.calls,
        "input_tokens": counts.usage.input_tokens,
        "output_tokens": counts.usage.output_tokens,
        "latency_ms": total.latency_ms(),
    }


async def _answer(writer: Writes, asked: Asked) -> Answer | None:
    try:
        return await writer.answer(asked.question)
    except QuestionError:
        return None
