"""Measure how near true and false statements are to a passage, for the floors of rag/check/support.json.

    python -m tests.benchmarks.support_floor --data FOLDER [--write]

True pairs: a sentence of NTREX and the passage that holds its translation; an XQuAD question with its answer and its
paragraph, in either language, and romanised; a hand-romanised sentence of Dakshina and its page. False ones: the next
passage of the same article, and one of another article. The floor of a direction is where `LOST` of the true pairs lie
below it; no pair of the false ones takes part in choosing it. Also reported: how many sentences of NTREX lose a name, a
number or a date that their translation has (drops of true ones), and how many keep all in another article (misses).
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from index.article import Language
from index.embed import Embedder, load_embedder
from index.text import sentences
from rag.check.facts import Source, missing
from rag.check.meaning import Nearness, Reading
from rag.check.rewording import for_embedder
from settings import read_settings

OUT = Path("rag/check/support.json")
FILES = ("ntrex.articles.jsonl.gz", "xquad.articles.jsonl.gz", "xquad.questions.jsonl", "xquad.hinglish.questions.jsonl",
         "dakshina.articles.jsonl.gz", "dakshina.questions.jsonl.gz")  # fmt: skip
LOST = 0.02
SENTENCES = 3
MOST_PAIRS = 400
KINDS = ("true", "same article", "other article")

Scores = dict[str, dict[str, list[Nearness]]]


@dataclass(frozen=True)
class Pair:
    """A statement with the passage that says it, the next one of that article, and one of another article."""

    text: str
    language: Language
    of: str
    passages: tuple[tuple[str, ...], ...]


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """Read the lines of a JSON file, compressed or not."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def cut(found: list[str]) -> list[tuple[str, ...]]:
    """Passages of a few sentences."""
    return [tuple(found[start : start + SENTENCES]) for start in range(0, len(found), SENTENCES)]


def parallel_news(folder: Path) -> Iterator[Pair]:
    """NTREX: every sentence with the passages of its translation."""
    articles = {row["id"]: row for row in rows(folder / "ntrex.articles.jsonl.gz")}
    lines = {name: [row["title"], *row["text"].split("\n")] for name, row in articles.items()}
    names = sorted(name for name in articles if articles[name]["parallel_id"] in articles)
    for place, name in enumerate(names):
        own, theirs = lines[name], lines[articles[name]["parallel_id"]]
        others = [other for other in names[place + 1 :] + names[:place] if other[:8] == name[:8]]
        if len(own) != len(theirs) or not others:
            continue
        passages, other = cut(theirs), cut(lines[articles[others[0]]["parallel_id"]])[0]
        source: Language = "en" if name.startswith("ntrex-en") else "hi"
        for line, text in enumerate(own):
            here = line // SENTENCES
            following = passages[(here + 1) % len(passages)]
            yield Pair(text, source, "hi" if source == "en" else "en", (passages[here], following, other))


def questions(folder: Path) -> Iterator[Pair]:
    """XQuAD: a question with its answer, and its paragraph in either language."""
    texts: dict[str, tuple[str, ...]] = {}
    for row in rows(folder / "xquad.articles.jsonl.gz"):
        texts[row["id"]] = tuple(row["text"][start:end] for start, end in sentences(row["text"]))
    order = sorted(texts)
    for name in ("xquad.questions.jsonl", "xquad.hinglish.questions.jsonl"):
        for row in rows(folder / name):
            answer = row["answers"][0] if row["answers"] else ""
            for gold in row["article_ids"]:
                language = gold.split("-")[1]
                same = [other for other in order if other.split("-")[1] == language and other != gold]
                near = [other for other in same if other.rsplit("-", 1)[0] == gold.rsplit("-", 1)[0]] or same
                far = [other for other in same if other.rsplit("-", 1)[0] != gold.rsplit("-", 1)[0]]
                yield Pair(
                    f"{row['question']} {answer}", row["lang"], language, (texts[gold], texts[near[0]], texts[far[0]])
                )


