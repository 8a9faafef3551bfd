"""How far a long command is: a bar on a terminal, nothing where the output is none."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from index.ingest import IngestReport


@contextmanager
def bar(unit: str, total: int | None = None) -> Iterator[Callable[[int], None]]:
    """Show a bar for the block; what it yields is told how many more are done."""
    from tqdm import tqdm

    with tqdm(total=total, unit=f" {unit}", disable=None, file=sys.stderr) as shown:
        yield lambda done: _advance(shown, done)


def of_articles() -> Callable[[IngestReport], None] | None:
    """Tell on a terminal how many articles are done; None where there is none."""
    if not sys.stderr.isatty():
        return None
    from tqdm import tqdm

    shown: Any = tqdm(unit=" articles", file=sys.stderr)

    def tell(report: IngestReport) -> None:
        shown.update(report.added + report.updated + report.unchanged + report.duplicates - shown.n)

    return tell


def _advance(shown: Any, done: int) -> None:
    shown.update(done)
