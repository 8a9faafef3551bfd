"""1,946 questions of our own on the news of the evaluation data, in two halves with no article in common: to learn from, and to test on.

Readers' questions as a language model wrote them, article by article, in Hindi, English and Hindi in Latin letters: three that
the article answers and two near misses (the fact left out, or one detail changed). Every question was then searched for, and other articles
that answer it were added by the same reader. `own_questions.jsonl` holds questions, ids and offsets; the articles are the evaluation data's.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from rag.evaluate import Asked
from tests.benchmarks.corpus import ARTICLE_FILES

OWN_QUESTIONS = Path(__file__).with_name("own_questions.jsonl")

Half = Literal["learn", "test"]


def own_questions(folder: Path, half: Half | None = None) -> list[Asked]:
    """Read the questions of a half, or all; those whose articles the folder lacks are left out.

    A near miss has no gold article and is not answerable. Where the words of an answer are not marked (offsets 0, 0) its article is gold
    all the same.
    """
    texts = dict(_texts(folder))
    asked = []
    for line in OWN_QUESTIONS.read_text("utf-8").splitlines():
        row = json.loads(line)
        spans = row.get("spans", [])
        if (half and row["half"] != half) or any(article not in texts for article, _, _ in spans):
            continue
        answers = tuple(texts[article][start:end] for article, start, end in spans if end)
        kind = "factoid" if spans else "near-miss"
        gold = frozenset(article for article, _, _ in spans)
        asked.append(
            Asked(row["id"], f"own/{row['lang']}/{kind}", row["question"], gold, answers, answers, bool(spans))
        )
    return asked


def _texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Id and text of each article, as the file has it: the offsets count its characters."""
    for path in (folder / name for name in ARTICLE_FILES if (folder / name).exists()):
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                yield row["id"], row["text"]
