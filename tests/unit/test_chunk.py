"""Articles become chunks."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from index.article import Article
from index.chunk import chunk_articles
from index.text import clean


def count_words(texts: Sequence[str]) -> list[int]:
    """Stands for the model's tokenizer: a token for every four characters."""
    return [max(1, len(text) // 4) for text in texts]


def article(text: str) -> Article:
    return Article("a", "शीर्षक", clean(text), "hi")


@given(st.text(alphabet=st.sampled_from(list("कि्न ।.\nab1👨‍👩‍👧")), max_size=1500))
@settings(max_examples=150, deadline=None)
def test_chunks_are_spans_of_whole_sentences_that_cover_the_text_and_fit(text: str) -> None:
    whole = article(text)
    [chunks] = chunk_articles([whole], count_words, max_tokens=32)
    starts = {match.start() for match in regex.finditer(r"\X", whole.text)} | {len(whole.text)}
    covered = [False] * len(whole.text)
    for chunk in chunks:
        assert (chunk.start, chunk.end) == (chunk.sentences[0][0], chunk.sentences[-1][1])
        assert chunk.start in starts
        assert chunk.end in starts
        assert sum(count_words([whole.text[a:b] for a, b in chunk.sentences])) <= 32
        covered[chunk.start : chunk.end] = [True] * (chunk.end - chunk.start)
    assert all(sign.isspace() for sign, seen in zip(whole.text, covered, strict=True) if not seen)


def test_neighbouring_chunks_share_a_sentence() -> None:
    [chunks] = chunk_articles(
        [article(" ".join(f"यह वाक्य संख्या {n} है।" for n in range(30)))], count_words, max_tokens=32
    )
    assert len(chunks) > 2
    assert all(one.sentences[-1] == other.sentences[0] for one, other in itertools.pairwise(chunks))


def test_a_million_characters_without_a_space_become_chunks_that_fit() -> None:
    [chunks] = chunk_articles([article("क" * 1_000_000)], count_words, max_tokens=128)
    assert sum(b - a for chunk in chunks for a, b in chunk.sentences) == 1_000_000
    assert max(chunk.end - chunk.start for chunk in chunks) <= 128 * 4 + 3


def test_an_article_without_text_has_no_chunks() -> None:
    assert chunk_articles([article(""), article("एक वाक्य।")], count_words)[0] == []
