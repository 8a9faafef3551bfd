"""Late interaction: each word of a question meets the nearest word of a sentence (ColBERT, Khattab & Zaharia 2020).

One vector for a whole sentence blurs what single words say. The model makes a vector for each token anyway; mapped to
few dimensions and rounded to 8 bits they are small enough to be kept with the chunk, and comparing them costs no pass
through the model. The map (`late.npz`) belongs to the default model; `tests/benchmarks/learn_late.py` makes it from texts
alone, without questions and answers (docs/quality.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files

import numpy as np
from numpy.typing import NDArray

SCALE = 127.0
"""A code is a number between -1 and 1 times this, rounded."""

INFORMATION_STEPS = 10
"""Steps to a unit of a token's information (the negative logarithm of its frequency, by the tokenizer's own count)."""

_TINY = 1e-9


@dataclass(frozen=True, slots=True)
class SentenceTokens:
    """The tokens of a passage, sentence by sentence, and then those of its title.

    Attributes:
        codes: Shape (n_tokens, n_dimensions), int8.
        counts: How many of them belong to each sentence, in order. Empty where there are no codes.
        title: How many belong to the title; with the counts it sums to n_tokens. 0 also for what was stored before titles were.
    """

    codes: NDArray[np.int8]
    counts: tuple[int, ...]
    title: int = 0

    def of_sentences(self) -> list[NDArray[np.int8]]:
        """The codes of each sentence, in order; empty where there are none."""
        return np.split(self.codes, np.cumsum(self.counts))[:-1] if self.counts else []


NO_TOKENS = SentenceTokens(np.empty((0, 0), np.int8), ())


@dataclass(frozen=True, slots=True)
class TokenVectors:
    """The tokens of one question text.

    Attributes:
        vectors: Shape (n_tokens, n_dimensions), float32, unit rows.
        weights: How much each token counts, shape (n_tokens,), above 0, summing to 1.
    """

    vectors: NDArray[np.float32]
    weights: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class LateMap:
    """Maps the model's token vectors to few dimensions, and knows how telling each token is.

    Attributes:
        axes: Shape (dimension, n_dimensions): principal axes of the model's token vectors, scaled, without the first
            few, which say of what kind a text is and not what it says (Mu & Viswanath 2018, "All-but-the-Top").
        passage_mean: Shape (dimension,); taken off the tokens of passages first.
        question_mean: The same for questions.
        telling: Of each token of the vocabulary how much it counts, shape (vocabulary,): the square of its information.
    """

    axes: NDArray[np.float32]
    passage_mean: NDArray[np.float32]
    question_mean: NDArray[np.float32]
    telling: NDArray[np.float32]

    def codes(self, tokens: NDArray[np.float32]) -> NDArray[np.int8]:
        """Round the tokens of a passage, shape (n, dimension), to codes, shape (n, n_dimensions)."""
        codes: NDArray[np.int8] = np.rint(self._mapped(tokens - self.passage_mean) * SCALE).astype(np.int8)
        return codes

    def tokens(self, tokens: NDArray[np.float32], ids: NDArray[np.int64]) -> TokenVectors:
        """Map the tokens of a question, shape (n, dimension), n at least 1, with their ids, shape (n,)."""
        weights = self.telling[ids]
        return TokenVectors(self._mapped(tokens - self.question_mean), weights / weights.sum())

    def _mapped(self, centred: NDArray[np.float32]) -> NDArray[np.float32]:
        mapped = centred @ self.axes
        rows: NDArray[np.float32] = mapped / np.maximum(np.linalg.norm(mapped, axis=1, keepdims=True), _TINY)
        return rows


@lru_cache(maxsize=1)
def default_map() -> LateMap:
    """The map that belongs to the default model."""
    with as_file(files("index.embed").joinpath("late.npz")) as path, np.load(path, allow_pickle=False) as held:
        return LateMap(
            axes=held["axes"].astype(np.float32),
            passage_mean=held["passage_mean"].astype(np.float32),
            question_mean=held["question_mean"].astype(np.float32),
            telling=(held["information"].astype(np.float32) / INFORMATION_STEPS) ** 2,
        )
