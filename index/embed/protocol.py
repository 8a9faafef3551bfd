"""What every embedder offers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.embed.late import NO_TOKENS, SentenceTokens, TokenVectors


@dataclass(frozen=True, slots=True)
class ModelCard:
    """Which model made the vectors: what the index manifest pins.

    Attributes:
        name: Hub name, or the resolved folder.
        revision: Pins the weights.
        dimension: Length of a vector.
        max_tokens: Longest input, special tokens and prompt included.
        query_prompt: Text put before a query.
        passage_prompt: Text put before a passage.
    """

    name: str
    revision: str
    dimension: int
    max_tokens: int
    query_prompt: str
    passage_prompt: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A text to embed: `title` gives context and is no part of the spans.

    Attributes:
        title: Put in front of the text with a separator; may be empty.
        text: The chunk.
        sentences: (start, end) of each sentence, offsets in `text`.
    """

    title: str
    text: str
    sentences: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class PassageVectors:
    """The vectors of one passage, all from one pass through the model.

    Attributes:
        vector: Shape (dimension,), float32, unit length.
        sentences: Shape (n_sentences, dimension), float32, unit rows: the mean of the token vectors inside each
            sentence ("late chunking", Günther et al. 2024, https://arxiv.org/abs/2409.04701).
        tokens: Codes of the tokens inside the sentences, for late interaction (`index.embed.late`).
    """

    vector: NDArray[np.float32]
    sentences: NDArray[np.float32]
    tokens: SentenceTokens = NO_TOKENS


@dataclass(frozen=True, slots=True)
class QueryVectors:
    """The vectors of the texts that ask one question.

    Attributes:
        texts: Shape (n_texts, dimension), float32, unit rows.
        tokens: Of each text the token vectors, for late interaction; empty where the model has no map for it.
    """

    texts: NDArray[np.float32]
    tokens: tuple[TokenVectors, ...] = ()


class Embedder(Protocol):
    """Texts to unit vectors. Safe to call from several threads."""

    card: ModelCard

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed queries: shape (n, dimension), float32, unit rows."""
        ...

    def embed_question(self, texts: Sequence[str]) -> QueryVectors:
        """Embed the texts that ask one question, with their tokens where the model has a map for late interaction."""
        ...

    def embed_passages(
        self, passages: Sequence[Passage], progress: Callable[[int], None] | None = None
    ) -> list[PassageVectors]:
        """Embed passages in batches of like length; `progress` is told how many more are done."""
        ...

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, without special tokens and prompt."""
        ...
