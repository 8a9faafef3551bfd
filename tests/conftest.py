"""What all tests share: the real packaged model, prepared once on a machine."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.embed import Embedder, load_embedder
from settings import Settings


@pytest.fixture(scope="session")
def model_dir() -> Path:
    """The folder of prepared models that the program itself uses, so that they are prepared once."""
    default: Path = Settings.model_fields["model_dir"].default
    return default


@pytest.fixture(scope="session")
def embedder(model_dir: Path) -> Embedder:
    """The default model."""
    return load_embedder("intfloat/multilingual-e5-small", model_dir)
