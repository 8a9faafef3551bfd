"""Another model for the whole index: all at once or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index.errors import StoreMismatch
from index.store.embedded import EmbeddedStore, open_store, read_manifest
from index.store.protocol import IndexedArticle
from tests.integration.store_model import MANIFEST, assert_store_equals, example, start_child, unit_vectors

ARTICLES = {f"a{number}": example(f"a{number}", chunks=number) for number in range(5)}
OTHER = replace(MANIFEST, model="other", dimension=8)


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[EmbeddedStore]:
    store = open_store(tmp_path, MANIFEST)
    with store.writing() as writer:
        writer.put([example("a2", version=7)])
        writer.put(list(ARTICLES.values()))
    yield store
    store.close()


def test_another_model_takes_over_with_all_articles_and_their_revisions(filled: EmbeddedStore, tmp_path: Path) -> None:
    with filled.writing() as writer:
        again = (replace(example(found.id, chunks=2, dimension=8), article=found) for found in filled.articles())
        writer.replace_all(OTHER, ([article] for article in again))
    assert read_manifest(tmp_path) == OTHER
    with closing(open_store(tmp_path, OTHER, create=False)) as store:
        view = store.view()
        vectors = np.concatenate(
            [[c.vector for c in example(f"a{n}", chunks=2, dimension=8).chunks] for n in (2, 0, 1, 3, 4)]
        )
        queries = unit_vectors(2, "q", dimension=8)
        assert np.allclose(view.cosines(queries, np.arange(10)), queries @ vectors.T, atol=1e-5)
        assert np.allclose(view.search(queries, 3)[0][1], np.sort(queries[0] @ vectors.T)[::-1][:3], atol=1e-5)
        assert {article.id: article for article in store.articles()} == {k: v.article for k, v in ARTICLES.items()}
        assert store.revisions("a2") == [example("a2", version=7).article]
        assert view.word_counts(["a2"]) == {"a2": 1}
        assert view.postings("words", "a0").tolist() == [2, 3]


def test_readers_see_the_old_index_until_the_new_one_is_done_and_are_then_told_to_start_again(
    filled: EmbeddedStore, tmp_path: Path
) -> None:
    reader = open_store(tmp_path, MANIFEST)
    old = reader.view()

    def batches() -> Iterator[list[IndexedArticle]]:
        for name in ARTICLES:
            yield [example(name, dimension=8)]
            assert_store_equals(reader, ARTICLES)

    with filled.writing() as writer:
        writer.replace_all(OTHER, batches())
    with pytest.raises(StoreMismatch, match="'other' and not 'model'"):
        reader.view()
    assert [chunk.article.id for chunk in old.chunks([0])] == ["a1"]
    with pytest.raises(StoreMismatch), reader.writing():
        pass
    reader.close()


def test_the_same_model_can_make_all_chunks_anew_under_a_running_reader(filled: EmbeddedStore, tmp_path: Path) -> None:
    reader = open_store(tmp_path, MANIFEST)
    assert_store_equals(reader, ARTICLES)
    anew = {name: replace(example(name, chunks=3), article=found.article) for name, found in ARTICLES.items()}
    with filled.writing() as writer:
        writer.replace_all(MANIFEST, [list(anew.values())])
        writer.put([example("more")])
    texts = {article.id: article for article in reader.articles()}
    assert texts == {name: found.article for name, found in anew.items()} | {"more": example("more").article}
    assert len(reader.view().chunk_ids) == 17
    assert reader.view().postings("words", "a0").tolist() == [0, 1, 2]
    reader.close()


def test_a_reindex_that_fails_in_the_middle_leaves_the_old_index(filled: EmbeddedStore, tmp_path: Path) -> None:
    def batches() -> Iterator[list[IndexedArticle]]:
        yield [example("a0", dimension=8)]
        raise RuntimeError("the model went away")

    with filled.writing() as writer:
        with pytest.raises(RuntimeError, match="went away"):
            writer.replace_all(OTHER, batches())
        writer.put([example("still possible")])
    assert_store_equals(filled, ARTICLES | {"still possible": example("still possible")})


@pytest.mark.parametrize("made", [1, 5])
def test_a_reindex_that_is_killed_leaves_the_old_index(filled: EmbeddedStore, tmp_path: Path, made: int) -> None:
    with start_child("reindex", tmp_path) as child:
        assert child.stdout is not None
        for _ in range(made):
            assert child.stdout.readline().startswith("made")
        child.kill()
        child.wait()
    assert_store_equals(filled, ARTICLES)
    with closing(open_store(tmp_path, MANIFEST, create=False)) as store:
        assert_store_equals(store, ARTICLES)
