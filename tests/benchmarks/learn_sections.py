"""Make rag/bulletin/sections.npz: the means of the sections' examples, by the default model.

python -m tests.benchmarks.learn_sections
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from index.embed import load_embedder
from index.embed.card import DEFAULT_MODEL
from rag.bulletin import sorting
from settings import read_settings


def main() -> None:
    """Run."""
    embedder = load_embedder(DEFAULT_MODEL, read_settings().model_dir)
    card = embedder.card
    np.savez_compressed(
        Path(sorting.__file__).with_name("sections.npz"),
        means=sorting.make_means(embedder).astype(np.float32),
        made_with=np.array([card.name, card.revision, sorting.examples_digest()]),
    )


if __name__ == "__main__":
    main()
