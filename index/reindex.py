"""Embed every stored article again, after a change of model or of chunking."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from index.article import Article
from index.embed.protocol import Embedder
from index.errors import StoreMissing
from index.ingest import BATCH_ARTICLES, index_articles, manifest_for
from index.store.embedded import open_store, read_manifest
from index.store.protocol import IndexedArticle


def reindex(data_dir: Path, embedder: Embedder, progress: Callable[[int], None] | None = None) -> int:
    """Make all chunks and vectors anew from the stored texts, with this embedder.

    One transaction: whoever reads meanwhile reads the old index, and a kill leaves it as it was.

    Args:
        data_dir: Folder of the index.
        embedder: The model to use from now on.
        progress: Told after each batch how many more articles are done.

    Returns:
        How many articles there are.

    Raises:
        StoreMissing: There is no index.
        StoreError: It cannot be written.
    """
    before = read_manifest(data_dir)
    if before is None:
        raise StoreMissing(f"There is no news in {data_dir} yet: add some with `python bot.py add FILE`.")
    store = open_store(data_dir, before, create=False)
    done = 0

    def batches() -> Iterator[list[IndexedArticle]]:
        nonlocal done
        for batch in _batches(store.articles()):
            yield index_articles(batch, embedder)
            done += len(batch)
            if progress:
                progress(len(batch))

    try:
        with store.writing() as writer:
            writer.replace_all(manifest_for(embedder.card), batches())
    finally:
        store.close()
    return done


def _batches(articles: Iterable[Article]) -> Iterator[Sequence[Article]]:
    batch: list[Article] = []
    for article in articles:
        if article.gone_at:
            continue  # it stays, and is not to be found
        batch.append(article)
        if len(batch) == BATCH_ARTICLES:
            yield batch
            batch = []
    if batch:
        yield batch
