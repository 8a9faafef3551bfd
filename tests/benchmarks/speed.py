"""Speed and memory of the whole program, as figures and ratios.

    python -m tests.benchmarks.speed [--data FOLDER] [--chunks 1000 100000]

The texts are the sample news, or the evaluation articles of a folder. For the large index the chunks of these texts are
stored again and again under other ids, with vectors turned a little, so that search has as much to tell apart as in a real
index of that size. Nothing is asserted.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import numpy as np
import psutil

from index.article import LANGUAGES, Article
from index.embed import load_embedder
from index.embed.protocol import Embedder
from index.errors import SourceError
from index.ingest import IngestReport, index_articles, ingest, manifest_for
from index.language import detect_language
from index.store.embedded import EmbeddedStore, open_store
from index.store.protocol import IndexedArticle
from rag.evaluate import read_articles, read_questions
from rag.pipeline import Answerer
from settings import read_settings
from tests.benchmarks.against_langchain import articles_per_second as langchain_articles_per_second
from tests.benchmarks.corpus import ARTICLE_FILES

ROOT = Path(__file__).parents[2]
PASSES = 40


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder of evaluation articles; the sample news without it")
    parser.add_argument("--chunks", type=int, nargs="+", default=[1000, 100_000])
    parser.add_argument("--articles", type=int, default=300, help="how many articles the adding is timed on")
    options = parser.parse_args()
    settings = read_settings()
    embedder = load_embedder(
        settings.embedding_model, settings.model_dir, settings.embedding_backend, settings.embedding_threads, print
    )
    articles, questions = _texts(options.data)
    print(f"{len(articles)} articles, {len(questions)} questions\n")
    _adding(embedder, articles[: options.articles])
    ready = index_articles(articles[: options.articles], embedder)
    for count in options.chunks:
        with tempfile.TemporaryDirectory() as folder:
            _asking(embedder, ready, questions, count, Path(folder))
    _starting()


def _texts(folder: Path | None) -> tuple[list[Article], list[str]]:
    """Articles in a fixed random order, and questions."""
    if folder:
        found = [
            item for item in read_articles(folder / name for name in ARTICLE_FILES) if not isinstance(item, SourceError)
        ]
        questions = [asked.question for asked in read_questions([folder / "news.questions.jsonl"])]
    else:
        found = []
        for name in ("hindi.jsonl", "english.jsonl"):
            for row in map(json.loads, files("index.samples").joinpath(name).read_text("utf-8").splitlines()):
                found.append(Article(row["id"], row["title"], row["text"], row["language"], row["source"], row["url"]))
        questions = [asked.question for asked in read_questions([ROOT / "tests" / "integration" / "questions.jsonl"])]
    return [found[place] for place in np.random.default_rng(3).permutation(len(found))], questions


def _adding(embedder: Embedder, articles: Sequence[Article]) -> None:
    """The pipeline against the bare embedding call on the same texts, and against the usual LangChain pipeline."""
    bare = embedder_passages_per_second(embedder, articles)
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder), manifest_for(embedder.card))
        started = time.perf_counter()
        report: IngestReport = ingest(iter(articles), store, embedder)
        took = time.perf_counter() - started
        chunks = store.status().chunks
        store.close()
    ours = report.added / took
    print(f"adding: {chunks / took:.1f} passages/s, {ours:.1f} articles/s; bare embedding {bare:.1f} passages/s")
    print(f"  ratio to the bare embedding call: {chunks / took / bare:.2f} (wanted: at least 0.9)")
    theirs = langchain_articles_per_second(articles)
    print(f"  LangChain's usual pipeline: {theirs:.1f} articles/s; ratio {ours / theirs:.1f} (wanted: at least 3)\n")


def embedder_passages_per_second(embedder: Embedder, articles: Sequence[Article]) -> float:
    """Passages a second of the bare call of the model, on the same chunk texts in batches of like length."""
    from index.chunk import chunk_articles

    model = embedder._model.sentence_transformer  # type: ignore[attr-defined]
    chunked = chunk_articles(articles, embedder.count_tokens)
    texts = [
        f"{article.title}\n{article.text[chunk.start : chunk.end]}"
        for article, chunks in zip(articles, chunked, strict=True)
        for chunk in chunks
    ]
    model.encode(texts[:16], prompt_name="passage")
    started = time.perf_counter()
    model.encode(texts, prompt_name="passage", batch_size=16)
    return len(texts) / (time.perf_counter() - started)


def _asking(
    embedder: Embedder, ready: Sequence[IndexedArticle], questions: Sequence[str], count: int, folder: Path
) -> None:
    store = open_store(folder, manifest_for(embedder.card))
    _fill(store, ready, count)
    answerer = Answerer(store, embedder)
    for question in questions[:10]:
        answerer.answer(question)
    print(f"ask at {store.status().chunks} chunks:")
    for language in LANGUAGES:
        mine = [question for question in questions if detect_language(question) == language]
        _timed(embedder, answerer, mine, language)
    started = time.perf_counter()
    text = "केरल के तट पर ज़ुम्बारो नाम की नाव से सात मछुआरे सकुशल लौटे।"
    ingest(iter([Article("fresh", "मछुआरे लौटे", text, "hi")]), store, embedder)
    answer = answerer.answer("ज़ुम्बारो नाव से कितने मछुआरे लौटे?")
    found = any(citation.article_id == "fresh" for citation in answer.citations)
    print(f"  one more article, answered from ({found}): {time.perf_counter() - started:.2f} s (wanted: within 1 s)")
    print(f"  memory of this process: {psutil.Process().memory_info().rss / 1e6:.0f} MB now")
    store.close()
    _first_answer(folder)


def _timed(embedder: Embedder, answerer: Answerer, questions: Sequence[str], language: str) -> None:
    embedding, asking = [], []
    for question in (list(questions) * PASSES)[: max(200, len(questions))]:
        started = time.perf_counter()
        embedder.embed_queries([question])
        between = time.perf_counter()
        answerer.answer(question)
        embedding.append(between - started)
        asking.append(time.perf_counter() - between)
    e50, e95 = np.percentile(embedding, (50, 95)) * 1000
    a50, a95 = np.percentile(asking, (50, 95)) * 1000
    print(
        f"  {language}: p50 {a50:.1f} ms, p95 {a95:.1f} ms; one query embedding p50 {e50:.1f} ms, p95 {e95:.1f} ms",
        end="",
    )
    print(f"; ratio of the p95 {a95 / e95:.2f} (wanted: at most 1.5)")


def _fill(store: EmbeddedStore, ready: Sequence[IndexedArticle], count: int) -> None:
    draw = np.random.default_rng(7)
    stored, copy = 0, 0
    while stored < count:
        batch: list[IndexedArticle] = []
        for indexed in ready:
            if stored >= count:
                break
            chunks = []
            for chunk in indexed.chunks[: count - stored]:
                turned = chunk.vector + draw.normal(0, 0.02, len(chunk.vector)).astype(np.float32)
                chunks.append(replace(chunk, vector=turned / np.linalg.norm(turned)))
            article = replace(
                indexed.article, id=f"{indexed.article.id}~{copy}", title=f"{indexed.article.title} {copy}"
            )
            batch.append(replace(indexed, article=article, chunks=chunks))
            stored += len(chunks)
        with store.writing() as writer:
            writer.put(batch)
        copy += 1


def _first_answer(folder: Path) -> None:
    """A process from its start to its first answer, and the memory it needs."""
    command = [sys.executable, str(ROOT / "bot.py"), "ask", "--json", "--data-dir", str(folder), "दिल्ली में क्या हुआ?"]
    times, peaks = [], []
    for _ in range(3):
        started = time.perf_counter()
        process = psutil.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        peak = 0
        while process.poll() is None:
            try:
                peak = max(peak, process.memory_info().rss)
            except psutil.NoSuchProcess:
                break
            time.sleep(0.01)
        times.append(time.perf_counter() - started)
        peaks.append(peak)
    print(
        f"  start to first answer: {np.median(times):.1f} s (wanted: at most 6); peak memory {max(peaks) / 1e6:.0f} MB\n"
    )


def _starting() -> None:
    times = []
    for _ in range(5):
        started = time.perf_counter()
        subprocess.run([sys.executable, str(ROOT / "bot.py"), "--help"], stdout=subprocess.DEVNULL, check=True)
        times.append(time.perf_counter() - started)
    print(f"bot.py --help: {np.median(times):.2f} s (wanted: within 1 s)")


if __name__ == "__main__":
    main()
