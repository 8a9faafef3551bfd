"""Late interaction on tokens that can be told beforehand: three directions, each a word of its own."""

from __future__ import annotations

import numpy as np
import pytest

from index.embed.late import NO_TOKENS, SCALE, LateMap, SentenceTokens, TokenVectors
from index.store.rows import tokens_from_blob, tokens_to_blob
from rag.late import meet

DOG, CAT, SUN = np.eye(3, dtype=np.float32)


def question(*words: np.ndarray, weights: tuple[float, ...] = ()) -> TokenVectors:
    shares = np.array(weights or [1 / len(words)] * len(words), np.float32)
    return TokenVectors(np.array(words, np.float32), shares)


def chunk(*sentences: list[np.ndarray], title: list[np.ndarray] | None = None) -> SentenceTokens:
    held = title or []
    codes = np.array([word for part in (*sentences, held) for word in part], np.float32).reshape(-1, 3) * SCALE
    return SentenceTokens(codes.astype(np.int8), tuple(map(len, sentences)), len(held))


def test_the_sentence_that_has_every_word_of_the_question_is_nearest() -> None:
    (met,) = meet([question(DOG, CAT)], [chunk([DOG, SUN], [DOG, CAT], [SUN])])
    assert met is not None
    assert met.sentences == pytest.approx([0.5, 1.0, 0.0])
    assert met.chunk == pytest.approx(1.0)


def test_a_chunk_may_meet_the_words_in_different_sentences() -> None:
    (met,) = meet([question(DOG, CAT)], [chunk([DOG], [CAT])])
    assert met is not None
    assert met.chunk == pytest.approx(1.0)
    assert met.sentences.max() == pytest.approx(0.5)


def test_a_chunk_is_met_by_its_title_too() -> None:
    titled, bare = meet([question(DOG, CAT)], [chunk([DOG], [SUN], title=[CAT]), chunk([DOG], [SUN])])
    assert titled is not None
    assert bare is not None
    assert (titled.chunk, bare.chunk) == pytest.approx((1.0, 0.5))
    assert (titled.text, bare.text) == pytest.approx((0.5, 0.5))
    assert (titled.title_gain, bare.title_gain) == pytest.approx((0.5, 0.0))
    assert titled.sentences == pytest.approx([0.5, 0.0])
    assert titled.nearest == pytest.approx([1.0, 0.0])


def test_a_word_that_tells_more_counts_more() -> None:
    (met,) = meet([question(DOG, CAT, weights=(0.9, 0.1))], [chunk([DOG], [CAT])])
    assert met is not None
    assert met.sentences == pytest.approx([0.9, 0.1])


def test_of_two_ways_to_write_a_question_the_one_that_meets_a_chunk_better_counts() -> None:
    first, second = meet([question(DOG), question(CAT)], [chunk([DOG]), chunk([CAT])])
    assert first is not None
    assert second is not None
    assert (first.chunk, second.chunk) == pytest.approx((1.0, 1.0))


def test_a_sentence_without_tokens_meets_nothing_and_shifts_no_other() -> None:
    (met,) = meet([question(CAT)], [chunk([], [DOG], [], [CAT], [])])
    assert met is not None
    assert met.sentences == pytest.approx([-1.0, 0.0, -1.0, 1.0, -1.0])


def test_chunks_without_codes_and_questions_without_tokens_are_not_compared() -> None:
    assert meet([question(DOG)], [NO_TOKENS, chunk([DOG])])[0] is None
    assert meet([], [chunk([DOG])]) == [None]
    assert meet([question(DOG)], []) == []


def test_codes_keep_the_direction_of_a_token_and_not_its_length() -> None:
    identity = LateMap(np.eye(3, dtype=np.float32), CAT, CAT, np.array([1.0, 4.0], np.float32))
    codes = identity.codes(np.array([3 * DOG + CAT, CAT], np.float32))
    assert codes.dtype == np.int8
    assert codes.tolist() == [[127, 0, 0], [0, 0, 0]]
    assert identity.codes(np.empty((0, 3), np.float32)).shape == (0, 3)
    tokens = identity.tokens(np.array([SUN + CAT, DOG + CAT], np.float32), np.array([0, 1]))
    assert tokens.weights == pytest.approx([0.2, 0.8])
    assert tokens.vectors == pytest.approx(np.array([SUN, DOG]))


def test_codes_are_read_back_as_they_were_stored() -> None:
    held = chunk([DOG, CAT], [], [SUN], title=[CAT, SUN])
    read = tokens_from_blob(tokens_to_blob(held), 3, 2)
    assert (read.counts, read.title) == ((2, 0, 1), 2)
    assert np.array_equal(read.codes, held.codes)
    assert tokens_from_blob(tokens_to_blob(NO_TOKENS), 3, 0) is NO_TOKENS
