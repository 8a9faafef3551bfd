"""Answers without a language model: the sentences that answer, literally, best first.

Every sentence of the best hits is scored by its meaning (vectors pooled when the chunk was embedded, so that no model
runs here), by how near its words come to the question's, by how likely it holds the answer as it was read
(`rag.reader`), by the question's sounds that it covers, by its article's best chunk, and by whether it holds the kind of thing that was
asked for. Words repeated literally count for nothing beside that: the answer often stands next to the sentence that repeats the question,
and the first sentence of news repeats the headline oftener than it answers. Which article answers is decided by its best sentence together
with the chunk around it. Further sentences follow only where they say something different and are nearly as good.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from index.article import Article
from index.embed.late import NO_TOKENS
from rag.dateline import is_dateline
from rag.expects import holds
from rag.late import mutual_nearness
from rag.question import Query
from rag.reader import LEAST
from rag.retrieve import Hit, Retrieved
from rag.sentence_words import sentence_words

# Learnt from XQuAD, SQuAD and one half of our own questions, and tried on the other half and the news (docs/quality.md).
_SOUNDS, _HOLDS, _HOLDS_NUMBER, _OPENING = 0.03, 0.02, 0.04, 0.02
_LEAD = 0.1
"""By so much a sentence of another article must be better to go before those of the article that answers."""
NEAR = 0.40
"""How much the nearness of the words (late interaction) counts."""
_READ = 0.008
"""How much the logarithm of the odds that it holds the answer counts."""
_OTHER_LANGUAGE = 0.04
"""What a sentence in another language than the question's gets, as its chunk does."""
_HITS_READ = 6
_MARGIN = 0.19
"""A sentence of another article may score this much less than the best."""
_SAME_ARTICLE_COST = 0.04
"""A further sentence of the same article must be nearer: it adds to an answer, and rarely is one."""
_SAME_OUTLET_COST = 0.02
"""The same for another article of that outlet on the same story: a second outlet tells more."""
_SAME_MEANING = 0.93
_SAME_WORDS, _CONTAINED = 0.6, 0.85
_SAME_ACROSS = 0.66
"""Mutual nearness of sentences of two languages that say the same; their vectors stay apart (docs/quality.md)."""
_MIN_TERMS = 3
"""Fewer content words make an exclamation, no statement."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a hit, scored as an answer.

    Attributes:
        article: Where it stands.
        text: Literally.
        score: Higher is better; comparable within one question.
        cosine: With the query, the best over its texts.
        words: Share of the query's word information that it covers.
        sounds: The same for sounds.
        near: Nearness of the question's tokens with its own (`rag.late`), -1 to 1; 0 where the model has no map for it.
        reading: The logarithm of the odds that it holds the answer (`rag.reader`); `LEAST` where it was not read.
        holds: Whether it shows what the question asks for: 0, 0.5 (cannot be told) or 1.
        vector: Shape (dimension,), unit length.
        terms: Its distinct stems.
        sounds_held: Its distinct sound keys.
        story: The story of its article; None if it has none.
        copied_by: Outlets that printed a copy of its article.
        tokens: Codes of its tokens, shape (n_tokens, n_dimensions); none where the model has no map for them.
    """

    article: Article
    text: str
    score: float
    cosine: float
    words: float
    sounds: float
    near: float
    reading: float
    holds: float
    vector: NDArray[np.float32]
    terms: frozenset[str]
    sounds_held: frozenset[str]
    story: int | None = None
    copied_by: tuple[str, ...] = ()
    tokens: NDArray[np.int8] = field(default_factory=lambda: NO_TOKENS.codes)


def score_sentences(query: Query, retrieved: Retrieved) -> list[Sentence]:
    """Score the sentences of the best hits, best first."""
    scored: list[tuple[float, Sentence]] = []
    seen: set[tuple[str, int]] = set()
    read = retrieved.hits[:_HITS_READ]
    best_chunk: dict[str, float] = {}
    for hit in read:
        best_chunk[hit.article.id] = max(_chunk_score(hit), best_chunk.get(hit.article.id, -math.inf))
    for hit in read:
        cosines = (hit.chunk.sentence_vectors @ retrieved.vectors.texts.T).max(axis=1)
        near = hit.meeting.sentences.tolist() if hit.meeting else [0.0] * len(cosines)
        odds = hit.reading.sentences.tolist() if hit.reading else [LEAST] * len(cosines)
        tokens = hit.chunk.tokens.of_sentences() or [NO_TOKENS.codes] * len(cosines)
        for (start, end), vector, codes, cosine, nearness, likely in zip(
            hit.chunk.chunk.sentences, hit.chunk.sentence_vectors, tokens, cosines.tolist(), near, odds, strict=True
        ):
            if (hit.article.id, start) not in seen:
                seen.add((hit.article.id, start))
                sentence = _score(
                    query,
                    retrieved,
                    hit,
                    (start, end),
                    vector,
                    codes,
                    cosine,
                    nearness,
                    likely,
                    best_chunk[hit.article.id],
                )
                scored.append((sentence.score - best_chunk[hit.article.id] + _chunk_score(hit), sentence))
    lead = max(scored, key=lambda pair: pair[0])[1].article.id if scored else ""
    scored.sort(key=lambda pair: -pair[1].score - (_LEAD if pair[1].article.id == lead else 0.0))
    return [sentence for _, sentence in scored]


