"""Of sentences that say the same, the newest answers; a sentence that holds less of the question does not."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np

from index.article import Article
from index.terms import sound_terms, terms
from rag.extract import Sentence
from rag.newest_answer import newest_of_equals

OLD, NEW = datetime(2024, 7, 6, tzinfo=UTC), datetime(2024, 7, 9, tzinfo=UTC)


def sentence(text: str, at: datetime | None, score: float = 1.9, covers: float = 0.8, axis: int = 0) -> Sentence:
    vector = np.eye(4, dtype=np.float32)[axis]
    article = Article(f"{text[-9:]}{at}", "", text, "hi", published_at=at)
    return Sentence(
        article,
        text,
        score,
        0.9,
        covers,
        covers,
        0.5,
        -8.0,
        1.0,
        vector,
        frozenset(terms(text)),
        frozenset(sound_terms(text)),
    )


TWELVE = "असम के लखीमपुर ज़िले में बाढ़ से 12 लोगों की मौत हुई।"
MANY = "असम के लखीमपुर ज़िले में बाढ़ से 31 लोगों की मौत हुई।"
OTHER = "बिहार में कोसी नदी का जलस्तर ख़तरे के निशान से ऊपर पहुँच गया।"


def test_of_two_counts_the_newer_is_the_answer() -> None:
    old, new = sentence(TWELVE, OLD), sentence(MANY, NEW, score=1.89)
    assert newest_of_equals([old], [old, new]) == [new]
    assert newest_of_equals([new], [new, old]) == [new]


def test_what_says_something_else_scores_worse_or_holds_less_of_the_question_is_no_equal() -> None:
    old = sentence(TWELVE, OLD)
    for newer in (sentence(OTHER, NEW, axis=1), sentence(MANY, NEW, score=1.8), sentence(MANY, NEW, covers=0.5)):
        assert newest_of_equals([old], [old, newer]) == [old]


def test_without_a_date_nothing_is_newer_or_older() -> None:
    undated, new = sentence(TWELVE, None), sentence(MANY, NEW)
    assert newest_of_equals([undated], [undated, new]) == [undated]
    assert newest_of_equals([new], [new, undated]) == [new]


def test_two_chosen_that_became_one_are_said_once() -> None:
    old, older, new = sentence(TWELVE, OLD), sentence(TWELVE, datetime(2024, 7, 1, tzinfo=UTC)), sentence(MANY, NEW)
    assert newest_of_equals([old, older], [old, older, new]) == [new]
