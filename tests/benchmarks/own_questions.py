"""Questions of our own on the evaluation data, in parts with no article in common.

1,946 on its news are to learn from ("learn" by the reader, "judge" by the judgement of evidence, which must be fitted on what the reader has
not seen) and to test on.

Readers' questions as a language model wrote them, article by article, in Hindi, English and Hindi in Latin letters: three that
the article answers and two near misses (the fact left out, or one detail changed). Every question was then searched for, and other articles
that answer it were added by the same reader. 15,683 more, on articles that no test question is about, are for learning alone: nobody looked
whether other articles answer them. `own_questions.jsonl` and `reading_questions.jsonl` hold questions, ids and offsets; the articles are the
evaluation data's.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from rag.evaluate import Asked
from tests.benchmarks.corpus import ARTICLE_FILES, read_rows

OWN_QUESTIONS = Path(__file__).with_name("own_questions.jsonl")
READING_QUESTIONS = Path(__file__).with_name("reading_questions.jsonl")

Half = Literal["learn", "judge", "test"]


def own_questions(folder: Path, half: Half | None = None, path: Path = OWN_QUESTIONS) -> list[Asked]:
    """Read the questions of a part, or all; those whose articles the folder lacks are left out.

    A near miss has no gold article and is not answerable. Where the words of an answer are not marked (offsets 0, 0) its article is gold
    all the same.
    """
    texts = {
        row["id"]: row["text"] for name in ARTICLE_FILES if (folder / name).exists() for row in read_rows(folder / name)
    }
    asked = []
    for row in read_rows(path):
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
