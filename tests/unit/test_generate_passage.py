"""What a chat model gets to read: numbered, literal, whole sentences."""

from __future__ import annotations

import numpy as np

from index.article import Article, Chunk
from index.store.protocol import StoredChunk
from index.text import sentences
from rag.generate.passage import passages_of
from rag.retrieve import Hit

RAIN = Article(
    "rain", "Rain", "It rained in Pune. Roads were closed. Trains ran late. The sun came out on Monday.", "en"
)
CRICKET = Article("cricket", "", "भारत जीता। रोहित ने 92 रन बनाए।", "hi")


def hit(article: Article, first: int, last: int, score: float = 1.0) -> Hit:
    spans = tuple(sentences(article.text)[first:last])
    chunk = Chunk(article.id, spans[0][0], spans[-1][1], spans)
    return Hit(StoredChunk(1, chunk, article, np.zeros((len(spans), 4), np.float32)), 0, score, 1.0, 0.0, 0.0)


def test_passages_are_literal_and_numbered_in_the_order_of_the_hits() -> None:
    passages = passages_of([hit(CRICKET, 0, 2), hit(RAIN, 0, 2)])
    assert [(p.n, p.article.id, p.text) for p in passages] == [
        (1, "cricket", "भारत जीता। रोहित ने 92 रन बनाए।"),
        (2, "rain", "It rained in Pune. Roads were closed."),
    ]
    assert passages[1].sentences == ("It rained in Pune.", "Roads were closed.")
    assert all(sentence in passage.text for passage in passages for sentence in passage.sentences)


def test_chunks_of_one_article_that_overlap_or_touch_become_one_passage_and_others_stay_apart() -> None:
    assert [p.text for p in passages_of([hit(RAIN, 1, 3), hit(RAIN, 0, 2)])] == [
        "It rained in Pune. Roads were closed. Trains ran late."
    ]
    assert [p.text for p in passages_of([hit(RAIN, 2, 4), hit(CRICKET, 0, 1), hit(RAIN, 0, 2)])] == [
        RAIN.text,
        "भारत जीता।",
    ]
    assert [p.text for p in passages_of([hit(RAIN, 3, 4), hit(RAIN, 0, 1)])] == [
        "The sun came out on Monday.",
        "It rained in Pune.",
    ]


def test_a_chunk_between_two_others_joins_them() -> None:
    joined = passages_of([hit(RAIN, 0, 1), hit(RAIN, 2, 4), hit(RAIN, 1, 2)])
    assert [(p.n, p.text) for p in joined] == [(1, RAIN.text)]


def test_no_more_hits_are_read_than_asked_for() -> None:
    assert len(passages_of([hit(RAIN, 0, 1), hit(CRICKET, 0, 1)], limit=1)) == 1
    assert passages_of([]) == ()


def test_hits_far_behind_the_best_are_not_read() -> None:
    passages = passages_of([hit(RAIN, 0, 1, score=1.2), hit(RAIN, 3, 4, score=1.1), hit(CRICKET, 0, 1, score=1.0)])
    assert [passage.article.id for passage in passages] == ["rain", "rain"]
