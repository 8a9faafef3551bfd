"""Articles and token codes as columns and back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import numpy as np

from index.article import Article
from index.embed.late import NO_TOKENS, SentenceTokens

CONTENT = "language, source, url, published_at, title, text, author, section, modified_at"
"""Columns, in the order that `to_row` and `from_row` use, of `articles` and of `revisions`."""

VALUES = ", ".join("?" for _ in CONTENT.split(","))
"""Their places in a statement."""


def to_row(article: Article) -> tuple[str | None, ...]:
    """The values of CONTENT."""
    return (
        article.language,
        article.source,
        article.url,
        article.published_at.isoformat() if article.published_at else None,
        article.title,
        article.text,
        *credits_row(article),
    )


def credits_row(article: Article) -> tuple[str | None, ...]:
    """The last of these values: what stands beside the article, and whose change corrects nothing."""
    return article.author, article.section, article.modified_at.isoformat() if article.modified_at else None


def from_row(article_id: str, revision: int, row: Sequence[Any], gone: float | None = None) -> Article:
    """Make an article from its id, its revision, the values of CONTENT, and since when it is gone, as `gone_at` holds it."""
    language, source, url, published, title, text, author, section, modified = row
    return Article(
        id=article_id,
        title=title,
        text=text,
        language=language,
        source=source,
        url=url,
        published_at=datetime.fromisoformat(published) if published else None,
        author=author,
        section=section,
        modified_at=datetime.fromisoformat(modified) if modified else None,
        revision=revision,
        gone_at=None if gone is None else datetime.fromtimestamp(gone, UTC),
    )


def tokens_to_blob(tokens: SentenceTokens) -> bytes:
    """Codes as bytes: the tokens of each sentence as 16-bit numbers, then the codes; empty where there are none.

    How many of the codes, the last ones, belong to the title is not among them: older indexes have none of these.
    """
    if not len(tokens.codes):
        return b""
    return np.array(tokens.counts, "<u2").tobytes() + tokens.codes.tobytes()


def tokens_from_blob(blob: bytes, sentences: int, title: int) -> SentenceTokens:
    """Read what `tokens_to_blob` made of a chunk with so many sentences and tokens of the title. The codes cannot be written to."""
    if not blob:
        return NO_TOKENS
    counts = np.frombuffer(blob, "<u2", sentences)
    codes = np.frombuffer(blob, np.int8, offset=2 * sentences)
    return SentenceTokens(codes.reshape(int(counts.sum()) + title, -1), tuple(counts.tolist()), title)


def seconds(moment: datetime | None) -> float | None:
    """Seconds since 1970 UTC; None stays None."""
    return moment.timestamp() if moment else None


def same_content(one: Article, other: Article) -> bool:
    """Whether two articles tell readers the same; one instant in two time zones is the same.

    Author, section and time of change do not count: sites touch these without changing a word, and a revision is what
    readers are told of.
    """
    return (one.title, one.text, one.language, one.source, one.url, seconds(one.published_at)) == (
        other.title,
        other.text,
        other.language,
        other.source,
        other.url,
        seconds(other.published_at),
    )
