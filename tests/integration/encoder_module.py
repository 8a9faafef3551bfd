"""The 8-bit encoder as the first module of a SentenceTransformer, in place of the one that runs transformers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from sentence_transformers.base.modules import InputModule

from index.embed.openvino_runtime import Encoder
from index.embed.tokenizer import TextTokenizer, padded


class EncoderModule(InputModule):  # type: ignore[misc]
    """Texts to token vectors by `Encoder`."""

    def __init__(self, encoder: Encoder, tokenizer: TextTokenizer) -> None:
        """Join the two halves of the model."""
        super().__init__()
        self.encoder = encoder
        self.tokenizer = tokenizer

    @property
    def max_seq_length(self) -> int:
        """Longest input in tokens, special ones included; what is longer is cut."""
        return self.tokenizer.max_tokens

    def preprocess(self, inputs: Sequence[str], prompt: str | None = None, **_: Any) -> dict[str, Any]:
        """Tokenise: `input_ids` and `attention_mask`, shape (texts, longest)."""
        ids, mask = padded(self.tokenizer.encode([self.tokenizer.tidy((prompt or "") + text) for text in inputs]))
        return {"input_ids": torch.from_numpy(ids), "attention_mask": torch.from_numpy(mask)}

    def forward(self, features: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Add `token_embeddings`, shape (texts, tokens, dimension), float32."""
        vectors = self.encoder(features["input_ids"].numpy(), features["attention_mask"].numpy())
        return {**features, "token_embeddings": torch.from_numpy(vectors)}

    def get_embedding_dimension(self) -> int:
        """Length of a token vector."""
        return self.encoder.dimension

    def save(self, output_path: str, *_: Any, **__: Any) -> None:
        """Refuse: nothing here saves it."""
        raise NotImplementedError
