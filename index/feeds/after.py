"""What is known of a feed or a page after a visit: pure steps from one state to the next."""

from __future__ import annotations

from dataclasses import dataclass, replace

from index.article import Article
from index.errors import FetchError, SourceError
from index.feeds.schedule import (
    MAX_RETRY_AFTER_S,
    MIN_INTERVAL_S,
    next_interval_s,
    next_recheck,
    retry_of_page,
    wait_after_error_s,
    wait_s,
)
from index.fetch.fetched import Fetched
from index.store.agenda import FeedState, PageState
from index.text import clean

_TAKEN_DOWN = ("gone", "missing")
_MAX_YOUTHS = 7
"""By changing a page stays young for so many times as long as one that does not, counted from when it was first seen."""
_MAX_TITLE_CHARS = 200
_MAX_ERROR_CHARS = 300


@dataclass(frozen=True, slots=True)
class PageVisit:
    """What came of a look at a page.

    Attributes:
        article: What it says; None if it is unchanged or gave nothing.
        from_page: The text is the page's, and not the feed's.
        fetched: What the server sent; None if nothing came.
        error: Why the page gave nothing; it may stand beside an article that the feed's text made.
    """

    article: Article | None = None
    from_page: bool = False
    fetched: Fetched | None = None
    error: SourceError | None = None

    @property
    def taken_down(self) -> bool:
        """Whether the outlet no longer has the page."""
        return isinstance(self.error, FetchError) and self.error.kind in _TAKEN_DOWN


def feed_after_success(
    state: FeedState,
    fetched: Fetched,
    now: float,
    *,
    title: str = "",
    items: int | None = None,
    found_new: bool = False,
) -> FeedState:
    """Return the state of a feed that was read, or that has not changed.

    Args:
        state: Before.
        fetched: What the server sent.
        now: The present.
        title: As the feed calls itself now.
        items: How many it lists; None: as before.
        found_new: Whether any of them is new or changed.
    """
    interval_s = next_interval_s(state.interval_s, found_new)
    return replace(
        state,
        moved_to=_moved_to(state, fetched),
        title=_line(title, _MAX_TITLE_CHARS) or state.title,
        etag=fetched.etag or (state.etag if fetched.status == 304 else ""),
        last_modified=fetched.last_modified or (state.last_modified if fetched.status == 304 else ""),
        interval_s=interval_s,
        next_visit=now + wait_s(interval_s, fetched.max_age_s),
        last_success=now,
        not_before=0.0,
        last_error="",
        errors=0,
        items=state.items if items is None else items,
        gone_at=None,
    )


def unfinished(state: FeedState, now: float) -> FeedState:
    """Return the state of a feed not all of whose entries were visited: the next visit is soon, and sees it whole."""
    return replace(state, etag="", last_modified="", next_visit=now + MIN_INTERVAL_S)


def _moved_to(state: FeedState, fetched: Fetched) -> str:
    if not fetched.moved_to:
        return state.moved_to
    return "" if fetched.moved_to == state.url else fetched.moved_to


def feed_after_error(state: FeedState, error: SourceError, now: float) -> FeedState:
    """Return the state of a feed that could not be read: later, ever later, or never again if it is gone."""
    errors = state.errors + 1
    kind = error.kind if isinstance(error, FetchError) else ""
    asked_s = min(error.retry_after_s or 0.0, MAX_RETRY_AFTER_S) if isinstance(error, FetchError) else 0.0
    after = replace(
        state,
        errors=errors,
        last_error=_line(error.reason, _MAX_ERROR_CHARS),
        next_visit=now + wait_after_error_s(state.interval_s, errors, asked_s),
        not_before=now + asked_s if asked_s else 0.0,
    )
    if kind in _TAKEN_DOWN and state.moved_to:
        return replace(after, moved_to="")  # it moved on once more: the listed address knows where
    return replace(after, gone_at=now) if kind == "gone" else after


def _line(words: str, max_chars: int) -> str:
    """A stranger's words as one line that can be stored."""
    return " ".join(clean(words[: 10 * max_chars]).split())[:max_chars]


def page_after(page: PageState, visit: PageVisit, now: float, recheck_s: float) -> PageState:
    """Return the state of a page after a look at it.

    Args:
        page: Before.
        visit: What came of it.
        now: The present.
        recheck_s: For how long after publication, or the last change, a page is looked at.
    """
    fetched = visit.fetched
    if fetched is not None:
        page = replace(
            page,
            url=fetched.moved_to or page.url,
            etag=fetched.etag or (page.etag if fetched.status == 304 else ""),
            last_modified=fetched.last_modified or (page.last_modified if fetched.status == 304 else ""),
        )
    page = replace(page, failures=page.failures + 1 if visit.error else 0)
    if visit.article is not None:
        page = _with_article(page, visit.article, visit.from_page, now, recheck_s)
    elif visit.taken_down and page.article:
        # Without its etag: a page that is back would else be called unchanged.
        page = replace(page, gone_at=page.gone_at or now, visits=page.visits + 1, etag="", last_modified="")
    elif visit.error is None:
        page = replace(page, visits=page.visits + 1)
    else:
        page = replace(page, visits=page.visits + 1, etag="", last_modified="")
    return replace(page, next_visit=_next_visit(page, visit, now, recheck_s))


def _with_article(page: PageState, article: Article, from_page: bool, now: float, recheck_s: float) -> PageState:
    said = article.fingerprint
    is_new, is_same = not page.article, said == page.said
    published = article.published_at.timestamp() if article.published_at else now
    # Some pages are never twice the same, for a counter or a clock in their text.
    changed = min(now, page.first_seen + _MAX_YOUTHS * recheck_s)
    fresh_from = min(published, now) if is_new else page.fresh_from if is_same else changed
    return replace(
        page,
        article=article.id,
        said=said,
        from_page=from_page,
        fresh_from=fresh_from,
        visits=page.visits + 1 if is_same else 1,
        gone_at=None,
    )


def _next_visit(page: PageState, visit: PageVisit, now: float, recheck_s: float) -> float | None:
    if not page.url:
        return None
    if page.article:
        next_visit = next_recheck(page.fresh_from, page.visits, now, recheck_s)
    else:
        next_visit = retry_of_page(page.failures, now)
    asked = visit.error.retry_after_s if isinstance(visit.error, FetchError) else None
    if next_visit is not None and asked:
        next_visit = max(next_visit, now + min(asked, MAX_RETRY_AFTER_S))
    return next_visit
