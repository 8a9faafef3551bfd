"""The nouns that all floors share."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Language = Literal["hi", "en", "hi-Latn"]
"""Hindi in Devanagari, English, and Hindi typed with Latin letters."""

LANGUAGES: tuple[Language, ...] = ("hi", "en", "hi-Latn")


@dataclass(frozen=True, slots=True)
class Article:
    """A published news item.

    Attributes:
        id: Stable across additions: the publisher's own id or address where there is one.
        title: Headline; empty where the source has none.
        text: Body, as published but for control characters; chunks and citations quote it literally.
        language: Language and script of the text.
        source: Name of the outlet; empty if unknown.
        url: Address of the page; empty if unknown.
        published_at: Timezone-aware; None if unknown.
        author: Who wrote it, as the outlet says; empty if unknown.
        section: Of the outlet, in its own words; empty if unknown.
        modified_at: When the outlet last changed it, by its own word; timezone-aware; None if unknown.
        gone_at: Since when its outlet no longer has it, timezone-aware; None if it has, as far as is known.
        revision: Which version the store holds, from 1, one more with each correction. No part of what the article says.
    """

    id: str
    title: str
    text: str
    language: Language
    source: str = ""
    url: str = ""
    published_at: datetime | None = None
    author: str = ""
    section: str = ""
    modified_at: datetime | None = None
    revision: int = field(default=1, compare=False)
    gone_at: datetime | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        for name, moment in (("published_at", self.published_at), ("modified_at", self.modified_at)):
            if moment is not None and moment.tzinfo is None:
                raise ValueError(f"{name} must be timezone-aware")

    @property
    def fingerprint(self) -> str:
        """Sha256 of the words of title and text: equal for the same text under another name."""
        words = " ".join(f"{self.title}\n{self.text}".split())
        return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Chunk:
    """A contiguous span of one article: what is embedded and retrieved.

    Attributes:
        article_id: The article it belongs to.
        start: Offset of its first character in the article's text.
        end: Offset behind its last character.
        sentences: (start, end) of each sentence, offsets in the article's text, in order.
    """

    article_id: str
    start: int
    end: int
    sentences: tuple[tuple[int, int], ...]
