"""How near a statement is to what a passage says, by the embedder, and which sentence of it is nearest.

Every word of the statement looks for the nearest word in two adjacent sentences of the passage (late interaction,
`rag.late`). On parallel news that tells a translation from another sentence of the same article far better than the
cosine of whole sentences does; `support.json` holds the floors, and `tests/benchmarks/support_floor.py` measures both.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from index.embed.late import TokenVectors
from index.embed.protocol import Embedder, PassageVectors
from index.embed.protocol import Passage as EmbedderPassage
from rag.late import meet

_MOST_SENTENCES, _MOST_CHARS = 4, 700
"""What is embedded at once: a passage may be longer than the model reads."""
_WINDOW = 2
"""A statement may put two sentences into one."""


@dataclass(frozen=True, slots=True)
class Nearness:
    """How near a statement is to a passage.

    Attributes:
        words: Of each of its tokens with the passage, shape (n_tokens,), -1 to 1; one number, the cosine of the nearest
            sentence, where the embedder has no map for late interaction.
        weights: How much each counts, same shape, summing to 1.
        nearest: Place of the sentence that is nearest by itself.
        late: Whether these are tokens.
    """

    words: NDArray[np.float32]
    weights: NDArray[np.float32]
    nearest: int
    late: bool

    @property
    def score(self) -> float:
        """All together, -1 to 1."""
        return float(self.weights @ self.words)


def joined(found: Sequence[Nearness]) -> float:
    """Return the score of a statement with several passages, each of its words with the passage nearest to it."""
    return float(found[0].weights @ np.maximum.reduce([one.words for one in found]))


class Reading:
    """The sentences of one passage, embedded."""

    def __init__(self, embedder: Embedder, sentences: Sequence[str]) -> None:
        """Embed them.

        Args:
            embedder: The one that the floors were measured with, for them to mean anything.
            sentences: At least one.
        """
        self._vectors = embedder.embed_passages(list(_batches(sentences)))

    def nearness(self, vector: NDArray[np.float32], tokens: TokenVectors | None) -> Nearness:
        """Compare with a statement.

        Args:
            vector: Of the statement, as a query, unit length.
            tokens: Its tokens; None where the embedder has no map for late interaction.
        """
        near = _token_nearness(self._vectors, tokens) if tokens else None
        if tokens is None or near is None:
            cosines = np.concatenate([part.sentences for part in self._vectors]) @ vector
            best = np.array([cosines.max()], np.float32)
            return Nearness(best, np.ones(1, np.float32), int(cosines.argmax()), late=False)
        sentences = tokens.weights @ near
        windows = [near[:, start : start + _WINDOW].max(axis=1) for start in range(max(1, near.shape[1] - _WINDOW + 1))]
        words = max(windows, key=lambda window: float(tokens.weights @ window))
        return Nearness(words, tokens.weights, int(sentences.argmax()), late=True)


def _token_nearness(parts: Sequence[PassageVectors], tokens: TokenVectors) -> NDArray[np.float32] | None:
    """Nearness of each token with each sentence, shape (n_tokens, n_sentences)."""
    meetings = meet([tokens], [part.tokens for part in parts])
    if any(meeting is None for meeting in meetings):
        return None
    return np.concatenate([meeting.nearness for meeting in meetings if meeting], axis=1)


def _batches(sentences: Sequence[str]) -> list[EmbedderPassage]:
    found: list[list[str]] = []
    for sentence in sentences:
        if found and len(found[-1]) < _MOST_SENTENCES and sum(map(len, found[-1])) + len(sentence) <= _MOST_CHARS:
            found[-1].append(sentence)
        else:
            found.append([sentence])
    return [_passage(batch) for batch in found]


def _passage(sentences: Sequence[str]) -> EmbedderPassage:
    spans: list[tuple[int, int]] = []
    start = 0
    for sentence in sentences:
        spans.append((start, start + len(sentence)))
        start += len(sentence) + 1
    return EmbedderPassage("", "\n".join(sentences), tuple(spans))


@dataclass(frozen=True, slots=True)
class Floors:
    """Below which nearness a passage bears nothing out.

    Attributes:
        model: Name of the embedding model that they belong to.
        late: By direction, "en>hi" for an English statement on a Hindi passage.
        cosine: The same for cosines.
    """

    model: str
    late: dict[str, float]
    cosine: dict[str, float]

    def of(self, embedder: Embedder, direction: str, *, late: bool) -> float:
        """The floor of a direction, or the lowest of that language; -1, which everything reaches, for another model."""
        if embedder.card.name != self.model:
            return -1.0
        measured = self.late if late else self.cosine
        language = direction.partition(">")[0]
        return measured.get(direction) or min(
            (floor for other, floor in measured.items() if other.startswith(f"{language}>")), default=-1.0
        )


@lru_cache(maxsize=1)
def floors() -> Floors:
    """The measured floors."""
    read = json.loads(files("rag.check").joinpath("support.json").read_text("utf-8"))
    return Floors(read["model"], read["late"], read["cosine"])
