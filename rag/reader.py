"""Where in the chunks found the answer stands: a small transformer that reads question and chunk together.

It reads the codes that were kept with each chunk (`index.embed.late`) and the tokens of the question, so no language model
runs; for every token of a sentence it says how likely the answer stands there, as the logarithm of odds against "nowhere".
Its weights (`reader.npz`) were learnt by `tests/benchmarks/learn_reader.py` from questions with marked answers, shown with the chunks
that answer, and from near misses, shown with chunks that only look like it. A title is not read: an answer stands in a sentence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from index.embed.late import SCALE, SentenceTokens, TokenVectors

MOST_TOKENS = 256
"""Further tokens of a chunk are not read."""
HEADS, SIGNS = 4, 6
_TELLING = 3
WEIGHT_SCALE = 10.0
"""Brings the weight of a question's token to the size of its other numbers."""
MET_SCALE, MET_USUAL = 3.0, 0.6
"""The same for how near a question's token comes to the chunk's, told from what is usual."""
_TINY = 1e-5
LEAST = -8.0
"""The logarithm of odds of a sentence that was not read, and the least that is said of any: below it they tell nothing more."""

Weights = Mapping[str, NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Reading:
    """How likely one chunk holds the answer.

    Attributes:
        sentences: The natural logarithm of the odds that it stands in each sentence, shape (n_sentences,), at least `LEAST`.
        chunk: The same for all of them together.
    """

    sentences: NDArray[np.float32]
    chunk: float


def read(question: TokenVectors, chunks: Sequence[SentenceTokens]) -> list[Reading | None]:
    """Read some chunks for the answer to a question.

    Args:
        question: Its tokens.
        chunks: Codes of the chunks' tokens, of the default model.

    Returns:
        For each chunk what was read; None for a chunk without codes.
    """
    found: list[Reading | None] = [None] * len(chunks)
    held = [place for place, chunk in enumerate(chunks) if sum(chunk.counts)]
    if not held:
        return found
    pairs = [pair(question, chunks[place]) for place in held]
    for place, own, one in zip(held, _transform(_weights(), pairs), pairs, strict=True):
        sentences = np.full(len(chunks[place].counts), LEAST, np.float32)
        odds = np.logaddexp.reduceat(own, one.starts)
        sentences[np.flatnonzero(chunks[place].counts)[: len(one.starts)]] = np.maximum(odds, LEAST)
        found[place] = Reading(sentences, max(LEAST, float(np.logaddexp.reduce(odds))))
    return found


@dataclass(frozen=True, slots=True)
class Pair:
    """A question and a chunk as they are read.

    Attributes:
        asked: The question's tokens, shape (n_asked, dimension + 2): each with its weight and how near the chunk comes to it,
            for what no token of the chunk comes near to is not told there.
        codes: The tokens of the chunk's sentences, shape (n, dimension).
        signs: How each meets the question, shape (n, 6).
        starts: Where each sentence that has tokens begins.
    """

    asked: NDArray[np.float32]
    codes: NDArray[np.float32]
    signs: NDArray[np.float32]
    starts: NDArray[np.int64]


def pair(question: TokenVectors, chunk: SentenceTokens) -> Pair:
    """Put a question beside a chunk that has tokens."""
    counts = np.array([count for count in chunk.counts if count])
    ends = np.minimum(np.cumsum(counts), MOST_TOKENS)
    codes = chunk.codes[: ends[-1]].astype(np.float32) / SCALE
    starts = np.concatenate([[0], ends[:-1]])
    starts = starts[starts < len(codes)]
    met = question.vectors @ codes.T
    telling = np.argsort(-question.weights, kind="stable")[:_TELLING]
    near = (question.weights @ np.maximum.reduceat(met, starts, axis=1)).repeat(np.diff([*starts, len(codes)]))
    nearest = met.max(axis=1)
    asked = [question.vectors, WEIGHT_SCALE * question.weights[:, None], MET_SCALE * (nearest - MET_USUAL)[:, None]]
    signs = [
        met.max(axis=0),
        question.weights @ met,
        met[telling].max(axis=0),
        near,
        near - near.max(),
        np.full(len(codes), question.weights @ nearest),
    ]
    return Pair(
        np.concatenate(asked, axis=1).astype(np.float32), codes, np.stack(signs, axis=1).astype(np.float32), starts
    )


def _transform(weights: Weights, pairs: Sequence[Pair]) -> list[NDArray[np.float32]]:
    """The logits of the tokens of each chunk.

    All pairs go through each product at once, the question before each chunk; only attention is pair by pair.
    """
    signs = np.concatenate([one.signs for one in pairs])
    tokens = _linear(weights, "passage", np.concatenate([one.codes for one in pairs]))
    tokens += _linear(weights, "signs", signs)
    ends = np.cumsum([len(one.codes) for one in pairs])[:-1]
    asked = np.split(_linear(weights, "question", np.concatenate([one.asked for one in pairs])), len(pairs))
    placed = [own + weights["place"][: len(own)] for own in np.split(tokens, ends)]
    state = np.concatenate([part for both in zip(asked, placed, strict=True) for part in both])
    bounds = np.cumsum([0, *(len(one.asked) + len(one.codes) for one in pairs)])
    layer = 0
    while f"layers.{layer}.qkv.weight" in weights:
        state += _attend(weights, f"layers.{layer}.", state, bounds)
        inner = _linear(weights, f"layers.{layer}.up", _normal(weights, f"layers.{layer}.n2", state))
        state += _linear(weights, f"layers.{layer}.down", np.maximum(inner, 0.0, out=inner))
        layer += 1
    first = len(asked[0])
    own = np.concatenate([state[start + first : end] for start, end in pairwise(bounds)])
    logits = _linear(weights, "score", _normal(weights, "n", own)) + _linear(weights, "direct", signs)
    return np.split(logits[:, 0], ends)


def _attend(weights: Weights, layer: str, state: NDArray[np.float32], bounds: NDArray[np.int64]) -> NDArray[np.float32]:
    """What each token takes from the others of its chunk and the question before it."""
    width = state.shape[1]
    mixed = _linear(weights, layer + "qkv", _normal(weights, layer + "n1", state))
    mixed[:, :width] /= np.float32((width // HEADS) ** 0.5)
    taken = np.empty_like(state)
    for start, end in pairwise(bounds):
        query, key, value = mixed[start:end].reshape(end - start, 3, HEADS, width // HEADS).transpose(1, 2, 0, 3)
        shares = query @ key.transpose(0, 2, 1)
        shares -= shares.max(axis=-1, keepdims=True)
        np.exp(shares, out=shares)
        shares /= shares.sum(axis=-1, keepdims=True)
        taken[start:end] = (shares @ value).transpose(1, 0, 2).reshape(end - start, width)
    return _linear(weights, layer + "out", taken)


def _linear(weights: Weights, name: str, rows: NDArray[np.float32]) -> NDArray[np.float32]:
    product: NDArray[np.float32] = rows @ weights[name + ".weight"].T
    product += weights[name + ".bias"]
    return product


def _normal(weights: Weights, name: str, rows: NDArray[np.float32]) -> NDArray[np.float32]:
    centred: NDArray[np.float32] = rows - rows.mean(axis=-1, keepdims=True)
    centred /= np.sqrt(np.einsum("ij,ij->i", centred, centred)[:, None] / centred.shape[1] + _TINY)
    centred *= weights[name + ".weight"]
    centred += weights[name + ".bias"]
    return centred


@lru_cache(maxsize=1)
def _weights() -> Weights:
    with as_file(files("rag").joinpath("reader.npz")) as path, np.load(path, allow_pickle=False) as held:
        return {name: held[name].astype(np.float32) for name in held.files}
