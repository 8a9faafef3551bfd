"""One look at the page behind an entry; where it cannot be had, what the feed itself told."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, tzinfo
from urllib.parse import urlsplit

from index.article import Article
from index.errors import FetchError, SourceError
from index.feeds.after import PageVisit
from index.feeds.feed_visit import Fetches, InThread
from index.fetch.fetched import Fetched
from index.sources.addresses import canonical_url
from index.sources.articles import to_articles
from index.sources.item import Item
from index.sources.pages import read_page
from index.store.agenda import PageState

_NEVER_FROM_FEED = ("gone", "missing", "private")
"""The outlet has taken it down, or has not put it there yet; or it is none of the public web."""


async def visit_page(
    fetcher: Fetches, page: PageState, told: Item | None, zone: tzinfo, parse: InThread[PageVisit]
) -> PageVisit:
    """Fetch a page, if it has changed, and read it.

    Args:
        fetcher: The way to the web.
        page: What is known of it.
        told: What a feed tells of it just now; None on a second look.
        zone: Of times that name no zone.
        parse: Runs what takes a processor's time.
    """
    if not page.url:
        return await parse(lambda: _from_feed(page, told, zone, None))
    try:
        fetched = await fetcher.get(page.url, etag=page.etag, last_modified=page.last_modified)
    except FetchError as error:
        found = error
        return await parse(lambda: _from_feed(page, told, zone, found))
    if fetched.status == 304:
        return PageVisit(fetched=fetched)
    return await parse(lambda: _from_page(page, fetched, told, zone))


def _from_page(page: PageState, fetched: Fetched, told: Item | None, zone: tzinfo) -> PageVisit:
    try:
        item = read_page(fetched.body, fetched.url)
        if told is not None and len(told.text) > len(item.text):
            item = replace(item, text=told.text)  # some pages show the beginning, and the feed has it all
        article = _article(_completed(item, fetched, told), zone)
    except SourceError as error:
        visit = _from_feed(page, told, zone, error)
        return replace(visit, fetched=fetched)
    return PageVisit(article, from_page=True, fetched=fetched)


def _completed(item: Item, fetched: Fetched, told: Item | None) -> Item:
    """What the page does not say of itself, the feed may."""
    own, here = canonical_url(item.url), canonical_url(fetched.url)
    url = own if own and _same_site(own, here) else here
    if told is None:
        return replace(item, url=url)
    return replace(
        item,
        url=url,
        title=item.title or told.title,
        source=item.source or told.source,
        language=item.language or told.language,
        dates=(*item.dates, *told.dates),
    )


def _same_site(one: str, other: str) -> bool:
    """A page may name another address of its own site as its own, and none of a stranger's."""
    first, second = (_domain(urlsplit(url).hostname or "") for url in (one, other))
    return first == second or first.endswith(f".{second}") or second.endswith(f".{first}")


def _domain(host: str) -> str:
    for prefix in ("www.", "m.", "amp.", "mobile."):
        host = host.removeprefix(prefix)
    return host


def _from_feed(page: PageState, told: Item | None, zone: tzinfo, error: SourceError | None) -> PageVisit:
    """Make an article of the feed's own text, unless better is stored or the page is not to be had for a reason."""
    if told is None or not told.text.strip():
        return PageVisit(error=error or SourceError(page.key, "its feed tells no text of it."))
    if isinstance(error, FetchError) and error.kind in _NEVER_FROM_FEED:
        return PageVisit(error=error)
    if page.article and page.from_page:
        return PageVisit(error=error)
    try:
        return PageVisit(_article(told, zone), error=error)
    except SourceError as no_article:
        return PageVisit(error=error or no_article)


def _article(item: Item, zone: tzinfo) -> Article:
    now = datetime.now(zone)
    (found,) = to_articles([item], name=item.place, timezone=zone, now=now, today=now)
    if isinstance(found, SourceError):
        raise found
    return found
