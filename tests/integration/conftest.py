"""What integration tests share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.embed.protocol import Embedder
from index.ingest import manifest_for
from index.store.embedded import EmbeddedStore, open_store


@pytest.fixture(scope="session")
def sample_news(sample_index: Path, embedder: Embedder) -> Iterator[EmbeddedStore]:
    """The index of the sample news, open; nobody changes it."""
    store = open_store(sample_index, manifest_for(embedder.card), create=False)
    yield store
    store.close()
