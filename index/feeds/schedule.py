"""When to ask again: pure decisions on what happened, in seconds since 1970.

Feeds: half the interval after something new, half as much again after nothing new, between five minutes and a day.
Errors: twice as long with each, up to a day; what the server asks for (Retry-After, max-age) is the least.
Pages: half an hour after they were seen first or changed, then twice as long each time, until they are too old to change.
"""

from __future__ import annotations

MINUTE_S = 60.0
DAY_S = 86_400.0

MIN_INTERVAL_S = 5 * MINUTE_S
MAX_INTERVAL_S = DAY_S
FIRST_INTERVAL_S = 30 * MINUTE_S
MAX_RETRY_AFTER_S = 7 * DAY_S
"""A server that asks for more would never be heard of again."""

RECHECK_S = 2 * DAY_S
"""For how long after its publication, or its last change, a page is looked at again, unless the operator says otherwise."""
FIRST_RECHECK_S = 30 * MINUTE_S
MAX_PAGE_FAILURES = 5
"""So often a page that never gave an article is tried."""

_SOONER, _LATER = 0.5, 1.5
_MAX_DOUBLINGS = 12


def next_interval_s(interval_s: float, found_new: bool) -> float:
    """Return for how long to leave a feed alone after a success.

    Args:
        interval_s: As it was; 0 for a feed that is visited for the first time.
        found_new: Whether it listed anything new or changed.
    """
    if interval_s <= 0:
        return FIRST_INTERVAL_S
    return _bounded(interval_s * (_SOONER if found_new else _LATER))


def wait_s(interval_s: float, max_age_s: float | None = None) -> float:
    """Return the wait after a success: the interval, or longer where the server says that nothing changes before."""
    return max(_bounded(interval_s), min(max_age_s or 0.0, MAX_INTERVAL_S))


def wait_after_error_s(interval_s: float, errors: int, retry_after_s: float | None = None) -> float:
    """Return the wait after an error.

    Args:
        interval_s: The interval of successes; 0 if there was none.
        errors: How many in a row, this one included.
        retry_after_s: What the server asks for; it is honoured up to a week.
    """
    doubled = max(interval_s, MIN_INTERVAL_S) * 2.0 ** min(max(errors, 0), _MAX_DOUBLINGS)
    return max(_bounded(doubled), min(retry_after_s or 0.0, MAX_RETRY_AFTER_S))


def next_recheck(fresh_from: float, visits: int, now: float, recheck_s: float) -> float | None:
    """Return when to look at a page again; None if it is, or will be, too old by then.

    Args:
        fresh_from: When it was published, or changed last.
        visits: Looks since then, that of now included.
        now: The present.
        recheck_s: For how long after `fresh_from` a page is looked at.
    """
    at = now + FIRST_RECHECK_S * 2.0 ** min(max(visits - 1, 0), _MAX_DOUBLINGS)
    last = fresh_from + recheck_s
    if now >= last:
        return None
    return min(at, last)  # one last look at the end of its youth


def retry_of_page(failures: int, now: float) -> float | None:
    """Return when to try a page again that gave no article; None: no more, unless its feed tells something new of it."""
    if failures >= MAX_PAGE_FAILURES:
        return None
    return now + FIRST_RECHECK_S * 2.0 ** max(failures - 1, 0)


def _bounded(seconds: float) -> float:
    return min(max(seconds, MIN_INTERVAL_S), MAX_INTERVAL_S)
