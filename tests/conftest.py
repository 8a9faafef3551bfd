"""What all tests share: the real packaged models, prepared once on a machine, and a chat server that plays a script."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import AsyncIterator, Iterator
from importlib.resources import files
from pathlib import Path

import pytest
import pytest_asyncio
from filelock import FileLock

from index.embed import Embedder, load_embedder
from index.ingest import ingest, manifest_for
from index.sources.files import read_source
from index.store.embedded import open_store
from settings import Settings
from tests.chat_model import ChatServer, SmallModel, why_no_small_model

# Begun in the background of a shell, or by nohup, a process ignores Ctrl-C, and so do those that it starts.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Talk to 127.0.0.1 directly, also on a machine that reaches the world by a proxy."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")


@pytest.fixture(scope="session")
def model_dir() -> Path:
    """The folder of prepared models that the program itself uses, so that they are prepared once."""
    default: Path = Settings.model_fields["model_dir"].default
    return default


@pytest.fixture(scope="session")
def embedder(model_dir: Path) -> Embedder:
    """The default model."""
    return load_embedder("intfloat/multilingual-e5-small", model_dir)


@pytest_asyncio.fixture
async def chat_server() -> AsyncIterator[ChatServer]:
    """An OpenAI-compatible server that says what it is told to."""
    async with ChatServer() as server:
        yield server


@pytest.fixture(scope="session")
def small_model() -> Iterator[SmallModel]:
    """A small real chat model behind an OpenAI-compatible server, started once."""
    if why := why_no_small_model():
        pytest.skip(why)
    with SmallModel() as model:
        yield model


@pytest.fixture(scope="session")
def sample_index(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Path:
    """A folder with the index of the sample news, one for each worker: read it, or work on a copy."""
    base = tmp_path_factory.getbasetemp()
    made = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "sample-index-made"
    with FileLock(made.with_suffix(".lock")):  # the first worker makes it, and nobody opens that one
        if not made.exists():
            part = made.with_suffix(".part")
            store = open_store(part, manifest_for(embedder.card))
            zone = Settings.model_fields["timezone"].default
            for name in ("hindi.jsonl", "english.jsonl"):
                ingest(read_source(str(files("index.samples").joinpath(name)), timezone=zone), store, embedder)
            store.close()
            part.rename(made)
    return shutil.copytree(made, base / "sample-index")
