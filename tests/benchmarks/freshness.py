"""What the decay of `rag.freshness` gains and costs: how its constants were chosen.

    python -m tests.benchmarks.freshness --data FOLDER [--index FOLDER]

The clock stands a day behind the newest article. Gain: the titles of developing stories are asked for ("Sudanese civil war"),
and among the articles of that story which match nearly as well as the best one, the newest should come first. Cost:
questions with a known article, most of which is older than others that are alike; recall@1 must not fall. Known items
are found by the first half of an older article's own words, beside the question files.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from index.article import Article
from index.errors import QuestionError
from index.language import detect_language
from rag.evaluate import read_questions
from rag.freshness import EQUALS, NEWEST, Decay, favour_newer, nearly_best
from rag.question import read_question
from rag.retrieve import Filters, Retriever
from tests.benchmarks.corpus import Corpus, open_corpus

_WEIGHTS = (0.0, 0.004, 0.006, 0.01, 0.02, 0.03)
_HALF_LIVES_DAYS = (1.0, 3.0, 7.0, 30.0)
_ALIKE = (0.0, 0.88, 0.9, 0.91, 0.92, 0.94)
_NEAR = 0.01
"""Articles of a story within so much of the best score are equals, whatever the decay."""
_HITS = 60
_STORY_ITEMS = range(3, 41)
QUESTION_FILES = (
    "news.questions.jsonl",
    "newsonair.questions.jsonl",
    "ntrex.questions.jsonl",
    "cmqa.questions.jsonl",
    "xquad.questions.jsonl",
)


@dataclass(frozen=True, slots=True)
class Found:
    """The candidates of one question before age counts.

    Attributes:
        scores: Shape (n,), float32.
        published: Shape (n,), seconds since 1970 UTC; NaN if unknown.
        cosines: By candidate, with the best one.
        right: By candidate, whether it is the gold article or belongs to the story.
    """

    scores: NDArray[np.float32]
    published: NDArray[np.float64]
    cosines: NDArray[np.float32]
    right: NDArray[np.bool_]

    def first(self, now: datetime, decay: Decay) -> int:
        """Place of the candidate that comes first."""
        near = nearly_best(self.scores, decay)
        equals = near[self.cosines[near] >= decay.alike]
        return int(np.argmax(favour_newer(self.scores, self.published, now, decay, equals)))


def search(corpus: Corpus, question: str, gold: frozenset[str], filters: Filters | None = None) -> Found | None:
    """Search without regard to age; None if the question says nothing."""
    view = corpus.store.view()
    try:
        query = read_question(question, view)
    except QuestionError:
        return None
    hits = Retriever(view, corpus.embedder).retrieve(query, _HITS, filters, chunks_per_article=1).hits
    times = [hit.article.published_at.timestamp() if hit.article.published_at else np.nan for hit in hits]
    vectors = np.array([hit.chunk.sentence_vectors.sum(axis=0) for hit in hits], np.float32).reshape(len(hits), -1)
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
    return Found(
        np.array([hit.score for hit in hits], np.float32),
        np.array(times),
        vectors @ vectors[0] + 1e-6 if hits else np.zeros(0, np.float32),
        np.array([hit.article.id in gold for hit in hits]),
    )


def stories(articles: Sequence[Article]) -> dict[str, list[Article]]:
    """Dated articles with a title in common, of at least three days: a developing story."""
    by_title: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        if article.published_at and article.title and article.id.startswith("wpce"):
            by_title[article.title].append(article)
    return {
        title: items
        for title, items in by_title.items()
        if len(items) in _STORY_ITEMS and len({item.published_at for item in items}) >= 3 and len(title.split()) >= 2
    }


def newest_first(found: Sequence[Found], now: datetime, decay: Decay, near: float = _NEAR) -> tuple[float, float, int]:
    """Share of stories whose newest equal comes first, share whose first is of the story, and how many stories count."""
    first, of_story, counted = 0, 0, 0
    for one in found:
        equals = one.right & (one.scores >= one.scores.max() - near)
        if len(np.unique(one.published[equals])) < 2:
            continue
        counted += 1
        top = one.first(now, decay)
        first += bool(equals[top] and one.published[top] == one.published[equals].max())
        of_story += bool(one.right[top])
    return first / max(1, counted), of_story / max(1, counted), counted


def recall_at_1(found: Sequence[Found], now: datetime, decay: Decay) -> float:
    """Share of questions with a right article first."""
    return float(np.mean([one.right[one.first(now, decay)] for one in found]) if found else 0.0)


def main() -> None:
    """Print one table a kind of question."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--index", type=Path, help="keep the index here, to use it again")
    parser.add_argument("--most", type=int, default=400, help="questions of a kind, at most")
    options = parser.parse_args()
    with open_corpus(options.data, options.index) as corpus:
        articles = list(corpus.store.articles())
        now = max(article.published_at for article in articles if article.published_at) + timedelta(days=1)
        developing = list(stories(articles).items())[: options.most]
        asked = {
            "story": [(title, frozenset(item.id for item in items)) for title, items in developing],
            "latest on story": [
                (f"What is the latest on the {title}?", frozenset(item.id for item in items))
                for title, items in developing
            ],
            "older item": [
                (_half(item.text), frozenset({item.id})) for _, items in developing for item in _older(items)
            ],
        }
        known = {article.id for article in articles}
        for name in QUESTION_FILES:
            if (options.data / name).exists():
                asked[name.removesuffix(".questions.jsonl")] = [
                    (question.question, gold)
                    for question in read_questions([options.data / name])
                    if (gold := corpus.with_translations(question.gold & known))
                    and "headline" not in question.group.split("/")
                ]
        found = {
            kind: _search_all(corpus, kind, random.Random(7).sample(of_kind, min(options.most, len(of_kind))))
            for kind, of_kind in asked.items()
        }
    _print(found, now.astimezone(UTC))


