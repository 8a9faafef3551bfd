"""A Query becomes Hits: meaning, words and sounds fused into one score.

The cosine carries the score. Words and sounds add to it by how much of the question's information (inverse document
frequency) a chunk covers, bounded by small weights: reciprocal rank fusion, which trusts every channel equally, loses
half of the cross-lingual answers (docs/quality.md). Chunks in another language than the question's get a bonus,
because the model finds texts of one language more alike than they are. The best hits are then ordered again by how the
words of the question meet theirs (`rag.late`) and how many stand in one sentence, among equals the newer comes first
(`rag.freshness`), and the first few are read (`rag.reader`).
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from index.article import LANGUAGES, Article, Language
from index.embed.protocol import Embedder, QueryVectors
from index.store.protocol import StoredChunk, TermField, View
from rag.alike import alike
from rag.freshness import EQUALS, NEWEST, favour_newer
from rag.late import Meeting, meet
from rag.periods import Period
from rag.question import Query
from rag.reader import LEAST, Reading, read
from rag.sentence_words import sentence_words

Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Weights:
    """How much covered words and sounds add to the cosine, and the bonus; for one language direction."""

    words: float
    sounds: float
    bonus: float


# Chosen on all sets of the shared evaluation data together (docs/quality.md), by language of question and chunk.
WEIGHTS: dict[tuple[Language, Language], Weights] = {
    ("hi", "hi"): Weights(0.05, 0.05, 0.0),
    ("hi", "en"): Weights(0.0, 0.10, 0.03),
    ("hi", "hi-Latn"): Weights(0.0, 0.10, 0.03),
    ("en", "en"): Weights(0.0, 0.05, 0.0),
    ("en", "hi"): Weights(0.0, 0.05, 0.03),
    ("en", "hi-Latn"): Weights(0.0, 0.05, 0.03),
    ("hi-Latn", "hi"): Weights(0.05, 0.07, 0.0),
    ("hi-Latn", "en"): Weights(0.0, 0.07, 0.02),
    ("hi-Latn", "hi-Latn"): Weights(0.05, 0.05, 0.02),
}
_DENSE_CANDIDATES = 100
_TERM_CANDIDATES = 60
_OTHER_NEWS_CHUNKS = 1000
_MET = 16
"""Hits of the first search whose words are compared with the question's, the best of which are kept."""
LATE = 0.3
"""How much the nearness of the words adds to the score."""
IN_ONE_SENTENCE = 0.03
"""How much the question's words that one sentence holds add: standing together they tell more than spread over a chunk."""
_IN_OTHER_LANGUAGE = 0.5
"""What a chunk in another language is taken to hold of them, as its words are other words."""
READ = 0.006
"""How much the logarithm of the odds that a chunk holds the answer adds to its score."""
_READ_MOST = 8
"""So many of the first hits are read, as reading costs more than meeting."""
_COMMON_SHARE = 0.05
"""A term in more than this share of the chunks adds to scores and brings in no candidates of its own."""


@dataclass(frozen=True, slots=True)
class Filters:
    """Which articles may be found. Empty fields filter nothing.

    Attributes:
        since: Published at or after, timezone-aware; articles without a date are left out.
        until: Published before.
        languages: Languages of the article.
        sources: Names of outlets.
        period: A span of time that the question names.
        added_after: Number of an article (`View.article_numbers`): only those that were first stored after it.
        not_before: Published at or after, or without a date; timezone-aware.
    """

    since: datetime | None = None
    until: datetime | None = None
    languages: frozenset[Language] = frozenset()
    sources: frozenset[str] = frozenset()
    period: Period | None = None
    added_after: int | None = None
    not_before: datetime | None = None

    def allowed(self, view: View) -> NDArray[np.bool_] | None:
        """By position, which chunks may be found; None if all may."""
        mask: NDArray[np.bool_] | None = None
        conditions: list[NDArray[np.bool_]] = []
        if self.since is not None:
            conditions.append(view.published >= self.since.timestamp())
        if self.until is not None:
            conditions.append(view.published < self.until.timestamp())
        if self.languages:
            numbers = [LANGUAGES.index(language) for language in self.languages]
            conditions.append(np.isin(view.languages, numbers))
        if self.sources:
            numbers = [number for number, name in enumerate(view.sources) if name in self.sources]
            conditions.append(np.isin(view.source_numbers, numbers))
        if self.period is not None:
            conditions.append(self.period.holds(view.published))
        if self.added_after is not None:
            conditions.append(view.article_numbers > self.added_after)
        if self.not_before is not None:
            conditions.append(~(view.published < self.not_before.timestamp()))
        for condition in conditions:
            mask = condition if mask is None else mask & condition
        return mask


