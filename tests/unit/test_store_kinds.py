"""Which index for how many chunks, and how far it may lag."""

from __future__ import annotations

import faiss
import pytest

from index.store.refresh import MAX_LAG, allowed_lag
from index.store.vectors import FLAT_LIMIT, kind_for


@pytest.mark.parametrize(("count", "dimension"), [(0, 384), (FLAT_LIMIT, 384), (10**6, 16), (10**6, 385)])
def test_small_indexes_and_odd_dimensions_are_searched_exactly(count: int, dimension: int) -> None:
    assert kind_for(count, dimension) == "IDMap2,Flat"


@pytest.mark.parametrize("dimension", [64, 384, 1024])
def test_a_large_index_is_of_a_kind_that_faiss_can_make(dimension: int) -> None:
    kind = kind_for(FLAT_LIMIT + 1, dimension)
    assert kind != kind_for(FLAT_LIMIT, dimension)
    assert faiss.index_factory(dimension, kind, faiss.METRIC_INNER_PRODUCT).d == dimension


def test_an_index_may_lack_a_tenth_of_its_chunks_but_never_many() -> None:
    assert [allowed_lag(count) for count in (0, 9, 10, 1000, 10**6)] == [0, 0, 1, 100, MAX_LAG]
