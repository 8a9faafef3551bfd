"""A round on a terminal while it goes on, and its end in words and in JSON."""

from __future__ import annotations

from typing import Any, TextIO

from index.feeds.report import RefreshReport


class Progress:
    """A bar on a terminal, and nothing where the output is none; use it as a context manager."""

    def __init__(self, out: TextIO) -> None:
        """Write there."""
        from tqdm import tqdm

        self._bar: Any = tqdm(unit=" visits", disable=None, file=out, dynamic_ncols=True)

    def __enter__(self) -> Progress:
        """Begin."""
        return self

    def __exit__(self, *_: object) -> None:
        """Leave the bar as it stands."""
        self._bar.close()

    def tell(self, report: RefreshReport) -> None:
        """Show how far a round is: feeds and second looks done, articles so far."""
        bar, articles = self._bar, report.articles
        bar.total = report.feeds + report.to_recheck
        bar.n = report.visited + report.rechecked
        failed = len(report.failed) + len(articles.failed)
        bar.set_postfix_str(f"{articles.added} added, {articles.updated} updated, {failed} failed", refresh=False)
        bar.update(0)
        bar.refresh()


def report_text(report: RefreshReport) -> str:
    """Return a round in two lines."""
    articles = report.articles
    taken_down = f", {report.taken_down} taken down by their outlets" if report.taken_down else ""
    expired = f", {report.expired} were too old to keep" if report.expired else ""
    return (
        f"{report.visited} feeds read, {report.unchanged} of them without news, {len(report.failed)} failed; "
        f"{report.rechecked} pages looked at again.\n"
        f"{articles.added} added, {articles.updated} updated, {articles.duplicates} duplicates, "
        f"{len(articles.failed)} pages failed{taken_down}{expired}."
    )


def report_json(report: RefreshReport) -> dict[str, Any]:
    """Return a round as one object."""
    articles = report.articles
    return {
        "feeds": report.feeds,
        "unchanged_feeds": report.unchanged,
        "rechecked": report.rechecked,
        "added": articles.added,
        "updated": articles.updated,
        "unchanged": articles.unchanged,
        "duplicates": articles.duplicates,
        "taken_down": report.taken_down,
        "expired": report.expired,
        "moved": [{"source": url, "to": new} for url, new in report.moved],
        "failed": [{"source": error.source, "error": error.reason} for error in (*report.failed, *articles.failed)],
    }