@dataclass(frozen=True, slots=True)
class Hit:
    """A chunk found, with what speaks for it.

    Attributes:
        chunk: The chunk with its article.
        rank: From 0.
        score: The fused score; higher is better.
        dense: Cosine with the query, the best over its texts.
        words: Share of the query's word information that the chunk covers, 0 to 1.
        sounds: The same for sound keys.
        from_title: What the title adds to the score, 0 or more.
        meeting: How the question's tokens meet the chunk's; None where the model has no map for that.
        story: The story of its article; None if it has none.
        copied_by: Outlets that printed a copy of its article.
        from_one_sentence: What the words that stand in one of its sentences add to the score, 0 or more.
        reading: How likely it holds the answer; None where it was not read.
        from_reading: What that adds to the score, 0 or more.
    """

    chunk: StoredChunk
    rank: int
    score: float
    dense: float
    words: float
    sounds: float
    from_title: float = 0.0
    meeting: Meeting | None = None
    story: int | None = None
    copied_by: tuple[str, ...] = ()
    from_one_sentence: float = 0.0
    reading: Reading | None = None
    from_reading: float = 0.0

    @property
    def article(self) -> Article:
        """The article the chunk belongs to."""
        return self.chunk.article


@dataclass(frozen=True, slots=True)
class Retrieved:
    """Hits with what later steps reuse.

    Attributes:
        hits: Best first.
        vectors: The query's embeddings.
        word_weights: Inverse document frequency of each of the query's words.
        sound_weights: The same of its sounds.
        searched: How many chunks could have been found.
        timings_ms: Milliseconds by step.
    """

    hits: list[Hit]
    vectors: QueryVectors
    word_weights: dict[str, float]
    sound_weights: dict[str, float]
    searched: int = 0
    timings_ms: dict[str, float] = field(default_factory=dict)


class Retriever:
    """Searches one view of the index."""

    def __init__(self, view: View, embedder: Embedder) -> None:
        """Search this view with this embedder, which must be the one that made it."""
        self._view = view
        self._embedder = embedder

    def retrieve(
        self,
        query: Query,
        k: int = 10,
        filters: Filters | None = None,
        chunks_per_article: int = 2,
        vectors: QueryVectors | None = None,
        now: datetime | None = None,
    ) -> Retrieved:
        """Return the best hits.

        Args:
            query: What to search for.
            k: Most hits, at least 1.
            filters: Which articles may be found.
            chunks_per_article: Most chunks of one article, so that a long one does not crowd out the others.
            vectors: Embeddings of the query's texts, where they are at hand.
            now: The present, timezone-aware: newer wins among equals. None: age does not count.

        Returns:
            At most k hits; fewer if the index or the filters hold fewer.
        """
        view = self._view
        clock = _Clock()
        if vectors is None:
            vectors = self._embedder.embed_question(query.texts)
        clock.lap("embed")
        count = len(view.chunk_ids)
        if count == 0:
            return Retrieved([], vectors, {}, {}, 0, clock.laps_ms)
        allowed = filters.allowed(view) if filters else None
        found = view.search(vectors.texts, min(_DENSE_CANDIDATES, count), allowed)
        clock.lap("search")
        word_cover, word_weights, word_places = self._cover("words", query.words)
        sound_cover, sound_weights, sound_places = self._cover("sounds", query.sounds)
        candidates = _candidates(
            [positions for positions, _ in found], word_cover + sound_cover, [*word_places, *sound_places], allowed
        )
        clock.lap("terms")
        if len(candidates) == 0:
            return Retrieved([], vectors, word_weights, sound_weights, 0, clock.laps_ms)
        dense = view.cosines(vectors.texts, candidates).max(axis=0)
        words, sounds = word_cover[candidates], sound_cover[candidates]
        scores = _fuse(query.language, view.languages[candidates], dense, words, sounds)
        near = np.array(_diverse(scores, view.article_numbers[candidates], max(k, _MET), chunks_per_article))
        clock.lap("fuse")
        stored = view.chunks(candidates[near].tolist())
        clock.lap("read")
        met = meet(vectors.tokens, [chunk.tokens for chunk in stored])
        scores = scores[near] + LATE * np.array([meeting.chunk if meeting else 0.0 for meeting in met], np.float32)
        in_one = [IN_ONE_SENTENCE * _in_one_sentence(query, word_weights, chunk) for chunk in stored]
        scores += np.array(in_one, np.float32)
        clock.lap("meet")
        readings, from_reading = _read(vectors, stored, scores)
        clock.lap("reader")
        decay = NEWEST if query.newest else EQUALS
        equals = alike(stored, scores, decay)
        from_reading[equals] = from_reading[equals].max()  # they say the same: which of them says it better is chance
        if now is not None:
            scores = favour_newer(scores, view.published[candidates[near]], now, decay, equals)
        scores += from_reading
        best = np.argsort(-scores, kind="stable")[:k].tolist()
        numbers = dict(zip(best, view.article_numbers[candidates[near[best]]].tolist(), strict=True))
        stories, copies = view.stories(numbers.values()), view.copies(numbers.values())
        hits = [
            Hit(
                stored[place],
                rank,
                float(scores[place]),
                float(dense[near[place]]),
                float(words[near[place]]),
                float(sounds[near[place]]),
                LATE * meeting.title_gain if (meeting := met[place]) else 0.0,
                meeting,
                stories.get(numbers[place]),
                tuple(copy.source for copy in copies.get(numbers[place], ()) if copy.source),
                in_one[place],
                readings[place],
                float(from_reading[place]),
            )
            for rank, place in enumerate(best)
        ]
        clock.lap("order")
        searched = count if allowed is None else int(allowed.sum())
        return Retrieved(hits, vectors, word_weights, sound_weights, searched, clock.laps_ms)

    def _cover(
        self, field_name: TermField, terms: Iterable[str]
    ) -> tuple[Scores, dict[str, float], list[NDArray[np.int64]]]:
        """How much of the terms' information each chunk covers; the terms' weights; the postings of the telling terms."""
        count = len(self._view.chunk_ids)
        cover = np.zeros(count, np.float32)
        weights: dict[str, float] = {}
        places: list[NDArray[np.int64]] = []
        for term in terms:
            positions = self._view.postings(field_name, term)
            weight = inverse_document_frequency(len(positions), count)
            weights[term] = weight
            cover[positions] += weight
            if 0 < len(positions) <= max(_TERM_CANDIDATES, _COMMON_SHARE * count):
                places.append(positions)
        total = sum(weights.values())
        if total:
            cover /= total
        return cover, weights, places


