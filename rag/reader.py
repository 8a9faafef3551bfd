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
    prepared = [prepare(question, chunks[place]) for place in held]
    asked = np.concatenate([question.vectors, WEIGHT_SCALE * question.weights[:, None]], axis=1)
    logits = _transform(_weights(), asked, [(codes, signs) for codes, signs, _ in prepared])
    for place, own, (_, _, starts) in zip(held, logits, prepared, strict=True):
        sentences = np.full(len(chunks[place].counts), LEAST, np.float32)
        odds = np.logaddexp.reduceat(own, starts)
        sentences[np.flatnonzero(chunks[place].counts)[: len(starts)]] = np.maximum(odds, LEAST)
        found[place] = Reading(sentences, max(LEAST, float(np.logaddexp.reduce(odds))))
    return found


def prepare(
    question: TokenVectors, chunk: SentenceTokens
) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.int64]]:
    """The tokens of the sentences, shape (n, dimension), signs of each, shape (n, 6), and where each sentence that has any begins."""
    counts = np.array([count for count in chunk.counts if count])
    ends = np.minimum(np.cumsum(counts), MOST_TOKENS)
    codes = chunk.codes[: ends[-1]].astype(np.float32) / SCALE
    starts = np.concatenate([[0], ends[:-1]])
    starts = starts[starts < len(codes)]
    met = question.vectors @ codes.T
    telling = np.argsort(-question.weights, kind="stable")[:_TELLING]
    near = (question.weights @ np.maximum.reduceat(met, starts, axis=1)).repeat(np.diff([*starts, len(codes)]))
    signs = np.stack(
        [
            met.max(axis=0),
            question.weights @ met,
            met[telling].max(axis=0),
            near,
            near - near.max(),
            np.full(len(codes), question.weights @ met.max(axis=1)),
        ],
        axis=1,
    )
    return codes, signs.astype(np.float32), starts


def _transform(
    weights: Weights, asked: NDArray[np.float32], chunks: Sequence[tuple[NDArray[np.float32], NDArray[np.float32]]]
) -> list[NDArray[np.float32]]:
    """The logits of the tokens of each chunk.

    All chunks go through each product at once, the question before each; only attention is chunk by chunk.
    """
    question = _linear(weights, "question", asked)
    ends = np.cumsum([len(codes) for codes, _ in chunks])[:-1]
    signs = np.concatenate([signs for _, signs in chunks])
    tokens = _linear(weights, "passage", np.concatenate([codes for codes, _ in chunks]))
    tokens += _linear(weights, "signs", signs)
    state = np.concatenate(
        [part for own in np.split(tokens, ends) for part in (question, own + weights["place"][: len(own)])]
    )
    bounds = np.cumsum([0, *(len(question) + len(codes) for codes, _ in chunks)])
    layer = 0
    while f"layers.{layer}.qkv.weight" in weights:
        state += _attend(weights, f"layers.{layer}.", state, bounds)
        inner = _linear(weights, f"layers.{layer}.up", _normal(weights, f"layers.{layer}.n2", state))
        state += _linear(weights, f"layers.{layer}.down", np.maximum(inner, 0.0, out=inner))
        layer += 1
    own = np.concatenate([state[start + len(question) : end] for start, end in pairwise(bounds)])
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
