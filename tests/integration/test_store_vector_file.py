"""The vector file: missing, old, broken or of another index, it never changes an answer."""

from __future__ import annotations

import hashlib
import json
import logging
import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import faiss
import pytest

from index.store.embedded import EmbeddedStore, open_store
from index.store.protocol import IndexedArticle
from tests.integration.store_model import MANIFEST, assert_store_equals, example

ARTICLES = {name: example(name, chunks=4) for name in ("a", "b", "c", "d", "e", "f")}


def filled(folder: Path, *articles: IndexedArticle) -> EmbeddedStore:
    store = open_store(folder, MANIFEST)
    with store.writing() as writer:
        writer.put(articles)
    return store


def count_in(file: Path) -> int:
    return int(json.loads(file.read_bytes().split(b"\n", 1)[0])["count"])


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-100])


def flip(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


def change_header(**fields: object) -> Callable[[Path], None]:
    def change(file: Path) -> None:
        first, rest = file.read_bytes().split(b"\n", 1)
        file.write_bytes(json.dumps({**json.loads(first), **fields}).encode() + b"\n" + rest)

    return change


def plain_faiss(file: Path) -> None:
    faiss.write_index(faiss.index_factory(16, "IDMap2,Flat"), str(file))


DAMAGES: dict[str, Callable[[Path], None]] = {
    "missing": Path.unlink,
    "empty": lambda file: file.write_bytes(b""),
    "cut off": cut,
    "one bit flipped": flip,
    "noise": lambda file: file.write_bytes(bytes(range(256)) * 20),
    "a JSON list": lambda file: file.write_bytes(b"[1, 2]\n"),
    "of another index": change_header(index_id="0" * 32),
    "of another dimension": change_header(dimension=8),
    "of a later layout": change_header(format=2),
    "of another count": change_header(count=3),
    "with another field": change_header(more=1),
    "of a generation yet to come": change_header(generation=99),
    "one of FAISS's own": plain_faiss,
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_vector_file_is_rebuilt_from_the_database(tmp_path: Path, damage: str) -> None:
    filled(tmp_path, *ARTICLES.values()).close()
    file = tmp_path / "vectors.faiss"
    before = file.read_bytes()
    DAMAGES[damage](file)
    store = open_store(tmp_path, MANIFEST)
    assert_store_equals(store, ARTICLES)
    assert count_in(file) == 24
    store.close()
    if damage != "of a generation yet to come":
        assert file.read_bytes() == before


@pytest.mark.parametrize("kind", ["IDMap2,HNSW8", "IDMap2,SQ8", "Flat"])
def test_an_alien_index_behind_a_right_first_line_is_not_used(tmp_path: Path, kind: str) -> None:
    filled(tmp_path, *ARTICLES.values()).close()
    file = tmp_path / "vectors.faiss"
    alien = faiss.serialize_index(faiss.index_factory(16, kind, faiss.METRIC_INNER_PRODUCT)).tobytes()
    first = json.loads(file.read_bytes().split(b"\n", 1)[0])
    first |= {"sha256": hashlib.sha256(alien).hexdigest(), "count": 0, "last_id": 0}
    file.write_bytes(json.dumps(first).encode() + b"\n" + alien)
    store = open_store(tmp_path, MANIFEST)
    assert_store_equals(store, ARTICLES)
    store.close()


def test_a_file_that_is_a_little_behind_is_caught_up_and_not_rewritten(tmp_path: Path) -> None:
    many = {f"n{number}": example(f"n{number}", chunks=4) for number in range(30)}
    filled(tmp_path, *many.values()).close()
    file = tmp_path / "vectors.faiss"
    before = file.read_bytes()
    filled(tmp_path, example("one more", chunks=3), example("n3", version=1, chunks=2)).close()
    assert file.read_bytes() == before
    store = open_store(tmp_path, MANIFEST)
    assert_store_equals(store, many | {"one more": example("one more", chunks=3), "n3": example("n3", 1, chunks=2)})
    assert file.read_bytes() == before
    store.close()


def test_a_file_that_is_far_behind_is_brought_up_by_the_writer(tmp_path: Path) -> None:
    filled(tmp_path, *ARTICLES.values()).close()
    filled(tmp_path, *(example(f"n{number}") for number in range(30))).close()
    assert count_in(tmp_path / "vectors.faiss") == 24 + 60


def test_a_file_put_back_from_an_older_copy_is_caught_up(tmp_path: Path) -> None:
    filled(tmp_path, ARTICLES["a"], ARTICLES["b"]).close()
    file = tmp_path / "vectors.faiss"
    copy = file.read_bytes()
    store = filled(tmp_path, *ARTICLES.values())
    with store.writing() as writer:
        writer.remove(["a"])
    store.close()
    file.write_bytes(copy)
    again = open_store(tmp_path, MANIFEST)
    assert_store_equals(again, {name: article for name, article in ARTICLES.items() if name != "a"})
    again.close()


def test_a_database_put_back_from_a_backup_under_a_newer_file_is_noticed(tmp_path: Path) -> None:
    filled(tmp_path / "index", ARTICLES["a"]).close()
    shutil.copytree(tmp_path / "index", tmp_path / "backup")
    filled(tmp_path / "index", ARTICLES["b"]).close()
    for path in (tmp_path / "backup").glob("khabar.db*"):
        shutil.copy(path, tmp_path / "index")
    # The ids that b's chunks had are given again, and the generation is the same as in the file.
    store = filled(tmp_path / "index", ARTICLES["c"])
    assert_store_equals(store, {"a": ARTICLES["a"], "c": ARTICLES["c"]})
    store.close()


def test_a_database_put_back_from_before_a_removal_gets_back_what_the_newer_file_lacks(tmp_path: Path) -> None:
    filled(tmp_path / "index", *ARTICLES.values()).close()
    shutil.copytree(tmp_path / "index", tmp_path / "backup")
    with closing(open_store(tmp_path / "index", MANIFEST)) as store:
        with store.writing() as writer:
            writer.remove(["b"])
        (tmp_path / "index" / "vectors.faiss").unlink()
        assert len(store.view().chunk_ids) == 20
    with closing(open_store(tmp_path / "index", MANIFEST)) as store:
        assert len(store.view().chunk_ids) == 20  # and the file is there again
    for path in (tmp_path / "backup").glob("khabar.db*"):
        shutil.copy(path, tmp_path / "index")
    store = open_store(tmp_path / "index", MANIFEST)
    assert_store_equals(store, ARTICLES)
    store.close()


def test_a_file_that_cannot_be_written_fails_nobody(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "vectors.faiss.new").mkdir()
    with caplog.at_level(logging.WARNING):
        store = filled(tmp_path, *ARTICLES.values())
    assert "could not be written" in caplog.text
    assert_store_equals(store, ARTICLES)
    store.close()
    assert not (tmp_path / "vectors.faiss").exists()


def test_a_reader_that_was_left_far_behind_goes_on_from_the_writers_file(tmp_path: Path) -> None:
    reader = filled(tmp_path, ARTICLES["a"])
    assert_store_equals(reader, {"a": ARTICLES["a"]})
    early = reader.view()
    more = {f"n{number}": example(f"n{number}") for number in range(30)}
    filled(tmp_path, *more.values()).close()
    assert_store_equals(reader, {"a": ARTICLES["a"]} | more)
    assert len(early.search(ARTICLES["a"].chunks[0].vector[None], 9)[0][0]) == 4
    reader.close()


def test_the_file_of_a_store_made_anew_in_the_same_folder_is_not_taken_for_its_own(tmp_path: Path) -> None:
    filled(tmp_path, *ARTICLES.values()).close()
    for path in tmp_path.glob("khabar.db*"):
        path.unlink()
    other = replace(MANIFEST, model="other")
    store = open_store(tmp_path, other)
    with store.writing() as writer:
        writer.put([example("x", chunks=24)])
    assert_store_equals(store, {"x": example("x", chunks=24)})
    store.close()
