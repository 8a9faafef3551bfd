"""Which section an article belongs to: that whose examples its stored vector is nearest to, by a margin. No model runs.

Sections rather than the names in the news, because people subscribe to them: a section is there tomorrow, a name may not be, and for
names there are alerts. Near the border of two sections a guess is often wrong, so an article there has none. Measured with
`MARGIN` (the share of articles that get a section; how many of these get one that a person would take): 0.97 and 0.97 of the 38
sample articles, 0.83 and 0.92 of 60 broadcast items that played no part in writing the examples, 0.78 and 0.87 of 600
items of an encyclopedia's news pages, by the sections that these have there.

The means of the examples come with the program for the default model (`sections.npz`); for another they are made once, at the first use.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from importlib.resources import as_file, files
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from index.embed.protocol import Embedder, ModelCard, Passage
from index.store.protocol import View
from rag.bulletin.sections import EXAMPLES, SECTIONS, Section

MARGIN = 0.003
"""How much nearer the section must be than the next one."""

Means = NDArray[np.float32]
"""Of each section the mean of its Hindi and of its English examples: shape (n_sections, 2, dimension), unit rows."""


class Sorter:
    """Sorts articles into sections. Safe to use from several threads."""

    def __init__(self, embedder: Embedder) -> None:
        """Sort articles that this embedder made vectors for; nothing is embedded yet."""
        self._embedder = embedder
        self._means: Means | None = None
        self._lock = Lock()

    def sort(self, view: View, positions: NDArray[np.int64]) -> list[Section | None]:
        """Return the section of each article, None for one between sections.

        Args:
            view: A view.
            positions: Of each article its first chunk.
        """
        if len(positions) == 0:
            return []
        means = self._made()
        cosines = view.cosines(means.reshape(-1, means.shape[-1]), positions)
        near = cosines.reshape(len(SECTIONS), 2, -1).mean(axis=1)
        order = np.argsort(-near, axis=0)
        places = np.arange(len(positions))
        ahead = near[order[0], places] - near[order[1], places]
        return [SECTIONS[best] if lead >= MARGIN else None for best, lead in zip(order[0], ahead, strict=True)]

    def _made(self) -> Means:
        with self._lock:
            if self._means is None:
                packaged = _packaged(self._embedder.card)
                self._means = make_means(self._embedder) if packaged is None else packaged
            return self._means


def make_means(embedder: Embedder) -> Means:
    """Embed the examples and return their means."""
    texts = [text for section in SECTIONS for text in EXAMPLES[section]]
    vectors = iter(embedder.embed_passages([Passage("", text, ((0, len(text)),)) for text in texts]))
    means = []
    for section in SECTIONS:
        made = np.array([next(vectors).vector for _ in EXAMPLES[section]])
        half = len(made) // 2
        means.append([_unit(made[:half]), _unit(made[half:])])
    return np.array(means, np.float32)


def examples_digest() -> str:
    """Return a digest of the examples, which changes with them."""
    return hashlib.sha256(json.dumps({name: EXAMPLES[name] for name in SECTIONS}).encode()).hexdigest()


def _packaged(card: ModelCard) -> Means | None:
    """The means that come with the program, if they are of this model and of these examples."""
    with as_file(files("rag.bulletin").joinpath("sections.npz")) as path, np.load(path, allow_pickle=False) as held:
        made_with = (card.name, card.revision, examples_digest())
        if tuple(str(value) for value in held["made_with"]) != made_with:
            return None
        means: Means = held["means"].astype(np.float32)
        return means


def _unit(vectors: Sequence[NDArray[np.float32]] | NDArray[np.float32]) -> NDArray[np.float32]:
    mean: NDArray[np.float32] = np.mean(vectors, axis=0)
    return mean / max(float(np.linalg.norm(mean)), 1e-6)
