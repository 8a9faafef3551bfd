"""The cache of postings."""

from __future__ import annotations

import numpy as np

from index.store.postings import PostingsCache


def test_what_was_not_asked_for_longest_is_forgotten_first() -> None:
    cache = PostingsCache(max_bytes=3000)
    cache.put("words", "one", np.arange(100))
    cache.put("words", "two", np.arange(100))
    assert cache.get("words", "one") is not None
    cache.put("words", "three", np.arange(100))
    assert cache.get("words", "two") is None
    assert cache.get("words", "one") is not None
    assert cache.get("words", "three") is not None


def test_a_word_and_a_sound_of_the_same_letters_are_kept_apart() -> None:
    cache = PostingsCache()
    cache.put("words", "dl", np.array([1]))
    assert cache.get("sounds", "dl") is None


def test_postings_larger_than_the_cache_push_nothing_out() -> None:
    cache = PostingsCache(max_bytes=1000)
    cache.put("words", "rare", np.arange(10))
    cache.put("words", "everywhere", np.arange(1000))
    assert cache.get("words", "everywhere") is None
    assert cache.get("words", "rare") is not None


def test_a_term_without_postings_is_remembered() -> None:
    cache = PostingsCache()
    cache.put("words", "nowhere", np.empty(0, np.int64))
    found = cache.get("words", "nowhere")
    assert found is not None
    assert len(found) == 0