def romanised(folder: Path) -> Iterator[Pair]:
    """Dakshina: a sentence romanised by hand, and its page."""
    pages = {
        row["id"]: cut([row["text"][start:end] for start, end in sentences(row["text"])])
        for row in rows(folder / "dakshina.articles.jsonl.gz")
    }
    order = sorted(pages)
    for row in rows(folder / "dakshina.questions.jsonl.gz"):
        gold = row["article_ids"][0]
        own = pages.get(gold, [])
        here = next((n for n, passage in enumerate(own) if any(row["native"].strip() in one for one in passage)), None)
        if here is not None and len(own) > 1:
            other = pages[order[(order.index(gold) + 1) % len(order)]][0]
            yield Pair(row["question"], "hi-Latn", "hi", (own[here], own[(here + 1) % len(own)], other))


def some(pairs: Iterable[Pair]) -> list[Pair]:
    """At most `MOST_PAIRS` of each direction, spread evenly."""
    by_direction: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        by_direction[f"{pair.language}>{pair.of}"].append(pair)
    return [pair for found in by_direction.values() for pair in found[:: max(1, len(found) // MOST_PAIRS)][:MOST_PAIRS]]


def measure(embedder: Embedder, pairs: Iterable[Pair], scores: dict[bool, Scores]) -> None:
    """Add the nearness of each pair, by tokens and by cosine."""
    readings: dict[tuple[str, ...], Reading] = {}
    for pair in pairs:
        questions = [for_embedder(pair.text, pair.language, passage) for passage in pair.passages]
        by_text = {text: embedder.embed_question([text]) for text in dict.fromkeys(questions)}
        for kind, passage, text in zip(KINDS, pair.passages, questions, strict=True):
            asked = by_text[text]
            if passage not in readings:
                readings[passage] = Reading(embedder, passage)
            for late in (True, False):
                found = readings[passage].nearness(asked.texts[0], asked.tokens[0] if late else None)
                scores[late][f"{pair.language}>{pair.of}"][kind].append(found)


def report_facts(pairs: list[Pair]) -> None:
    """Print how often names, numbers and dates of true sentences are missing, and of those put on another article."""
    for language in ("en", "hi"):
        of = [pair for pair in pairs if pair.language == language]
        for kind, place in (("true", 0), ("same article", 1), ("other article", 2)):
            gone = [
                missing(pair.text, pair.language, [Source.of("", pair.passages[place], None, pair.of)]) for pair in of
            ]
            shares = ", ".join(
                f"{reason.value} {sum(one is reason for one in gone) / len(of):.3f}"
                for reason in sorted({one for one in gone if one})
            )
            print(f"{language}: {len(of)} statements on the {kind}: {shares or 'nothing missing'}")


def main() -> None:
    """Measure, and write if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    settings = read_settings()
    embedder = load_embedder(
        settings.embedding_model, settings.model_dir, settings.embedding_backend, settings.embedding_threads
    )
    scores: dict[bool, Scores] = {late: defaultdict(lambda: defaultdict(list)) for late in (True, False)}
    news = some(parallel_news(options.data))
    report_facts(news)
    for pairs in (news, some(questions(options.data)), some(romanised(options.data))):
        measure(embedder, pairs, scores)
    floors: dict[str, dict[str, float]] = {}
    for late, name in ((True, "late"), (False, "cosine")):
        floors[name] = {}
        for direction, by_kind in sorted(scores[late].items()):
            values = {kind: np.array([one.score for one in by_kind[kind]]) for kind in KINDS}
            floor = round(float(np.quantile(values["true"], LOST)), 3)
            floors[name][direction] = floor
            told = ", ".join(
                f"{kind} {np.quantile(found, 0.1):.2f}/{np.median(found):.2f}/{np.quantile(found, 0.9):.2f} ({(found < floor).mean():.0%} below)"
                for kind, found in values.items()
            )
            print(f"{name} {direction}: floor {floor:.3f}; {len(values['true'])} pairs, deciles 1/5/9: {told}")
    if options.write:
        sums = {name: hashlib.sha256((options.data / name).read_bytes()).hexdigest() for name in FILES}
        written = {"model": embedder.card.name, "lost": LOST, **floors, "data_sha256": sums}
        OUT.write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
