"""The write path at scale: how quick, how much of it beside the embedder, how much memory, and what kills do to it.

    python -m tests.benchmarks.write_path --data FOLDER [--articles 100000] [--killed-articles 2000] [--kills 10]

First every article of the folder goes through the whole pipeline, in one process, and where the time goes is counted. Then the first
articles go into an index by a process that is killed at random instants and started again until it comes to an end; what
stands in its tables is compared, byte for byte, with what an undisturbed process wrote. Nothing is asserted.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import psutil

from index.article import Article
from index.embed import load_embedder
from index.embed.protocol import Embedder, Passage, PassageVectors
from index.errors import SourceError
from index.ingest import IngestReport, ingest, manifest_for
from index.store.embedded import open_store
from rag.evaluate import read_articles
from settings import read_settings
from tests.benchmarks.corpus import ARTICLE_FILES

_EVERY = 2000
_OWN_OF_EACH_INDEX = frozenset({"index_id"})


class Timed:
    """An embedder that counts the seconds spent in the model."""

    def __init__(self, embedder: Embedder) -> None:
        """Stand before an embedder."""
        self._embedder = embedder
        self.seconds = 0.0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._embedder, name)

    def embed_passages(self, passages: Sequence[Passage]) -> list[PassageVectors]:
        """Embed, and count the time."""
        started = time.perf_counter()
        try:
            return self._embedder.embed_passages(passages)
        finally:
            self.seconds += time.perf_counter() - started


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of evaluation articles")
    parser.add_argument("--articles", type=int, default=10**9, help="so many at most are timed; 0: none")
    parser.add_argument("--killed-articles", type=int, default=2000, help="so many go in under kills")
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--into", type=Path, help=argparse.SUPPRESS)  # the process that is killed
    options = parser.parse_args()
    articles = _articles(options.data)
    if options.into:
        _bring_in(itertools.islice(articles, options.killed_articles), options.into)
        return
    if options.articles:
        with tempfile.TemporaryDirectory() as folder:
            _time(itertools.islice(articles, options.articles), Path(folder))
    if options.kills:
        _kill(options)


def _articles(folder: Path) -> Iterator[Article | SourceError]:
    files = (folder / name for name in reversed(ARTICLE_FILES))  # the news items first
    return iter(read_articles([file for file in files if file.exists()]))


def _embedder() -> Embedder:
    settings = read_settings()
    return load_embedder(
        settings.embedding_model, settings.model_dir, settings.embedding_backend, settings.embedding_threads
    )


def _time(articles: Iterator[Article | SourceError], folder: Path) -> None:
    embedder = Timed(_embedder())
    process = psutil.Process()
    told = 0
    with closing(open_store(folder, manifest_for(embedder.card))) as store:
        started = time.perf_counter()

        def tell(report: IngestReport) -> None:
            nonlocal told
            done = report.added + report.duplicates + report.unchanged + report.updated
            if done - told >= _EVERY:
                told = done
                took = time.perf_counter() - started
                memory = process.memory_info().rss / 1e6
                print(
                    f"{done} articles: {done / took:.1f}/s, outside the embedder {1 - embedder.seconds / took:.1%}, "
                    f"memory {memory:.0f} MB",
                    flush=True,
                )

        report = ingest(articles, store, embedder, tell)  # type: ignore[arg-type]
        took = time.perf_counter() - started
        chunks = store.status().chunks
    done = report.added + report.duplicates + report.unchanged + report.updated
    print(
        f"{done} articles ({report.added} added, {report.duplicates} duplicates), {chunks} chunks in {took:.0f} s: "
        f"{done / took:.1f} articles/s, outside the embedder {1 - embedder.seconds / took:.1%} (wanted: at most 15 %), "
        f"memory {process.memory_info().rss / 1e6:.0f} MB\n"
    )


def _bring_in(articles: Iterator[Article | SourceError], folder: Path) -> None:
    embedder = _embedder()
    with closing(open_store(folder, manifest_for(embedder.card))) as store:
        print("begun", flush=True)
        ingest(articles, store, embedder)


def _kill(options: argparse.Namespace) -> None:
    command = [sys.executable, "-m", "tests.benchmarks.write_path", "--data", str(options.data)]
    command += ["--killed-articles", str(options.killed_articles), "--into"]
    rng = random.Random(6)
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        took = _run([*command, one], lambda child: child.wait())
        kills = 0
        for number in range(options.kills):
            # Later instants of the work are reached by what the earlier tries left done.
            wait_s = rng.uniform(0, 2 * took / options.kills)
            kills += _run([*command, other], lambda child, wait_s=wait_s: _killed_after(child, wait_s)) is None
            print(f"kill {number + 1}: after {wait_s:.1f} s, {_count(Path(other))} articles stored", flush=True)
        _run([*command, other], lambda child: child.wait())
        same = contents(Path(one)) == contents(Path(other))
        print(f"killed {kills} times and resumed: {'the same tables, byte for byte' if same else 'TABLES DIFFER'}")
        if not same:
            for name, digest in contents(Path(one)).items():
                if contents(Path(other)).get(name) != digest:
                    print(f"  {name} differs")


def _run(command: Sequence[str], see: Callable[[subprocess.Popen[str]], object]) -> float | None:
    """Run a child from when it has begun to write; return the seconds that it took, None if it was killed."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        child.stdout.readline()
        started = time.perf_counter()
        see(child)
        child.wait()
        return None if child.returncode == -signal.SIGKILL else time.perf_counter() - started


def _killed_after(child: subprocess.Popen[str], wait_s: float) -> None:
    try:
        child.wait(wait_s)
    except subprocess.TimeoutExpired:
        child.kill()


def _count(folder: Path) -> int:
    with closing(sqlite3.connect(folder / "khabar.db")) as connection:
        return int(connection.execute("SELECT count(*) FROM articles").fetchone()[0])


def contents(folder: Path) -> dict[str, str]:
    """Digest of every row of every table of an index, by table; what is the index's own is left out."""
    digests = {}
    with closing(sqlite3.connect(folder / "khabar.db")) as connection:
        tables = [
            name
            for name, kind in connection.execute("SELECT name, type FROM pragma_table_list WHERE schema = 'main'")
            if kind in ("table", "virtual") and not name.startswith("sqlite_schema")
        ]
        for table in sorted(tables):
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            wanted = [column for column in columns if column not in _OWN_OF_EACH_INDEX]
            digest = hashlib.sha256()
            for row in connection.execute(f"SELECT {', '.join(wanted)} FROM {table} ORDER BY {', '.join(wanted)}"):
                digest.update(repr(row).encode())
            digests[table] = digest.hexdigest()
    return digests


if __name__ == "__main__":
    main()
