"""Do these hits answer the question? A calibrated probability from signals that can be read and explained.

One cosine threshold is wrong: Hindi questions find unrelated Hindi texts more alike than English questions find the
right Hindi ones. So the signals go into a logistic regression with its own intercept and slopes of the cosines for
each language direction. Beside how near the best is they say how far the rest lies behind it, and whether each telling word of
the question meets something in the article. The more chunks are searched, the nearer the nearest wrong one, so their
number counts too. What only a title says is no evidence: an answer stands in a sentence. What the reader (`rag.reader`) says is put on top
of all that, the more the larger the index: in a small one the others err less than it does.
`tests/benchmarks/train_evidence.py` fits it on the evaluation data, scores it with each set left out in turn, and writes
`evidence.json` with the checksums of the data.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np

from rag.extract import Sentence
from rag.question import Query
from rag.reader import LEAST
from rag.retrieve import Hit, Retrieved

DIRECTIONS = ("hi>hi", "hi>en", "en>hi", "en>en", "hi-Latn>hi", "hi-Latn>en", "hi-Latn>hi-Latn")

# Decimal logarithms of the chunks searched that the coefficients were fitted on.
_LEAST_SIZE, _MOST_SIZE = 2.0, 5.0

_HITS_COMPARED, _RIVALS = 10, 3
"""Of the first so many hits those behind the first rivals are there by chance: what a question is near to anyway."""
_SHORT = 0.55
"""A token that comes no nearer to anything may have met nothing."""
_TELLING = 3
READ = "read"
"""The signal that says how much the reader counts; the names of its others begin with it."""

_FULLY = 0.5
"""How much the reader counts from where on the operating point is that of a large index (about 3,200 chunks)."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether there is evidence.

    Attributes:
        probability: That the hits answer the question, 0 to 1.
        answers: The probability is at or above the operating point.
    """

    probability: float
    answers: bool


def signals(query: Query, retrieved: Retrieved, sentences: Sequence[Sentence]) -> dict[str, float]:
    """Name and measure what speaks for an answer.

    Args:
        query: The question.
        retrieved: At least one hit.
        sentences: Scored sentences of the hits, best first, at least one.

    Returns:
        Signals by name; those of the language direction have "direction:" in front.
    """
    top, best = retrieved.hits[0], sentences[0]
    weights = retrieved.sound_weights
    total = sum(weights.values())
    rarest = sorted(weights, key=lambda term: -weights[term])[:2]
    held = frozenset().union(
        *(sentence.sounds_held for sentence in sentences if sentence.article.id == best.article.id)
    )
    direction = f"{query.language}>{best.article.language}"
    if direction not in DIRECTIONS:
        direction = f"{query.language}>{'en' if query.language == 'hi' else 'hi'}"
    size = min(_MOST_SIZE, max(_LEAST_SIZE, math.log10(max(1, retrieved.searched))))
    return {
        "sounds": best.sounds,
        "words": best.words,
        "hit_sounds": max(hit.sounds for hit in retrieved.hits[:3]),
        "hit_words": max(hit.words for hit in retrieved.hits[:3]),
        "article_sounds": sum(weight for term, weight in weights.items() if term in held) / total if total else 0.0,
        "rarest_held": sum(term in held for term in rarest) / len(rarest) if rarest else 0.5,
        "holds": best.holds,
        "terms": math.log1p(len(query.sounds)),
        "size": size,
        "near": 5 * best.near,
        **_ahead(retrieved.hits[:_HITS_COMPARED], best.article.id),
        **_met(retrieved.hits, best.article.id),
        **_read(retrieved.hits, best, size),
        f"direction:{direction}": 1.0,
        f"direction:{direction}:dense": 10 * (top.dense - 0.85),
        f"direction:{direction}:sentence": 10 * (best.cosine - 0.85),
        f"direction:{direction}:near": 5 * (best.near - 0.45),
    }


def _ahead(hits: Sequence[Hit], article_id: str) -> dict[str, float]:
    """How far the best article is ahead of the others: of the next one, and of those that are there by chance."""
    own = [hit for hit in hits if hit.article.id == article_id]
    others = [hit for hit in hits if hit.article.id != article_id]
    chance = others[_RIVALS:]
    return {
        "ahead_of_next": 5 * (_score(own[0]) - _score(others[0])) if own and others else 0.0,
        "dense_ahead": 10 * (max(hit.dense for hit in own) - _mean([hit.dense for hit in chance]))
        if own and chance
        else 0.0,
        "near_ahead": 5 * (max(map(_near, own)) - _mean([_near(hit) for hit in chance])) if own and chance else 0.0,
    }


def _score(hit: Hit) -> float:
    """What the coefficients were fitted on: the order may know more."""
    return hit.score - hit.from_one_sentence - hit.from_reading


def _near(hit: Hit) -> float:
    return hit.meeting.text if hit.meeting else 0.0


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _met(hits: Sequence[Hit], article_id: str) -> dict[str, float]:
    """How the question's tokens meet the best article, whichever of its sentences they meet."""
    meetings = [hit.meeting for hit in hits if hit.article.id == article_id and hit.meeting]
    if not meetings:
        return {}
    weights = meetings[0].weights
    alike = [meeting for meeting in meetings if meeting.weights is weights]  # the same one of the question's texts
    nearest = np.max([meeting.nearest for meeting in alike], axis=0)
    telling = nearest[np.argsort(-weights)[:_TELLING]]
    return {
        "article_near": 5 * float(weights @ nearest),
        "article_short": 5 * float(weights @ np.maximum(0.0, _SHORT - nearest)),
        "telling_near": 3 * float(telling.mean()),
        "telling_least": 3 * float(telling.min()),
    }


