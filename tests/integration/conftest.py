"""What integration tests share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from index.embed.protocol import Embedder
from index.store.embedded import EmbeddedStore
from tests.integration.written import sample_store


@pytest.fixture(scope="session")
def sample_news(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[EmbeddedStore]:
    """An index of the sample news; nobody changes it."""
    store = sample_store(tmp_path_factory.mktemp("sample-news") / "data", embedder)
    yield store
    store.close()
