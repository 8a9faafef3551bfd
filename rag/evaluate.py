"""Scores of the whole program over files of questions with known answers.

Retrieval is scored per article: recall@k (a gold article among the first k), the reciprocal rank and nDCG of the first
ten, over the questions with a gold article in the index. Answers are scored by what they cite. The formats are JSON
lines; see docs/quality.md.
"""

from __future__ import annotations

import gzip
import json
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import regex

from index.article import LANGUAGES, Article, Language
from index.errors import QuestionError, SourceError
from index.sources.dates import parse_date
from index.text import clean, normalise
from rag.answer import Answer, Outcome
from rag.pipeline import INDIA, Answerer

_CUT = 10


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of a file, with what is right."""

    id: str
    group: str
    question: str
    gold: frozenset[str]
    answers: tuple[str, ...]
    spans: tuple[str, ...]
    answerable: bool


@dataclass(slots=True)
class Tally:
    """Sums over some questions; `summary` turns them into the figures."""

    questions: int = 0
    ranked: list[tuple[int, float, float]] = field(default_factory=list)
    """Of each question with gold in the index: rank of its first gold article from 1 (0: none), its reciprocal, nDCG."""
    answerable: int = 0
    refused: int = 0
    unanswerable: int = 0
    answered_wrongly: int = 0
    cited: list[bool] = field(default_factory=list)
    covered: list[bool] = field(default_factory=list)
    covered_first: list[bool] = field(default_factory=list)
    exact: list[float] = field(default_factory=list)
    overlap: list[float] = field(default_factory=list)
    latencies_ms: list[float] = field(default_factory=list)

    def add(self, answer: Answer | None, asked: Asked, gold: frozenset[str]) -> None:
        """Score one answer.

        Args:
            answer: None where the question could not be read.
            asked: The question, with what is right.
            gold: Ids of its gold articles that are in the index.
        """
        answered = answer is not None and answer.outcome is Outcome.ANSWERED
        self.questions += 1
        if answer:
            self.latencies_ms.append(answer.timings_ms["total"])
        if not (asked.answerable and gold):
            self.unanswerable += 1
            self.answered_wrongly += answered
            return
        self.answerable += 1
        self.refused += not answered
        if answer and answered:
            self._add_answered(answer, asked, gold)

    def _add_answered(self, answer: Answer, asked: Asked, gold: frozenset[str]) -> None:
        self.cited.append(any(citation.article_id in gold for citation in answer.citations))
        if asked.spans:
            self.covered.append(holds_answer(answer, asked))
            self.covered_first.append(holds_answer(answer, asked, 1))
        if asked.answers:
            self.exact.append(max(float(_plain(answer.short) == _plain(known)) for known in asked.answers))
            self.overlap.append(max(token_f1(answer.short, known) for known in asked.answers))

    def summary(self) -> dict[str, Any]:
        """Return the figures; None where no question bears on one."""
        ranks = [rank for rank, _, _ in self.ranked]
        return {
            "questions": self.questions,
            **{f"recall@{k}": _mean([0 < rank <= k for rank in ranks]) for k in (1, 5, 10)},
            "mrr@10": _mean([reciprocal for _, reciprocal, _ in self.ranked]),
            "ndcg@10": _mean([gain for _, _, gain in self.ranked]),
            "em": _mean(self.exact),
            "f1": _mean(self.overlap),
            "citation_accuracy": _mean(self.cited),
            "answer_coverage": _mean(self.covered),
            "answer_coverage@1": _mean(self.covered_first),
            "false_refusal_rate": share(self.refused, self.answerable),
            "false_answer_rate": share(self.answered_wrongly, self.unanswerable),
        }

    def latency_ms(self) -> dict[str, float]:
        """Return how long the answers took, half and 95 % of them at most."""
        return {f"p{p}": round(float(np.percentile(self.latencies_ms or [0.0], p)), 2) for p in (50, 95)}


def share(part: int, whole: int) -> float | None:
    """Return a part of a whole, None of nothing."""
    return round(part / whole, 4) if whole else None


def read_articles(paths: Iterable[Path], language: Language | None = None) -> Iterator[Article | SourceError]:
    """Read articles of evaluation files (JSON lines, gzipped or not), of one language if named."""
    for path in paths:
        for number, row in _rows(path):
            if row.get("lang") not in LANGUAGES or (language and row["lang"] != language):
                continue
            text = clean(str(row.get("text") or ""))
            if not text:
                yield SourceError(f"{path.name}:{number}", "the article has no text.")
                continue
            yield Article(
                id=str(row["id"]),
                title=clean(str(row.get("title") or "")),
                text=text,
                language=row["lang"],
                source=str(row.get("source") or ""),
                url=str(row.get("url") or ""),
                published_at=parse_date(str(row.get("date") or ""), INDIA),
            )


def read_questions(paths: Iterable[Path], *, native: bool = False) -> list[Asked]:
    """Read questions of evaluation files, or the Devanagari forms of those in Latin letters that have one."""
    return [
        Asked(
            id=str(row["id"]),
            group="/".join(str(row.get(key, "")) for key in ("set", "lang", "kind")),
            question=str(row.get("native", row["question"]) if native else row["question"]),
            gold=frozenset(row.get("article_ids") or ()),
            answers=tuple(str(answer) for answer in row.get("answers") or ()),
            spans=tuple(str(span["text"]) for span in row.get("spans") or ()),
            answerable=bool(row.get("answerable", True)),
        )
        for path in paths
        for _, row in _rows(path)
    ]


def evaluate(
    answerer: Answerer, asked: Sequence[Asked], indexed: frozenset[str], progress: Callable[[int], None] | None = None
) -> dict[str, Any]:
    """Ask every question and score what comes back.

    Args:
        answerer: Answers from the index of the evaluation's articles.
        asked: Questions.
        indexed: Ids of the articles in the index; a gold article that is not among them does not count as gold.
        progress: Told after each question how many more are done.

    Returns:
        The figures of all, "by_set" the same by set/lang/kind, and "latency_ms".
    """
    total = Tally()
    groups: dict[str, Tally] = {}
    for question in asked:
        tallies = (total, groups.setdefault(question.group, Tally()))
        _score(answerer, question, question.gold & indexed, tallies)
        if progress:
            progress(1)
    return {
        **total.summary(),
        "by_set": {name: tally.summary() for name, tally in sorted(groups.items())},
        "latency_ms": total.latency_ms(),
    }


def _score(answerer: Answerer, asked: Asked, gold: frozenset[str], tallies: Iterable[Tally]) -> None:
    try:
        # Two chunks of an article at most: twice as many hits hold enough articles.
        trace = answerer.trace(asked.question, hits=2 * _CUT)
        answer: Answer | None = trace.answer
        found = list(dict.fromkeys(hit.article.id for hit in trace.retrieved.hits))
    except QuestionError:
        answer, found = None, []
    for tally in tallies:
        if gold:
            tally.ranked.append(_ranking(found, gold))
        tally.add(answer, asked, gold)


def holds_answer(answer: Answer, asked: Asked, most: int | None = None) -> bool:
    """Tell whether the cited sentences, or the first `most` of them, hold a gold answer, after normalising."""
    quoted = " ".join(_plain(citation.quote) for citation in answer.citations[:most])
    return any(_plain(span) in quoted for span in (*asked.spans, *asked.answers) if _plain(span))


def _ranking(found: Sequence[str], gold: frozenset[str]) -> tuple[int, float, float]:
    places = [rank for rank, article_id in enumerate(found[:_CUT], 1) if article_id in gold]
    ideal = sum(1 / math.log2(rank + 1) for rank in range(1, min(len(gold), _CUT) + 1))
    gain = sum(1 / math.log2(rank + 1) for rank in places)
    return (places[0], 1 / places[0], gain / ideal) if places else (0, 0.0, 0.0)


def token_f1(given: str, gold: str) -> float:
    """Token overlap of two answers, as SQuAD scores it (Rajpurkar et al. 2016), after normalising."""
    ours, theirs = _plain(given).split(), _plain(gold).split()
    shared = sum(min(ours.count(token), theirs.count(token)) for token in set(ours))
    return 2 * shared / (len(ours) + len(theirs)) if shared else 0.0


def _plain(text: str) -> str:
    """Normalised words with single spaces: no punctuation, digits unified."""
    return " ".join(regex.findall(r"[\p{L}\p{M}\p{N}]+", normalise(text)))


def _rows(path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    try:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield number, json.loads(line)
    except OSError as error:
        raise SourceError(str(path), f"the file cannot be read ({error.strerror or error}); check the path.") from error
    except (ValueError, EOFError) as error:
        raise SourceError(str(path), "the file is no JSON lines; see docs/quality.md for the format.") from error


def _mean(values: Sequence[float] | Sequence[bool]) -> float | None:
    return round(float(np.mean(values)), 4) if values else None
