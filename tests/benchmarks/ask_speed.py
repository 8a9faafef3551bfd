"""How long an answer takes, stage by stage, on the index of the whole evaluation data.

    python -m tests.benchmarks.ask_speed --data FOLDER [--index FOLDER] [--rounds 3]

The "news" questions are asked in turn, without a chat model, once to warm up and then in rounds. To compare two versions, run them
in turn, several times: a shared machine is now slower and now faster by a third.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from pathlib import Path

import numpy as np

from rag.evaluate import read_questions
from rag.pipeline import Answerer
from tests.benchmarks.corpus import open_corpus
from tests.benchmarks.quality import PRESENT


def main() -> None:
    """Run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--index", type=Path, help="keep the index here, to use it again")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    questions = [asked.question for asked in read_questions([options.data / "news.questions.jsonl"])]
    with open_corpus(options.data, options.index) as corpus:
        answerer = Answerer(corpus.store, corpus.embedder, clock=lambda: PRESENT)
        stages: dict[str, list[float]] = defaultdict(list)
        for turn in range(options.rounds + 1):
            taken = [answerer.answer(question).timings_ms for question in questions]
            if turn:
                p50, p95 = np.percentile([one["total"] for one in taken], (50, 95))
                print(f"round {turn}: p50 {p50:.0f} ms, p95 {p95:.0f} ms", flush=True)
                for stage in taken[0]:
                    stages[stage] += [one[stage] for one in taken if stage in one]
    for stage, times in stages.items():
        p50, p95 = np.percentile(times, (50, 95))
        print(f"  {stage}: p50 {p50:.1f} ms, p95 {p95:.1f} ms")


if __name__ == "__main__":
    main()
