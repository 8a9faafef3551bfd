"""Quality on the evaluation data, held by floors that nobody lowers silently.

    python -m tests.benchmarks.quality --data FOLDER [--raise] [--lower NAME --because REASON]
    python -m tests.benchmarks.quality --data FOLDER --rows news --without sounds      # an ablation

Two indexes: every article of the folder, and its Hindi articles alone. Each figure is compared with the floor that
`floors.json` keeps beside the checksums of the data: below it, or on other data, the exit code is 1. `--raise` lifts the
floors to what was measured; a floor goes down only by name and with a reason, which the file keeps.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tqdm import tqdm

from index.article import Language
from rag import extract, retrieve
from rag.evaluate import Asked, evaluate, read_questions
from rag.pipeline import Answerer
from tests.benchmarks.corpus import ARTICLE_FILES, open_corpus
from tests.benchmarks.learn_typing import LEXICON
from tests.benchmarks.own_questions import OWN_QUESTIONS, own_questions
from tests.benchmarks.typed_by_people import typed_by_people

FLOORS = Path(__file__).with_name("floors.json")
LOWER_IS_BETTER = ("false_refusal_rate", "false_answer_rate")
PRESENT = datetime(2026, 9, 1, tzinfo=UTC)
"""When the questions are asked: just after the newest article, so that "this year" means the same next year."""
SLACK = 0.005
"""The 8-bit model rounds a little differently on processors of another make."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One row of the table: some questions of a file against one index, and the figures that are held.

    `native` asks Hindi in Latin letters as its source has it in Devanagari: what a perfect reading would find. `typed` asks
    what is in Devanagari as people type it in Latin letters.
    """

    name: str
    file: str
    index: Language | None
    chosen: Callable[[Asked], bool]
    figures: tuple[str, ...]
    native: bool = False
    typed: bool = False


def _group(*parts: str) -> Callable[[Asked], bool]:
    return lambda asked: all(part in asked.group.split("/") for part in parts)


_RECALL = ("recall@1", "recall@5", "mrr@10")
_ANSWER = ("citation_accuracy", "answer_coverage", "false_refusal_rate")
_SENTENCES = (*_ANSWER, "answer_coverage@1")
MEASURES = (
    Measure("news hi", "news.questions.jsonl", None, _group("hi"), (*_RECALL, *_ANSWER, "false_answer_rate")),
    Measure("news en", "news.questions.jsonl", None, _group("en"), (*_RECALL, *_ANSWER, "false_answer_rate")),
    Measure("news hi-Latn", "news.questions.jsonl", None, _group("hi-Latn"), (*_RECALL, *_ANSWER, "false_answer_rate")),
    *(
        Measure(
            f"own {language}", OWN_QUESTIONS.name, None, _group(language), (*_RECALL, *_SENTENCES, "false_answer_rate")
        )
        for language in ("hi", "en", "hi-Latn")
    ),
    Measure("xquad hi→hi", "xquad.questions.jsonl", "hi", _group("hi"), (*_RECALL, *_SENTENCES)),
    Measure("xquad en→hi", "xquad.questions.jsonl", "hi", _group("en"), (*_RECALL, *_SENTENCES)),
    Measure("xquad en→en", "xquad.questions.jsonl", "en", _group("en"), (*_RECALL, *_SENTENCES)),
    Measure("xquad.hinglish→hi", "xquad.hinglish.questions.jsonl", "hi", _group("hi-Latn"), _RECALL),
    Measure("xquad typed by people→hi", "xquad.questions.jsonl", "hi", _group("hi"), (*_RECALL, *_ANSWER), typed=True),
    Measure("dakshina native→hi", "dakshina.questions.jsonl.gz", "hi", _group("hi-Latn"), _RECALL, native=True),
    Measure("dakshina hinglish→hi", "dakshina.questions.jsonl.gz", "hi", _group("hi-Latn"), _RECALL),
    Measure(
        "newsonair headline en→hi", "newsonair.questions.jsonl", "hi", _group("en", "headline-crosslingual"), _RECALL
    ),
    Measure(
        "newsonair headline hi→en", "newsonair.questions.jsonl", "en", _group("hi", "headline-crosslingual"), _RECALL
    ),
    Measure("ntrex headline en→hi", "ntrex.questions.jsonl", "hi", _group("en", "headline"), _RECALL),
    Measure("ntrex headline hi→en", "ntrex.questions.jsonl", "en", _group("hi", "headline"), _RECALL),
    Measure("cmqa hinglish→hinglish", "cmqa.questions.jsonl", None, _group("cmqa"), _RECALL),
    Measure("squad2 en→en", "squad2.questions.jsonl.gz", None, _group("squad2"), ("recall@5", "false_answer_rate")),
    Measure("miracl, no article", "miracl_hi.questions.jsonl", None, _group("no-article"), ("false_answer_rate",)),
    Measure("cmqa, no article", "cmqa.noarticle.questions.jsonl", None, _group("cmqa"), ("false_answer_rate",)),
)


def measure(folder: Path, kept: Path | None, most: int, rows: str = "") -> dict[str, dict[str, float]]:
    """Ask everything; return the figures by row."""
    out: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as temporary:
        wanted = [row for row in MEASURES if rows in row.name and _place(folder, row.file).exists()]
        for language in dict.fromkeys(row.index for row in wanted):
            place = (kept or Path(temporary)) / (language or "all")
            with open_corpus(folder, place, language) as corpus:
                indexed = frozenset(article.id for article in corpus.store.articles())
                answerer = Answerer(corpus.store, corpus.embedder, clock=lambda: PRESENT)
                for row in (row for row in wanted if row.index == language):
                    asked = [question for question in _read(folder, row) if row.chosen(question)]
                    if row.typed:
                        write = typed_by_people(folder)
                        asked = [replace(question, question=write(question.question)) for question in asked[:most]]
                    figures = _ask(answerer, asked[:most], indexed, row.name)
                    out[row.name] = {name: figures[name] for name in row.figures if figures[name] is not None}
                    print(
                        f"| {row.name} | {len(asked[:most])} | "
                        + " | ".join(f"{n} {v:.3f}" for n, v in out[row.name].items())
                    )
    return out


def _place(folder: Path, name: str) -> Path:
    return OWN_QUESTIONS if name == OWN_QUESTIONS.name else folder / name


def _read(folder: Path, row: Measure) -> list[Asked]:
    if row.file == OWN_QUESTIONS.name:
        return own_questions(folder, "test")
    return read_questions([folder / row.file], native=row.native)


def _ask(answerer: Answerer, asked: Sequence[Asked], indexed: frozenset[str], name: str) -> dict[str, Any]:
    with tqdm(total=len(asked), desc=name, disable=None, file=sys.stderr) as bar:
        return evaluate(answerer, asked, indexed, bar.update)


def checksums(folder: Path) -> dict[str, str]:
    """Sha256 of every file that a figure rests on."""
    names = sorted({*ARTICLE_FILES, LEXICON, *(row.file for row in MEASURES)})
    return {
        name: hashlib.sha256(_place(folder, name).read_bytes()).hexdigest()
        for name in names
        if _place(folder, name).exists()
    }


def main() -> int:
    """Run; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--index", type=Path, help="keep the indexes here, to use them again")
    parser.add_argument("--most", type=int, default=400, help="questions of a file, at most")
    parser.add_argument("--rows", default="", help="only rows whose name holds this")
    parser.add_argument(
        "--without", nargs="*", default=[], choices=("words", "sounds", "bonus", "late"), help="switch parts off"
    )
    parser.add_argument("--raise", dest="lift", action="store_true", help="lift the floors to what was measured")
    parser.add_argument("--lower", metavar="NAME", help="the one floor that may go down, as 'row: figure'")
    parser.add_argument("--because", metavar="REASON")
    options = parser.parse_args()
    if bool(options.lower) != bool(options.because):
        parser.error("--lower and --because go together")
    for direction, weights in retrieve.WEIGHTS.items():
        retrieve.WEIGHTS[direction] = replace(weights, **dict.fromkeys(set(options.without) - {"late"}, 0.0))
    if "late" in options.without:
        retrieve.LATE = extract.NEAR = 0.0
    figures = measure(options.data, options.index, options.most, options.rows)
    if options.without:
        return 0
    held = (
        json.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {"data_sha256": {}, "floors": {}, "lowered": []}
    )
    sums = checksums(options.data)
    if held["data_sha256"] and held["data_sha256"] != sums and not options.lift:
        print("The floors were measured on other data: see data_sha256 in floors.json.")
        return 1
    below = _compare(figures, held["floors"], options)
    if options.lift or options.lower:
        if options.lower:
            held["lowered"].append({"floor": options.lower, "because": options.because})
        held["data_sha256"] = sums
        FLOORS.write_text(json.dumps(held, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 1 if below else 0


def _compare(figures: dict[str, dict[str, float]], floors: dict[str, float], options: argparse.Namespace) -> list[str]:
    """Compare with the floors, lifting or lowering them where that was asked for; return the names of those not reached."""
    below: list[str] = []
    for row, measured in figures.items():
        for figure, value in measured.items():
            name = f"{row}: {figure}"
            sign = -1 if figure in LOWER_IS_BETTER else 1
            floor = floors.get(name)
            if floor is None or (options.lift and sign * value > sign * floor) or options.lower == name:
                if options.lift or options.lower == name:
                    floors[name] = value
            elif sign * value < sign * floor - SLACK:
                below.append(name)
                print(f"BELOW ITS FLOOR: {name} is {value:.4f}, the floor is {floor:.4f}")
    return below


if __name__ == "__main__":
    sys.exit(main())
