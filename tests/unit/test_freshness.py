"""Newer wins among equals, and only among equals; the clock stands still."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.freshness import EQUALS, NEWEST, Decay, favour_newer

NOW = datetime(2024, 7, 10, 9, 0, tzinfo=UTC)
W = EQUALS.weight


def order(scores: list[float], days_ago: list[float | None], decay: Decay = EQUALS) -> list[int]:
    published = [np.nan if days is None else (NOW - timedelta(days=days)).timestamp() for days in days_ago]
    fresh = favour_newer(np.array(scores, np.float32), np.array(published), NOW, decay)
    return np.argsort(-fresh, kind="stable").tolist()


@pytest.mark.parametrize("decay", [EQUALS, NEWEST])
def test_the_newest_of_equals_comes_first(decay: Decay) -> None:
    assert order([0.9, 0.9, 0.9], [30, 2, 10], decay) == [1, 2, 0]


def test_in_an_old_archive_too_the_newest_of_equals_comes_first() -> None:
    assert order([0.9, 0.9], [2006, 2000]) == [1, 0]


@pytest.mark.parametrize("decay", [EQUALS, NEWEST])
def test_a_better_answer_is_not_beaten_by_its_age(decay: Decay) -> None:
    assert order([0.9, 0.9 - 1.01 * decay.weight], [4000, 0], decay) == [0, 1]


def test_the_newest_is_favoured_more_where_it_is_asked_for() -> None:
    scores = [0.9, 0.9 - 1.2 * W]
    assert order(scores, [60, 0]) == [0, 1]
    assert order(scores, [60, 0], NEWEST) == [1, 0]


def test_an_article_without_a_date_loses_nothing_and_wins_no_more_than_the_newest() -> None:
    assert order([0.9, 0.9 - 0.1 * W], [None, 0]) == [0, 1]
    assert order([0.9 - 0.1 * W, 0.9], [None, 0]) == [1, 0]
    assert order([0.9 - 0.1 * W, 0.9, 0.9], [None, 0, 100]) == [1, 0, 2]


def test_without_dates_nothing_changes() -> None:
    scores = np.array([0.9, 0.7, 0.8], np.float32)
    assert favour_newer(scores, np.full(3, np.nan), NOW).tolist() == scores.tolist()
    assert favour_newer(scores[:0], np.zeros(0), NOW).tolist() == []


def test_a_date_in_the_future_is_wrong_and_wins_nothing() -> None:
    assert order([0.9, 0.9], [-400, 1]) == [1, 0]


def test_what_is_no_equal_gains_nothing_by_being_new() -> None:
    scores, published = np.array([0.9, 0.9], np.float32), np.array([0.0, NOW.timestamp()])
    assert favour_newer(scores, published, NOW, equals=np.array([0]))[1] == scores[1]


@given(
    st.lists(
        st.tuples(st.floats(-1, 2, width=32), st.one_of(st.just(np.nan), st.floats(-1e11, 1e11))),
        min_size=1,
        max_size=20,
    )
)
def test_being_new_is_worth_at_most_its_weight(items: list[tuple[float, float]]) -> None:
    scores, published = np.array([score for score, _ in items], np.float32), np.array([at for _, at in items])
    worth = favour_newer(scores, published, NOW) - scores
    assert (worth >= -1e-6).all()
    assert (worth <= W + 1e-6).all()
