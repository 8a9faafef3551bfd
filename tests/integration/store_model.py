"""Articles for the tests of the store, and a store described in plain Python to compare it with.

Everything about an example follows from its id and version, so that a child process and its parent agree on it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import zlib
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from index.article import LANGUAGES, Article, Chunk
from index.embed.late import SentenceTokens
from index.store.embedded import EmbeddedStore
from index.store.protocol import IndexedArticle, IndexedChunk, Manifest

DIMENSION = 16
MANIFEST = Manifest("model", "1", DIMENSION, "query: ", "passage: ", "sentences/1")


def unit_vectors(count: int, *seed: object, dimension: int = DIMENSION) -> NDArray[np.float32]:
    """Random directions, the same for the same seed."""
    rng = np.random.default_rng(zlib.crc32(repr(seed).encode()))
    vectors = rng.standard_normal((count, dimension)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def example(article_id: str, version: int = 0, chunks: int = 2, dimension: int = DIMENSION) -> IndexedArticle:
    """An article of so many chunks with two sentences each."""
    number = zlib.crc32(f"{article_id} {version}".encode())
    sentence = f"{article_id} says {version}. "
    span = 2 * len(sentence)
    article = Article(
        id=article_id,
        title=f"Title {version}",
        text=sentence * (2 * chunks),
        language=LANGUAGES[number % 3],
        source=f"outlet {number % 4}",
        url=f"https://news.example/{article_id}",
        published_at=datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=number % 100_000) if number % 5 else None,
    )
    words = {
        f"word{number % 7}": f"sound{number % 7}",
        f"term{number % 11}": f"sound{number % 11 % 3}",
        article_id: "name",
    }
    vectors = unit_vectors(3 * chunks, article_id, version, dimension=dimension)
    indexed = [
        IndexedChunk(
            chunk=Chunk(
                article_id,
                place * span,
                (place + 1) * span,
                ((place * span, place * span + span // 2), (place * span + span // 2, (place + 1) * span)),
            ),
            vector=vectors[place],
            sentence_vectors=vectors[chunks + 2 * place : chunks + 2 * place + 2],
            words=[*words, f"place{place}", *words],
            sounds=[*words.values()],
            tokens=SentenceTokens(
                np.random.default_rng([number, place]).integers(-127, 128, (7, 3), np.int8), (2, 3), 2
            ),
        )
        for place in range(chunks)
    ]
    return IndexedArticle(article, indexed, words)


def assert_store_equals(store: EmbeddedStore, model: Mapping[str, IndexedArticle]) -> None:
    """Compare everything that a store answers with what these articles say, by brute force."""
    view = store.view()
    stored = view.chunks(range(len(view.chunk_ids)))
    known = {(chunk.chunk.article_id, chunk.chunk.start): chunk for a in model.values() for chunk in a.chunks}
    keys = [(chunk.chunk.article_id, chunk.chunk.start) for chunk in stored]
    assert sorted(keys) == sorted(known)
    assert {article.id: article for article in store.articles()} == {key: value.article for key, value in model.items()}
    assert [chunk.id for chunk in stored] == view.chunk_ids.tolist() == sorted(view.chunk_ids.tolist())
    for position, (key, chunk) in enumerate(zip(keys, stored, strict=True)):
        article = model[key[0]].article
        assert chunk.chunk == known[key].chunk
        assert chunk.article == article == store.article(key[0])
        assert np.allclose(chunk.sentence_vectors, known[key].sentence_vectors, atol=1e-3)
        assert np.array_equal(chunk.tokens.codes, known[key].tokens.codes)
        assert chunk.tokens.counts == known[key].tokens.counts
        assert chunk.tokens.title == known[key].tokens.title
        assert LANGUAGES[view.languages[position]] == article.language
        assert view.sources[view.source_numbers[position]] == article.source
        published = article.published_at.timestamp() if article.published_at else np.nan
        assert np.array_equal(view.published[position], published, equal_nan=True)
    assert len(set(zip(view.article_numbers.tolist(), [key[0] for key in keys], strict=True))) == len(
        {k[0] for k in keys}
    )

    vectors = np.array([known[key].vector for key in keys], np.float32).reshape(-1, DIMENSION)
    queries = unit_vectors(3, "queries")
    cosines = queries @ vectors.T
    assert np.allclose(view.cosines(queries, np.arange(len(keys))), cosines, atol=1e-5)
    for row, (places, scores) in zip(cosines, view.search(queries, 5), strict=True):
        assert np.allclose(scores, np.sort(row)[::-1][:5], atol=1e-5)
        assert np.allclose(row[places], scores, atol=1e-5)

    for field in ("words", "sounds"):
        terms = {term for chunk in known.values() for term in getattr(chunk, field)} | {"nowhere"}
        for term in terms:
            holding = [place for place, key in enumerate(keys) if term in getattr(known[key], field)]
            assert view.postings(field, term).tolist() == holding
    counts = Counter(word for article in model.values() for word in article.vocabulary)
    assert view.word_counts([*counts, "nowhere"]) == counts
    sounds = {word: sound for article in model.values() for word, sound in article.vocabulary.items()}
    for sound, found in view.words_by_sound({*sounds.values(), "nowhere"}).items():
        assert dict(found) == {word: counts[word] for word, its_sound in sounds.items() if its_sound == sound}

    status = store.status()
    assert (status.articles, status.chunks) == (len(model), len(keys))
    assert status.languages == Counter(article.article.language for article in model.values())


def start_child(*arguments: object) -> subprocess.Popen[str]:
    """Run store_child.py; it prints a line whenever something is done."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.integration.store_child", *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