def _older(items: Sequence[Article]) -> list[Article]:
    """The oldest article of a story, if its text can be halved."""
    return [min(items, key=lambda item: item.published_at or datetime.max.replace(tzinfo=UTC))]


def _half(text: str) -> str:
    words = text.split()[:80]
    return " ".join(words[: max(4, len(words) // 2)])[:900]


def _search_all(corpus: Corpus, kind: str, asked: Sequence[tuple[str, frozenset[str]]]) -> list[Found]:
    bar = tqdm(asked, desc=kind, disable=None, file=sys.stderr)
    return [
        found
        for question, gold in bar
        if (found := search(corpus, question, gold, _other_language(kind, question))) and len(found.scores)
    ]


def _other_language(kind: str, question: str) -> Filters | None:
    """A headline would find its own article: it is to find the story in the other language."""
    if kind != "newsonair":
        return None
    return Filters(languages=frozenset({"hi" if detect_language(question) == "en" else "en"}))


def _print(found: dict[str, list[Found]], now: datetime) -> None:
    costs = [kind for kind in found if kind not in {"story", "latest on story"}]
    print("| weight | half-life, days | alike | newest first | of the story | " + " | ".join(costs) + " |")
    print("|" + "---|" * (5 + len(costs)))
    rows = [
        Decay(weight, days, alike)
        for weight in _WEIGHTS
        for days in (_HALF_LIVES_DAYS if weight else (1.0,))
        for alike in (_ALIKE if weight else (0.0,))
    ]
    for decay in rows:
        share, of_story, _ = newest_first(found["story"], now, decay)
        losses = " | ".join(f"{recall_at_1(found[kind], now, decay):.4f}" for kind in costs)
        chosen = " ←" if decay == EQUALS else ""
        print(
            f"| {decay.weight} | {decay.half_life_days} | {decay.alike} | {share:.3f} | {of_story:.3f} | {losses} |{chosen}"
        )
    print(f"\nStories with equals: {newest_first(found['story'], now, EQUALS)[2]}; questions: ", end="")
    print(", ".join(f"{kind} {len(found[kind])}" for kind in costs))
    print(
        "\n| asked for the newest: weight | half-life, days | alike | newest first | of the story |\n|---|---|---|---|---|"
    )
    for decay in rows:
        share, of_story, _ = newest_first(found["latest on story"], now, decay, near=2 * _NEAR)
        chosen = " ←" if decay == NEWEST else ""
        print(f"| {decay.weight} | {decay.half_life_days} | {decay.alike} | {share:.3f} | {of_story:.3f} |{chosen}")


if __name__ == "__main__":
    main()
