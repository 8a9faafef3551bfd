"""The page behind a link or a feed's entry to an Article; what the feed gives stands in where the page gives less.

address ─▶ out of an AMP cache ─▶ fetch ─┬▶ page ─▶ read ─▶ longer than the feed's text? ─▶ Article
                                         └▶ no page ─▶ the feed's text, where the page will not come later either
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

from index.article import Article
from index.errors import FetchError, SourceError
from index.fetch import Fetched, Fetcher
from index.sources.articles import to_articles
from index.sources.canonical import out_of_cache
from index.sources.furniture import without_furniture
from index.sources.item import Item
from index.sources.kinds import kind_of
from index.sources.markup import has_markup, text_of
from index.sources.pages import read_page
from index.text import clean

_MIN_FEED_CHARS = 40
"""A shorter text of a feed says no more than its headline."""
_MUCH_LONGER = 1.25
"""So many times the page's text the feed's must be to be taken: then the page holds only the beginning."""

_NOT_TO_COME = frozenset({"refused", "robots", "too_large", "bad"})
"""With these the page will not come the next time either, so that the feed's text is all there is."""
_LATER = frozenset({"busy", "slow", "unreachable"})
"""With these it may. The feed's text now and the page's later would look like a correction of the news."""


@dataclass(frozen=True, slots=True)
class Visit:
    """What came of going to an address.

    Attributes:
        article: The article, or why there is none.
        fetched: What came over the network; None if nothing did. Its `etag` and `last_modified` are for the next visit;
            with status 304 there is nothing new, and `article` says so.
    """

    article: Article | SourceError
    fetched: Fetched | None


async def article_of(
    fetcher: Fetcher,
    url: str,
    item: Item | None,
    timezone: tzinfo,
    *,
    now: datetime | None = None,
    settle: bool = False,
) -> Article | SourceError:
    """Fetch the article at an address; see `visit`."""
    return (await visit(fetcher, url, item, timezone, now=now, settle=settle)).article


async def visit(
    fetcher: Fetcher,
    url: str,
    item: Item | None,
    timezone: tzinfo,
    *,
    etag: str = "",
    last_modified: str = "",
    now: datetime | None = None,
    settle: bool = False,
) -> Visit:
    """Fetch the article at an address.

    Args:
        fetcher: The way to the web.
        url: Of the page.
        item: What a feed says of it, text perhaps in HTML; None for a mere link.
        timezone: Of times that name no zone.
        etag: Of the last visit, if it is to be told whether anything has changed.
        last_modified: The same.
        now: The present, timezone-aware; given in tests.
        settle: Take the feed's text also where the page may still come at a later try.

    Returns:
        An article whose id is made of the page's canonical address, so that the same page by feed, by link or as a saved
        file is one; or a SourceError (a FetchError, with its `kind`, if the page was not fetched).
    """
    address = out_of_cache(url)
    try:
        fetched = await fetcher.get(address, etag=etag, last_modified=last_modified)
    except FetchError as error:
        if item is not None and error.kind in (_NOT_TO_COME | _LATER if settle else _NOT_TO_COME):
            return Visit(article_of_feed(item, address, timezone, now=now, otherwise=error), None)
        return Visit(error, None)
    if fetched.status == 304:
        return Visit(SourceError(url, "nothing has changed there."), fetched)
    found = await asyncio.to_thread(article_from, fetched, item, timezone, now=now, asked_for=address)
    return Visit(found, fetched)


def article_from(
    fetched: Fetched,
    item: Item | None,
    timezone: tzinfo,
    *,
    now: datetime | None = None,
    asked_for: str = "",
) -> Article | SourceError:
    """Make the article of a page that was fetched. Takes a tenth of a second and more: not for the event loop.

    Args:
        fetched: With a body.
        item: As for `visit`.
        timezone: The same.
        now: The same.
        asked_for: The address before redirects, which the feed's text is known under.
    """
    try:
        return article_of_page(fetched, item, timezone, now=now, asked_for=asked_for)
    except SourceError as error:
        if item is None:
            return error
        return article_of_feed(item, asked_for or fetched.url, timezone, now=now, otherwise=error)


def article_of_page(
    fetched: Fetched,
    item: Item | None,
    timezone: tzinfo,
    *,
    now: datetime | None = None,
    asked_for: str = "",
) -> Article:
    """Make the article of the page itself; as `article_from`, but nothing stands in for it.

    Raises:
        SourceError: It holds no article.
    """
    if (kind := kind_of(fetched)) != "page":
        what = "a feed" if kind == "feed" else fetched.content_type or "no text"
        raise SourceError(asked_for or fetched.url, f"this is {what} and not the page of an article.")
    page = read_page(fetched.body, fetched.url, address=fetched.url, charset=fetched.charset)
    made = _article(_merged(page, item) if item else page, timezone, now)
    if isinstance(made, SourceError):
        raise made
    return made


def article_of_feed(
    item: Item, url: str, timezone: tzinfo, *, now: datetime | None = None, otherwise: SourceError | None = None
) -> Article | SourceError:
    """Make an article of what the feed itself gives.

    Args:
        item: As for `visit`.
        url: Of the page that could not be read.
        timezone: The same.
        now: The same.
        otherwise: What to return if the feed gives no more than a headline.
    """
    text = _text(item)
    if len(text) < _MIN_FEED_CHARS or text.strip(" .।…") == clean(item.title).strip(" .।…"):
        return otherwise or SourceError(url, "the feed gives no text for it.")
    return _article(replace(item, text=text, url=url), timezone, now)


def _merged(page: Item, item: Item) -> Item:
    """The page, with what only the feed says; times with a time of day go before mere days."""
    of_feed = _text(item)
    return replace(
        page,
        text=of_feed if len(of_feed) > _MUCH_LONGER * len(page.text) else page.text,
        title=page.title or item.title,
        source=page.source or item.source,
        language=page.language or item.language,
        author=page.author or item.author,
        section=page.section or item.section,
        dates=tuple(sorted((*page.dates, *item.dates), key=_is_day_only)),
        modified=(*page.modified, *item.modified),
    )


def _is_day_only(date: str | float) -> bool:
    return isinstance(date, str) and ":" not in date


def _text(item: Item) -> str:
    return without_furniture(clean(text_of(item.text) if has_markup(item.text) else item.text))


def _article(item: Item, timezone: tzinfo, now: datetime | None) -> Article | SourceError:
    now = now or datetime.now(timezone)
    item = replace(item, id="", place=item.url)  # a feed's own id would be another than the link's
    (found,) = to_articles([item], name=item.url, timezone=timezone, now=now, today=now)
    return found
