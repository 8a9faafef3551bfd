"""Best-first lists."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.store.hits import best


@given(st.lists(st.integers(0, 5), max_size=40), st.integers(1, 45))
def test_the_best_are_those_of_a_full_sort_with_ties_in_order(values: list[int], k: int) -> None:
    scores = np.array(values, np.float32)
    places, kept = best(np.arange(len(values)) + 7, scores, k)
    expected = sorted(range(len(values)), key=lambda place: (-values[place], place))[:k]
    assert (places - 7).tolist() == expected
    assert kept.tolist() == [values[place] for place in expected]
