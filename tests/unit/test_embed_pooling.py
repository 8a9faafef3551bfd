from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.embed.pooling import batches, mean_vectors, sentence_vectors, unit_rows

#            <s>  a    b    |  c    d    </s>
ENDS = np.array([0, 1, 3, 6, 9, 0])
TOKENS = np.array([[9, 9], [1, 0], [1, 0], [0, 2], [0, 4], [9, 9]], np.float32)
WHOLE = np.array([0.6, 0.8], np.float32)


def spans(*pairs: tuple[int, int]) -> np.ndarray:
    return np.array(pairs, np.int64).reshape(-1, 2)


def test_a_sentence_vector_is_the_direction_of_the_mean_of_its_tokens() -> None:
    found = sentence_vectors(TOKENS, ENDS, spans((0, 3), (4, 9)), WHOLE)
    np.testing.assert_allclose(found, [[1, 0], [0, 1]])


def test_the_mean_of_a_text_leaves_its_padding_out_whatever_stands_there() -> None:
    tokens = np.array([[[1, 2], [3, 4], [5, 9]], [[7, 8], [np.nan, 0], [0, np.inf]], [[1, 1]] * 3], np.float32)
    mask = np.array([[1, 1, 1], [1, 0, 0], [0, 0, 0]])
    found = mean_vectors(tokens, mask)
    np.testing.assert_array_equal(found, [[3, 5], [7, 8], [0, 0]])
    assert found.dtype == np.float32


def test_special_tokens_and_tokens_before_the_first_sentence_belong_to_none() -> None:
    found = sentence_vectors(TOKENS, ENDS, spans((4, 9)), WHOLE)
    np.testing.assert_allclose(found, [[0, 1]])


def test_a_token_that_counts_the_space_before_it_belongs_to_the_sentence_of_its_letters() -> None:
    tokens, ends = np.array([[1, 0], [0, 1]], np.float32), np.array([4, 9])  # the second is " word", from offset 4
    found = sentence_vectors(tokens, ends, spans((0, 4), (5, 9)), WHOLE)
    np.testing.assert_allclose(found, [[1, 0], [0, 1]])


def test_a_sentence_without_tokens_gets_the_vector_of_the_whole_text() -> None:
    found = sentence_vectors(TOKENS, ENDS, spans((0, 3), (40, 90)), WHOLE)
    np.testing.assert_allclose(found, [[1, 0], WHOLE])


def test_a_sentence_whose_tokens_cancel_out_gets_the_vector_of_the_whole_text() -> None:
    tokens = np.array([[1, 0], [-1, 0]], np.float32)
    np.testing.assert_allclose(sentence_vectors(tokens, np.array([1, 2]), spans((0, 2)), WHOLE), [WHOLE])


def test_a_text_without_sentences_has_no_sentence_vectors() -> None:
    assert sentence_vectors(TOKENS, ENDS, spans(), WHOLE).shape == (0, 2)


def test_rows_are_scaled_to_length_one() -> None:
    np.testing.assert_allclose(unit_rows(np.array([[3, 4], [0, 2]], np.float32)), [[0.6, 0.8], [0, 1]], rtol=1e-6)


@pytest.mark.parametrize("bad", [0.0, np.nan, np.inf])
def test_a_row_without_direction_is_refused(bad: float) -> None:
    with pytest.raises(ValueError, match="without direction"):
        unit_rows(np.array([[1, 0], [bad, bad]], np.float32))


@given(st.lists(st.integers(1, 600), max_size=50), st.integers(1, 2000))
def test_batches_hold_every_text_once_and_stay_within_the_bound(lengths: list[int], bound: int) -> None:
    lengths = sorted(lengths, reverse=True)
    cut = batches(lengths, bound)
    assert [place for batch in cut for place in batch] == list(range(len(lengths)))
    assert all(len(batch) == 1 or len(batch) * lengths[batch[0]] <= bound for batch in cut)
