"""export, import: the news as JSON lines and back."""

from __future__ import annotations

import sys
from pathlib import Path

from chat.commands import DONE, FAILED, progress
from index.embed.protocol import Embedder
from index.store.protocol import Store


def export(store: Store, file: Path) -> int:
    """Write every article with its earlier revisions."""
    from index.exchange import export_lines, write_export

    with progress.bar("articles") as advance:
        count = write_export((advance(1) or line for line in export_lines(store)), file)
    print(f"{count} articles are in {file}. `python bot.py import` brings them into another index.")
    return DONE


def bring_back(file: Path, store: Store, embedder: Embedder) -> int:
    """Read what `export` wrote."""
    from index.exchange import read_export
    from index.restore import RestoreReport, restore

    before = 0

    def tell(report: RestoreReport) -> None:
        nonlocal before
        done = report.restored + report.present
        advance(done - before)
        before = done

    with progress.bar("articles") as advance:
        report = restore(read_export(file), store, embedder, tell)
    for error in report.failed:
        print(error, file=sys.stderr)
    print(f"{report.restored} restored, {report.present} were there, {len(report.failed)} failed.")
    return FAILED if report.failed and not report.restored + report.present else DONE
