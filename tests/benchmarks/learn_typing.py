"""Learn how people type each part of a Devanagari word in Latin letters, for rag/typed.py.

    python -m tests.benchmarks.learn_typing --data FOLDER [--write]

Expectation maximisation over all alignments of a word's parts with the letters of its spellings: each part is typed as
0 to 3 letters (Jiampojamarn et al. 2007, "Applying Many-to-Many Alignments and Hidden Markov Models to Letter-to-Phoneme
Conversion"). Trained on the "train" words of the Dakshina lexicon, scored on the others; what is typed as a common
English word is learnt once more by itself. `--write` puts the costs, and the checksum of what they were learnt from,
into rag/typed.json.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import math
import random
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from index.text import normalise
from rag.candidates import is_english
from rag.typed import SILENT_A, SPOKEN_A, english_parts, english_typing_cost, parts, typing_cost

LEXICON = "dakshina.lexicon.tsv.gz"
OUT = Path("rag/typed.json")
ROUNDS, MOST_PAIRS, MOST_LETTERS, LEAST_SHARE, LEAST_ENGLISH_SHARE = 5, 14_000, 3, 0.002, 0.004

Pair = tuple[tuple[str, ...], str, int]
Table = dict[str, dict[str, float]]


def read_pairs(path: Path, *splits: str) -> list[tuple[str, str, int]]:
    """Words, spellings and how many people typed them so."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        next(lines)
        rows = [line.rstrip("\n").split("\t") for line in lines]
    return [
        (normalise(word), typed.lower(), int(count))
        for word, typed, count, split in rows
        if split in splits and typed.isascii() and typed.isalpha()
    ]


def learn(pairs: Iterable[Pair]) -> Table:
    """Return, by part, the share of each way to type it."""
    pairs, table = list(pairs), Table()
    for _ in range(ROUNDS):
        counts: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        for pair in pairs:
            _count(pair, table, counts)
        table = {part: _shares(found) for part, found in counts.items()}
    return table


def _share(table: Table, part: str, typed: str) -> float:
    if not table:
        start = (0.2 if part in ("1a", SPOKEN_A, SILENT_A) else 0.01, 0.5, 0.2, 0.03)
        return start[len(typed)]
    return table.get(part, {}).get(typed, 1e-6)


def _count(pair: Pair, table: Table, counts: dict[str, dict[str, float]]) -> None:
    """Add the expected uses of every way of typing in one pair: forward, then backward."""
    cut, typed, people = pair
    length = len(typed)
    forward = [[0.0] * (length + 1) for _ in range(len(cut) + 1)]
    forward[0][0] = 1.0
    for row, part in enumerate(cut):
        for place, mass in enumerate(forward[row]):
            for end in range(place, min(place + MOST_LETTERS, length) + 1) if mass else ():
                forward[row + 1][end] += mass * _share(table, part, typed[place:end])
    total = forward[-1][length]
    if not total:
        return
    backward = [0.0] * length + [1.0]
    for row in range(len(cut) - 1, -1, -1):
        before = [0.0] * (length + 1)
        for place, mass in enumerate(forward[row]):
            for end in range(place, min(place + MOST_LETTERS, length) + 1):
                if backward[end]:
                    way = _share(table, cut[row], typed[place:end]) * backward[end]
                    before[place] += way
                    counts[cut[row]][typed[place:end]] += people * mass * way / total
        backward = before


def _shares(found: dict[str, float]) -> dict[str, float]:
    total = sum(found.values())
    return {typed: count / total for typed, count in found.items() if count > 1e-5 * total}


def main() -> None:
    """Learn, score, and write if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    path = options.data / LEXICON
    pairs = read_pairs(path, "train")
    random.Random(3).shuffle(pairs)
    costs = _costs(learn((parts(word), typed, people) for word, typed, people in pairs[:MOST_PAIRS]), LEAST_SHARE)
    in_english = [(english_parts(word), typed, people) for word, typed, people in pairs if is_english(typed)]
    english = _costs(learn(in_english), LEAST_ENGLISH_SHARE)
    if options.write:
        checksum = hashlib.sha256(path.read_bytes()).hexdigest()
        learnt = {"learnt_from": {LEXICON: checksum}, "costs": costs, "english": english}
        lines = json.dumps(learnt, ensure_ascii=False).replace("{", "{\n").replace("}, ", "},\n").replace("}}", "}\n}")
        OUT.write_text(lines + "\n", encoding="utf-8")
    held_out = read_pairs(path, "dev", "test")
    for name, table, cost, asked in (
        ("all words", costs, typing_cost, held_out),
        ("English words, as Hindi", costs, typing_cost, [pair for pair in held_out if is_english(pair[1])]),
        (
            "English words, as English",
            english,
            english_typing_cost,
            [pair for pair in held_out if is_english(pair[1])],
        ),
    ):
        spent = sum(cost(typed, word) * people for word, typed, people in asked)
        letters = sum(len(typed) * people for _, typed, people in asked)
        ways = sum(map(len, table.values()))
        print(f"{name}: {ways} ways to type {len(table)} parts, {spent / letters:.3f} nats a letter on held-out words")


def _costs(table: Table, least: float) -> dict[str, dict[str, float]]:
    return {
        part: {
            typed: round(-math.log(share), 2)
            for typed, share in sorted(shares.items(), key=lambda item: -item[1])
            if share >= least
        }
        for part, shares in sorted(table.items())
    }


if __name__ == "__main__":
    main()
