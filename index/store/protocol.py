"""What every store offers, whatever engine is behind it: SQLite + FAISS today, a distributed engine later.

One process writes at a time, any number reads. A reader works on a View: an immutable picture of one
generation of the index, so that positions found in it stay true until the reader asks for the next View.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from index.article import Article, Chunk, Language
from index.embed.late import NO_TOKENS, SentenceTokens
from index.store.agenda import Agenda

Standing = Literal["new", "changed", "same", "duplicate"]
TermField = Literal["words", "sounds"]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an index was made with; another value of any field makes it unreadable, never silently wrong."""

    model: str
    revision: str
    dimension: int
    query_prompt: str
    passage_prompt: str
    chunking: str


@dataclass(frozen=True, slots=True)
class IndexedChunk:
    """A chunk with everything that retrieval needs.

    Attributes:
        chunk: Its place in the article.
        vector: Shape (dimension,), float32, unit length.
        sentence_vectors: Shape (len(chunk.sentences), dimension), float32, unit rows.
        words: Search terms of title and text, as `index.text.terms` gives them (repeats allowed).
        sounds: Sound keys of the same, as `index.sound.sound_terms` gives them.
        tokens: Codes of its tokens by sentence, for late interaction; none where the model has no map for it.
    """

    chunk: Chunk
    vector: NDArray[np.float32]
    sentence_vectors: NDArray[np.float32]
    words: Sequence[str]
    sounds: Sequence[str]
    tokens: SentenceTokens = NO_TOKENS


@dataclass(frozen=True, slots=True)
class Copy:
    """An article that says what a stored one says, and is not stored itself.

    Attributes:
        id: Its own id.
        title: Its headline; may be empty.
        source: Its outlet; may be empty.
        url: Its address; may be empty.
        published_at: Timezone-aware; None if unknown.
    """

    id: str
    title: str
    source: str
    url: str
    published_at: datetime | None


@dataclass(frozen=True, slots=True)
class IndexedArticle:
    """An article ready to be stored.

    Attributes:
        article: The article.
        chunks: Its chunks in order; empty if it has no text that can be embedded.
        vocabulary: Each distinct surface word of the article with its sound key.
        earlier: What it said before, oldest first, where it comes from another index; only for an article that the store
            does not have.
        copies: Who else wrote the same, known from another index.
    """

    article: Article
    chunks: Sequence[IndexedChunk]
    vocabulary: Mapping[str, str]
    earlier: Sequence[Article] = ()
    copies: Sequence[Copy] = ()


@dataclass(frozen=True, slots=True)
class StoredChunk:
    """A chunk read back.

    Attributes:
        id: Its row id.
        chunk: Its place in the article.
        article: The article, whole, in its newest revision.
        sentence_vectors: Shape (n_sentences, dimension), float32, unit rows up to rounding to 16 bits.
        tokens: Codes of its tokens by sentence, as they were put.
    """

    id: int
    chunk: Chunk
    article: Article
    sentence_vectors: NDArray[np.float32]
    tokens: SentenceTokens = NO_TOKENS


class View(Protocol):
    """One generation of the index, safe to use from several threads. Positions run from 0 to n_chunks - 1.

    A view is meant for one question, not to be kept for days: a store may have to keep what it shows.
    """

    generation: int
    chunk_ids: NDArray[np.int64]
    """Row id by position, ascending."""
    article_numbers: NDArray[np.int32]
    """By position: the number of its article, which stays the same and is higher the later the article was first stored."""
    languages: NDArray[np.int8]
    """By position: index into `index.article.LANGUAGES`."""
    published: NDArray[np.float64]
    """By position: publication time in seconds since 1970 UTC; NaN if unknown."""
    sources: Sequence[str]
    """Outlet names; `source_numbers` points into it."""
    source_numbers: NDArray[np.int32]

    def search(
        self, vectors: NDArray[np.float32], k: int, allowed: NDArray[np.bool_] | None = None
    ) -> list[tuple[NDArray[np.int64], NDArray[np.float32]]]:
        """Return each query's k nearest chunks as (positions, cosines), best first.

        Args:
            vectors: Query embeddings, shape (n_queries, dimension), float32, unit rows.
            k: Hits per query, at least 1.
            allowed: By position: which chunks may be found; None for all.

        Returns:
            One pair per query; shorter than k if fewer are allowed.

        Raises:
            ValueError: k < 1, or vectors of another dimension.
        """
        ...

    def cosines(self, vectors: NDArray[np.float32], positions: NDArray[np.int64]) -> NDArray[np.float32]:
        """Exact cosine of each query with each named chunk, shape (n_queries, len(positions))."""
        ...

    def postings(self, field: TermField, term: str) -> NDArray[np.int64]:
        """Positions of the chunks that hold the term, ascending; empty if none."""
        ...

    def chunks(self, positions: Iterable[int]) -> list[StoredChunk]:
        """Read the chunks at these positions, in their order."""
        ...

    def words_by_sound(self, sounds: Iterable[str]) -> dict[str, list[tuple[str, int]]]:
        """For each sound key, the surface words of the index and in how many articles each stands."""
        ...

    def word_counts(self, words: Iterable[str]) -> dict[str, int]:
        """In how many articles each of these surface words stands; words that stand in none are left out."""
        ...

    def newest(self, count: int, language: Language | None = None) -> list[Article]:
        """The newest articles by publication time, undated ones last."""
        ...

    def stories(self, numbers: Iterable[int]) -> dict[int, int]:
        """The story that each of these articles belongs to, by article number; an article that says nothing has none.

        Two articles of one story tell of one event. The number of a story changes when two of them turn out to be one.
        """
        ...

    def copies(self, numbers: Iterable[int]) -> dict[int, list[Copy]]:
        """The copies of each of these articles that has any, by article number."""
        ...


