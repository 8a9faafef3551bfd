"""Reads the feed fixtures of an evaluation folder and compares the items with what each fixture expects.

python -m tests.benchmarks.feeds --data FOLDER      (FOLDER/ingest/feedparser_fixtures.jsonl.gz)

A fixture's expectation is a Python expression over what feedparser returns. It is read, never run: what it says of
`entries[n]` tells how many items there must be, and equations on an item's title, link, summary or content are compared
with the Item that Khabar makes of it. What else feedparser offers (rights, enclosures, media, …) Khabar does not read.
"""

from __future__ import annotations

import argparse
import ast
import base64
import gzip
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

from index.errors import SourceError
from index.feeds.entry import ReadFeed
from index.feeds.read import read_feed
from index.sources.markup import text_of

URL = "http://127.0.0.1:8097/feed"
TEXTS = ("description", "summary", "content")


def main() -> int:
    """Print the counts and every fixture that is not read as it expects; 1 if there is one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    path = parser.parse_args().data / "ingest" / "feedparser_fixtures.jsonl.gz"
    wrong: list[str] = []
    fixtures = items = compared = crashed = no_feed = 0
    began = time.perf_counter()
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for fixture in map(json.loads, lines):
            fixtures += 1
            expected = _tree(fixture["expect"])
            body = base64.b64decode(fixture["content_base64"])
            try:
                url = urljoin(URL, _header(body, "Content-Location:"))
                feed = read_feed(body, url, charset=_header(body, "charset="))
            except SourceError:
                no_feed += 1
                feed = ReadFeed("", ())
            except Exception as error:
                crashed += 1
                wrong.append(f"{fixture['name']}: crashed with {error!r}")
                continue
            items += feed.listed
            least = max((place + 1 for place, _, _ in _named(expected)), default=0)
            if feed.listed < least:
                wrong.append(f"{fixture['name']}: {feed.listed} items and not {least}")
            for (place, name), values in _equations(expected).items():
                if name == "text" and b"<summary" in body and b"<content" in body:
                    continue  # Khabar takes the longer of the two, and the fixture names the other
                compared += 1
                if not _agrees(feed, place, name, values):
                    found = feed.entries[place].item if place < len(feed.entries) else None
                    wrong.append(f"{fixture['name']}: item {place} has as its {name} none of {values} ({found})")
    seconds = time.perf_counter() - began
    print("\n".join(wrong), file=sys.stderr)
    print(
        f"{fixtures} fixtures, {items} items, {no_feed} that are no feed, {crashed} crashed, {compared} fields compared, "
        f"{len(wrong)} not as expected, {seconds:.1f} s"
    )
    return 1 if wrong else 0


def _tree(expression: str | None) -> ast.AST:
    return ast.parse(expression or "1", mode="eval")


def _named(tree: ast.AST) -> Iterator[tuple[int, str, ast.AST]]:
    """(place, field, node) for each `entries[place]['field']`, `entries[place].field` and deeper."""
    for node in ast.walk(tree):
        match node:
            case (
                ast.Subscript(
                    value=ast.Subscript(value=ast.Name("entries"), slice=ast.Constant(int(place))),
                    slice=ast.Constant(str(name)),
                )
                | ast.Attribute(
                    value=ast.Subscript(value=ast.Name("entries"), slice=ast.Constant(int(place))), attr=str(name)
                )
            ):
                yield place, name, node


def _equations(tree: ast.AST) -> dict[tuple[int, str], list[str]]:
    """By item and "title", "link" or "text": the texts that it is equated with. Of several, Khabar takes the longest."""
    found: dict[tuple[int, str], list[str]] = {}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Compare) or not all(isinstance(each, ast.Eq) for each in node.ops):
            continue
        sides = [node.left, *node.comparators]
        values = [side.value for side in sides if isinstance(side, ast.Constant) and isinstance(side.value, str)]
        for side in sides:
            for place, name in _fields(side):
                if name in ("title", "link", *TEXTS):
                    found.setdefault((place, name if name in ("title", "link") else "text"), []).extend(values)
    return found


def _fields(side: ast.AST) -> list[tuple[int, str]]:
    match side:
        case ast.Subscript(value=ast.Subscript(value=inner, slice=ast.Constant(int())), slice=ast.Constant("value")):
            return [(place, name) for place, name, node in _named(inner) if node is inner and name == "content"]
    return [(place, name) for place, name, node in _named(side) if node is side]


def _agrees(feed: ReadFeed, place: int, name: str, values: list[str]) -> bool:
    if place >= len(feed.entries):
        if name == "link" and place < feed.listed:  # the same page once more
            return any(entry.url in values for entry in feed.entries)
        return name == "text" and not any(_plain(value) for value in values)  # a picture: nothing to read
    item = feed.entries[place].item
    if name == "link":
        return any(item.url.rstrip("/") == value.rstrip("/") for value in values)
    said = {" ".join(item.title.split()), _plain(item.title)} if name == "title" else {" ".join(item.text.split())}
    return any(_plain(value) in said or value in said for value in values)


def _plain(markup: str) -> str:
    return " ".join(text_of(markup).split())


def _header(body: bytes, name: str) -> str:
    """What follows a name in the "Header:" line of a fixture's comment."""
    for line in body[:2000].decode("latin-1").splitlines():
        if line.strip().startswith("Header:") and name in line:
            return line.partition(name)[2].strip(" \"'")
    return ""


if __name__ == "__main__":
    sys.exit(main())
