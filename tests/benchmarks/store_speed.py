"""How quick the store is at a size: start, search, lookups, one more article seen by another process, bytes and memory.

    python tests/benchmarks/store_speed.py [--chunks 100000] [--vectors FILE.npy] [--keep DIR]

Articles are made up: words by Zipf's law, vectors around 2,000 centres so that neighbours have a cosine of about 0.85 and
strangers of 0.75, as in multilingual-e5. `--vectors` takes real unit vectors instead, (n, dimension) float32, repeated
with noise if there are too few: the recall of an approximate index depends on them.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import psutil  # type: ignore[import-untyped]
from numpy.typing import NDArray

from index.article import Article, Chunk
from index.store.embedded import EmbeddedStore, open_store
from index.store.postings import chunk_ids_with
from index.store.protocol import IndexedArticle, IndexedChunk, Manifest
from index.store.view import EmbeddedView

CHUNKS_PER_ARTICLE = 4
SENTENCES = 4
TERMS = 60
VOCABULARY = 60_000
QUERIES = 300
NEWEST = "newest"


def manifest(dimension: int) -> Manifest:
    """What the made-up index is made with."""
    return Manifest("made up", "1", dimension, "", "", "made up")


def made_up_vectors(count: int, rng: np.random.Generator, dimension: int = 384) -> NDArray[np.float32]:
    """Unit vectors: a common part (0.75 of the square), one of 2,000 centres (0.1) and noise (0.15)."""

    def unit(rows: int) -> NDArray[np.float32]:
        return normal(rng.standard_normal((rows, dimension), dtype=np.float32))

    common, centres = unit(1), unit(2000)
    return normal(0.75**0.5 * common + 0.1**0.5 * centres[rng.integers(0, 2000, count)] + 0.15**0.5 * unit(count))


def normal(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """The same directions with length 1."""
    lengths: NDArray[np.float32] = np.linalg.norm(vectors, axis=1, keepdims=True).astype(np.float32)
    return vectors / lengths


def real_vectors(path: Path, count: int, rng: np.random.Generator) -> NDArray[np.float32]:
    """Vectors of a file; more than it has come from mixing two of them with a little noise."""
    found = np.load(path).astype(np.float32)
    rows = [found[rng.permutation(len(found))[:count]]]
    more = count - len(rows[0])
    first, second = rng.integers(0, len(found), (2, more))
    share = rng.uniform(0.55, 0.9, (more, 1)).astype(np.float32)
    noise = 0.02 * rng.standard_normal((more, found.shape[1]), dtype=np.float32)
    rows.append(share * found[first] + (1 - share) * found[second] + noise)
    return normal(np.concatenate(rows))


def made_up_article(
    number: int, vectors: NDArray[np.float32], rng: np.random.Generator, extra: str = ""
) -> IndexedArticle:
    """An article of one chunk for each vector."""
    sentence = "यह एक वाक्य है जिसमें कोई ख़बर नहीं है, पर लंबाई ठीक है। "
    span = len(sentence) * SENTENCES
    article = Article(
        id=f"article-{number}",
        title=f"Headline {number} {extra}",
        text=f"{sentence * (SENTENCES * len(vectors))}{number} {extra}",
        language="hi" if number % 3 else "en",
        source=f"outlet {number % 40}",
        published_at=datetime(2020, 1, 1, tzinfo=UTC) + timedelta(hours=number),
    )
    words = [[f"w{rank}" for rank in rng.zipf(1.3, TERMS) if rank < VOCABULARY] for _ in vectors]
    chunks = []
    for place, vector in enumerate(vectors):
        sentences = tuple(
            (place * span + n * len(sentence), place * span + (n + 1) * len(sentence)) for n in range(SENTENCES)
        )
        noise = 0.02 * rng.standard_normal((SENTENCES, len(vector)), dtype=np.float32)
        terms = [*words[place], extra]
        chunks.append(
            IndexedChunk(
                chunk=Chunk(article.id, place * span, (place + 1) * span, sentences),
                vector=vector,
                sentence_vectors=normal(vector + noise),
                words=terms,
                sounds=[f"s{term}" for term in terms],
            )
        )
    return IndexedArticle(article, chunks, {word: f"s{word}" for of_chunk in words for word in of_chunk})


def fill(folder: Path, vectors: NDArray[np.float32], rng: np.random.Generator) -> None:
    """Store all vectors, 64 articles a transaction, as the pipeline would."""
    store = open_store(folder, manifest(vectors.shape[1]))
    articles = (
        made_up_article(start // CHUNKS_PER_ARTICLE, vectors[start : start + CHUNKS_PER_ARTICLE], rng)
        for start in range(0, len(vectors), CHUNKS_PER_ARTICLE)
    )
    with store.writing() as writer:
        for batch in batches(articles, 64):
            writer.put(batch)
    store.close()


def batches(articles: Iterator[IndexedArticle], size: int) -> Iterator[list[IndexedArticle]]:
    """Lists of so many."""
    batch: list[IndexedArticle] = []
    for article in articles:
        batch.append(article)
        if len(batch) == size:
            yield batch
            batch = []
    yield batch


def timed(action: Callable[[int], object], times: int = QUERIES) -> str:
    """Median and 95th percentile of the milliseconds that an action takes."""
    taken = []
    for number in range(times):
        start = time.perf_counter()
        action(number)
        taken.append((time.perf_counter() - start) * 1000)
    taken.sort()
    return f"p50 {taken[len(taken) // 2]:7.3f} ms   p95 {taken[int(len(taken) * 0.95)]:7.3f} ms"


def measure(folder: Path, queries_file: Path) -> None:
    """In a fresh process: start, then every lookup."""
    queries = np.load(queries_file)
    start = time.perf_counter()
    store = open_store(folder, manifest(queries.shape[1]), create=False)
    view = store.view()
    view.search(queries[:1], 10)
    show("start to first search", f"{time.perf_counter() - start:.2f} s")
    rng = np.random.default_rng(1)
    show("view(), nothing changed", timed(lambda n: store.view()))
    show("search, k = 50", timed(lambda n: view.search(queries[n : n + 1], 50)))
    hindi = view.languages == 0
    show("search, k = 50, Hindi only", timed(lambda n: view.search(queries[n : n + 1], 50, hindi)))
    some = rng.random(len(hindi)) < 0.01
    show("search, k = 50, one chunk in a hundred", timed(lambda n: view.search(queries[n : n + 1], 50, some)))
    places = np.sort(rng.permutation(len(view.chunk_ids))[:200])
    show("cosines, 200 chunks", timed(lambda n: view.cosines(queries[n : n + 1], places)))
    by_size = {len(view.postings("words", f"w{rank}")): f"w{rank}" for rank in range(1, 3000)}
    for wanted in (100, 10_000):
        size = min(by_size, key=lambda count: abs(count - wanted))
        show_postings(store, view, by_size[size], size)
    sets = [rng.permutation(len(view.chunk_ids))[:10] for _ in range(QUERIES)]
    show("chunks, 10", timed(lambda n: view.chunks(sets[n])))
    show("newest, 10", timed(lambda n: view.newest(10)))
    show("words_by_sound, 10 sounds", timed(lambda n: view.words_by_sound([f"sw{n + more}" for more in range(1, 11)])))
    show("status", timed(lambda n: store.status(), 20))
    show("memory of this process", f"{psutil.Process().memory_info().rss / 2**20:.0f} MB")
    show("recall@10 and @50 against brute force", recall(folder, view, queries))


def show_postings(store: EmbeddedStore, view: EmbeddedView, term: str, size: int) -> None:
    """Two rows: from the database, and from the cache."""
    with store._readers.snapshot() as connection:
        show(f"postings, {size} chunks, first time", timed(lambda n: chunk_ids_with(connection, "words", term), 50))
    show(f"postings, {size} chunks, again", timed(lambda n: view.postings("words", term)))


def recall(folder: Path, view: EmbeddedView, queries: NDArray[np.float32]) -> str:
    """Share of the true 10 and 50 nearest that a search finds."""
    vectors = np.load(folder / "vectors.npy", mmap_mode="r")
    shares = []
    for k in (10, 50):
        hits = view.search(queries, k)
        true = [set(np.argpartition(-(vectors @ query), k)[:k].tolist()) for query in queries]
        shares.append(
            np.mean([len(truth & set(places.tolist())) / k for truth, (places, _) in zip(true, hits, strict=True)])
        )
    return f"{shares[0]:.3f} {shares[1]:.3f}"


def watch(folder: Path, dimension: int) -> None:
    """In another process: say when the newest article can be found."""
    store = open_store(folder, manifest(dimension), create=False)
    store.view()
    print("ready", flush=True)
    while not len(store.view().postings("words", NEWEST)):
        time.sleep(0.002)
    print(time.monotonic(), flush=True)


def one_more(folder: Path, vector: NDArray[np.float32], rng: np.random.Generator) -> None:
    """Store one article while another process is looking."""
    arguments = [sys.executable, __file__, "--watch", str(folder), "--dimension", str(vector.shape[1])]
    article = made_up_article(10**6, vector, rng, extra=NEWEST)
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as watcher:
        assert watcher.stdout is not None
        watcher.stdout.readline()
        start = time.monotonic()
        store = open_store(folder, manifest(vector.shape[1]), create=False)
        with store.writing() as writer:
            writer.put([article])
            stored = time.monotonic()
        done = time.monotonic()
        seen = float(watcher.stdout.readline())
        show("one more article: stored after", f"{(stored - start) * 1000:.0f} ms")
        show("one more article: writing() left after", f"{(done - start) * 1000:.0f} ms")
        show("one more article: seen by another process after", f"{(seen - start) * 1000:.0f} ms")
        with store.writing() as writer:
            writer.remove([article.article.id])
        store.close()


def show(what: str, figure: str) -> None:
    """Print a row of the table."""
    print(f"{what:52} {figure}", flush=True)


def main() -> None:
    """Fill a folder, then measure it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--chunks", type=int, default=100_000)
    parser.add_argument("--vectors", type=Path, help="real unit vectors, .npy")
    parser.add_argument("--keep", type=Path, help="folder to fill, or filled by an earlier run")
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--watch", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--dimension", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        measure(options.measure, options.measure / "queries.npy")
    elif options.watch:
        watch(options.watch, options.dimension)
    else:
        with tempfile.TemporaryDirectory() as scratch:
            run(options.keep or Path(scratch) / "index", options)


def run(folder: Path, options: argparse.Namespace) -> None:
    """The whole table."""
    rng = np.random.default_rng(0)
    if not (folder / "queries.npy").exists():
        count = options.chunks + QUERIES
        vectors = real_vectors(options.vectors, count, rng) if options.vectors else made_up_vectors(count, rng)
        start = time.perf_counter()
        fill(folder, vectors[:-QUERIES], rng)
        show(f"storing {options.chunks} chunks", f"{time.perf_counter() - start:.1f} s")
        np.save(folder / "vectors.npy", vectors[:-QUERIES])
        np.save(folder / "queries.npy", vectors[-QUERIES:])
    subprocess.run([sys.executable, __file__, "--measure", str(folder)], check=True)
    one_more(folder, np.load(folder / "queries.npy")[:1], rng)
    sizes = {path.name: path.stat().st_size for path in folder.iterdir() if path.suffix != ".npy"}
    show("bytes on disk", json.dumps(sizes))


if __name__ == "__main__":
    main()
