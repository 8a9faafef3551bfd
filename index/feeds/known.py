"""Pages that a person named: they are looked at again like those that feeds list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from index.article import Article
from index.errors import SourceError
from index.feeds.after import PageVisit, page_after
from index.store.agenda import Agenda, PageState


def noting(read: Iterable[Article | SourceError], noted: list[Article]) -> Iterator[Article | SourceError]:
    """Pass on what is read from the web, and note the articles."""
    for item in read:
        if isinstance(item, Article):
            noted.append(item)
        yield item


def note_pages(agenda: Agenda, articles: Iterable[Article], now: float, recheck_s: float) -> None:
    """Remember the pages of articles that were just stored, also where an earlier version had been removed.

    Args:
        agenda: Of the index that they are stored in.
        articles: As they came from the web.
        now: Seconds since 1970.
        recheck_s: For how many seconds after publication, or its last change, a page is looked at again.

    Raises:
        StoreError: The index cannot be read or written.
    """
    named = {article.id: article for article in articles if article.url}
    if not named:
        return
    known = agenda.pages_of(named)
    pages = [
        page_after(
            known.get(name) or PageState(article.url, article.url, first_seen=now),
            PageVisit(article, True),
            now,
            recheck_s,
        )
        for name, article in named.items()
    ]
    agenda.keep(pages=pages)
    agenda.allow(named)
