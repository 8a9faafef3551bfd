"""An index whose vectors are made by hand: news for tests that need no model."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from index.article import Article, Chunk
from index.store.embedded import EmbeddedStore, open_store
from index.store.protocol import IndexedArticle, IndexedChunk
from rag.bulletin.board import Bulletin
from tests.integration.store_model import MANIFEST, unit_vectors


class Handmade:
    """News that can be added while the bot runs."""

    def __init__(self, folder: Path) -> None:
        self.store: EmbeddedStore = open_store(folder, MANIFEST)

    @property
    def bulletin(self) -> Bulletin:
        """Its bulletin, which can do all that needs no model."""
        return Bulletin(self.store, None, lambda question: False)  # type: ignore[arg-type]

    def add(self, article_id: str, title: str, at: datetime | None, text: str = "एक वाक्य।") -> None:
        """Store an article, or a new revision of one."""
        made = unit_vectors(1, article_id)
        article = Article(article_id, title, text, "hi", "नमूना समाचार", f"https://example.org/{article_id}", at)
        chunk = IndexedChunk(Chunk(article_id, 0, len(text), ((0, len(text)),)), made[0], made, [], [])
        with self.store.writing() as writer:
            writer.put([IndexedArticle(article, [chunk], {})])
