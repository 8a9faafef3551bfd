"""Views: pictures of one generation that stay true while the index goes on."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np

from index.store.database import connect_writer
from index.store.embedded import open_store
from tests.integration.store_model import MANIFEST, assert_store_equals, example, unit_vectors


def test_a_view_goes_on_telling_what_it_showed_when_it_was_made(tmp_path: Path) -> None:
    store = open_store(tmp_path, MANIFEST)
    with store.writing() as writer:
        writer.put([example("a"), example("b"), example("c")])
        before = store.view()
        shown = before.chunks(range(6))
        found = before.search(unit_vectors(2, "q"), 4)
        writer.put([example("a", version=1)])
        writer.remove(["b"])
        writer.put([example("d", chunks=5)])
    assert [chunk.article.id for chunk in shown] == ["a", "a", "b", "b", "c", "c"]
    assert [(chunk.id, chunk.article) for chunk in before.chunks(range(6))] == [(c.id, c.article) for c in shown]
    for (places, scores), (old_places, old_scores) in zip(before.search(unit_vectors(2, "q"), 4), found, strict=True):
        assert places.tolist() == old_places.tolist()
        assert scores.tolist() == old_scores.tolist()
    assert before.postings("words", "b").tolist() == [2, 3]
    assert before.postings("words", "d").tolist() == []
    assert before.word_counts(["b", "d"]) == {"b": 1}
    assert {article.id for article in before.newest(9)} == {"a", "b", "c"}
    assert_store_equals(store, {"a": example("a", version=1), "c": example("c"), "d": example("d", chunks=5)})
    store.close()


def test_views_of_one_generation_share_their_arrays(tmp_path: Path) -> None:
    store = open_store(tmp_path, MANIFEST)
    with store.writing() as writer:
        writer.put([example("a")])
    one, other = store.view(), store.view()
    assert one.chunk_ids is other.chunk_ids
    assert not one.chunk_ids.flags.writeable
    assert not one.postings("words", "a").flags.writeable
    store.close()


def test_a_view_holds_back_the_write_ahead_log_only_until_it_is_let_go(tmp_path: Path) -> None:
    store = open_store(tmp_path, MANIFEST)
    with store.writing() as writer:
        writer.put([example("a")])
    connection = connect_writer(tmp_path / "khabar.db")
    connection.execute("PRAGMA busy_timeout = 0")
    view = store.view()
    assert connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 1  # busy
    assert view.generation == 1
    del view
    assert connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0
    assert (tmp_path / "khabar.db-wal").stat().st_size == 0
    connection.close()
    store.close()


def test_another_store_on_the_same_folder_sees_every_change_at_once(tmp_path: Path) -> None:
    writing, reading = open_store(tmp_path, MANIFEST), open_store(tmp_path, MANIFEST)
    model = {}
    for number in range(12):
        name = f"a{number % 5}"
        model[name] = example(name, version=number)
        with writing.writing() as writer:
            writer.put([model[name]])
            if number == 7:
                writer.remove(["a1", "a2"])
                del model["a1"], model["a2"]
        assert_store_equals(reading, model)
    writing.close()
    reading.close()


def test_many_threads_search_rightly_while_another_writes(tmp_path: Path) -> None:
    store = open_store(tmp_path, MANIFEST)
    queries = unit_vectors(1, "q")
    stop = threading.Event()
    wrong: list[str] = []
    rounds = [0] * 4

    def ask(number: int) -> None:
        while not stop.is_set():
            view = store.view()
            everything = view.cosines(queries, np.arange(len(view.chunk_ids)))[0]
            places, scores = view.search(queries, 5)[0]
            if not np.allclose(scores, np.sort(everything)[::-1][:5], atol=1e-5):
                wrong.append(f"scores {scores} {everything}")
            if [chunk.id for chunk in view.chunks(places)] != view.chunk_ids[places].tolist():
                wrong.append("chunks")
            if len(view.postings("words", "place0")) != len(set(view.article_numbers.tolist())):
                wrong.append("postings")
            rounds[number] += 1

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    try:
        model = {}
        for number in range(40):
            article = example(f"a{number % 15}", version=number, chunks=3)
            model[article.article.id] = article
            with store.writing() as writer:
                writer.put([article])
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    assert wrong == []
    assert min(rounds) > 0
    assert_store_equals(store, model)
    store.close()


def test_one_view_serves_several_threads(tmp_path: Path) -> None:
    store = open_store(tmp_path, MANIFEST)
    with store.writing() as writer:
        writer.put([example(f"a{number}", chunks=3) for number in range(30)])
    view = store.view()
    expected = [chunk.id for chunk in view.chunks(range(90))]
    found: list[list[int]] = []
    threads = [
        threading.Thread(target=lambda: found.extend([c.id for c in view.chunks(range(90))] for _ in range(20)))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [expected] * 80
    store.close()


def test_a_view_that_is_still_held_outlives_its_store(tmp_path: Path) -> None:
    store = open_store(tmp_path, MANIFEST)
    with store.writing() as writer:
        writer.put([example("a")])
    view = store.view()
    store.close()
    assert view.chunks([0])[0].article == example("a").article
