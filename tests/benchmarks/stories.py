"""How well stories are told apart: `index.stories` and `index.store.stories` on the evaluation articles.

    python -m tests.benchmarks.stories --data FOLDER [--index FOLDER] [--orders N]

All articles of the folder are in the index, and get their stories in the order in which they stand there. Recall: of the pairs
that tell the same (the other-language story that a NewsOnAir headline is to find, and the NTREX translations), how many
share a story. Precision: of the pairs of one set that share a story, how many tell the same: gold pairs, and what
was read by hand in `stories_judged.tsv`, since the gold names only some of them. The bounds of `index.stories.likeness` for
two languages and for one were chosen on the first half: NewsOnAir before 6 January, NTREX by a hash. What two reports of one
outlet need more, and by how many sounds an article is found, was chosen with pairs of both halves in view.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sqlite3
import sys
import tempfile
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import combinations
from pathlib import Path

from tqdm import tqdm

from index.store.copies import copies_of
from index.store.database import connect_reader, connect_writer
from index.store.fill import fill, unplaced
from index.store.stories import StoryTable
from index.stories.near import is_copy, sketch_of
from tests.benchmarks.corpus import open_corpus

Pair = frozenset[str]
_JUDGED = Path(__file__).with_name("stories_judged.tsv")
_SETS = ("newsonair", "ntrex", "xquad", "wpce", "dakshina")
_FIRST_HALF_UNTIL = "2020-01-06"


def rows(path: Path) -> Iterator[dict[str, object]]:
    """The records of a file of JSON lines."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def gold_pairs(folder: Path) -> dict[str, set[Pair]]:
    """Pairs that tell the same, by set."""
    found: dict[str, set[Pair]] = {"newsonair": set(), "ntrex": set(), "xquad": set()}
    for row in rows(folder / "newsonair.questions.jsonl"):
        if row["kind"] == "headline-crosslingual":
            own = str(row["id"]).replace("-x-", "-")
            found["newsonair"] |= {frozenset({own, str(other)}) for other in row["article_ids"]}  # type: ignore[attr-defined]
    for name in ("ntrex", "xquad", "squad2"):
        for row in rows(folder / f"{name}.articles.jsonl.gz"):
            for field in ("parallel_id", "same_text_as"):
                if row.get(field):
                    found["ntrex" if name == "ntrex" else "xquad"].add(frozenset({str(row["id"]), str(row[field])}))
    return found


