"""Drafts as chat models write them, good and bad, on news invented for this; each sentence with what must become of it.

    python -m tests.integration.drafts

prints how often each reason drops a sentence, and each sentence that is not judged as labelled.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from index.article import Article, Language
from index.embed import Embedder, load_embedder
from rag.check import Checked, check
from rag.generate.passage import Passage
from settings import read_settings

HERE = Path(__file__).parent
KEEP = "keep"


@dataclass(frozen=True)
class Draft:
    """What a model wrote.

    Attributes:
        passages: That it was given, numbered from 1.
        sentences: Each with KEEP or the reason for which it must go.
    """

    id: str
    language: Language
    question: str
    passages: tuple[Passage, ...]
    sentences: tuple[tuple[str, str], ...]

    @property
    def text(self) -> str:
        """The whole draft."""
        return " ".join(sentence for sentence, _ in self.sentences)


@dataclass(frozen=True)
class Judged:
    """One sentence and what became of it."""

    draft: Draft
    sentence: str
    wanted: str
    got: str

    @property
    def right(self) -> bool:
        """It was kept or dropped as it should be, whatever the reason."""
        return (self.wanted == KEEP) == (self.got == KEEP)


def read_rows(name: str) -> list[dict[str, Any]]:
    """Read a file of this folder."""
    return [json.loads(line) for line in (HERE / name).read_text("utf-8").splitlines()]


def read_news() -> dict[str, Article]:
    """The invented articles, by id."""
    return {
        row["id"]: Article(
            row["id"],
            row["title"],
            " ".join(row["sentences"]),
            row["language"],
            row["source"],
            published_at=datetime.fromisoformat(row["published"]),
        )
        for row in read_rows("invented_news.jsonl")
    }


def passages_of(articles: Sequence[Article]) -> tuple[Passage, ...]:
    """Whole articles as passages: their sentences are written so that they can be told apart by the splitter."""
    from index.text import sentences

    return tuple(
        Passage(n, article, article.text, tuple(article.text[start:end] for start, end in sentences(article.text)))
        for n, article in enumerate(articles, 1)
    )


def read_drafts() -> list[Draft]:
    """All drafts."""
    news = read_news()
    return [
        Draft(
            row["id"],
            row["language"],
            row["question"],
            passages_of([news[name] for name in row["articles"]]),
            tuple((sentence, wanted) for sentence, wanted in row["sentences"]),
        )
        for row in read_rows("drafts.jsonl")
    ]


def judge(draft: Draft, embedder: Embedder) -> tuple[Checked, list[Judged]]:
    """Check a draft, and find each of its sentences again in the outcome."""
    checked = check(draft.text, draft.passages, draft.language, draft.question, embedder)
    outcomes = [
        *((one.text, KEEP) for one in checked.statements),
        *((one.text, one.reason.value) for one in checked.dropped),
    ]
    judged = []
    for sentence, wanted in draft.sentences:
        bare = _bare(sentence)
        got = next((outcome for text, outcome in outcomes if _bare(text) == bare), "lost")
        judged.append(Judged(draft, sentence, wanted, got))
    return checked, judged


def _bare(text: str) -> str:
    """The letters and digits of a text, without its citations."""
    import regex

    return "".join(regex.findall(r"[\p{L}\p{M}\p{N}]", regex.sub(r"\[\s*[\p{N}, ]+\]", "", text)))


def main() -> None:
    """Print what the checks do with all drafts."""
    settings = read_settings()
    embedder = load_embedder(settings.embedding_model, settings.model_dir)
    judged = [one for draft in read_drafts() for one in judge(draft, embedder)[1]]
    print(f"{sum(one.right for one in judged)} of {len(judged)} sentences kept or dropped as labelled, "
          f"{sum(one.got == one.wanted for one in judged)} for the reason labelled")  # fmt: skip
    for language in ("hi", "en", "hi-Latn"):
        of = [one for one in judged if one.draft.language == language]
        good, bad = [one for one in of if one.wanted == KEEP], [one for one in of if one.wanted != KEEP]
        print(
            f"{language}: {sum(one.right for one in good)} of {len(good)} good ones kept, {sum(one.right for one in bad)} of {len(bad)} bad ones dropped"
        )
    print("Reasons:", dict(Counter(one.got for one in judged).most_common()))
    for one in judged:
        if one.got != one.wanted:
            print(f"  {one.draft.id}: {one.sentence} — {one.wanted} wanted, {one.got}")


if __name__ == "__main__":
    main()
