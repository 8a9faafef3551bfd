"""One look at the page behind an entry; where it cannot be had, what the feed itself told."""

from __future__ import annotations

from dataclasses import replace
from datetime import tzinfo

from index.article import Article
from index.errors import FetchError, SourceError
from index.feeds.after import PageVisit
from index.feeds.feed_visit import Fetches, InThread
from index.sources.canonical import out_of_cache
from index.sources.item import Item
from index.sources.page_of import article_of_feed, article_of_page
from index.store.agenda import PageState

_NEVER_FROM_FEED = ("gone", "private")
"""The outlet has taken it down, or it is none of the public web."""


async def visit_page(
    fetcher: Fetches, page: PageState, told: Item | None, zone: tzinfo, parse: InThread[PageVisit]
) -> PageVisit:
    """Fetch a page, if it has changed, and read it.

    The feed's text stands in at once, also where the page may still come: what is news now is not news tomorrow. The page is
    tried again, and its text is then a new revision.

    Args:
        fetcher: The way to the web.
        page: What is known of it.
        told: What a feed tells of it just now; None on a second look.
        zone: Of times that name no zone.
        parse: Runs what takes a processor's time.
    """
    if not page.url:
        return await parse(lambda: _without_page(page, told, zone))
    address = out_of_cache(page.url)
    try:
        fetched = await fetcher.get(address, etag=page.etag, last_modified=page.last_modified)
    except FetchError as error:
        found = error
        return await parse(lambda: _instead(page, told, zone, found))
    if fetched.status == 304:
        return PageVisit(fetched=fetched)

    def read() -> PageVisit:
        try:
            article = article_of_page(fetched, told, zone, asked_for=address)
        except SourceError as error:
            return replace(_instead(page, told, zone, error), fetched=fetched)
        return PageVisit(article, from_page=True, fetched=fetched)

    return await parse(read)


def _instead(page: PageState, told: Item | None, zone: tzinfo, error: SourceError) -> PageVisit:
    """Make an article of the feed's own text, unless a better one is stored, or the page is away for a reason."""
    kind = error.kind if isinstance(error, FetchError) else ""
    if told is None or kind in _NEVER_FROM_FEED or (page.article and (page.from_page or kind == "missing")):
        return PageVisit(error=error)
    made = article_of_feed(told, page.url, zone, otherwise=error)
    return PageVisit(made if isinstance(made, Article) else None, error=error)


def _without_page(page: PageState, told: Item | None, zone: tzinfo) -> PageVisit:
    """Make an article of an entry that names no page; its id is the entry's."""
    nothing = SourceError(page.key, "its feed names no page and tells no text of it.")
    made = article_of_feed(told, "", zone, otherwise=nothing) if told is not None else nothing
    if told is None or isinstance(made, SourceError):
        return PageVisit(error=nothing)
    return PageVisit(replace(made, id=told.id))
