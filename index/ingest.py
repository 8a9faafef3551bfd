"""The pipeline from a source to the index.

    source ── read ──▶ Article ── standing ──▶ new or changed ── chunk ──▶ embed ──▶ put (one transaction)
                 └───▶ SourceError: counted, reported; the rest goes on

Nothing is embedded that is stored already, or that only repeats what another outlet wrote: of such a copy it is recorded
where it stood. Whatever is put finds its story in the same transaction. The index is locked only while it is asked and while
it is written, never while the model runs, so that two processes can add at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from index.article import Article, Chunk
from index.chunk import CHUNKING, MAX_TITLE_CHARS, chunk_articles
from index.embed.protocol import Embedder, ModelCard, Passage
from index.errors import SourceError
from index.sound import sound_key
from index.store.protocol import IndexedArticle, IndexedChunk, Manifest, Standing, Store, Writer
from index.terms import sounds_of, terms_of, words

BATCH_ARTICLES = 256
BATCH_CHARS = 400_000
"""A batch is written in one transaction: large enough to sort by length, small enough that little is lost to a kill."""


@dataclass(slots=True)
class IngestReport:
    """What became of the articles of some sources."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    duplicates: int = 0
    failed: list[SourceError] = field(default_factory=list)

    def count(self, standing: Standing) -> None:
        """Count one article."""
        match standing:
            case "new":
                self.added += 1
            case "changed":
                self.updated += 1
            case "same":
                self.unchanged += 1
            case "duplicate":
                self.duplicates += 1


def manifest_for(card: ModelCard) -> Manifest:
    """Return what an index made with this model pins."""
    return Manifest(card.name, card.revision, card.dimension, card.query_prompt, card.passage_prompt, CHUNKING)


def ingest(
    read: Iterable[Article | SourceError],
    store: Store,
    embedder: Embedder,
    progress: Callable[[IngestReport], None] | None = None,
) -> IngestReport:
    """Bring articles into the index.

    Args:
        read: Articles, and what could not be read.
        store: Where they go.
        embedder: The model that the store was made with.
        progress: Told the report after each batch.

    Returns:
        The counts. What they say is stored is stored, whatever happens next.

    Raises:
        StoreError: The index cannot be written.
        EmbeddingError: The model failed.
    """
    report = IngestReport()
    for batch in _batches(read, report):
        _bring_in(batch, store, embedder, report)
        if progress:
            progress(report)
    return report


def _batches(read: Iterable[Article | SourceError], report: IngestReport) -> Iterator[list[Article]]:
    """Gather articles; one that repeats an id or a text of its batch waits for the next, so that it meets it stored."""
    batch: list[Article] = []
    ids: set[str] = set()
    fingerprints: set[str] = set()
    chars = 0
    for item in read:
        if isinstance(item, SourceError):
            report.failed.append(item)
            continue
        fingerprint = item.fingerprint
        if batch and (
            len(batch) >= BATCH_ARTICLES or chars >= BATCH_CHARS or item.id in ids or fingerprint in fingerprints
        ):
            yield batch
            batch, chars = [], 0
            ids.clear()
            fingerprints.clear()
        batch.append(item)
        ids.add(item.id)
        fingerprints.add(fingerprint)
        chars += len(item.text)
    if batch:
        yield batch


def _bring_in(batch: Sequence[Article], store: Store, embedder: Embedder, report: IngestReport) -> None:
    with store.writing() as writer:
        standings = writer.standing(batch)
        writer.touch([article for article, standing in zip(batch, standings, strict=True) if standing == "same"])
    wanted = [article for article, standing in zip(batch, standings, strict=True) if standing in ("new", "changed")]
    copied = [article for article, standing in zip(batch, standings, strict=True) if standing == "duplicate"]
    for standing in standings:
        if standing not in ("new", "changed"):
            report.count(standing)
    if not wanted and not copied:
        return
    ready = index_articles(wanted, embedder) if wanted else []
    with store.writing() as writer:
        copied += _put(writer, ready, report)
        writer.note_copies(copied)


def _put(writer: Writer, ready: Sequence[IndexedArticle], report: IngestReport) -> list[Article]:
    """Write what is still new, and return what is a copy by now: another process may have added the same meanwhile."""
    standings = writer.standing([indexed.article for indexed in ready])
    writer.put([indexed for indexed, standing in zip(ready, standings, strict=True) if standing in ("new", "changed")])
    for standing in standings:
        report.count(standing)
    return [indexed.article for indexed, standing in zip(ready, standings, strict=True) if standing == "duplicate"]


def index_articles(articles: Sequence[Article], embedder: Embedder) -> list[IndexedArticle]:
    """Chunk and embed articles.

    Args:
        articles: Articles with clean text.
        embedder: The model.

    Returns:
        One for each, in order.
    """
    chunked = chunk_articles(articles, embedder.count_tokens)
    passages = [_passage(article, chunk) for article, chunks in zip(articles, chunked, strict=True) for chunk in chunks]
    vectors = iter(embedder.embed_passages(passages))
    indexed: list[IndexedArticle] = []
    for article, chunks in zip(articles, chunked, strict=True):
        ready: list[IndexedChunk] = []
        for chunk in chunks:
            made = next(vectors)
            found = words(f"{article.title}\n{article.text[chunk.start : chunk.end]}")
            ready.append(
                IndexedChunk(chunk, made.vector, made.sentences, terms_of(found), sounds_of(found), made.tokens)
            )
        vocabulary = {word: sound_key(word) for word in words(f"{article.title}\n{article.text}") if not word.isdigit()}
        indexed.append(IndexedArticle(article, ready, vocabulary))
    return indexed


def _passage(article: Article, chunk: Chunk) -> Passage:
    spans = tuple((start - chunk.start, end - chunk.start) for start, end in chunk.sentences)
    return Passage(article.title[:MAX_TITLE_CHARS], article.text[chunk.start : chunk.end], spans)
