"""Learn the weights of the fusion per direction (language of question and of chunk), and test them on questions held out.

    python -m tests.benchmarks.learn_fusion --data FOLDER [--index FOLDER]

A softmax over the hits of each question, gold against the others, with the weights in use as prior; five folds by question.
Prints recall@1 of the weights in use and of those learnt without the fold, then the weights learnt on everything. What is in
use (`rag.retrieve.WEIGHTS`, `LATE`) is changed by hand, and only for more than noise.
"""

from __future__ import annotations

import argparse
import random
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from index.article import LANGUAGES, Language
from rag.evaluate import Asked, read_questions
from rag.question import read_question
from rag.retrieve import LATE, WEIGHTS, Filters, Retriever
from tests.benchmarks.corpus import Corpus, open_corpus

Direction = tuple[Language, Language]
Table = dict[Direction, NDArray[np.float64]]

# File, how many of its questions, and the language of the articles: "other" than the question's for headlines across languages.
FILES: tuple[tuple[str, int, Literal["all", "hi", "en", "other"]], ...] = (
    ("news.questions.jsonl", 999, "all"),
    ("xquad.questions.jsonl", 560, "hi"),
    ("xquad.questions.jsonl", 560, "en"),
    ("xquad.hinglish.questions.jsonl", 280, "hi"),
    ("dakshina.questions.jsonl.gz", 250, "hi"),
    ("newsonair.questions.jsonl", 999, "other"),
    ("ntrex.questions.jsonl", 999, "other"),
    ("squad2.questions.jsonl.gz", 400, "all"),
)
PRIOR_WIDTHS = np.array([0.03, 0.03, 0.01, 0.1])
"""Of words, sounds, bonus and late: how far data may easily move each."""
TEMPERATURE = 80.0


@dataclass(frozen=True, slots=True)
class Case:
    """One question with its hits: dense, words, sounds and nearness of each, shape (n_hits, 4)."""

    group: str
    fold: int
    measured: NDArray[np.float64]
    directions: list[Direction]
    gold: NDArray[np.bool_]


def collect(corpus: Corpus, folder: Path) -> Iterator[Case]:
    """Ask the answerable questions."""
    view = corpus.store.view()
    retriever = Retriever(view, corpus.embedder)
    for name, most, articles in FILES:
        asked = [q for q in read_questions([folder / name]) if q.answerable and q.gold and _across(q, articles)]
        random.Random(11).shuffle(asked)
        for question in asked[:most]:
            query = read_question(question.question, view)
            own: Language = "en" if query.language == "en" else "hi"
            searched = {"all": "", "other": "hi" if own == "en" else "en"}.get(articles, articles)
            found = retriever.retrieve(query, 20, Filters(languages=frozenset({searched} if searched else ())))
            measured = [(h.dense, h.words, h.sounds, h.meeting.chunk if h.meeting else 0.0) for h in found.hits]
            gold = np.array([hit.article.id in question.gold for hit in found.hits])
            if gold.any():
                directions: list[Direction] = [(query.language, hit.article.language) for hit in found.hits]
                group = f"{name.split('.q')[0]} {query.language}→{articles}"
                fold = zlib.crc32(question.id.encode()) % 5
                yield Case(group, fold, np.array(measured), directions, gold)


def _across(asked: Asked, articles: str) -> bool:
    return articles != "other" or "crosslingual" in asked.group or "ntrex" in asked.group


def in_use() -> Table:
    """The weights of the program: words, sounds, bonus, late."""
    return {key: np.array([w.words, w.sounds, w.bonus, LATE]) for key, w in WEIGHTS.items()}


def fused(case: Case, table: Table) -> NDArray[np.float64]:
    """Scores of the hits, shape (n_hits,)."""
    weights = np.array([table[direction] for direction in case.directions])
    return case.measured[:, 0] + (weights * _parts(case)).sum(axis=1)


def _parts(case: Case) -> NDArray[np.float64]:
    return np.column_stack([case.measured[:, 1:3], np.ones(len(case.measured)), case.measured[:, 3]])


def learn(cases: Sequence[Case]) -> Table:
    """Fit; every set counts by the square root of its questions."""
    keys = [(one, other) for one in LANGUAGES for other in LANGUAGES]
    place = {key: number for number, key in enumerate(keys)}
    prior = np.array([in_use()[key] for key in keys])
    sizes = Counter(case.group for case in cases)

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        weights = flat.reshape(prior.shape)
        away = (weights - prior) / PRIOR_WIDTHS
        total, slopes = 0.5 * float((away**2).sum()), away / PRIOR_WIDTHS
        for case in cases:
            rows = [place[direction] for direction in case.directions]
            parts = _parts(case)
            scores = TEMPERATURE * (case.measured[:, 0] + (weights[rows] * parts).sum(axis=1))
            shares = np.exp(scores - scores.max())
            shares /= shares.sum()
            right = shares * case.gold / (shares * case.gold).sum()
            counts = sizes[case.group] ** -0.5
            total -= counts * float(np.log((shares * case.gold).sum()))
            np.add.at(slopes, rows, counts * TEMPERATURE * (shares - right)[:, None] * parts)
        return total, slopes.ravel()

    found = minimize(loss, prior.ravel(), jac=True, method="L-BFGS-B", options={"maxiter": 60})
    return dict(zip(keys, found.x.reshape(prior.shape), strict=True))


def main() -> None:
    """Run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--index", type=Path, help="keep the index here, to use it again")
    options = parser.parse_args()
    with open_corpus(options.data, options.index) as corpus:
        cases = list(collect(corpus, options.data))
    first: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    for fold in range(5):
        learnt = learn([case for case in cases if case.fold != fold])
        for case in (case for case in cases if case.fold == fold):
            right = [bool(case.gold[np.argmax(fused(case, table))]) for table in (in_use(), learnt)]
            first[case.group].append((right[0], right[1]))
    print("questions with gold among their hits; first with the weights in use, and with weights learnt without them")
    for group, found in sorted(first.items()):
        print(f"  {group:32s} {len(found):4d}  {np.mean(found, axis=0).round(3)}")
    for (asked, held), weights in learn(cases).items():
        print(f"  {asked}→{held}: words, sounds, bonus, late {weights.round(3)}")


if __name__ == "__main__":
    main()