def judged_pairs() -> dict[Pair, bool]:
    """What was read by hand: whether the two tell of one event."""
    lines = [line.split("\t") for line in _JUDGED.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return {frozenset(line[:2]): line[2] == "1" for line in lines}


def pairs_together(stories: dict[str, int]) -> set[Pair]:
    """All pairs of articles that share a story."""
    members: dict[int, list[str]] = defaultdict(list)
    for article, story in stories.items():
        members[story].append(article)
    return {frozenset(pair) for group in members.values() for pair in combinations(group, 2)}


def set_of(pair: Pair) -> str:
    """The set that both articles of a pair belong to; "mixed" if to none in common."""
    sets = {article.split("-")[0].replace("squad2", "xquad") for article in pair}
    return sets.pop() if len(sets) == 1 else "mixed"


def in_first_half(pair: Pair, dates: dict[str, str]) -> bool:
    """Whether the bounds were chosen with this pair."""
    day = max(dates.get(article) or "" for article in pair)
    return day < _FIRST_HALF_UNTIL if day else zlib.crc32(min(pair).split("-", 2)[-1].encode()) % 2 == 0


def stored_stories(connection: sqlite3.Connection) -> dict[str, int]:
    """The story of each article, by id."""
    return dict(connection.execute("SELECT a.id, s.story FROM stories s JOIN articles a ON a.number = s.article"))


def tell(together: set[Pair], gold: dict[str, set[Pair]], dates: dict[str, str]) -> None:
    """Print recall by half and precision by set."""
    judged = judged_pairs()
    every = set().union(*gold.values())
    print("| pairs | first half | second half | both |\n|---|---|---|---|")
    for name in ("newsonair", "ntrex"):
        known = {pair for pair in gold[name] if pair <= dates.keys()}
        halves = [
            {p for p in known if in_first_half(p, dates)},
            {p for p in known if not in_first_half(p, dates)},
            known,
        ]
        print(
            f"| {name} | "
            + " | ".join(f"{len(half & together) / len(half):.3f} of {len(half)}" for half in halves)
            + " |"
        )
    print(
        "\n| pairs that share a story | how many | gold or judged right | judged wrong | not judged | precision |\n"
        + "|---" * 6
        + "|"
    )
    for name in (*_SETS, "mixed"):
        found = {pair for pair in together if set_of(pair) == name}
        right = {pair for pair in found if pair in every or judged.get(pair)}
        wrong = {pair for pair in found - every if judged.get(pair) is False}
        share = f"{len(right) / len(right | wrong):.3f}" if right | wrong else ""
        print(f"| {name} | {len(found)} | {len(right)} | {len(wrong)} | {len(found - right - wrong)} | {share} |")


def shuffled(database: Path, orders: int) -> None:
    """Print how much the stories depend on the order in which the articles of two sets came."""
    with tempfile.TemporaryDirectory() as folder, closing(sqlite3.connect(Path(folder) / "copy.db")) as connection:
        with closing(connect_reader(database)) as original:
            original.backup(connection)
        query = "SELECT number FROM articles WHERE id LIKE 'newsonair%' OR id LIKE 'ntrex%' ORDER BY published, number"
        numbers = [number for (number,) in connection.execute(query)]
        first: set[Pair] = set()
        for order in range(orders + 1):
            if order:
                random.Random(order).shuffle(numbers)
            table = StoryTable(connection)
            table.clear()
            for number in tqdm(numbers, desc=f"order {order}", disable=None, file=sys.stderr):
                if found := unplaced(connection, number):
                    table.place([found])
            together = pairs_together(stored_stories(connection))
            first = first or together
            same = len(together & first) / len(together | first)
            print(f"order {order}: {len(together)} pairs, {same:.3f} of all pairs the same as by date")


def copies_within(articles: Sequence[tuple[str, str]]) -> Counter[str]:
    """How many texts of each set would count as copies of an earlier one, were they of another outlet."""
    by_band: dict[int, list[str]] = defaultdict(list)
    counted: Counter[str] = Counter()
    for text, name in articles:
        if (sketch := sketch_of(text)) is None:
            continue
        earlier = dict.fromkeys(other for band in sketch.bands for other in by_band[band])
        counted[name] += any((known := sketch_of(other)) and is_copy(sketch, known) for other in earlier)
        for band in sketch.bands:
            by_band[band].append(text)
    return counted


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--index", type=Path, help="keep the index here, to use it again")
    parser.add_argument("--orders", type=int, default=0, help="so many other orders of arrival")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        kept = options.index or Path(temporary)
        with open_corpus(options.data, kept) as corpus:
            dates = {a.id: a.published_at.isoformat() if a.published_at else "" for a in corpus.store.articles()}
            texts = [(a.text, a.id.split("-")[0]) for a in corpus.store.articles()]
        database = kept / "khabar.db"
        with closing(connect_writer(database)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            fill(connection, newest=None)
            connection.execute("COMMIT")
            found = stored_stories(connection)
            merged = sum(map(len, copies_of(connection, range(1, len(dates) + 1)).values()))
        tell(pairs_together(found), gold_pairs(options.data), dates)
        print(f"\n{len(found)} articles in {len(set(found.values()))} stories; {merged} copies recorded")
        print("Near copies within a set, whatever the outlet:", dict(copies_within(texts)) or "none")
        if options.orders:
            shuffled(database, options.orders)


if __name__ == "__main__":
    main()
