"""News that is too old leaves the index."""

from __future__ import annotations

from datetime import datetime, timedelta

from index.store.protocol import Store

_AT_ONCE = 200
"""Articles in one transaction: readers and other writers wait for a fraction of a second."""


def expire(store: Store, keep: timedelta, now: datetime) -> int:
    """Remove the articles that were published longer ago than is kept; those without a date stay.

    Args:
        store: The index.
        keep: How long an article is kept.
        now: The present, timezone-aware.

    Returns:
        How many were removed.

    Raises:
        StoreError: The index cannot be read or written; what was removed stays so.
    """
    removed = 0
    while old := store.published_before(now - keep, _AT_ONCE):
        with store.writing() as writer:
            removed += len(writer.remove(old))
    return removed
