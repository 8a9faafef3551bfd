"""Of several answers, the newest: of those that say the same always, of all that really answer where a question asks for it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from rag.evidence import judge, signals
from rag.extract import Sentence, says_the_same
from rag.question import Query
from rag.retrieve import Retrieved

_MARGIN = 0.08
"""An article whose best sentence scores this much less than the best of all is about something else."""
_EQUAL = 0.035
"""Two sentences that say the same and score within this are equal answers: "12 dead", and a day later "31 dead"."""
_SAME_TIME = timedelta(hours=24)
"""Articles this near to the newest tell of it too."""


def newest_of_equals(chosen: Sequence[Sentence], sentences: Sequence[Sentence]) -> list[Sentence]:
    """Put for each chosen sentence the newest that says the same and holds as much of the question.

    Args:
        chosen: Sentences to answer with.
        sentences: All that were scored.

    Returns:
        As many, or fewer if two became one.
    """
    kept: dict[tuple[str, str], Sentence] = {}
    for one in chosen:
        newer = [
            other
            for other in sentences
            if other.score >= one.score - _EQUAL and _is_newer(other, one) and _is_equal(other, one)
        ]
        # Of one article several may pass for equal: the one that is most like it says the same.
        newest = max(newer, key=lambda other: (_time(other), float(other.vector @ one.vector)), default=one)
        kept.setdefault((newest.article.id, newest.text), newest)
    return list(kept.values())


def _time(sentence: Sentence) -> float:
    at = sentence.article.published_at
    return at.timestamp() if at else -math.inf


def _is_newer(one: Sentence, other: Sentence) -> bool:
    return _time(one) > _time(other) > -math.inf


def _is_equal(one: Sentence, other: Sentence) -> bool:
    if one.article.language != other.article.language:  # a translation is no news, and another language than asked in
        return False
    covers = one.sounds >= other.sounds - 1e-6 and one.words >= other.words - 1e-6 and one.holds >= other.holds
    return covers and says_the_same(one, other)


def newest_answers(query: Query, retrieved: Retrieved, sentences: Sequence[Sentence]) -> list[Sentence]:
    """Return the sentences of the newest articles that answer.

    Args:
        query: The question.
        retrieved: What was found for it.
        sentences: Scored sentences of the hits, best first.

    Returns:
        Those of the newest article that answers by itself, and of others of the same day; all of them, unchanged, where no
        such article has a date.
    """
    if not sentences:
        return []
    by_article: dict[str, list[Sentence]] = {}
    for sentence in sentences:
        by_article.setdefault(sentence.article.id, []).append(sentence)
    answering = [
        found
        for article_id, found in by_article.items()
        if found[0].score >= sentences[0].score - _MARGIN and _answers(query, retrieved, article_id, found)
    ]
    dates = [found[0].article.published_at for found in answering if found[0].article.published_at]
    if not dates:
        return list(sentences)
    since = max(dates) - _SAME_TIME
    kept = {found[0].article.id for found in answering if (at := found[0].article.published_at) and at >= since}
    return [sentence for sentence in sentences if sentence.article.id in kept]


def _answers(query: Query, retrieved: Retrieved, article_id: str, found: Sequence[Sentence]) -> bool:
    hits = sorted(retrieved.hits, key=lambda hit: hit.article.id != article_id)  # its own first, the others behind
    return judge(signals(query, replace(retrieved, hits=hits), found)).answers
