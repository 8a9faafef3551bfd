"""What the reader learns from: questions beside chunks that hold the answer, and chunks that only look like it.

Every question is asked of the whole index. Of what is found, chunks of its article that hold the marked answer are those that
answer; other chunks of that article, and those of the article that a near miss is about, are the look-alikes; chunks of other articles are
the rest, unless they hold the words of the answer as well: whether those answer is not known.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.embed.late import SentenceTokens, TokenVectors
from index.embed.pooling import sentence_of
from index.embed.protocol import Passage
from index.errors import QuestionError
from index.store.protocol import StoredChunk
from rag.question import read_question
from rag.retrieve import Retriever
from tests.benchmarks.corpus import ARTICLE_FILES, Corpus, read_rows
from tests.benchmarks.own_questions import OWN_QUESTIONS, READING_QUESTIONS, Half

MARKED_FILES = ("xquad.questions.jsonl", "xquad.hinglish.questions.jsonl", "squad2.questions.jsonl.gz")
LEARNT_PAGES = (
    "1973 oil crisis",
    "European Union law",
    "French and Indian War",
    "Harvard University",
    "Immune system",
    "Islamism",
    "Scottish Parliament",
    "Warsaw",
    "Yuan dynasty",
)
"""Pages of XQuAD and SQuAD that are learnt from; the other pages show what was learnt."""
_HITS, _OTHERS, _LEAST_OTHERS = 24, 8, 3


@dataclass(frozen=True, slots=True)
class Question:
    """One question to learn from: what answers it, or what it is about without being answered there."""

    text: str
    gold: frozenset[str]
    about: frozenset[str]
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """One chunk, and by token of its sentences, shape (n_tokens,), whether that is of the answer; None where it holds none."""

    tokens: SentenceTokens
    answer: NDArray[np.bool_] | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """One question with what was found for it; `articles` are those that it is about."""

    question: TokenVectors
    articles: frozenset[str]
    answering: Sequence[Shown]
    alike: Sequence[Shown]
    others: Sequence[Shown]


def questions(folder: Path, part: Half) -> Iterator[Question]:
    """Our own of a part, and with those to learn from the marked ones on the learnt pages."""
    texts = {row["id"]: row["text"] for row in _articles(folder)}
    if part == "learn":
        for row in _learnt_rows(folder):
            answers = tuple(span["text"] for span in row.get("spans", ()))
            yield Question(row["question"], frozenset(row["article_ids"]), frozenset(row.get("about_ids", ())), answers)
    for path in (OWN_QUESTIONS, READING_QUESTIONS):
        for row in read_rows(path):
            spans = row.get("spans", [])
            if row["half"] == part and all(article in texts for article, _, _ in spans):
                answers = tuple(texts[article][start:end] for article, start, end in spans if end)
                gold = frozenset(article for article, _, _ in spans)
                yield Question(row["question"], gold, frozenset(row.get("about", ())), answers)


def learnt_questions(folder: Path) -> frozenset[str]:
    """Ids of the questions of the evaluation data that are learnt from."""
    return frozenset(row["id"] for row in _learnt_rows(folder))


def _learnt_rows(folder: Path) -> Iterator[dict[str, Any]]:
    pages = {page.casefold() for page in LEARNT_PAGES}
    learnt = {row["id"] for row in _articles(folder) if _page(row) in pages}
    for path in (folder / name for name in MARKED_FILES if (folder / name).exists()):
        yield from (row for row in read_rows(path) if learnt & {*row["article_ids"], *row.get("about_ids", ())})


def _articles(folder: Path) -> Iterator[dict[str, Any]]:
    for path in (folder / name for name in ARTICLE_FILES if (folder / name).exists()):
        yield from read_rows(path)


def _page(row: dict[str, Any]) -> str:
    return str(row.get("title_en") or row.get("title") or "").replace("_", " ").strip().casefold()


def example(question: Question, corpus: Corpus) -> Example | None:
    """Ask it; None where nothing is to be learnt, since too little was found, or not the answer."""
    view = corpus.store.view()
    try:
        query = read_question(question.text, view)
    except QuestionError:
        return None
    found = Retriever(view, corpus.embedder).retrieve(query, _HITS)
    gold = corpus.with_translations(question.gold)
    answers = [known for answer in question.answers if len(known := _plain(answer)) > 1]
    answering, alike, others = [], [], []
    for chunk in (hit.chunk for hit in found.hits if sum(hit.chunk.tokens.counts)):
        text = _plain(chunk.article.text[chunk.chunk.start : chunk.chunk.end])
        holds = any(answer in text for answer in answers)
        if chunk.article.id in gold and holds:
            answering.append(Shown(chunk.tokens, _answer_tokens(chunk, answers, corpus)))
        elif chunk.article.id in question.gold | question.about:
            alike.append(Shown(chunk.tokens))
        elif chunk.article.id not in gold and not holds and len(others) < _OTHERS:
            others.append(Shown(chunk.tokens))
    if len(others) < _LEAST_OTHERS or not found.vectors.tokens or (question.gold and not answering):
        return None
    return Example(found.vectors.tokens[-1], question.gold | question.about, answering, alike, others)


def _answer_tokens(chunk: StoredChunk, answers: Sequence[str], corpus: Corpus) -> NDArray[np.bool_]:
    embedder: Any = corpus.embedder
    base, text = chunk.chunk.start, chunk.article.text[chunk.chunk.start : chunk.chunk.end]
    sentences = tuple((start - base, end - base) for start, end in chunk.chunk.sentences)
    whole, spans, _ = embedder._prepare(Passage(chunk.article.title, text, sentences))
    (tokens,) = embedder._tokenizer.encode([whole])
    ends = np.asarray(tokens.ends)
    begins = np.concatenate([[0], ends[:-1]])
    marked = np.zeros(len(ends), np.bool_)
    plain = _plain(whole)
    for answer in answers:
        place = plain.find(answer)
        while place >= 0:
            marked |= (ends > place) & (begins < place + len(answer))
            place = plain.find(answer, place + 1)
    kept: NDArray[np.bool_] = marked[sentence_of(tokens.ends, spans) >= 0]
    return kept


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()
