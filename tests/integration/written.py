"""What tests of written answers share: the sample news, a chat model by its address, and replies that cite what they got."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from index.article import Article
from index.embed.protocol import Embedder
from index.ingest import ingest, manifest_for
from index.sources.files import read_source
from index.store.embedded import EmbeddedStore, open_store
from index.store.protocol import Store
from rag.generate.model import ChatModel, load_chat_model
from rag.generate.writer import Writer
from rag.pipeline import Answerer
from tests.chat_model import KEY, ChatServer, Request
from tests.chat_model.server import MODEL

INDIA = ZoneInfo("Asia/Kolkata")

TRAIN = "How many people died in the Kanchanjunga Express accident?"
TRAIN_TITLE = "कंचनजंगा एक्सप्रेस हादसा: 10 की मौत, अगले दिन खुली पटरी"
TRAIN_TEXT = (
    "A goods train hit the Kanchanjunga Express near New Jalpaiguri on Monday morning, and 10 people died [{n}]."
)


def sample_store(folder: Path, embedder: Embedder, only: Collection[str] = ()) -> EmbeddedStore:
    """An index of the sample news, or of some of its articles."""
    store = open_store(folder, manifest_for(embedder.card))
    for name in ("hindi.jsonl", "english.jsonl"):
        read = read_source(str(files("index.samples").joinpath(name)), timezone=INDIA)
        wanted = (item for item in read if isinstance(item, Article) and (not only or item.id in only))
        ingest(wanted, store, embedder)
    return store


def scripted_model(server: ChatServer, timeout_s: float = 20.0) -> ChatModel:
    """The model of a server, through langchain-openai over HTTP."""
    return load_chat_model(f"openai:{MODEL}", url=server.url, key=KEY, timeout_s=timeout_s)


@asynccontextmanager
async def writing(
    server: ChatServer, store: Store, embedder: Embedder, *, timeout_s: float = 20.0, **options: Any
) -> AsyncIterator[Writer]:
    """A writer whose model is the one of a server."""
    writer = Writer(Answerer(store, embedder), embedder, scripted_model(server, timeout_s), **options)
    try:
        yield writer
    finally:
        await writer.close()


def passage_number(request: Request, title: str) -> int:
    """The number of the passage with this headline in the prompt that came."""
    found = re.search(rf'<passage n="(\d+)"[^>]*title="{re.escape(title)}"', request.prompt)
    assert found, "the passage is not in the prompt"
    return int(found[1])


def is_rewriting(request: Request) -> bool:
    """Whether the model is asked to complete a follow-up, and not to write an answer."""
    return "<conversation>" in request.prompt
