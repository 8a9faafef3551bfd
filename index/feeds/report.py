"""What became of a round: feeds, pages, articles."""

from __future__ import annotations

from dataclasses import dataclass, field

from index.errors import SourceError
from index.ingest import IngestReport


@dataclass(slots=True)
class RefreshReport:
    """Counts of one round.

    Attributes:
        feeds: Feeds to be visited.
        visited: Of them, so far.
        unchanged: Of them, those that said or showed nothing new.
        to_recheck: Pages to be looked at again.
        rechecked: Of them, so far.
        articles: What became of the articles; its `failed` holds the pages that could not be read.
        taken_down: Articles that their outlet no longer has.
        expired: Articles that were older than is kept.
        failed: Feeds that could not be read.
        moved: (listed, new) addresses of feeds that have moved for good.
    """

    feeds: int = 0
    visited: int = 0
    unchanged: int = 0
    to_recheck: int = 0
    rechecked: int = 0
    articles: IngestReport = field(default_factory=IngestReport)
    taken_down: int = 0
    expired: int = 0
    failed: list[SourceError] = field(default_factory=list)
    moved: list[tuple[str, str]] = field(default_factory=list)

    def count(self, stored: IngestReport) -> None:
        """Add what became of some articles."""
        sums = self.articles
        sums.added += stored.added
        sums.updated += stored.updated
        sums.unchanged += stored.unchanged
        sums.duplicates += stored.duplicates
        sums.failed += stored.failed
