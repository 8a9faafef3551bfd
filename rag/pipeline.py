"""The pipeline from a question to an answer.

question ── read ──▶ Query ── retrieve ──▶ Hits ── score ──▶ Sentences ── judge ──▶ enough? ── yes ──▶ Answer with
                                                                                    Citations └─ no ──▶ no_evidence,
                                                                                    closest headlines
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np

from index.article import Article, Language
from index.embed.protocol import Embedder
from index.store.protocol import Store, View
from rag.answer import Answer, Citation, Headline, Outcome
from rag.evidence import judge, signals
from rag.examples import example_questions
from rag.extract import Sentence, choose_sentences, score_sentences
from rag.question import Query, read_question
from rag.retrieve import Filters, Hit, Retrieved, Retriever

_HITS = 10
_HEADLINES = 3


@dataclass(frozen=True, slots=True)
class Trace:
    """An answer with what led to it: for evaluation, training and the curious.

    Attributes:
        answer: The answer.
        query: What was searched.
        retrieved: What was found.
        signals: What the evidence was judged by; empty if nothing was found.
        best_article: Id of the article that holds the best sentence; "" if nothing was found.
    """

    answer: Answer
    query: Query
    retrieved: Retrieved
    signals: dict[str, float]
    best_article: str


class Answerer:
    """Answers questions from one store. Safe to call from several threads."""

    def __init__(self, store: Store, embedder: Embedder) -> None:
        """Answer from this store, with the embedder that made it."""
        self._store = store
        self._embedder = embedder

    def answer(self, question: str, filters: Filters | None = None) -> Answer:
        """Answer one question from the newest state of the index.

        Args:
            question: As a person typed it.
            filters: Which articles may answer.

        Returns:
            ANSWERED with at least one citation, or NO_EVIDENCE with the closest headlines.

        Raises:
            QuestionError: The question is empty or too long.
            StoreError: The index cannot be read.
        """
        return self.trace(question, filters).answer

    def trace(self, question: str, filters: Filters | None = None, hits: int = _HITS) -> Trace:
        """Answer one question and keep what led there.

        Args:
            question: As a person typed it.
            filters: Which articles may answer.
            hits: Most hits to retrieve, two of one article at most.

        Raises:
            QuestionError: The question is empty or too long.
            StoreError: The index cannot be read.
        """
        started = time.perf_counter()
        view = self._store.view()
        query = read_question(question, view)
        read_ms = _since(started)
        retrieved = Retriever(view, self._embedder).retrieve(query, hits, filters)
        choosing = time.perf_counter()
        sentences = score_sentences(query, retrieved)
        measured = signals(query, retrieved, sentences) if sentences else {}
        judgement = judge(measured) if measured else None
        best_article = sentences[0].article.id if sentences else ""
        chosen = choose_sentences(sentences) if judgement and judgement.answers else []
        timings = {"question": read_ms, **retrieved.timings_ms, "choose": _since(choosing), "total": _since(started)}
        confidence = round(judgement.probability, 4) if judgement else 0.0
        if not chosen:
            closest = closest_headlines(retrieved.hits)
            refusal = Answer(
                query.question,
                query.language,
                Outcome.NO_EVIDENCE,
                "",
                confidence,
                (),
                closest,
                covers(view),
                "",
                timings,
            )
            return Trace(refusal, query, retrieved, measured, best_article)
        citations = tuple(_citation(number, sentence) for number, sentence in enumerate(chosen, 1))
        text = "\n".join(f"{citation.quote} [{citation.n}]" for citation in citations)
        answer = Answer(
            query.question,
            query.language,
            Outcome.ANSWERED,
            text,
            confidence,
            citations,
            (),
            covers(view),
            chosen[0].text,
            timings,
        )
        return Trace(answer, query, retrieved, measured, best_article)

    def examples(self, language: Language, count: int) -> list[str]:
        """Return questions that the index can answer, made from its newest articles."""
        found: list[str] = []
        for question in example_questions(self._store.view().newest(count * 8, _article_language(language)), language):
            if self.answer(question).outcome is Outcome.ANSWERED:
                found.append(question)
            if len(found) == count:
                break
        return found

    def covers(self) -> tuple[datetime, datetime] | None:
        """Return the dates of the oldest and the newest article, None if no article has a date."""
        return covers(self._store.view())


def covers(view: View) -> tuple[datetime, datetime] | None:
    """Return the dates of the oldest and the newest article of a view, None if no article has a date."""
    known = view.published[~np.isnan(view.published)]
    if len(known) == 0:
        return None
    return datetime.fromtimestamp(float(known.min()), UTC), datetime.fromtimestamp(float(known.max()), UTC)


def closest_headlines(hits: Sequence[Hit]) -> tuple[Headline, ...]:
    """Return the headlines of the best hits, each article once."""
    articles: dict[str, Article] = {hit.article.id: hit.article for hit in hits}
    return tuple(Headline(a.id, a.title, a.source, a.published_at) for a in list(articles.values())[:_HEADLINES])


def _citation(number: int, sentence: Sentence) -> Citation:
    article = sentence.article
    return Citation(number, article.id, article.title, article.source, article.url, article.published_at, sentence.text)


def _article_language(language: Language) -> Language:
    return "en" if language == "en" else "hi"


def _since(started: float) -> float:
    return round((time.perf_counter() - started) * 1000, 3)
