"""Embed with a sentence-transformers model of any other form: sentences are embedded one by one.

Averaging token vectors says nothing where the model pools otherwise (first token, last token) or maps the average on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.embed.pooling import unit_rows
from index.embed.protocol import ModelCard, Passage, PassageVectors, QueryVectors
from index.errors import EmbeddingError

_WINDOW = 64


class PlainEmbedder:
    """An Embedder around any SentenceTransformer."""

    def __init__(self, model: Any, card: ModelCard) -> None:
        """Wrap a model; `card` is what the index manifest is to pin."""
        self.card = card
        self._model = model

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed queries: shape (n, dimension), float32, unit rows.

        Raises:
            EmbeddingError: The model fails.
        """
        return self._encode(texts, self.card.query_prompt)

    def embed_question(self, texts: Sequence[str]) -> QueryVectors:
        """Embed the texts that ask one question.

        Raises:
            EmbeddingError: The model fails.
        """
        return QueryVectors(self.embed_queries(texts))

    def embed_passages(
        self, passages: Sequence[Passage], progress: Callable[[int], None] | None = None
    ) -> list[PassageVectors]:
        """Embed passages and, apart from them, their sentences; `progress` is told how many more passages are done.

        Raises:
            EmbeddingError: The model fails.
        """
        done: list[PassageVectors] = []
        for start in range(0, len(passages), _WINDOW):
            window = passages[start : start + _WINDOW]
            whole = [f"{passage.title}\n{passage.text}" if passage.title else passage.text for passage in window]
            sentences = [passage.text[begin:end] for passage in window for begin, end in passage.sentences]
            vectors = self._encode(whole + sentences, self.card.passage_prompt)
            at = len(window)
            for passage, vector in zip(window, vectors, strict=False):
                end = at + len(passage.sentences)
                done.append(PassageVectors(vector, vectors[at:end]))
                at = end
            if progress:
                progress(len(window))
        return done

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, without special tokens and prompt."""
        tokenizer = self._model.tokenizer
        if hasattr(tokenizer, "encode_batch"):  # of the `tokenizers` library; the others are of transformers
            return [len(encoding) for encoding in tokenizer.encode_batch(texts, add_special_tokens=False)]
        return [len(ids) for ids in tokenizer(list(texts), add_special_tokens=False)["input_ids"]]

    def _encode(self, texts: Sequence[str], prompt: str) -> NDArray[np.float32]:
        if not texts:
            return np.empty((0, self.card.dimension), np.float32)
        safe = [text.encode("utf-8", "replace").decode("utf-8") for text in texts]  # half a surrogate pair fails
        try:
            return unit_rows(self._model.encode(safe, prompt=prompt, show_progress_bar=False).astype(np.float32))
        except (RuntimeError, ValueError) as error:
            raise EmbeddingError(
                f"The embedding model {self.card.name} failed ({error}); free some memory, or choose another model."
            ) from error
