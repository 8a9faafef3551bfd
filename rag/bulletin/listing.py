"""The articles of a view one by one, newest first, each with a short name that fits a button or a link."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.article import Article
from index.store.protocol import StoredChunk, View

_MAX_REFERENCE_CHARS = 48
_SHORT_ID = re.compile(rf"[A-Za-z0-9_-]{{1,{_MAX_REFERENCE_CHARS}}}")
_BY_NUMBER = re.compile(r"n([0-9]{1,10})-([0-9a-f]{8})")
_BATCH = 20


@dataclass(frozen=True, slots=True)
class Listed:
    """An article in a list.

    Attributes:
        number: Its number in the index: the later it was first stored, the higher.
        reference: Names it in at most 48 characters of A-Z, a-z, 0-9, "_" and "-".
        article: The article.
        vector: What a chunk of it is about, the first one in a list, shape (dimension,), unit length.
        story: The story that it belongs to; None if it has none.
    """

    number: int
    reference: str
    article: Article
    vector: NDArray[np.float32]
    story: int | None = None


def first_positions(view: View) -> NDArray[np.int64]:
    """Return the position of each article's first chunk, newest article first, those without a date last."""
    _, first = np.unique(view.article_numbers, return_index=True)
    published = view.published[first]
    newest = np.lexsort((view.article_numbers[first], np.where(np.isnan(published), -np.inf, published)))[::-1]
    found: NDArray[np.int64] = first[newest].astype(np.int64)
    return found


def listed(view: View, positions: NDArray[np.int64]) -> Iterator[Listed]:
    """Read the articles whose first chunks stand at these positions, a few at a time."""
    for start in range(0, len(positions), _BATCH):
        batch = positions[start : start + _BATCH].tolist()
        told = view.stories(view.article_numbers[batch].tolist())
        for position, chunk in zip(batch, view.chunks(batch), strict=True):
            yield listing(view, position, chunk, told)


def listing(view: View, position: int, chunk: StoredChunk, told: Mapping[int, int]) -> Listed:
    """Return the article of a chunk, whose vector stands for the whole of it, with its story out of `View.stories`."""
    number = int(view.article_numbers[position])
    total = chunk.sentence_vectors.sum(axis=0)
    vector = total / max(float(np.linalg.norm(total)), 1e-6)
    return Listed(number, reference_of(chunk.article.id, number), chunk.article, vector, told.get(number))


def reference_of(article_id: str, number: int) -> str:
    """Return the short name of an article: its id if that will do, else its number with a part of the id's hash."""
    return article_id if _SHORT_ID.fullmatch(article_id) else f"n{number}-{_hash(article_id)}"


def find(view: View, reference: str) -> Article | None:
    """Return the article that a reference by number names; None if it does not, or is gone.

    A number alone would name another article after the index was made anew.
    """
    named = _BY_NUMBER.fullmatch(reference)
    if not named:
        return None
    positions = np.flatnonzero(view.article_numbers == int(named[1]))[:1]
    found = [chunk.article for chunk in view.chunks(positions.tolist()) if _hash(chunk.article.id) == named[2]]
    return found[0] if found else None


def _hash(article_id: str) -> str:
    return hashlib.sha256(article_id.encode("utf-8", "surrogatepass")).hexdigest()[:8]