@dataclass(frozen=True, slots=True)
class StoreStatus:
    """What `bot.py status` tells of the index."""

    articles: int
    chunks: int
    languages: dict[str, int]
    oldest: datetime | None
    newest: datetime | None
    model: str
    generation: int
    bytes: int


class Writer(Protocol):
    """The one writer. Every method is one transaction: whole or not at all, even if the process is killed."""

    def standing(self, articles: Sequence[Article]) -> list[Standing]:
        """What adding each article would do.

        "new": unknown id and unknown text; "changed": known id, other text or title, outlet, address, date or language;
        "same": known id with equal content; an article that was gone and is back is "changed"; "duplicate": unknown id, but an
        article with this fingerprint is stored, or one of another outlet whose near copy this is.
        """
        ...

    def note_copies(self, articles: Sequence[Article]) -> None:
        """Record where articles whose standing is "duplicate" came from, beside the article that each is a copy of.

        One whose original is not stored is left out. Removing or correcting the original, or its outlet taking it down, forgets
        its copies.
        """
        ...

    def put(self, articles: Sequence[IndexedArticle]) -> None:
        """Store new articles and new revisions of known ones (the old revision is kept, its chunks go)."""
        ...

    def touch(self, articles: Sequence[Article]) -> None:
        """Keep the newest author, section and time of change of articles that are otherwise "same"; no new revision."""
        ...

    def remove(self, ids: Sequence[str]) -> list[str]:
        """Remove articles with all their chunks and revisions; return the ids that were there.

        What is known of their pages stays, so that their feeds do not bring them back.
        """
        ...

    def mark_gone(self, ids: Sequence[str], since: datetime) -> list[str]:
        """Mark articles that their outlet no longer has: kept with their revisions, but found no more until they are put again.

        Returns:
            The ids that were there and not marked before.
        """
        ...

    def replace_all(self, manifest: Manifest, batches: Iterable[Sequence[IndexedArticle]]) -> None:
        """Make all chunks anew with another model or chunking, as one transaction.

        Until it is done, readers see the old index, and a process that is killed leaves it. Afterwards this store is of
        another kind than it was opened as: open it again with the new manifest.

        Args:
            manifest: What the new chunks are made with.
            batches: The articles of the store (`Store.articles` may be read meanwhile). One that is left out stays, but
                cannot be found; one whose content differs becomes a new revision.
        """
        ...


class Store(Protocol):
    """An index on disk.

    Attributes:
        agenda: What is known of feeds and pages between two visits.
    """

    @property
    def agenda(self) -> Agenda:
        """See above."""
        ...

    def writing(self) -> AbstractContextManager[Writer]:
        """Become the one writer.

        Raises:
            StoreBusy: another process is still writing after a short wait.
            StoreError: the folder cannot be written, or the disk is full.
        """
        ...

    def view(self) -> View:
        """The newest generation; quick when nothing has changed."""
        ...

    def article(self, article_id: str) -> Article | None:
        """The newest revision of an article, or None."""
        ...

    def articles(self) -> Iterable[Article]:
        """Every article in the order it was first stored, newest revision, read in batches."""
        ...

    def revisions(self, article_id: str) -> list[Article]:
        """Older revisions of an article, oldest first."""
        ...

    def copies(self, article_id: str) -> list[Copy]:
        """The copies of an article, in the order of their ids."""
        ...

    def published_before(self, moment: datetime, count: int) -> list[str]:
        """Ids of at most so many articles published before a moment, oldest first; undated ones are not among them."""
        ...

    def status(self) -> StoreStatus:
        """Counts, dates and sizes."""
        ...

    def close(self) -> None:
        """Let go of files and connections."""
        ...
