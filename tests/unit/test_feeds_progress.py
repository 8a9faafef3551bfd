from __future__ import annotations

import io

from index.errors import SourceError
from index.feeds.progress import Progress, report_json, report_text
from index.feeds.report import RefreshReport
from index.ingest import IngestReport


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def a_round() -> RefreshReport:
    stored = IngestReport(added=3, updated=1, duplicates=2, failed=[SourceError("https://a.example/1", "no.")])
    report = RefreshReport(feeds=4, visited=4, unchanged=1, to_recheck=5, rechecked=5, taken_down=1)
    report.count(stored)
    report.failed.append(SourceError("https://b.example/rss", "it is slow."))
    report.moved.append(("https://c.example/rss", "https://d.example/rss"))
    return report


def test_a_terminal_is_shown_how_far_a_round_is_and_a_file_is_not() -> None:
    terminal, file = Terminal(), io.StringIO()
    for out in (terminal, file):
        with Progress(out) as progress:
            progress.tell(RefreshReport(feeds=4, to_recheck=5))
            progress.tell(a_round())
    assert "9/9" in terminal.getvalue()
    assert "3 added, 1 updated, 2 failed" in terminal.getvalue()
    assert file.getvalue() == ""


def test_the_end_of_a_round_is_told_in_words_and_in_json() -> None:
    assert report_text(a_round()) == (
        "4 feeds read, 1 of them without news, 1 failed; 5 pages looked at again.\n"
        "3 added, 1 updated, 2 duplicates, 1 pages failed, 1 taken down by their outlets."
    )
    told = report_json(a_round())
    assert (told["added"], told["duplicates"], told["taken_down"]) == (3, 2, 1)
    assert told["failed"][0] == {"source": "https://b.example/rss", "error": "it is slow."}
    assert told["moved"] == [{"source": "https://c.example/rss", "to": "https://d.example/rss"}]