def _read(vectors: QueryVectors, chunks: Sequence[StoredChunk], scores: Scores) -> tuple[list[Reading | None], Scores]:
    """Read the chunks of the best scores; tell of each chunk what was read, and what that adds to its score."""
    readings: list[Reading | None] = [None] * len(chunks)
    if vectors.tokens:
        best = np.argsort(-scores, kind="stable")[:_READ_MOST].tolist()
        for place, reading in zip(best, read(vectors.tokens[-1], [chunks[n].tokens for n in best]), strict=True):
            readings[place] = reading
    gained = [READ * (reading.chunk - LEAST) if reading else 0.0 for reading in readings]
    return readings, np.array(gained, np.float32)


def _in_one_sentence(query: Query, weights: Mapping[str, float], chunk: StoredChunk) -> float:
    """The most of the question's words' information that one sentence of a chunk holds, 0 to 1."""
    total = sum(weights.values())
    if (query.language == "en") != (chunk.article.language == "en") or not total:
        return _IN_OTHER_LANGUAGE
    text = chunk.article.text
    sentences = (sentence_words(text[start:end]).stems for start, end in chunk.chunk.sentences)
    held = (sum(weight for stem, weight in weights.items() if stem in stems) for stems in sentences)
    return max(held, default=0.0) / total


def inverse_document_frequency(holding: int, count: int) -> float:
    """The information of a term that `holding` of `count` chunks hold (Robertson & Spärck Jones, as in BM25).

    Chunks of other news are counted in, so that in an index of three articles the subject of all of them still tells
    more than nothing.
    """
    count += _OTHER_NEWS_CHUNKS
    return math.log(1.0 + (count - holding + 0.5) / (holding + 0.5))


def _candidates(
    dense: list[NDArray[np.int64]], cover: Scores, places: list[NDArray[np.int64]], allowed: NDArray[np.bool_] | None
) -> NDArray[np.int64]:
    """Positions worth an exact score: the nearest by meaning, and those that cover the most terms."""
    if places:
        held = np.unique(np.concatenate(places))
        if allowed is not None:
            held = held[allowed[held]]
        if len(held) > _TERM_CANDIDATES:
            held = held[np.argpartition(-cover[held], _TERM_CANDIDATES)[:_TERM_CANDIDATES]]
        dense = [*dense, held]
    return np.unique(np.concatenate(dense)).astype(np.int64)


def _fuse(
    language: Language, chunk_languages: NDArray[np.int8], dense: Scores, words: Scores, sounds: Scores
) -> Scores:
    table = np.array(
        [[w.words, w.sounds, w.bonus] for w in (WEIGHTS[language, other] for other in LANGUAGES)], np.float32
    )
    weights = table[chunk_languages]
    fused: Scores = dense + weights[:, 0] * words + weights[:, 1] * sounds + weights[:, 2]
    return fused


def _diverse(scores: Scores, articles: NDArray[np.int32], k: int, per_article: int) -> list[int]:
    """Places of the best scores, best first, with few from one article."""
    chosen: list[int] = []
    taken: dict[int, int] = {}
    for place in np.argsort(-scores, kind="stable").tolist():
        article = int(articles[place])
        if taken.get(article, 0) < per_article:
            taken[article] = taken.get(article, 0) + 1
            chosen.append(place)
            if len(chosen) == k:
                break
    return chosen


class _Clock:
    """Milliseconds between laps."""

    def __init__(self) -> None:
        self.laps_ms: dict[str, float] = {}
        self._last = time.perf_counter()

    def lap(self, name: str) -> None:
        now = time.perf_counter()
        self.laps_ms[name] = round((now - self._last) * 1000, 3)
        self._last = now
