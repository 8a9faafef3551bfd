"""The pipeline from an export to the index: as it was, with nothing merged, cleaned or judged anew."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from index.embed.protocol import Embedder
from index.errors import SourceError
from index.exchange import Kept
from index.ingest import BATCH_ARTICLES, BATCH_CHARS, index_articles
from index.store.protocol import IndexedArticle, Store


@dataclass(slots=True)
class RestoreReport:
    """What became of the lines of an export."""

    restored: int = 0
    present: int = 0
    failed: list[SourceError] = field(default_factory=list)


def restore(
    read: Iterable[Kept | SourceError],
    store: Store,
    embedder: Embedder,
    progress: Callable[[RestoreReport], None] | None = None,
) -> RestoreReport:
    """Bring articles back with their past. One that the index has, in whatever revision, stays as it is there.

    Args:
        read: Articles as `index.exchange.read_export` gives them.
        store: Where they go.
        embedder: The model that the store was made with.
        progress: Told the report after each batch.

    Returns:
        The counts. What they say is stored is stored, whatever happens next.

    Raises:
        StoreError: The index cannot be written.
        EmbeddingError: The model failed.
    """
    report = RestoreReport()
    for batch in _batches(read, report):
        missing = [kept for kept in batch if store.article(kept.article.id) is None]
        if missing:
            _put(missing, store, embedder)
        report.restored += len(missing)
        report.present += len(batch) - len(missing)
        if progress:
            progress(report)
    return report


def _batches(read: Iterable[Kept | SourceError], report: RestoreReport) -> Iterator[list[Kept]]:
    batch: dict[str, Kept] = {}
    chars = 0
    for kept in read:
        if isinstance(kept, SourceError):
            report.failed.append(kept)
            continue
        if batch and (len(batch) >= BATCH_ARTICLES or chars >= BATCH_CHARS or kept.article.id in batch):
            yield list(batch.values())
            batch, chars = {}, 0
        batch[kept.article.id] = kept
        chars += len(kept.article.text)
    if batch:
        yield list(batch.values())


def _put(missing: Sequence[Kept], store: Store, embedder: Embedder) -> None:
    here = [kept for kept in missing if kept.article.gone_at is None]
    found = {new.article.id: new for new in index_articles([kept.article for kept in here], embedder)}
    indexed = [found.get(kept.article.id) or IndexedArticle(kept.article, (), {}) for kept in missing]
    with store.writing() as writer:
        writer.put(
            [replace(new, earlier=kept.earlier, copies=kept.copies) for new, kept in zip(indexed, missing, strict=True)]
        )
