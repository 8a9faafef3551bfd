"""The pipeline from a question to an answer.

question ── read ──▶ Query ── retrieve ──▶ Hits ── score ──▶ Sentences ── judge ──▶ enough? ── yes ──▶ Answer with
                                                                                    Citations └─ no ──▶ no_evidence,
                                                                                    closest headlines
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

import numpy as np

from index.article import Article, Language
from index.embed.protocol import Embedder, QueryVectors
from index.store.protocol import Store, View
from rag.answer import Answer, Citation, Headline, Outcome
from rag.conversation import Turn
from rag.evidence import judge, signals
from rag.examples import example_questions
from rag.extract import Sentence, choose_sentences, score_sentences
from rag.follow_up import standalone
from rag.look_up import nearest_articles
from rag.newest_answer import newest_answers, newest_of_equals
from rag.outlets import Rival, also_told_by, beside, differences, rivals
from rag.own_language import in_language
from rag.periods import Period, find_period
from rag.question import Query, read_question, without_words
from rag.rerank import Reranker, rerank_retrieved
from rag.retrieve import Filters, Hit, Retrieved, Retriever
from rag.suggest import FollowUp, follow_ups

INDIA = ZoneInfo("Asia/Kolkata")
_HITS = 10
_HEADLINES = 3
_NEAR = 3
_FOLLOW_UPS_S = 3.0
_OLD = timedelta(days=31)
_SURE = 0.5
"""An answer less probable than this is shown with the word that it may not be one."""
_MAX_DIFFERENCES = 2
_PERIOD_MARGIN = 0.03
"""News of the named time answers unless something else is this much nearer: "2019" may be what the news tells of, and
not when it was printed."""
_DAY_MARGIN = 0.05
"""The same for "yesterday", which is hardly ever the subject."""


@dataclass(frozen=True, slots=True)
class Trace:
    """An answer with what led to it: for evaluation, training and the curious.

    Attributes:
        answer: The answer.
        query: What was searched.
        retrieved: What was found.
        signals: What the evidence was judged by; empty if nothing was found.
        best_article: Id of the article that holds the best sentence; "" if nothing was found.
        generation: Of the index that was searched.
    """

    answer: Answer
    query: Query
    retrieved: Retrieved
    signals: dict[str, float]
    best_article: str
    generation: int


@dataclass(frozen=True, slots=True)
class _Reading:
    """What one search found, and what of it answers."""

    retrieved: Retrieved
    signals: dict[str, float]
    probability: float
    chosen: list[Sentence]
    rivals: list[Rival]
    sentences: list[Sentence]
    best_article: str
    best_score: float
    timings_ms: dict[str, float]


class Answerer:
    """Answers questions from one store. Safe to call from several threads."""

    def __init__(
        self,
        store: Store,
        embedder: Embedder,
        zone: tzinfo = INDIA,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        reranker: Reranker | None = None,
    ) -> None:
        """Answer from a store.

        Args:
            store: The index.
            embedder: The one that made it.
            zone: Time zone of the dates in questions.
            clock: Tells the present, timezone-aware.
            reranker: Reorders what is retrieved, of which there is then at least as much as it can reorder.
        """
        self._store = store
        self._embedder = embedder
        self._zone = zone
        self._clock = clock
        self._reranker = reranker

    def answer(self, question: str, filters: Filters | None = None, turns: Sequence[Turn] = ()) -> Answer:
        """Answer one question from the newest state of the index.

        Args:
            question: As a person typed it.
            filters: Which articles may answer.
            turns: What this person was answered before, oldest first, for a question that leans on it.

        Returns:
            ANSWERED with at least one citation, or NO_EVIDENCE with the closest headlines.

        Raises:
            QuestionError: The question is empty or too long.
            StoreError: The index cannot be read.
        """
        return self.trace(question, filters, turns=turns).answer

    def trace(
        self,
        question: str,
        filters: Filters | None = None,
        hits: int = _HITS,
        turns: Sequence[Turn] = (),
        completed: str = "",
    ) -> Trace:
        """Answer one question and keep what led there.

        Args:
            question: As a person typed it.
            filters: Which articles may answer.
            hits: Most hits to retrieve, two of one article at most.
            turns: What this person was answered before, oldest first.
            completed: The question made standalone by somebody else; "" to do it here, by rules.

        Raises:
            QuestionError: The question is empty or too long.
            StoreError: The index cannot be read.
        """
        started = time.perf_counter()
        view = self._store.view()
        query = read_question(question, view, completed or (standalone(question, turns) if turns else ""))
        period = find_period(" । ".join(query.texts), self._clock(), self._zone)
        read_ms = _since(started)
        reading = self._read(view, query, filters, hits)
        relaxed = False
        if period:
            margin = _PERIOD_MARGIN if period.may_be_subject else _DAY_MARGIN
            asked = without_words(query, period.phrase)
            for meant in period.latest_first():
                held = replace(filters or Filters(), period=meant)
                dated = self._read(view, asked, held, hits, reading.retrieved.vectors)
                if dated.chosen and dated.best_score >= reading.best_score - margin:
                    reading = dated
                    break
            else:
                # Nothing of that time answers: what other times tell is better than nothing, if it is said.
                relaxed = bool(reading.chosen) and not _is_of(period, reading.chosen[0].article)
        citations = tuple(
            Citation.of(number, sentence.article, sentence.text, also_told_by(sentence, reading.sentences))
            for number, sentence in enumerate(reading.chosen, 1)
        )
        answer = Answer(
            question=query.question,
            language=query.asked_in,
            outcome=Outcome.ANSWERED if citations else Outcome.NO_EVIDENCE,
            text="\n".join(f"{citation.quote} [{citation.n}]" for citation in citations),
            confidence=round(reading.probability, 4),
            citations=citations,
            differences=differences(reading.rivals, reading.chosen),
            closest=() if citations else closest_headlines(reading.retrieved.hits),
            covers=covers(view),
            short=reading.chosen[0].text if reading.chosen else "",
            period=period.phrase if period and relaxed else "",
            old=old_news(citations, self._clock()),
            unsure=bool(citations) and reading.probability < _SURE,
            standalone=query.standalone if query.standalone != query.question else "",
            timings_ms={"question": read_ms, **reading.timings_ms, "total": _since(started)},
        )
        return Trace(answer, query, reading.retrieved, reading.signals, reading.best_article, view.generation)

    def _read(
        self, view: View, query: Query, filters: Filters | None, hits: int, vectors: QueryVectors | None = None
    ) -> _Reading:
        """Retrieve, score, judge and choose."""
        depth = max(hits, self._reranker.top) if self._reranker else hits
        retrieved = Retriever(view, self._embedder).retrieve(query, depth, filters, vectors=vectors, now=self._clock())
        if self._reranker:
            retrieved = rerank_retrieved(self._reranker, query, retrieved, hits)
        started = time.perf_counter()
        sentences = score_sentences(query, retrieved)
        measured = signals(query, retrieved, sentences) if sentences else {}
        judgement = judge(measured) if measured else None
        telling = newest_answers(query, retrieved, sentences) if query.newest else sentences
        chosen: list[Sentence] = []
        if judgement and judgement.answers:
            chosen = newest_of_equals(in_language(query.asked_in, choose_sentences(telling), telling), telling)
        against = rivals(chosen, telling)[:_MAX_DIFFERENCES]
        chosen = beside(chosen, against)
        best_article = sentences[0].article.id if sentences else ""
        timings = {**retrieved.timings_ms, "choose": _since(started)}
        # What is read depends on how the question is put, and two wordings of it are compared by this.
        best_score = max((hit.score - hit.from_reading for hit in retrieved.hits), default=0.0)
        probability = judgement.probability if judgement else 0.0
        return _Reading(retrieved, measured, probability, chosen, against, sentences, best_article, best_score, timings)

    def examples(self, language: Language, count: int) -> list[str]:
        """Return questions that the index can answer, made from its newest articles."""
        found: list[str] = []
        for question in example_questions(self._store.view().newest(count * 8, _article_language(language)), language):
            answer = self.answer(question)
            if answer.outcome is Outcome.ANSWERED and not answer.unsure:
                found.append(question)
            if len(found) == count:
                break
        return found

    def look_up(self, words: str, count: int) -> list[Citation]:
        """Return the articles nearest to some words, best first, each with the sentence of it that is nearest.

        Args:
            words: A question or a few words.
            count: Most articles.

        Raises:
            QuestionError: There are no words, or too many.
            StoreError: The index cannot be read.
        """
        view = self._store.view()
        query = read_question(words, view)
        retrieved = Retriever(view, self._embedder).retrieve(query, 2 * count, now=self._clock())
        return nearest_articles(query, retrieved, count)

    def follow_ups(self, answer: Answer, count: int) -> list[FollowUp]:
        """Return questions that may follow an answer and that the index answers; a few seconds are given to it.

        Args:
            answer: One that was given, to any question.
            count: Most questions.

        Raises:
            StoreError: The index cannot be read.
        """
        until = time.monotonic() + _FOLLOW_UPS_S
        cited = dict.fromkeys(citation.article_id for citation in answer.citations)
        article = self._store.article(next(iter(cited))) if cited else None
        if article is None or article.gone_at:
            return []
        listed = self.look_up(article.title or answer.citations[0].quote, len(cited) + _NEAR) if article.title else []
        ids = [near.article_id for near in listed if near.article_id not in cited]
        near = [found for found in map(self._store.article, ids) if found]
        turns = (Turn.of(answer, self._clock()),)
        return follow_ups(
            answer,
            article,
            near,
            lambda asked: self.answer(asked.question, turns=turns if asked.leans else ()),
            count,
            lambda: time.monotonic() < until,
        )

    def covers(self) -> tuple[datetime, datetime] | None:
        """Return the dates of the oldest and the newest article, None if no article has a date."""
        return covers(self._store.view())


def covers(view: View) -> tuple[datetime, datetime] | None:
    """Return the dates of the oldest and the newest article of a view, None if no article has a date."""
    known = view.published[~np.isnan(view.published)]
    if len(known) == 0:
        return None
    return datetime.fromtimestamp(float(known.min()), UTC), datetime.fromtimestamp(float(known.max()), UTC)


def old_news(citations: Sequence[Citation], now: datetime) -> datetime | None:
    """Return when the first source was published, if that is over a month ago."""
    published = citations[0].published_at if citations else None
    return published if published and now - published > _OLD else None


def closest_headlines(hits: Sequence[Hit]) -> tuple[Headline, ...]:
    """Return the headlines of the best hits, each article once."""
    articles: dict[str, Article] = {hit.article.id: hit.article for hit in hits}
    return tuple(Headline(a.id, a.title, a.source, a.published_at) for a in list(articles.values())[:_HEADLINES])


def _is_of(period: Period, article: Article) -> bool:
    published = article.published_at
    return published is not None and bool(period.holds(np.array([published.timestamp()]))[0])


def _article_language(language: Language) -> Language:
    return "en" if language == "en" else "hi"


def _since(started: float) -> float:
    return round((time.perf_counter() - started) * 1000, 3)
