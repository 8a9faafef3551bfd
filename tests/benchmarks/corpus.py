"""The evaluation articles in one index: made once, kept where `--index` says."""

from __future__ import annotations

import gzip
import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.article import Language
from index.embed import load_embedder
from index.embed.protocol import Embedder
from index.ingest import ingest, manifest_for
from index.store.embedded import open_store
from index.store.protocol import Store
from rag.evaluate import read_articles
from settings import read_settings

ARTICLE_FILES = (
    "xquad.articles.jsonl.gz",
    "dakshina.articles.jsonl.gz",
    "newsonair.articles.jsonl.gz",
    "ntrex.articles.jsonl.gz",
    "cmqa.articles.jsonl",
    "squad2.articles.jsonl.gz",
    "wp_current_events.articles.jsonl.gz",
)
PARAGRAPHS = ("xquad.articles.jsonl.gz", "squad2.articles.jsonl.gz")
"""Their articles are paragraphs of Wikipedia pages."""


class Corpus:
    """An index of evaluation articles with what is known of them."""

    def __init__(self, store: Store, embedder: Embedder, folder: Path) -> None:
        """Read which articles are translations or copies of one another, and which paragraphs are of one page."""
        self.store, self.embedder = store, embedder
        self._same: dict[str, set[str]] = defaultdict(set)
        self._page: dict[str, str] = {}
        for path in (folder / name for name in ARTICLE_FILES if (folder / name).exists()):
            for row in read_rows(path):
                if path.name in PARAGRAPHS:
                    self._page[row["id"]] = row.get("title_en") or row["title"]
                for other in (row.get("parallel_id"), row.get("same_text_as")):
                    if other:
                        self._same[row["id"]].add(other)
                        self._same[other].add(row["id"])
        view = store.view()
        self._positions: dict[str, list[int]] = defaultdict(list)
        for start in range(0, len(view.chunk_ids), 500):
            block = range(start, min(start + 500, len(view.chunk_ids)))
            for position, chunk in zip(block, view.chunks(block), strict=True):
                self._positions[chunk.article.id].append(position)

    def with_translations(self, ids: Iterable[str]) -> frozenset[str]:
        """The articles and all that say the same."""
        found, rest = set(), list(ids)
        while rest:
            article = rest.pop()
            if article not in found:
                found.add(article)
                rest += self._same.get(article, ())
        return frozenset(found)

    def with_pages(self, ids: Iterable[str]) -> frozenset[str]:
        """The articles, and of those that are paragraphs all others of their pages, in either language."""
        articles = frozenset(ids)
        pages = {self._page[article] for article in articles if article in self._page}
        return articles | {article for article, page in self._page.items() if page in pages}

    def positions(self, ids: Iterable[str]) -> NDArray[np.int64]:
        """Positions of all chunks of these articles."""
        return np.array([place for article in ids for place in self._positions.get(article, ())], np.int64)


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """Read JSON lines, gzipped or not."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


@contextmanager
def open_corpus(folder: Path, kept: Path | None = None, language: Language | None = None) -> Iterator[Corpus]:
    """Open the index of the evaluation articles (of one language), making it first where it is missing."""
    settings = read_settings()
    embedder = load_embedder(
        settings.embedding_model,
        settings.model_dir,
        settings.embedding_backend,
        settings.embedding_threads,
        lambda line: print(line, file=sys.stderr),
    )
    with tempfile.TemporaryDirectory() as temporary:
        store = open_store(kept or Path(temporary), manifest_for(embedder.card))
        try:
            files = [folder / name for name in ARTICLE_FILES if (folder / name).exists()]
            report = ingest(
                read_articles(files, language),
                store,
                embedder,
                lambda done: print(done.added, "articles", file=sys.stderr),
            )
            print(f"{report.added} articles added, {report.unchanged} were there.", file=sys.stderr)
            yield Corpus(store, embedder, folder)
        finally:
            store.close()