def _chunk_score(hit: Hit) -> float:
    return hit.score - hit.from_title - hit.from_reading


def choose_sentences(scored: Sequence[Sentence], limit: int = 3) -> list[Sentence]:
    """Choose what to answer with.

    Args:
        scored: Sentences, best first.
        limit: Most sentences.

    Returns:
        The best statement, then those that say something else and are nearly as good, other articles and other outlets
        of a story preferred. No two
        of them say the same. Empty if there is no statement at all.
    """
    statements = [
        sentence for sentence in scored if len(sentence.terms) >= _MIN_TERMS and not is_dateline(sentence.text)
    ]
    chosen: list[Sentence] = statements[:1]
    rest = statements[1:]
    while chosen and rest and len(chosen) < limit:
        rest = [other for other in rest if not any(says_the_same(other, one) for one in chosen)]
        best = max(rest, key=lambda other: _marginal(other, chosen), default=None)
        if best is None or _marginal(best, chosen) < chosen[0].score - _MARGIN:
            break
        chosen.append(best)
        rest.remove(best)
    return chosen


def _marginal(sentence: Sentence, chosen: Sequence[Sentence]) -> float:
    """What a sentence is worth beside those that were chosen."""
    if any(sentence.article.id == one.article.id for one in chosen):
        return sentence.score - _SAME_ARTICLE_COST
    told = sentence.story is not None and any(
        sentence.story == one.story and sentence.article.source == one.article.source for one in chosen
    )
    return sentence.score - (_SAME_OUTLET_COST if told else 0.0)


def _score(
    query: Query,
    retrieved: Retrieved,
    hit: Hit,
    span: tuple[int, int],
    vector: NDArray[np.float32],
    tokens: NDArray[np.int8],
    cosine: float,
    near: float,
    reading: float,
    article_score: float,
) -> Sentence:
    text = hit.article.text[slice(*span)]
    read = sentence_words(text)
    words = _covered(retrieved.word_weights, read.stems)
    sounds = _covered(retrieved.sound_weights, read.sounds)
    held = holds(query.kind, read.normalised, query.unit)
    score = cosine + _SOUNDS * sounds + NEAR * near + _READ * (reading - LEAST) + article_score
    score += (_HOLDS + (_HOLDS_NUMBER if query.kind == "number" else 0.0)) * held
    if span[0] == 0 and hit.article.title:
        score -= _OPENING
    if (query.language == "en") != (hit.article.language == "en"):
        score += _OTHER_LANGUAGE
    return Sentence(
        hit.article,
        text,
        score,
        cosine,
        words,
        sounds,
        near,
        reading,
        held,
        vector,
        read.stems,
        read.sounds,
        hit.story,
        hit.copied_by,
        tokens,
    )


def _covered(weights: Mapping[str, float], held: frozenset[str]) -> float:
    total = sum(weights.values())
    return sum(weight for term, weight in weights.items() if term in held) / total if total else 0.0


def says_the_same(one: Sentence, other: Sentence) -> bool:
    """Tell whether two sentences hold mostly the same words, or mean the same in two articles."""
    shared = len(one.terms & other.terms)
    return (
        shared >= _SAME_WORDS * len(one.terms | other.terms)
        or shared >= _CONTAINED * min(len(one.terms), len(other.terms))
        or (one.article.id != other.article.id and float(one.vector @ other.vector) >= _SAME_MEANING)
        or translates(one, other)
    )


def translates(one: Sentence, other: Sentence) -> bool:
    """Tell whether sentences of two languages say the same."""
    return one.article.language != other.article.language and mutual_nearness(one.tokens, other.tokens) >= _SAME_ACROSS
