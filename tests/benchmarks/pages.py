"""Does the article come out of saved pages, whole and alone? Against gold text, strings that must and must not be there.

python -m tests.benchmarks.pages --data FOLDER

Reads ingest/expected.jsonl there. Token F1 to the gold text is compared with what trafilatura's own `extract()` gives for
the same bytes. A page of links must give no article. Exit code 1 if a page falls short.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import lxml.html
import trafilatura

from index.errors import SourceError
from index.sources.pages import read_page
from index.terms import words

_MIN_HEADLINE_CHARS = 15


def token_f1(found: str, gold: str) -> float:
    """F1 of the words of two texts, with their repeats."""
    one, other = Counter(words(found)), Counter(words(gold))
    common = sum((one & other).values())
    return 2 * common / max(1, one.total() + other.total())


def links_of(page: bytes) -> int:
    """Different addresses behind links that are long enough to be headlines."""
    tree = lxml.html.fromstring(page)
    return len({link.get("href") for link in tree.iter("a") if len(link.text_content().strip()) >= _MIN_HEADLINE_CHARS})


def measure(page: bytes, wanted: dict[str, Any]) -> dict[str, Any]:
    """Compare what is read out of one page with what should be."""
    started = time.perf_counter()
    row: dict[str, Any] = {"file": wanted["file"], "type": wanted["type"]}
    try:
        item = read_page(page, wanted["file"])
    except SourceError:
        item = None
    row["seconds"] = round(time.perf_counter() - started, 2)
    if wanted["type"] != "article":
        if "expected_links" in wanted:
            row |= {"links": links_of(page), "expected_links": wanted["expected_links"]}
        return row | {"good": item is None}
    text = f"{item.title}\n{item.text}" if item else ""
    row["missing"] = [each for each in wanted.get("must_contain", []) if each not in text]
    row["unwanted"] = [each for each in wanted.get("must_not_contain", []) if each in text]
    row["title"] = "title" not in wanted or (item is not None and item.title == wanted["title"])
    row["date"] = "date" not in wanted or (item is not None and str(item.dates[0]).startswith(wanted["date"]))
    good = item is not None and not row["missing"] and not row["unwanted"] and row["title"] and row["date"]
    if "gold_text" in wanted:
        theirs = trafilatura.extract(page) or ""
        row["f1"] = round(token_f1(item.text if item else "", wanted["gold_text"]), 4)
        row["f1_of_trafilatura"] = round(token_f1(theirs, wanted["gold_text"]), 4)
        good = good and row["f1"] >= row["f1_of_trafilatura"]
    return row | {"good": good}


def main() -> int:
    """Run."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--data", type=Path, required=True, help="folder with ingest/expected.jsonl")
    folder = parser.parse_args().data / "ingest"
    rows = []
    for line in (folder / "expected.jsonl").read_text("utf-8").splitlines():
        wanted = json.loads(line)
        rows.append(measure(gzip.decompress((folder / wanted["file"]).read_bytes()), wanted))
        print(json.dumps(rows[-1], ensure_ascii=False))
    short = [row["file"] for row in rows if not row["good"]]
    print(f"{len(rows) - len(short)} of {len(rows)} pages as they should be.", file=sys.stderr)
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main())
