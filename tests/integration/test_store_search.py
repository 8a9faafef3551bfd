"""Dense search against brute force in NumPy, in every state that an index can be in."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.store.dense import Dense, dense_for
from index.store.refresh import brought_up
from index.store.vectors import FLAT_LIMIT, VectorIndex, build

LARGE = FLAT_LIMIT + 500
DIMENSION = 64


def clustered(count: int, seed: int) -> NDArray[np.float32]:
    """Unit vectors around 200 centres, with much in common, as embeddings of one language have."""
    rng = np.random.default_rng(seed)
    centres = np.random.default_rng(0).standard_normal((200, DIMENSION)) + 1.5
    vectors = centres[rng.integers(0, 200, count)] + 0.6 * rng.standard_normal((count, DIMENSION))
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


class Table:
    """Vectors by chunk id, as the database holds them."""

    def __init__(self, ids: NDArray[np.int64], vectors: NDArray[np.float32]) -> None:
        self.vectors = dict(zip(ids.tolist(), vectors, strict=True))

    def read(self, ids: NDArray[np.int64]) -> NDArray[np.float32]:
        return np.array([self.vectors[chunk_id] for chunk_id in ids.tolist()], np.float32).reshape(-1, DIMENSION)


def dense_of(base: VectorIndex, ids: NDArray[np.int64], table: Table) -> Dense:
    return dense_for(base, ids, table.read)


@pytest.fixture(scope="module")
def large() -> tuple[VectorIndex, NDArray[np.int64], Table]:
    """An index beyond the exact kind, over every third id; and a table with some more."""
    ids = np.arange(1, LARGE + 301) * 3
    table = Table(ids, clustered(len(ids), 1))
    return build(ids[:LARGE], DIMENSION, 1, table.read), ids, table


def brute_force(
    dense: Dense, ids: NDArray[np.int64], table: Table, queries: NDArray[np.float32], allowed: NDArray[np.bool_] | None
) -> NDArray[np.float32]:
    """Cosine of each query with each position; -2 where it is not allowed."""
    cosines = queries @ table.read(ids).T
    assert dense.count == len(ids)
    return cosines if allowed is None else np.where(allowed, cosines, -2)


STATES = ("whole", "with newer ones beside", "with removed ones in it", "with both")
FILTERS = ("all", "half", "few", "one", "none", "newest only")


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("which", FILTERS)
@pytest.mark.parametrize("size", [40, LARGE])
def test_search_finds_what_brute_force_finds(
    large: tuple[VectorIndex, NDArray[np.int64], Table], size: int, which: str, state: str
) -> None:
    base, all_ids, table = large
    if size != LARGE:
        base = build(all_ids[:size], DIMENSION, 1, table.read)
    ids = all_ids[: size + 30] if state in STATES[1::2] else all_ids[:size]
    if state in STATES[2:]:
        ids = np.delete(ids, np.arange(0, len(ids), 13))
    dense = dense_of(base, ids, table)
    rng = np.random.default_rng(3)
    allowed = {
        "all": None,
        "half": rng.random(len(ids)) < 0.5,
        "few": rng.random(len(ids)) < 0.02,
        "one": np.arange(len(ids)) == 5,
        "none": np.zeros(len(ids), np.bool_),
        "newest only": np.arange(len(ids)) >= len(ids) - 7,
    }[which]
    queries = clustered(25, 2)
    cosines = brute_force(dense, ids, table, queries, allowed)
    wanted = min(10, len(ids) if allowed is None else int(allowed.sum()))
    recalls = []
    for row, (places, scores) in zip(cosines, dense.search(queries, 10, allowed), strict=True):
        assert len(set(places.tolist())) == len(places) == len(scores) == wanted
        assert np.allclose(row[places], scores, atol=1e-3)
        assert (np.diff(scores) <= 0).all()
        recalls.append(np.mean([score >= np.sort(row)[-wanted] - 1e-3 for score in row[places]]) if wanted else 1)
    assert np.mean(recalls) >= (0.97 if size == LARGE else 1)


def test_all_chunks_can_be_asked_for_and_more(large: tuple[VectorIndex, NDArray[np.int64], Table]) -> None:
    base, all_ids, table = large
    ids = all_ids[5 : LARGE + 20]
    dense = dense_of(base, ids, table)
    for k in (len(ids) - 1, len(ids), len(ids) + 1000):
        places, scores = dense.search(clustered(1, 2), k, None)[0]
        assert sorted(places.tolist()) == sorted(set(places.tolist()))
        assert len(places) == min(k, len(ids))
        assert (np.diff(scores) <= 0).all()


def test_the_very_worst_vectors_are_found_too_when_all_are_asked_for() -> None:
    ids = np.arange(1, LARGE + 1)
    one = clustered(1, 7)
    opposite = np.where(ids[:, None] % 2, one, -one)
    index = build(ids, DIMENSION, 1, Table(ids, opposite).read)
    places, scores = dense_of(index, ids, Table(ids, opposite)).search(one, LARGE, None)[0]
    assert sorted(places.tolist()) == list(range(LARGE))
    assert np.allclose(scores, [1] * (LARGE // 2) + [-1] * (LARGE // 2), atol=1e-3)


def test_cosines_are_exact_for_any_positions_in_any_order(large: tuple[VectorIndex, NDArray[np.int64], Table]) -> None:
    base, all_ids, table = large
    ids = np.delete(all_ids[: LARGE + 30], [0, 17, LARGE + 2])
    dense = dense_of(base, ids, table)
    positions = np.array([len(ids) - 1, 0, 16, 17, LARGE - 3, 0, LARGE + 5])
    queries = clustered(3, 4)
    assert np.allclose(dense.cosines(queries, positions), queries @ table.read(ids[positions]).T, atol=2e-4)
    assert dense.cosines(queries, positions[:0]).shape == (3, 0)


def test_the_tail_is_taken_over_from_one_generation_to_the_next() -> None:
    ids = np.arange(1, 40)
    table = Table(ids, clustered(39, 5))
    base = build(ids[:20], DIMENSION, 1, table.read)
    asked: list[int] = []

    def read(wanted: NDArray[np.int64]) -> NDArray[np.float32]:
        asked.extend(wanted.tolist())
        return table.read(wanted)

    first = dense_for(base, ids[:30], read)
    second_ids = np.delete(ids, [3, 22, 25])
    second = dense_for(base, second_ids, read, before=first)
    assert asked == ids[20:].tolist()
    assert np.array_equal(second.tail, table.read(second_ids[19:]))


def test_an_index_is_trained_anew_when_it_has_doubled_and_only_added_to_before(
    large: tuple[VectorIndex, NDArray[np.int64], Table], tmp_path: Path
) -> None:
    ids = np.arange(1, 2 * LARGE + 10)
    table = Table(ids, clustered(len(ids), 6))
    index = build(ids[:LARGE], DIMENSION, 1, table.read)
    index, changed = brought_up(index, ids[: LARGE + 3000], 2, DIMENSION, table.read)
    assert (changed, index.trained_on, len(index.ids), index.generation) == (True, LARGE, LARGE + 3000, 2)
    index, changed = brought_up(index, ids[: LARGE + 3010], 3, DIMENSION, table.read)
    assert (changed, len(index.ids)) == (False, LARGE + 3000)
    index, changed = brought_up(index, ids, 4, DIMENSION, table.read)
    assert (changed, index.trained_on, len(index.ids)) == (True, len(ids), len(ids))


def test_an_index_that_holds_many_removed_chunks_is_built_anew(
    large: tuple[VectorIndex, NDArray[np.int64], Table],
) -> None:
    base, all_ids, table = large
    kept = all_ids[LARGE // 5 : LARGE]
    index, changed = brought_up(base, kept, 2, DIMENSION, table.read)
    assert changed
    assert index.ids.tolist() == kept.tolist()


def test_an_index_turns_exact_again_when_it_has_shrunk(large: tuple[VectorIndex, NDArray[np.int64], Table]) -> None:
    base, all_ids, table = large
    index, changed = brought_up(base, all_ids[:FLAT_LIMIT], 2, DIMENSION, table.read)
    assert changed
    assert index.kind == "IDMap2,Flat"
