"""The pipeline from a question to an answer in a chat model's words.

question ── trace ──▶ evidence? ─ no ─▶ the refusal, no call
                         │ yes
                         ├─ known from the same state of the index? ─▶ that answer, no call
                         ▼
                      passages ── prompt ──▶ model ──▶ deltas … draft ── check ──▶ the written answer
                                               │                           │
                                               └── failed, slow, refused ──┴── nothing left ──▶ the extractive answer
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from dataclasses import replace
from datetime import UTC, datetime, tzinfo
from functools import partial

from index.embed.protocol import Embedder
from index.errors import GenerationError, GenerationRateLimited, GenerationTimeout
from index.text import normalise
from rag.answer import Answer, Delta, Fallback, Outcome
from rag.check import check
from rag.conversation import Turn
from rag.generate.cache import MAX_ANSWERS, Cache, Key
from rag.generate.calls import Calls, Effort, OutOfCalls
from rag.generate.compose import refused_answer, written_answer
from rag.generate.draft import Draft, chain
from rag.generate.limits import Allowance
from rag.generate.model import ChatModel
from rag.generate.passage import Passage, passages_of
from rag.generate.prompt import WRITING_PROMPT, WritingTask, writing_values
from rag.generate.rewrite import REWRITING_PROMPT, acceptable, rewriting_values
from rag.generate.usage import Counts
from rag.offload import Offload
from rag.pipeline import INDIA, Answerer, Trace

_log = logging.getLogger(__name__)
_REWRITING_SHARE = 0.4
"""Of the time that an answer has, completing a follow-up may take so much."""


class Writer:
    """Answers questions in the words of a chat model. For one event loop; many questions at once.

    Attributes:
        counts: What became of the questions so far.
    """

    def __init__(
        self,
        answerer: Answerer,
        embedder: Embedder,
        model: ChatModel,
        *,
        zone: tzinfo = INDIA,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        calls_per_day: int = 0,
        cached_answers: int = MAX_ANSWERS,
    ) -> None:
        """Write answers to what an answerer finds.

        Args:
            answerer: Finds, judges, and answers where the model does not.
            embedder: The one of the answerer, for the checks.
            model: Writes.
            zone: Time zone of dates.
            clock: Tells the present, timezone-aware.
            calls_per_day: Of one person; 0: any number.
            cached_answers: How many are remembered.
        """
        self.counts = Counts()
        self._answerer, self._embedder, self._model = answerer, embedder, model
        self._zone, self._clock = zone, clock
        self._writing = chain(WRITING_PROMPT, model.model)
        self._rewriting = chain(REWRITING_PROMPT, model.model)
        self._calls = Calls(Allowance(calls_per_day, clock, zone), self.counts)
        self._cache = Cache(cached_answers)

    async def stream(
        self, question: str, *, turns: Sequence[Turn] = (), person: int | None = None, run: Offload = asyncio.to_thread
    ) -> AsyncGenerator[Delta | Answer]:
        """Answer a question; show how the answer is being written.

        Closing this iterator, or cancelling the task that reads it, ends the call to the model.

        Args:
            question: As a person typed it.
            turns: What this person was answered before, oldest first.
            person: Who asks, for the limit of calls; None for whoever runs the program.
            run: Where the blocking steps run.

        Yields:
            Deltas, if a model writes, then exactly one Answer, which replaces them.

        Raises:
            QuestionError: The question is empty or too long.
            KhabarError: The index cannot be read. Never a failure of the model.
        """
        started = time.perf_counter()
        effort = Effort(person, self._model.timeout_s)
        trace = await self._find(question, turns, effort, run)
        answer = trace.answer
        if answer.outcome is Outcome.ANSWERED:
            key = self._key(trace)
            known = self._cache.get(key)
            if known:
                answer = replace(known, question=answer.question, standalone=answer.standalone)
                self.counts.cached += 1
            else:
                async with aclosing(self._write(trace, effort, run)) as events:
                    async for event in events:
                        if isinstance(event, Delta):
                            yield event
                        else:
                            answer = event
                if answer.written:
                    self._cache.put(key, answer)
        effort.lap("total", started)
        timings = {**trace.answer.timings_ms, **effort.timings_ms}
        self._note(answer, effort)
        yield replace(answer, usage=effort.usage, timings_ms=timings)

    async def answer(
        self, question: str, *, turns: Sequence[Turn] = (), person: int | None = None, run: Offload = asyncio.to_thread
    ) -> Answer:
        """Answer a question; as `stream`, without the deltas."""
        answer: Answer | None = None
        async with aclosing(self.stream(question, turns=turns, person=person, run=run)) as events:
            async for event in events:
                answer = event if isinstance(event, Answer) else None
        assert answer is not None  # the last event
        return answer

    async def close(self) -> None:
        """Let go of the model's connections."""
        await self._model.close()

    async def _find(self, question: str, turns: Sequence[Turn], effort: Effort, run: Offload) -> Trace:
        """Search for the question; for a follow-up as the model completes it, if there is evidence for that."""
        trace = await run(partial(self._answerer.trace, question, turns=turns))
        answered = trace.answer.outcome is Outcome.ANSWERED
        if not turns or (answered and not trace.answer.standalone):
            return trace
        try:
            completed = await self._completed(trace.query.question, turns, effort)
        except (GenerationError, OutOfCalls) as error:
            _log.info("A follow-up was completed by rules (%s).", type(error).__name__)
            return trace
        if not completed or completed == trace.query.standalone:
            return trace
        other = await run(partial(self._answerer.trace, question, turns=turns, completed=completed))
        return trace if answered and other.answer.outcome is Outcome.NO_EVIDENCE else other

    async def _completed(self, question: str, turns: Sequence[Turn], effort: Effort) -> str:
        """Return the question as the model completes it; "" if that is of no use."""
        text = ""
        values = rewriting_values(question, turns)
        async with aclosing(self._calls.make("rewrite", self._rewriting, values, effort, _REWRITING_SHARE)) as pieces:
            async for piece in pieces:
                if isinstance(piece, Draft):
                    text = " ".join(piece.text.split())
        if normalise(text) == normalise(question):
            return question
        return text if acceptable(text, question, turns) else ""

    async def _write(self, trace: Trace, effort: Effort, run: Offload) -> AsyncGenerator[Delta | Answer]:
        """Let the model write, and check it; the extractive answer where that comes to nothing."""
        passages, now = passages_of(trace.retrieved.hits), self._clock()
        task = WritingTask(trace.query.standalone, trace.query.asked_in, passages, now, self._zone)
        draft = ""
        try:
            calling = self._calls.make("write", self._writing, writing_values(task), effort)
            async with aclosing(calling) as pieces:
                async for piece in pieces:
                    if isinstance(piece, Delta):
                        yield piece
                    else:
                        draft = piece.text
        except OutOfCalls:
            yield replace(trace.answer, fallback=Fallback.LIMIT)
        except GenerationError as error:
            _log.warning("An answer was not written. %s", error)
            yield replace(trace.answer, fallback=_reason(error))
        else:
            yield await self._checked(trace, draft, passages, now, effort, run)

    async def _checked(
        self, trace: Trace, draft: str, passages: Sequence[Passage], now: datetime, effort: Effort, run: Offload
    ) -> Answer:
        """Return what the checks leave of a draft; the extractive answer if that is nothing."""
        started, query = time.perf_counter(), trace.query
        try:
            checked = await run(partial(check, draft, passages, query.asked_in, query.standalone, self._embedder))
        except Exception as error:  # whatever a model says must not cost the reader the answer that there is
            _log.error("An answer could not be checked (%s).", type(error).__name__)
            return replace(trace.answer, fallback=Fallback.FAILED)
        effort.lap("check", started)
        self.counts.dropped.update(dropped.reason.value for dropped in checked.dropped)
        if checked.statements:
            return written_answer(trace, checked.statements, passages, now)
        return refused_answer(trace) if checked.refused else replace(trace.answer, fallback=Fallback.UNSUPPORTED)

    def _key(self, trace: Trace) -> Key:
        day = self._clock().astimezone(self._zone).date()
        return Key.of(trace.query.standalone, trace.query.asked_in, trace.generation, day)

    def _note(self, answer: Answer, effort: Effort) -> None:
        """Count and log what became of a question, without a word of it."""
        if answer.fallback:
            self.counts.fallbacks[answer.fallback.value] += 1
        elif answer.written and answer.outcome is Outcome.ANSWERED:
            self.counts.written += 1
        elif answer.written:
            self.counts.refused += 1
        _log.info(
            "Answer: %s; %d calls, %d tokens in, %d out, %d ms.",
            answer.fallback or ("written" if answer.written else answer.outcome.value),
            effort.usage.calls,
            effort.usage.input_tokens,
            effort.usage.output_tokens,
            effort.timings_ms["total"],
        )


def _reason(error: GenerationError) -> Fallback:
    if isinstance(error, GenerationRateLimited):
        return Fallback.RATE_LIMITED
    return Fallback.SLOW if isinstance(error, GenerationTimeout) else Fallback.FAILED
