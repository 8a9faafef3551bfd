"""Fit the judgement of evidence (rag/evidence.py) on evaluation data, and report its error rates honestly.

    python -m tests.benchmarks.train_evidence --data FOLDER [--index FOLDER] [--write]

Each answerable question is asked twice: of the whole index, and with its gold articles (and their translations)
hidden. Questions that nothing answers are asked of both. Where the gold article is a paragraph of a page, it is asked once
more with the whole page hidden; that is reported and not learnt from. Error rates come from five folds by question, and,
harder, from leaving each set out in turn. What the reader (rag/reader.npz) has learnt from is not asked here: its judgement
of that is better than of anything else. Our own questions are learnt from, and do not set the operating point: nobody has
looked whether other news answers all of them. `--write` puts the coefficients, the operating point and the checksums of the
data into rag/evidence.json.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sys
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold
from tqdm import tqdm

from index.article import Language
from index.errors import QuestionError
from index.store.protocol import View
from rag import evidence
from rag.evaluate import Asked, read_questions
from rag.evidence import READ, Model
from rag.pipeline import Answerer
from rag.retrieve import Filters
from tests.benchmarks.corpus import ARTICLE_FILES, Corpus, open_corpus
from tests.benchmarks.own_questions import OWN_QUESTIONS, READING_QUESTIONS, own_questions
from tests.benchmarks.reading_examples import learnt_questions

# File, and how many of its questions are drawn.
QUESTION_FILES = (
    ("xquad.questions.jsonl", 500),
    ("xquad.hinglish.questions.jsonl", 250),
    ("squad2.questions.jsonl.gz", 400),
    ("news.questions.jsonl", 1000),
    ("cmqa.questions.jsonl", 100),
    ("cmqa.noarticle.questions.jsonl", 200),
    ("miracl_hi.questions.jsonl", 250),
    ("hinglish_top.utterances.jsonl", 150),
)
# Articles that say the same in both languages: asked of one language at a time, so that answers across languages are learnt.
ONE_LANGUAGE = "xquad.questions.jsonl"
# Right paragraph, no answer: hardly told by these signals, and kept from bending them.
HARD_WEIGHT, NEWS_WEIGHT, OWN_WEIGHT = 0.2, 4.0, 2.0
MOST_FALSE_ANSWERS = 0.10
"""The operating point: where both errors are equal, or above it, since a wrong answer is worse than none."""


@dataclass(frozen=True, slots=True)
class Row:
    """One question asked once."""

    group: str
    asked: Asked
    hidden: Literal["", "gold", "page"]
    whole: bool
    signals: dict[str, float]
    right: bool

    @property
    def removed(self) -> bool:
        """Whether what would answer was hidden."""
        return bool(self.hidden)

    @property
    def answerable(self) -> bool:
        """Whether the index held an answer."""
        return self.asked.answerable and bool(self.asked.gold) and not self.removed

    @property
    def direction(self) -> str:
        """Language of the question, and of the sentence found best."""
        return next(name for name in self.signals if name.count(":") == 1).partition(":")[2]

    @property
    def hard(self) -> bool:
        """Whether it is about something that is there and does not answer."""
        return (
            not self.removed
            and not self.asked.answerable
            and (self.group == "squad2" or "near-miss" in self.asked.group)
        )


@dataclass(frozen=True, slots=True)
class Part(Filters):
    """Part of the index: a share of its chunks drawn by chance, with some articles in it for certain and others not.

    Attributes:
        share: Of the chunks, 0 to 1.
        with_: Positions that are in it.
        without: Positions that are not.
    """

    share: float = 1.0
    with_: tuple[int, ...] = ()
    without: tuple[int, ...] = ()

    def allowed(self, view: View) -> NDArray[np.bool_]:
        """By position, what is in this part."""
        mask = np.random.default_rng(len(self.with_)).random(len(view.chunk_ids)) < self.share
        mask[list(self.with_)] = True
        mask[list(self.without)] = False
        named = Filters.allowed(self, view)
        return mask if named is None else mask & named


def collect(answerer: Answerer, corpus: Corpus, folder: Path) -> list[Row]:
    """Ask the questions and keep their signals."""
    rows: list[Row] = []
    draw = random.Random(5)
    for group, name, asked in _asked(folder):
        for question in tqdm(asked, desc=name, file=sys.stderr):
            gold = corpus.with_translations(question.gold)
            own, page = (tuple(sorted(corpus.positions(ids).tolist())) for ids in (gold, corpus.with_pages(gold)))
            sizes = (1.0, 10 ** draw.uniform(-2.3, -0.7))
            languages: frozenset[Language] = (
                frozenset({draw.choice(("hi", "en"))}) if name == ONE_LANGUAGE else frozenset()
            )
            for share in sizes:
                for hidden in _hidings(question, paged=share == 1.0 and page != own):
                    part = Part(
                        languages=languages,
                        share=share,
                        with_=() if hidden else own,
                        without={"": (), "gold": own, "page": page}[hidden],
                    )
                    try:
                        trace = answerer.trace(question.question, part)
                    except QuestionError:
                        continue
                    if trace.signals:
                        right = not hidden and question.answerable and trace.best_article in gold
                        rows.append(Row(group, question, hidden, share == 1.0, trace.signals, right))
    return rows


def _asked(folder: Path) -> Iterator[tuple[str, str, list[Asked]]]:
    """The name of each set, its file, and the questions drawn from it."""
    learnt = learnt_questions(folder)
    for name, most in QUESTION_FILES:
        if (folder / name).exists():
            asked = [question for question in read_questions([folder / name]) if question.id not in learnt]
            random.Random(11).shuffle(asked)
            group = asked[0].group.split("/")[0].split(".")[0] if "noarticle" not in name else "cmqa.noarticle"
            yield group, name, asked[:most]
    for path in (OWN_QUESTIONS, READING_QUESTIONS):
        yield "own", path.name, own_questions(folder, "judge", path)


def _hidings(question: Asked, *, paged: bool) -> tuple[Literal["", "gold", "page"], ...]:
    """What is hidden, one asking each; a page only where it is more than the gold articles, and in the whole index."""
    if not (question.answerable and question.gold):
        return ("",)
    return ("", "gold", "page") if paged else ("", "gold")


def fit(rows: Sequence[Row], *, keep: bool) -> Model:
    """Fit on rows whose label is beyond dispute: an answerable question that met a wrong article is left out.

    With `keep` only the reader's signals are fitted, on top of what the coefficients in use make of the others.
    """
    used = [row for row in rows if row.hidden != "page" and (row.right or not row.answerable)]
    by_group = {"news": NEWS_WEIGHT, "own": OWN_WEIGHT}
    weights = np.array([(HARD_WEIGHT if row.hard else 1.0) * by_group.get(row.group, 1.0) for row in used])
    right = np.array([row.right for row in used])
    vectoriser = DictVectorizer(sparse=False)
    if not keep:
        matrix = vectoriser.fit_transform([row.signals for row in used])
        model = LogisticRegression(C=3.0, max_iter=5000).fit(matrix, right, sample_weight=weights)
        named = zip(vectoriser.get_feature_names_out(), model.coef_[0].tolist(), strict=True)
        return Model(dict(named), float(model.intercept_[0]))
    base = evidence._model()
    matrix = vectoriser.fit_transform([{n: v for n, v in row.signals.items() if n.startswith(READ)} for row in used])
    names = vectoriser.get_feature_names_out().tolist()
    judged = np.array([base.others(row.signals) for row in used])
    matrix = np.c_[matrix, -judged * np.array([row.signals.get(READ, 0.0) for row in used])]
    signs = np.where(right, 1.0, -1.0)

    def loss(coefficients: NDArray[np.float64]) -> float:
        margins = signs * (judged + matrix @ coefficients)
        return float(weights @ np.logaddexp(0.0, -margins) + coefficients @ coefficients / 6)

    *found, discount = minimize(loss, np.zeros(matrix.shape[1])).x.tolist()
    kept = {n: w for n, w in base.weights.items() if not n.startswith(READ)}
    return Model({**kept, **dict(zip(names, found, strict=True))}, base.intercept, discount)


def predict(fitted: Model, rows: Sequence[Row]) -> NDArray[np.float64]:
    """Probability that each row is answered."""
    probabilities: NDArray[np.float64] = 1.0 / (1.0 + np.exp(-np.array([fitted.odds(row.signals) for row in rows])))
    return probabilities


def across(
    rows: Sequence[Row], folds: Iterable[tuple[Sequence[int], Sequence[int]]], *, keep: bool
) -> NDArray[np.float64]:
    """Predict each fold from the others."""
    out = np.zeros(len(rows))
    for train, test in folds:
        out[test] = predict(fit([rows[i] for i in train], keep=keep), [rows[i] for i in test])
    return out


def report(name: str, rows: Sequence[Row], probabilities: NDArray[np.float64]) -> float:
    """Print error rates; return the threshold at which both rates are equal."""
    answerable = np.array([row.answerable for row in rows])
    removed = np.array([row.removed for row in rows])
    measured = answerable | removed
    print(
        f"\n{name}: AUC {roc_auc_score(answerable[measured], probabilities[measured]):.3f} (answerable against gold removed)"
    )
    groups = np.array([f"{row.group} {row.direction}" for row in rows])
    cuts = np.quantile(probabilities[measured], np.linspace(0.01, 0.99, 99))
    errors = [((probabilities[removed] >= cut).mean(), (probabilities[answerable] < cut).mean()) for cut in cuts]
    threshold = float(min(zip(cuts, errors, strict=True), key=lambda pair: abs(pair[1][0] - pair[1][1]))[0])
    for cut in (threshold, *(float(np.quantile(probabilities[removed], 1 - rate)) for rate in (0.05, 0.08, 0.12))):
        wrong, refused = (probabilities[removed] >= cut).mean(), (probabilities[answerable] < cut).mean()
        print(f"  threshold {cut:.3f}: false answers {wrong:.3f}, false refusals {refused:.3f}")
    print(
        f"  at {threshold:.3f}:  set and language | false refusals | false answers, gold removed | false answers, unanswerable"
    )
    for group in sorted(set(groups)):
        here = groups == group
        figures = [
            f"{(probabilities[part] < threshold).mean():.2f}"
            if refused
            else f"{(probabilities[part] >= threshold).mean():.2f}"
            if part.any()
            else "–"
            for part, refused in (
                (here & answerable, True),
                (here & removed, False),
                (here & ~answerable & ~removed, False),
            )
            if part.any() or not refused
        ]
        print(f"    {group:24s} {' | '.join(figures)}")
    for low in np.arange(0, 1, 0.2):
        part = (probabilities >= low) & (probabilities < low + 0.2) & measured
        if part.any():
            right = np.array([row.right for row in rows])
            print(f"  said {low:.1f}–{low + 0.2:.1f}: {int(part.sum())} questions, right {right[part].mean():.2f}")
    return threshold


def _kept(rows: Sequence[Row], part: NDArray[np.bool_]) -> list[Row]:
    return [row for row, kept in zip(rows, part, strict=True) if kept]


def main() -> None:
    """Run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--index", type=Path, help="keep the index here, to use it again")
    parser.add_argument("--keep", action="store_true", help="keep the coefficients of all but the reader's signals")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    with open_corpus(options.data, options.index) as corpus:
        rows = collect(Answerer(corpus.store, corpus.embedder), corpus, options.data)
    ids = np.array([zlib.crc32(row.asked.question.encode()) for row in rows])
    folds = across(rows, GroupKFold(5).split(np.zeros(len(rows)), groups=ids), keep=options.keep)
    whole, hidden = np.array([row.whole for row in rows]), np.array([row.hidden for row in rows])
    groups = np.array([row.group for row in rows])
    main_rows = (hidden != "page") & (groups != "own")
    with_page = {row.asked.id for row in rows if row.hidden == "page"}
    instead = np.array([row.hidden == "gold" and row.asked.id in with_page for row in rows])
    parts = (
        ("Five folds by question", main_rows),
        ("… the whole index", whole & main_rows),
        ("… the whole index, and the whole page hidden", whole & ~instead & (groups != "own")),
        ("… small parts", ~whole & main_rows),
        ("Our own questions, the whole index", whole & (hidden != "page") & (groups == "own")),
    )
    threshold, *_ = [report(name, _kept(rows, part), folds[part]) for name, part in parts]
    left_out = across(
        rows,
        [(np.flatnonzero(groups != g), np.flatnonzero(groups == g)) for g in sorted(set(groups))],
        keep=options.keep,
    )
    report("Each set left out in turn", _kept(rows, main_rows), left_out[main_rows])
    fitted = fit(rows, keep=options.keep)
    removed = np.array([row.removed for row in rows]) & main_rows
    if options.write:
        used = [options.data / name for name in (*ARTICLE_FILES, *(name for name, _ in QUESTION_FILES))]
        operating_point = round(max(threshold, float(np.quantile(folds[removed], 1 - MOST_FALSE_ANSWERS))), 4)
        written: dict[str, Any] = {
            "threshold": operating_point,
            # Small indexes are judged by the other signals alone, and keep their operating point with their coefficients.
            "small_threshold": evidence._model().small_threshold if options.keep else operating_point,
            "intercept": round(fitted.intercept, 4),
            "discount": round(fitted.discount, 4),
            "weights": {name: round(weight, 4) for name, weight in sorted(fitted.weights.items())},
            "data_sha256": {
                path.name: hashlib.sha256(path.read_bytes()).hexdigest()
                for path in (*used, OWN_QUESTIONS, READING_QUESTIONS)
                if path.exists()
            },
        }
        path = Path(__file__).parents[2] / "rag" / "evidence.json"
        path.write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")
        print(f"\nWritten: {path}")


if __name__ == "__main__":
    main()
