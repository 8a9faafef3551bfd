"""How the words of a question meet the words of the sentences found: late interaction, from stored codes, without a model.

Each token of the question looks for the nearest token of a sentence; the nearness of all of them, weighted by how much
each counts, is how well the sentence answers word by word. What a question asks for and no sentence has stays without a
near token: that tells news on the subject from news that answers. A chunk is also met by its title, which in news says what
every sentence below takes for granted: that helps to find it, and which of its sentences answers is judged without.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.embed.late import SCALE, SentenceTokens, TokenVectors

_NOTHING = -1.0


@dataclass(frozen=True, slots=True)
class Meeting:
    """How the question's tokens meet one chunk.

    Attributes:
        nearness: Of each question token with each sentence of the chunk, shape (n_tokens, n_sentences), -1 to 1.
        title: Of each with the title, shape (n_tokens,); -1 where there is none.
        weights: How much each token counts, shape (n_tokens,), summing to 1.
    """

    nearness: NDArray[np.float32]
    title: NDArray[np.float32]
    weights: NDArray[np.float32]

    @property
    def nearest(self) -> NDArray[np.float32]:
        """Nearness of each token with the sentence nearest to it, shape (n_tokens,)."""
        found: NDArray[np.float32] = self.nearness.max(axis=1)
        return found

    @property
    def text(self) -> float:
        """Weighted nearness of the tokens with all sentences of the chunk; -1 to 1."""
        return float(self.weights @ self.nearest)

    @property
    def chunk(self) -> float:
        """The same with its title too."""
        return float(self.weights @ np.maximum(self.nearest, self.title))

    @property
    def title_gain(self) -> float:
        """What the title adds, 0 or more."""
        return self.chunk - self.text

    @property
    def sentences(self) -> NDArray[np.float32]:
        """Weighted nearness of the tokens with each sentence, shape (n_sentences,)."""
        found: NDArray[np.float32] = self.weights @ self.nearness
        return found


def meet(question: Sequence[TokenVectors], chunks: Sequence[SentenceTokens]) -> list[Meeting | None]:
    """Compare the texts of a question with chunks.

    Args:
        question: Tokens of each text that asks it.
        chunks: Codes of the chunks' tokens.

    Returns:
        For each chunk the meeting with the text that meets it best; None for a chunk without codes, and for all where
        the question has no tokens.
    """
    held = [place for place, chunk in enumerate(chunks) if len(chunk.codes)]
    found: list[Meeting | None] = [None] * len(chunks)
    if not held or not question:
        return found
    codes = np.concatenate([chunks[place].codes for place in held]).astype(np.float32)
    counts = np.concatenate([np.array([*chunks[place].counts, chunks[place].title]) for place in held])
    ends = np.cumsum([len(chunks[place].counts) + 1 for place in held])
    filled = counts > 0
    starts = (np.cumsum(counts) - counts)[filled]
    for text in question:
        near = np.full((len(text.vectors), len(counts)), _NOTHING, np.float32)
        near[:, filled] = np.maximum.reduceat(text.vectors @ codes.T, starts, axis=1) / SCALE
        for place, end in zip(held, ends.tolist(), strict=True):
            title = end - 1
            meeting = Meeting(near[:, title - len(chunks[place].counts) : title], near[:, title], text.weights)
            other = found[place]
            if other is None or meeting.chunk > other.chunk:
                found[place] = meeting
    return found


def mutual_nearness(one: NDArray[np.int8], other: NDArray[np.int8]) -> float:
    """How near the tokens of each of two sentences come to those of the other, -1 to 1.

    Args:
        one: Codes of its tokens, shape (n_tokens, n_dimensions).
        other: The same; of as many dimensions.

    Returns:
        The mean nearness of the nearest tokens, of the sentence for which that is less; -1 where one has no tokens.
    """
    if not len(one) or not len(other):
        return _NOTHING
    near = one.astype(np.float32) @ other.T.astype(np.float32) / SCALE**2
    return float(min(near.max(axis=0).mean(), near.max(axis=1).mean()))
