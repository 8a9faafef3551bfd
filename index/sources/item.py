"""Item: a news item as a reader found it, before it becomes an Article."""

from __future__ import annotations

from dataclasses import dataclass

MAX_TEXT_CHARS = 1_000_000
"""Longest text of one article, in characters: twice a long novel. It is embedded in about a minute; what is longer is a
collection that was meant to be many articles."""


@dataclass(frozen=True, slots=True)
class Item:
    """What a reader found, as found.

    Attributes:
        place: Where it stands, for error messages: "news.jsonl:17".
        text: Body.
        title: Headline; empty if there is none.
        id: The publisher's own id; empty if there is none.
        language: As declared, in whatever words; empty if not declared.
        source: Outlet; empty if unknown.
        url: Address; empty if unknown.
        author: Who wrote it; empty if unknown.
        section: Of the outlet; empty if unknown.
        modified: What may be the time of its last change, best first, as `dates`.
        dates: What may be the time of publication, best first: text, or seconds or milliseconds since 1970 UTC.
    """

    place: str
    text: str
    title: str = ""
    id: str = ""
    language: str = ""
    source: str = ""
    url: str = ""
    dates: tuple[str | float, ...] = ()
    author: str = ""
    section: str = ""
    modified: tuple[str | float, ...] = ()
