"""Print what went wrong, to be read by hand: the question, what was found, what was cited, and the gold answer.

    python -m tests.benchmarks.failures --data FOLDER [--index FOLDER] [--most 110]

Asks the "news" questions of everything, and XQuAD's in Hindi, English and Hinglish of the Hindi articles. RANK: the first
article is not gold. REFUSED: there was an answer. UNCOVERED: answered, and no cited sentence holds the gold answer.
FALSE ANSWER: answered, and nothing answers it.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from rag.evaluate import Asked, holds_answer, read_questions
from rag.pipeline import Answerer, Trace
from rag.retrieve import Filters
from tests.benchmarks.corpus import open_corpus

HINDI_ONLY = Filters(languages=frozenset({"hi"}))
ASKED = (
    ("news.questions.jsonl", "", None),
    ("xquad.questions.jsonl", "hi", HINDI_ONLY),
    ("xquad.questions.jsonl", "en", HINDI_ONLY),
    ("xquad.hinglish.questions.jsonl", "", HINDI_ONLY),
)


def failings(asked: Asked, trace: Trace) -> Iterator[str]:
    """Name what went wrong, if anything."""
    answerable = asked.answerable and bool(asked.gold)
    citations = trace.answer.citations
    if not answerable:
        if citations:
            yield "FALSE ANSWER"
        return
    if not trace.retrieved.hits or trace.retrieved.hits[0].article.id not in asked.gold:
        yield "RANK"
    if not citations:
        yield "REFUSED"
    elif not holds_answer(trace.answer, asked):
        yield "UNCOVERED"


def main() -> None:
    """Run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--index", type=Path, help="keep the index here, to use it again")
    parser.add_argument("--most", type=int, default=110, help="questions of an XQuAD set, at most")
    options = parser.parse_args()
    counts: Counter[str] = Counter()
    with open_corpus(options.data, options.index) as corpus:
        answerer = Answerer(corpus.store, corpus.embedder)
        for name, language, filters in ASKED:
            asked = [q for q in read_questions([options.data / name]) if not language or language in q.group.split("/")]
            random.Random(7).shuffle(asked)
            for question in asked[: None if filters is None else options.most]:
                trace = answerer.trace(question.question, filters)
                found = ", ".join(failings(question, trace))
                if found:
                    counts[f"{question.group}: {found}"] += 1
                    _print(question, trace, found)
    print(*(f"{count:4d}  {name}" for name, count in sorted(counts.items())), sep="\n")


def _print(asked: Asked, trace: Trace, found: str) -> None:
    print(f"[{found}] {asked.group}, confidence {trace.answer.confidence:.2f}\n  asked: {asked.question}")
    if len(trace.query.texts) > 1:
        print(f"  read as: {trace.query.texts[-1]}")
    print(f"  gold: {asked.answers[:2]} in {sorted(asked.gold)[:3]}")
    for hit in trace.retrieved.hits[:3]:
        near = hit.meeting.chunk if hit.meeting else 0.0
        print(
            f"  hit {hit.article.id}: {hit.score:.3f} (dense {hit.dense:.2f}, words {hit.words:.2f}, sounds {hit.sounds:.2f}, "
            f"near {near:.2f}) {hit.article.title[:80]}"
        )
    for citation in trace.answer.citations:
        print(f"  cited {citation.article_id}: {citation.quote[:250]}")
    print()


if __name__ == "__main__":
    main()
