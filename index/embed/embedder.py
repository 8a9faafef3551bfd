"""Embed with any model that pools by mean: one pass gives a passage's vector and those of its sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.embed.late import NO_TOKENS, LateMap, SentenceTokens
from index.embed.pooling import batches, sentence_of, sentence_vectors, unit_rows
from index.embed.protocol import ModelCard, Passage, PassageVectors, QueryVectors
from index.embed.tokenizer import TextTokenizer, Tokens, joiners_before, padded
from index.errors import EmbeddingError

_BATCH_TOKENS = 1536
"""Padding included. More gains nothing on a CPU and makes a question wait longer while articles are added."""

_WINDOW = 256
"""Passages tokenised at a time: enough to sort by length, few enough to hold."""


class Model(Protocol):
    """What runs on tokenised texts. Safe to call from several threads."""

    def __call__(
        self, ids: NDArray[np.int64], mask: NDArray[np.int64]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Run the model.

        Args:
            ids: Token ids, shape (rows, tokens).
            mask: 1 where there is a token, 0 where there is padding, same shape.

        Returns:
            Token vectors, shape (rows, tokens, dimension), and their means, shape (rows, dimension), of any length.
        """
        ...


class MeanPoolingEmbedder:
    """An Embedder around a model of the form encoder, mean pooling."""

    def __init__(
        self, model: Model, tokenizer: TextTokenizer, card: ModelCard, late_map: LateMap | None = None
    ) -> None:
        """Join a model and its tokenizer.

        Args:
            model: Runs on token ids.
            tokenizer: Makes them.
            card: What the index manifest is to pin.
            late_map: Maps its token vectors to codes, for late interaction; without it there are none.
        """
        self.card = card
        self._model = model
        self._tokenizer = tokenizer
        self._late_map = late_map

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed queries: shape (n, dimension), float32, unit rows.

        Raises:
            EmbeddingError: The model fails.
        """
        vectors = np.empty((len(texts), self.card.dimension), np.float32)
        tokens = self._tokenizer.encode([self.card.query_prompt + self._tokenizer.tidy(text) for text in texts])
        for batch in _by_length(tokens):
            vectors[batch] = self._run([tokens[place] for place in batch])[1]
        return vectors

    def embed_question(self, texts: Sequence[str]) -> QueryVectors:
        """Embed the texts that ask one question, with their tokens where there is a map for late interaction.

        Raises:
            EmbeddingError: The model fails.
        """
        prompt = self.card.query_prompt
        tokens = self._tokenizer.encode([prompt + self._tokenizer.tidy(text) for text in texts])
        token_vectors, vectors = self._run(tokens)
        if self._late_map is None:
            return QueryVectors(vectors)
        asked = [np.flatnonzero(text.ends > len(prompt)) for text in tokens]
        return QueryVectors(
            vectors,
            tuple(
                self._late_map.tokens(token_vectors[row, places], np.array(text.ids)[places])
                for row, (text, places) in enumerate(zip(tokens, asked, strict=True))
                if len(places)
            ),
        )

    def embed_passages(
        self, passages: Sequence[Passage], progress: Callable[[int], None] | None = None
    ) -> list[PassageVectors]:
        """Embed passages in batches of like length; `progress` is told how many more are done.

        Raises:
            EmbeddingError: The model fails.
        """
        done: dict[int, PassageVectors] = {}
        longest_first = sorted(range(len(passages)), key=lambda place: -len(passages[place].text))
        for start in range(0, len(longest_first), _WINDOW):
            window = longest_first[start : start + _WINDOW]
            prepared = [self._prepare(passages[place]) for place in window]
            tokens = self._tokenizer.encode([text for text, _, _ in prepared])
            for batch in _by_length(tokens):
                token_vectors, vectors = self._run([tokens[row] for row in batch])
                for row, token_vector, vector in zip(batch, token_vectors, vectors, strict=True):
                    own, (_, spans, title) = tokens[row], prepared[row]
                    token_vector = token_vector[: len(own.ids)]
                    sentences = sentence_vectors(token_vector, own.ends, spans, vector)
                    tokens_held = self._codes(token_vector, own.ends, spans, title)
                    done[window[row]] = PassageVectors(vector, sentences, tokens_held)
                if progress:
                    progress(len(batch))
        return [done[place] for place in range(len(passages))]

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, without special tokens and prompt."""
        return self._tokenizer.count(texts)

    def _codes(
        self, tokens: NDArray[np.float32], ends: NDArray[np.int64], spans: NDArray[np.int64], title: tuple[int, int]
    ) -> SentenceTokens:
        """The codes of the tokens that stand in a sentence, then of those in the title."""
        if self._late_map is None:
            return NO_TOKENS
        sentence = sentence_of(ends, spans)
        counts = np.bincount(sentence[sentence >= 0], minlength=len(spans))
        titled = np.flatnonzero((ends > title[0]) & (ends <= title[1]))
        held = np.concatenate([np.flatnonzero(sentence >= 0), titled])
        return SentenceTokens(self._late_map.codes(tokens[held]), tuple(counts.tolist()), len(titled))

    def _prepare(self, passage: Passage) -> tuple[str, NDArray[np.int64], tuple[int, int]]:
        """The text that the model reads, and the offsets of the sentences and of the title in it."""
        tidy = self._tokenizer.tidy
        # The models were trained with the title in front and nothing but white space between.
        title = tidy(passage.title)
        head = self.card.passage_prompt + (title + "\n" if passage.title else "")
        text = tidy(passage.text)
        spans = np.array(passage.sentences, np.int64).reshape(-1, 2)
        if len(text) != len(passage.text):
            spans = spans - joiners_before(passage.text, spans)
        starts = len(self.card.passage_prompt)
        return head + text, spans + len(head), (starts, starts + len(title))

    def _run(self, batch: Sequence[Tokens]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Token vectors (rows, tokens, dimension) and unit vectors (rows, dimension)."""
        try:
            token_vectors, vectors = self._model(*padded(batch))
            return token_vectors, unit_rows(vectors)
        except (RuntimeError, ValueError) as error:
            raise EmbeddingError(
                f"The embedding model {self.card.name} failed ({error}); "
                "free some memory, or delete the model's folder so that it is prepared anew."
            ) from error


def _by_length(tokens: Sequence[Tokens]) -> Iterator[list[int]]:
    """Batches of positions, longest texts first."""
    order = sorted(range(len(tokens)), key=lambda place: -len(tokens[place].ids))
    for batch in batches([len(tokens[place].ids) for place in order], _BATCH_TOKENS):
        yield [order[rank] for rank in batch]
