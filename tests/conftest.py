"""What all tests share: the real packaged model, prepared once on a machine."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from index.embed import Embedder, load_embedder
from index.ingest import ingest, manifest_for
from index.sources.files import read_source
from index.store.embedded import open_store
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


@pytest.fixture(scope="session")
def sample_index(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Path:
    """A folder with the index of the sample news, made once: read it, or work on a copy."""
    folder = tmp_path_factory.mktemp("sample-index")
    store = open_store(folder, manifest_for(embedder.card))
    zone = Settings.model_fields["timezone"].default
    for name in ("hindi.jsonl", "english.jsonl"):
        ingest(read_source(str(files("index.samples").joinpath(name)), timezone=zone), store, embedder)
    store.close()
    return folder
