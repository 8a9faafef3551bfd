"""A SentenceTransformer as a function from token ids to vectors. Importing this imports PyTorch."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from sentence_transformers.sentence_transformer.modules import Normalize, Pooling


class SentenceModel:
    """Runs all modules of a SentenceTransformer on texts that are tokenised already."""

    def __init__(self, model: Any) -> None:
        """Wrap a SentenceTransformer for which `pools_by_mean` holds."""
        self.sentence_transformer = model
        self._device = model.device

    @torch.inference_mode()
    def __call__(
        self, ids: NDArray[np.int64], mask: NDArray[np.int64]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Run the model; see `index.embed.embedder.Model`."""
        features = {"input_ids": torch.from_numpy(ids), "attention_mask": torch.from_numpy(mask)}
        found = self.sentence_transformer({name: value.to(self._device) for name, value in features.items()})
        token_vectors, vectors = found["token_embeddings"], found["sentence_embedding"]
        return token_vectors.float().cpu().numpy(), vectors.float().cpu().numpy()


def pools_by_mean(model: Any) -> bool:
    """Whether a text's vector is the mean of its token vectors, so that the mean over a part stands for that part."""
    _, *rest = model
    return (
        bool(rest)
        and isinstance(rest[0], Pooling)
        and rest[0].pooling_mode == "mean"
        and rest[0].include_prompt
        and all(isinstance(module, Normalize) for module in rest[1:])
    )
