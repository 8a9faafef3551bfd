"""The bot's own figures, as Prometheus reads them: counts and times, and never a text, an id of anybody or the token.

Every label is one of a few words that this program chose; nothing that came from outside becomes one.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import prometheus_client
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector
from telegram.constants import UpdateType

from index.errors import QuestionError
from rag.answer import Answer

_STAGE_BUCKETS_S = (0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)
_METHOD = re.compile(r"[A-Za-z]{1,40}")
_KINDS = frozenset(kind.value for kind in UpdateType)

prometheus_client.disable_created_metrics()  # type: ignore[no-untyped-call]


class Figures:
    """The figures of one bot. May be called from any thread."""

    def __init__(self) -> None:
        """Begin at nothing."""
        self._registry = kept = CollectorRegistry()
        ProcessCollector(registry=kept)
        self._updates = Counter(
            "khabar_updates", "Updates from Telegram that were new, by kind.", ["kind"], registry=kept
        )
        self._repeated = Counter("khabar_updates_repeated", "Updates that Telegram brought again.", registry=kept)
        self._waiting = Gauge(
            "khabar_updates_waiting", "Updates that are stored and not dealt with yet.", registry=kept
        )
        self._answers = Counter(
            "khabar_answers", "Questions, by what became of them.", ["outcome", "language"], registry=kept
        )
        self._stages = Histogram(
            "khabar_stage_seconds",
            "Time of each step: those of answering, wait (for a thread), deliver (with Telegram's flood limits), "
            "whole (an update from its arrival to its end).",
            ["stage"],
            buckets=_STAGE_BUCKETS_S,
            registry=kept,
        )
        self._calls = Counter(
            "khabar_telegram_calls",
            "Calls to Telegram by result: ok, the code of an error (429: too many), timeout, network.",
            ["method", "result"],
            registry=kept,
        )
        self._silence = Gauge(
            "khabar_telegram_silence_seconds",
            "Seconds since Telegram last answered a request for updates, or for the state of the webhook; NaN: never.",
            registry=kept,
        )
        self._messages = Counter(
            "khabar_messages",
            "Messages by their fate: sent, found (the reply was lost, the message was there), unknown, refused.",
            ["fate"],
            registry=kept,
        )
        self._hook = Counter(
            "khabar_webhook_requests", "Requests to the webhook, by what became of them.", ["result"], registry=kept
        )
        self._pending = Gauge(
            "khabar_webhook_pending",
            "Updates that Telegram still has for the webhook, at the last check.",
            registry=kept,
        )
        self._feedback = Gauge("khabar_feedback", "Verdicts on answers that are kept.", ["verdict"], registry=kept)

    def update(self, kind: str) -> None:
        """Count a new update; a kind that Telegram does not have counts as "other"."""
        self._updates.labels(kind if kind in _KINDS else "other").inc()

    def repeated(self, count: int) -> None:
        """Count updates that came again."""
        self._repeated.inc(count)

    def stage(self, stage: str, seconds: float) -> None:
        """Note how long a step took."""
        self._stages.labels(stage).observe(seconds)

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        """Note how long a step takes, however it ends."""
        started = time.perf_counter()
        try:
            yield
        finally:
            self.stage(stage, time.perf_counter() - started)

    @contextmanager
    def question(self) -> Iterator[None]:
        """Count a question that no answer comes to: one that cannot be read, or that fails."""
        try:
            yield
        except QuestionError:
            self._answers.labels("unreadable", "").inc()
            raise
        except Exception:
            self._answers.labels("failed", "").inc()
            raise

    def answer(self, answer: Answer) -> None:
        """Count an answer, and note its steps."""
        self._answers.labels(answer.outcome.value, answer.language).inc()
        for step, milliseconds in answer.timings_ms.items():
            self.stage(step, milliseconds / 1000)

    def call(self, method: str, result: str) -> None:
        """Count a call to Telegram; what is no method's name counts as "other"."""
        self._calls.labels(method if _METHOD.fullmatch(method) else "other", result).inc()

    def message(self, fate: str) -> None:
        """Count what became of a message."""
        self._messages.labels(fate).inc()

    def hook(self, result: str) -> None:
        """Count a request to the webhook."""
        self._hook.labels(result).inc()

    def pending(self, count: int) -> None:
        """Note how many updates Telegram has for the webhook."""
        self._pending.set(count)

    def text(self, *, silence_s: float | None, waiting: int | None, verdicts: Mapping[str, int]) -> bytes:
        """Return all figures in Prometheus' text format.

        Args:
            silence_s: Seconds since Telegram last answered; None: never.
            waiting: Updates that are not dealt with; None: cannot be told.
            verdicts: Of readers, with their counts.
        """
        self._silence.set(float("nan") if silence_s is None else silence_s)
        self._waiting.set(float("nan") if waiting is None else waiting)
        for verdict, count in verdicts.items():
            self._feedback.labels(verdict).set(count)
        return prometheus_client.generate_latest(self._registry)
