"""From token vectors to sentence vectors. Pure NumPy."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_TINY = 1e-9


def unit_rows(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Scale each row to length 1.

    Raises:
        ValueError: A row has no direction: it is zero, or not finite.
    """
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    if not np.all(np.isfinite(lengths) & (lengths > _TINY)):
        raise ValueError("a vector without direction")
    unit: NDArray[np.float32] = (vectors / lengths).astype(np.float32, copy=False)
    return unit


def mean_vectors(tokens: NDArray[np.float32], mask: NDArray[np.int64]) -> NDArray[np.float32]:
    """Average the token vectors of each text, the same to the last bit however long the texts beside it are.

    Args:
        tokens: Token vectors, shape (rows, tokens, dimension).
        mask: 1 where there is a token, 0 where there is padding, shape (rows, tokens).

    Returns:
        Shape (rows, dimension), float32; zero for a text without tokens.
    """
    means = np.zeros((len(tokens), tokens.shape[-1]), np.float32)
    for mean, own, here in zip(means, tokens, mask, strict=True):
        if here.any():
            own[here == 1].mean(0, out=mean)
    return means


def sentence_vectors(
    tokens: NDArray[np.float32],
    ends: NDArray[np.int64],
    spans: NDArray[np.int64],
    whole: NDArray[np.float32],
) -> NDArray[np.float32]:
    """Average the token vectors of each sentence: late chunking, https://arxiv.org/abs/2409.04701

    A token belongs to the sentence that holds its last character, since some tokenizers count the space before a word
    to its token. Tokens outside every sentence (prompt, title, special tokens) belong to none.

    Args:
        tokens: Token vectors, shape (n_tokens, dimension).
        ends: Offset behind each token's last character, shape (n_tokens,); 0 for special tokens.
        spans: (start, end) of each sentence in the same offsets, in order, shape (n_sentences, 2).
        whole: Vector of the whole text, shape (dimension,): stands in for a sentence without tokens.

    Returns:
        Shape (n_sentences, dimension), float32, unit rows if `whole` is one.
    """
    if len(spans) == 0:
        return np.empty((0, tokens.shape[1]), np.float32)
    sentence = sentence_of(ends, spans)
    inside = sentence >= 0
    member = sentence[inside] == np.arange(len(spans))[:, None]
    sums = member.astype(np.float32) @ tokens[inside]
    lengths = np.linalg.norm(sums, axis=1, keepdims=True)
    has_direction = np.isfinite(lengths) & (lengths > _TINY)
    return np.where(has_direction, sums / np.where(has_direction, lengths, 1), whole).astype(np.float32, copy=False)


def sentence_of(ends: NDArray[np.int64], spans: NDArray[np.int64]) -> NDArray[np.int64]:
    """Tell for each token which sentence holds its last character, -1 for none; arguments as of `sentence_vectors`."""
    if len(spans) == 0:
        return np.full(len(ends), -1, np.int64)
    last = ends - 1
    sentence = np.searchsorted(spans[:, 0], last, side="right") - 1
    return np.where((sentence >= 0) & (last < spans[sentence, 1]), sentence, -1)


def batches(lengths: Sequence[int], max_tokens: int) -> list[range]:
    """Cut a list that is sorted by falling length into batches of at most so many tokens, padding included.

    Args:
        lengths: Tokens of each text, falling.
        max_tokens: Bound of texts x longest text in a batch; a single text may exceed it.

    Returns:
        Ranges of positions that follow on each other.
    """
    cut = []
    start = 0
    while start < len(lengths):
        rows = max(1, max_tokens // lengths[start])
        cut.append(range(start, min(start + rows, len(lengths))))
        start += rows
    return cut
