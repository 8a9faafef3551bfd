"""What is known of feeds and pages, so that each is asked again at its time and nothing is fetched twice.

It lies in the same database as the articles, but is no part of what is searched: keeping it makes no new generation.
Times are seconds since 1970 UTC.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class FeedState:
    """A feed between two visits.

    Attributes:
        url: As listed.
        moved_to: Where it has permanently moved to; "" if nowhere.
        title: As it calls itself.
        etag: Of the last success, for a conditional request.
        last_modified: The same.
        interval_s: How long it was left alone at last; 0 before the first success.
        next_visit: When to ask again.
        not_before: Until when it asked to be left alone.
        last_success: When it was last read, or unchanged; None: never.
        last_error: What was wrong at last; "" after a success.
        errors: Errors in a row.
        items: How many items it listed at last.
        gone_at: Since when it is gone for good; None if it is not.
    """

    url: str
    moved_to: str = ""
    title: str = ""
    etag: str = ""
    last_modified: str = ""
    interval_s: float = 0.0
    next_visit: float = 0.0
    not_before: float = 0.0
    last_success: float | None = None
    last_error: str = ""
    errors: int = 0
    items: int = 0
    gone_at: float | None = None


@dataclass(frozen=True, slots=True)
class PageState:
    """A page, or an entry of a feed that has none, between two visits.

    Attributes:
        key: The entry's, see `index.feeds.entry.FeedEntry.key`.
        url: Address of the page; "" if it has none.
        feed: The feed that listed it first, "" if a person named it.
        seen: What the feed told of it: the entry's fingerprint.
        article: Id of the article that was made of it; "" if none was.
        said: What the article said: its fingerprint.
        from_page: Its text is the page's, and not the feed's.
        etag: Of the last success.
        last_modified: The same.
        fresh_from: When it was published, or changed last.
        next_visit: When to look again; None: only if the feed tells something new of it.
        visits: Looks since `fresh_from`.
        failures: Looks in a row that gave nothing.
        first_seen: When it was first known.
        gone_at: Since when the outlet no longer has it; None if it has.
        removed: A keeper of the news took the article out: it is not to come back by itself.
    """

    key: str
    url: str
    feed: str = ""
    seen: str = ""
    article: str = ""
    said: str = ""
    from_page: bool = False
    etag: str = ""
    last_modified: str = ""
    fresh_from: float = 0.0
    next_visit: float | None = None
    visits: int = 0
    failures: int = 0
    first_seen: float = 0.0
    gone_at: float | None = None
    removed: bool = False


class Agenda(Protocol):
    """What is known of feeds and pages. Safe to use from several threads; every writing is one transaction.

    Every method raises StoreError where the database cannot be read or written, StoreBusy where another process writes.
    """

    def feeds(self) -> list[FeedState]:
        """All feeds that were ever visited and not forgotten, by address."""
        ...

    def pages(self, keys: Collection[str]) -> dict[str, PageState]:
        """What is known of these, by key."""
        ...

    def pages_of(self, articles: Collection[str]) -> dict[str, PageState]:
        """A page of each of these articles that has one, by the article's id."""
        ...

    def due(self, now: float) -> list[PageState]:
        """The pages to be looked at again by now, longest due first."""
        ...

    def young(self, since: float) -> list[PageState]:
        """The pages that gave an article and were published or changed after `since`, without those removed."""
        ...

    def stored_by(self, feed: str) -> int:
        """How many articles a feed brought."""
        ...

    def keep(self, feeds: Iterable[FeedState] = (), pages: Iterable[PageState] = ()) -> None:
        """Keep what is known of these from now on; `removed` stays as it is stored, see `allow`."""
        ...

    def removed(self, articles: Collection[str]) -> set[str]:
        """Those of these articles that a keeper of the news took out."""
        ...

    def allow(self, articles: Collection[str]) -> None:
        """Let articles come back that were removed."""
        ...

    def forget(self, listed: Collection[str], before: float) -> None:
        """Drop feeds that are no longer listed, and pages first seen before a time that nothing is waited for."""
        ...
