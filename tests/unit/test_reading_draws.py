"""What the reader is shown while it learns says the truth about where the answer stands."""

from __future__ import annotations

import random

import numpy as np

from index.embed.late import SentenceTokens, TokenVectors
from tests.benchmarks.reading_draws import Draws, cut, draw, without_answer
from tests.benchmarks.reading_examples import Example, Shown

COUNTS = (3, 0, 2, 4)


def shown(answer: bool = True) -> Shown:
    """Codes that name their token; the answer is in the third sentence; one token of a title stands at the end."""
    codes = np.arange(sum(COUNTS) + 1, dtype=np.int8)[:, None].repeat(2, axis=1)
    marked = np.isin(np.arange(sum(COUNTS)), [4]) if answer else None
    return Shown(SentenceTokens(codes, COUNTS, 1), marked)


def example(articles: set[str], answering: list[Shown], alike: list[Shown]) -> Example:
    question = TokenVectors(np.ones((2, 2), np.float32), np.full(2, 0.5, np.float32))
    return Example(question, frozenset(articles), answering, alike, [shown(answer=False)] * 4)


def test_a_chunk_that_is_cut_keeps_its_answer_where_it_stands() -> None:
    chance = random.Random(1)
    seen = set()
    for _ in range(50):
        left = cut(shown(), chance)
        assert left.answer is not None
        assert left.tokens.codes[: len(left.answer)][left.answer].tolist() == [[4, 4]]
        assert len(left.answer) == sum(left.tokens.counts)
        seen.add(left.tokens.counts)
    assert len(seen) > 3


def test_without_the_answer_only_other_sentences_stay() -> None:
    left = without_answer(shown())
    assert left is not None
    assert left.answer is None
    assert left.tokens.codes[:, 0].tolist() == [0, 1, 2, 5, 6, 7, 8]
    assert without_answer(Shown(SentenceTokens(np.ones((2, 2), np.int8), (2,)), np.ones(2, np.bool_))) is None


def test_a_near_miss_is_shown_beside_the_chunk_that_answers_its_twin() -> None:
    answerable, twin = example({"a"}, [shown()], []), example({"a"}, [], [shown(answer=False)])
    other = example({"b"}, [], [shown(answer=False)])
    draws = Draws.of([answerable, twin, other])
    assert draws.twins == {0: 1}
    together = 0
    for seed in range(40):
        (one, beside_one), (two, beside_two) = draws.batch(2, random.Random(seed))
        assert all(piece.answer is None for piece in (beside_one if one is not answerable else []))
        if one is answerable and two is twin and beside_two[0].tokens is beside_one[0].tokens:
            together += 1
    assert together > 3


def test_as_many_chunks_are_shown_as_are_compared() -> None:
    chance = random.Random(2)
    one = example({"a"}, [shown()], [shown(answer=False)])
    assert {len(draw(one, chance)) for _ in range(60)} == {3}