def _read(hits: Sequence[Hit], best: Sentence, size: float) -> dict[str, float]:
    """How likely the best article, its best sentence and the next article hold the answer, as they were read.

    The less there is to search, the less this counts: in a small index the other signals err less than the reader does.
    """
    own = [hit.reading.chunk for hit in hits if hit.reading and hit.article.id == best.article.id]
    others = [hit.reading.chunk for hit in hits if hit.reading and hit.article.id != best.article.id]
    if not own:
        return {}
    share = (size - _LEAST_SIZE) / (_MOST_SIZE - _LEAST_SIZE)
    return {
        READ: share,
        "read_sentence": share * best.reading,
        "read_article": share * max(own),
        "read_next": share * max(others, default=LEAST),
        "read_any": share * float(np.logaddexp.reduce([*own, *others])),
    }


def judge(measured: Mapping[str, float]) -> Judgement:
    """Judge the signals of one question."""
    model = _model()
    probability = 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, model.odds(measured)))))
    return Judgement(probability, probability >= model.operating_point(measured))


@dataclass(frozen=True, slots=True)
class Model:
    """A logistic regression in two steps: what the reader says corrects what all other signals say.

    Attributes:
        weights: By signal.
        intercept: Of the signals that are not the reader's.
        discount: How much of what they say is taken back where the reader counts fully.
        threshold: The operating point, a probability.
        small_threshold: The same where the reader does not count: that of the signals by themselves.
    """

    weights: Mapping[str, float]
    intercept: float
    discount: float = 0.0
    threshold: float = 0.5
    small_threshold: float = 0.5

    def operating_point(self, measured: Mapping[str, float]) -> float:
        """From which probability on an answer is given."""
        share = min(1.0, measured.get(READ, 0.0) / _FULLY)
        return self.small_threshold + (self.threshold - self.small_threshold) * share

    def odds(self, measured: Mapping[str, float]) -> float:
        """The logarithm of the odds of some signals."""
        read = sum(self.weights.get(name, 0.0) * value for name, value in measured.items() if name.startswith(READ))
        return self.others(measured) * (1 - self.discount * measured.get(READ, 0.0)) + read

    def others(self, measured: Mapping[str, float]) -> float:
        """The same without the reader."""
        named = (pair for pair in measured.items() if not pair[0].startswith(READ))
        return self.intercept + sum(self.weights.get(name, 0.0) * value for name, value in named)


@lru_cache(maxsize=1)
def _model() -> Model:
    loaded = json.loads(files("rag").joinpath("evidence.json").read_text("utf-8"))
    return Model(
        loaded["weights"], loaded["intercept"], loaded["discount"], loaded["threshold"], loaded["small_threshold"]
    )
