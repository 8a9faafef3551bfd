"""The reader while it learns: `rag.reader` in torch, and the same arithmetic."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from rag.reader import HEADS, MOST_TOKENS, SIGNS, Pair

WIDTH, LAYERS, DROPOUT = 96, 3, 0.15


class _Layer(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.n1, self.n2 = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)
        self.qkv, self.out = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.up, self.down = nn.Linear(WIDTH, 2 * WIDTH), nn.Linear(2 * WIDTH, WIDTH)

    def forward(self, state: Tensor, held: Tensor) -> Tensor:
        rows, length, _ = state.shape
        mixed = self.qkv(self.n1(state)).view(rows, length, 3, HEADS, WIDTH // HEADS)
        query, key, value = mixed.permute(2, 0, 3, 1, 4)
        met = functional.scaled_dot_product_attention(query, key, value, attn_mask=held[:, None, None, :])
        met = met.transpose(1, 2).reshape(rows, length, WIDTH)
        state = state + functional.dropout(self.out(met), DROPOUT, self.training)
        inner = functional.relu(self.up(self.n2(state)))
        return state + functional.dropout(self.down(inner), DROPOUT, self.training)


class ReaderModel(nn.Module):
    """Gives each token of a chunk the logarithm of the odds that the answer stands there."""

    def __init__(self, dimensions: int = 64) -> None:
        """Start with random weights."""
        super().__init__()
        self.passage, self.question = nn.Linear(dimensions, WIDTH), nn.Linear(dimensions + 2, WIDTH)
        self.signs, self.direct = nn.Linear(SIGNS, WIDTH), nn.Linear(SIGNS, 1)
        self.place = nn.Parameter(torch.randn(MOST_TOKENS, WIDTH) * 0.02)
        self.layers = nn.ModuleList(_Layer() for _ in range(LAYERS))
        self.n, self.score = nn.LayerNorm(WIDTH), nn.Linear(WIDTH, 1)

    def forward(self, pairs: Sequence[Pair]) -> list[Tensor]:
        """The logits of each pair's tokens, shape (n_tokens,)."""
        asked, asked_held = _padded([one.asked for one in pairs])
        codes, codes_held = _padded([one.codes for one in pairs])
        signs, _ = _padded([one.signs for one in pairs])
        question = self.question(asked)
        passage = self.passage(codes) + self.signs(signs) + self.place[: codes.shape[1]]
        state = functional.dropout(torch.cat([question, passage], 1), DROPOUT, self.training)
        held = torch.cat([asked_held, codes_held], 1)
        for layer in self.layers:
            state = layer(state, held)
        last = self.n(state[:, question.shape[1] :])
        logits = (self.score(last) + self.direct(signs)).squeeze(-1)
        return [row[: len(one.codes)] for row, one in zip(logits, pairs, strict=True)]


def _padded(rows: Sequence[NDArray[np.float32]]) -> tuple[Tensor, Tensor]:
    length = max(map(len, rows))
    filled = torch.zeros(len(rows), length, rows[0].shape[1])
    held = torch.zeros(len(rows), length, dtype=torch.bool)
    for place, row in enumerate(rows):
        filled[place, : len(row)] = torch.from_numpy(row)
        held[place, : len(row)] = True
    return filled, held
