"""What a store says when it cannot be used: one sentence with the remedy, and nothing half done."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index.embed.late import NO_TOKENS
from index.errors import StoreError, StoreMismatch, StoreMissing
from index.store import schema
from index.store.database import connect_writer
from index.store.embedded import open_store, read_manifest
from index.store.folder import Folder
from index.store.writer import EmbeddedWriter
from tests.integration.store_model import DIMENSION, MANIFEST, assert_store_equals, example, start_child


def made(folder: Path) -> Path:
    store = open_store(folder, MANIFEST)
    with store.writing() as writer:
        writer.put([example("a")])
    store.close()
    return folder / "khabar.db"


def sql(database: Path, statement: str) -> None:
    with closing(sqlite3.connect(database)) as connection:
        connection.execute(statement)
        connection.commit()


def assert_one_sentence(error: BaseException) -> None:
    text = str(error)
    assert text.endswith(".")
    assert "\n" not in text
    assert not text.startswith(("sqlite3", "["))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("model", "other/model"),
        ("revision", "2"),
        ("dimension", 8),
        ("query_prompt", ""),
        ("passage_prompt", "p"),
        ("chunking", "9"),
    ],
)
def test_an_index_of_another_kind_names_what_differs_and_how_to_make_it_anew(
    tmp_path: Path, field: str, value: object
) -> None:
    made(tmp_path)
    with pytest.raises(StoreMismatch, match=r"python bot\.py reindex") as caught:
        open_store(tmp_path, replace(MANIFEST, **{field: value}))
    assert_one_sentence(caught.value)
    assert field.replace("_", " ") in str(caught.value)
    assert repr(value) in str(caught.value)
    others = {"model", "revision", "dimension", "query prompt", "passage prompt", "chunking"} - {
        field.replace("_", " ")
    }
    assert not [other for other in others if f"{other} '" in str(caught.value)]


@pytest.mark.parametrize("open_it", [lambda folder: open_store(folder, MANIFEST), read_manifest])
def test_an_index_of_a_newer_khabar_is_refused(tmp_path: Path, open_it: Callable[[Path], object]) -> None:
    sql(made(tmp_path), "PRAGMA user_version = 99")
    with pytest.raises(StoreMismatch, match=r"schema version 99 .* update Khabar") as caught:
        open_it(tmp_path)
    assert_one_sentence(caught.value)


@pytest.mark.parametrize("open_it", [lambda folder: open_store(folder, MANIFEST), read_manifest])
def test_a_database_of_another_program_is_left_alone(tmp_path: Path, open_it: Callable[[Path], object]) -> None:
    sql(tmp_path / "khabar.db", "CREATE TABLE theirs (x)")
    before = (tmp_path / "khabar.db").read_bytes()
    with pytest.raises(StoreError, match="another program") as caught:
        open_it(tmp_path)
    assert_one_sentence(caught.value)
    assert (tmp_path / "khabar.db").read_bytes() == before


@pytest.mark.parametrize("open_it", [lambda folder: open_store(folder, MANIFEST), read_manifest])
def test_a_file_that_is_no_database_is_called_damaged(tmp_path: Path, open_it: Callable[[Path], object]) -> None:
    (tmp_path / "khabar.db").write_bytes(b"this is no database, whatever its name says" * 100)
    with pytest.raises(StoreError, match="damaged") as caught:
        open_it(tmp_path)
    assert_one_sentence(caught.value)


def test_a_database_with_torn_pages_is_called_damaged(tmp_path: Path) -> None:
    database = made(tmp_path)
    with closing(connect_writer(database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = database.read_bytes()
    database.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))
    with pytest.raises(StoreError, match="damaged") as caught:
        open_store(tmp_path, MANIFEST)
    assert_one_sentence(caught.value)


def test_an_index_that_is_not_there_is_missed_only_if_it_must_not_be_made(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing, match=r"bot\.py add") as caught:
        open_store(tmp_path / "new", MANIFEST, create=False)
    assert_one_sentence(caught.value)
    assert not (tmp_path / "new").exists()
    open_store(tmp_path / "new" / "folders", MANIFEST).close()
    open_store(tmp_path / "new" / "folders", MANIFEST, create=False).close()


def test_an_empty_database_file_left_by_a_kill_is_made_good(tmp_path: Path) -> None:
    (tmp_path / "khabar.db").touch()
    assert read_manifest(tmp_path) is None
    with pytest.raises(StoreMissing):
        open_store(tmp_path, MANIFEST, create=False)
    store = open_store(tmp_path, MANIFEST)
    assert_store_equals(store, {})
    store.close()


@pytest.mark.parametrize("below", ["", "folder", "folder/deeper"])
def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path, below: str) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match="--data-dir") as caught:
        open_store(tmp_path / "file" / below, MANIFEST)
    assert_one_sentence(caught.value)
    assert read_manifest(tmp_path / "file" / below) is None


def test_a_database_name_taken_by_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "khabar.db").mkdir()
    with pytest.raises(StoreError) as caught:
        open_store(tmp_path, MANIFEST)
    assert_one_sentence(caught.value)


def test_a_full_disk_stores_nothing_half_and_leaves_the_rest_readable(tmp_path: Path) -> None:
    database = made(tmp_path)
    with closing(connect_writer(database)) as connection:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages + 5}")
        writer = EmbeddedWriter(connection, Folder(tmp_path), MANIFEST)
        with pytest.raises(StoreError, match="full") as caught:
            writer.put([example(f"n{number}", chunks=20) for number in range(20)])
        assert_one_sentence(caught.value)
        store = open_store(tmp_path, MANIFEST)
        assert_store_equals(store, {"a": example("a")})
        connection.execute("PRAGMA max_page_count = 1000000")
        writer.put([example("b")])
        assert_store_equals(store, {"a": example("a"), "b": example("b")})
        store.close()


def test_a_file_system_that_takes_no_more_loses_nothing_that_was_stored(tmp_path: Path) -> None:
    with start_child("fill", tmp_path, 400_000) as child:
        assert child.stdout is not None
        *stored, refusal = child.stdout.read().splitlines()
        assert child.wait() == 0
    assert stored[0] == "put 0"
    assert refusal.startswith("refused The disk of")
    store = open_store(tmp_path, MANIFEST)
    assert_store_equals(store, {f"n{number}": example(f"n{number}", chunks=20) for number in range(len(stored))})
    store.close()


def test_an_index_of_an_older_khabar_is_brought_up_in_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    running = open_store(tmp_path, MANIFEST)
    with running.writing() as writer:
        writer.put([example("a")])
    with monkeypatch.context() as newer:
        newer.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, ("ALTER TABLE articles ADD COLUMN mood TEXT",)))
        store = open_store(tmp_path, MANIFEST, create=False)
        assert_store_equals(store, {"a": example("a")})
        with store.writing() as writer:
            writer.put([example("b")])
        assert_store_equals(store, {"a": example("a"), "b": example("b")})
        store.close()
    with pytest.raises(StoreMismatch, match=f"schema version {len(schema.MIGRATIONS) + 1}"):
        running.view()
    running.close()


def made_by_an_older_khabar(folder: Path, monkeypatch: pytest.MonkeyPatch, version: int, **columns: bytes) -> None:
    """An index of that schema version with one chunk of one sentence, which has these columns besides."""
    with monkeypatch.context() as older:
        older.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:version])
        open_store(folder, MANIFEST).close()
    vector = np.eye(1, DIMENSION, dtype="<f4")
    held = {"vector": vector.tobytes(), "sentence_vectors": vector.astype("<f2").tobytes(), **columns}
    with closing(sqlite3.connect(folder / "khabar.db")) as database, database:
        database.execute(
            "INSERT INTO articles (number, id, revision, fingerprint, language, source, url, title, text, vocabulary) "
            "VALUES (1, 'old', 1, 'f', 'en', '', '', 'Weather', 'Rain.', '[]')"
        )
        database.execute(
            "INSERT INTO chunks (article, start_at, end_at, sentences, vector, sentence_vectors) "
            "VALUES (1, 0, 5, '[[0,5]]', x'', x'')"
        )
        for name, value in held.items():
            database.execute(f"UPDATE chunks SET {name} = ?", (value,))
        database.execute("UPDATE state SET generation = 1")


def test_an_index_from_before_the_token_codes_is_read_and_its_chunks_have_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made_by_an_older_khabar(tmp_path, monkeypatch, version=1)
    store = open_store(tmp_path, MANIFEST)
    (chunk,) = store.view().chunks([0])
    assert chunk.article.text == "Rain."
    assert chunk.tokens is NO_TOKENS
    store.close()


def test_the_codes_of_an_index_from_before_the_titles_are_read_as_those_of_its_sentences(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes = np.arange(6, dtype=np.int8).reshape(2, 3)
    held = np.array([2], "<u2").tobytes() + codes.tobytes()
    made_by_an_older_khabar(tmp_path, monkeypatch, version=5, tokens=held)
    store = open_store(tmp_path, MANIFEST)
    (chunk,) = store.view().chunks([0])
    assert (chunk.tokens.counts, chunk.tokens.title) == ((2,), 0)
    assert np.array_equal(chunk.tokens.codes, codes)
    store.close()
