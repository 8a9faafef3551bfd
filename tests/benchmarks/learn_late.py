"""Make index/embed/late.npz: how token vectors of the default model are mapped to the codes of late interaction.

    python -m tests.benchmarks.learn_late --data FOLDER

Principal axes of the token vectors of passages, without the first few and scaled so that none outweighs the others; the
means of passages and of questions; and how telling each token is, by the tokenizer's own count. No question is
ever shown with its answer.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.article import Article
from index.chunk import chunk_articles
from index.embed import card, late, load_embedder
from index.embed.protocol import Embedder
from rag.evaluate import read_articles, read_questions
from settings import read_settings
from tests.benchmarks.corpus import ARTICLE_FILES

DIMENSIONS, DROPPED, POWER = 64, 4, 0.25
"""Of 48 to 384 dimensions, 0 to 10 dropped axes and powers 0 to 0.5 of the variance: little between them but the size."""
CHUNKS, QUESTIONS = 1500, 1500
QUESTION_FILES = ("xquad.questions.jsonl", "squad2.questions.jsonl.gz", "miracl_hi.questions.jsonl")


def main() -> None:
    """Run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    options = parser.parse_args()
    settings = read_settings()
    embedder: Any = load_embedder(
        settings.embedding_model, settings.model_dir, settings.embedding_backend, settings.embedding_threads, print
    )
    passages = np.concatenate(list(_token_vectors(embedder, _passages(embedder, options.data))))
    questions = np.concatenate(list(_token_vectors(embedder, _questions(options.data))))
    mean = passages.mean(axis=0)
    variances, axes = np.linalg.eigh(np.cov((passages - mean).T))
    kept = slice(-DROPPED - 1, -DROPPED - 1 - DIMENSIONS, -1)
    np.savez_compressed(
        Path(late.__file__).with_name("late.npz"),
        axes=(axes[:, kept] / variances[kept] ** POWER).astype(np.float16),
        passage_mean=mean.astype(np.float16),
        question_mean=questions.mean(axis=0).astype(np.float16),
        information=_information(embedder),
    )
    used = {name: hashlib.sha256((options.data / name).read_bytes()).hexdigest()[:12] for name in ARTICLE_FILES}
    print(f"{len(passages)} tokens of passages, {len(questions)} of questions; {card.DEFAULT_REVISION}; {used}")


def _passages(embedder: Embedder, folder: Path) -> list[str]:
    articles = [item for item in read_articles(folder / name for name in ARTICLE_FILES) if isinstance(item, Article)]
    chunked = chunk_articles(articles, embedder.count_tokens)
    texts = [
        f"{embedder.card.passage_prompt}{article.title}\n{article.text[chunk.start : chunk.end]}"
        for article, chunks in zip(articles, chunked, strict=True)
        for chunk in chunks
    ]
    return random.Random(5).sample(texts, CHUNKS)


def _questions(folder: Path) -> list[str]:
    asked = read_questions([folder / name for name in QUESTION_FILES])
    return [f"query: {question.question}" for question in random.Random(5).sample(asked, QUESTIONS)]


def _token_vectors(embedder: Any, texts: Sequence[str]) -> Iterator[NDArray[np.float32]]:
    """The vectors of each text's own tokens, prompt and special ones left out."""
    for text in texts:
        (tokens,) = embedder._tokenizer.encode([embedder._tokenizer.tidy(text)])
        vectors, _ = embedder._run([tokens])
        yield vectors[0][tokens.ends > text.index(":") + 2]


def _information(embedder: Any) -> NDArray[np.uint8]:
    pieces = json.loads(embedder._tokenizer._tokenizer.to_str())["model"]["vocab"]
    scores = np.array([score for _, score in pieces])
    return np.clip(np.rint(-scores * late.INFORMATION_STEPS), 1, 255).astype(np.uint8)


if __name__ == "__main__":
    main()
