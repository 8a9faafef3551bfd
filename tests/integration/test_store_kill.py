"""`kill -9` at any instant: what was reported as stored is there, and every article is whole or absent."""

from __future__ import annotations

import random
import signal
import time
from contextlib import closing
from pathlib import Path

from index.store.database import connect_writer
from index.store.embedded import open_store
from tests.integration.store_child import after
from tests.integration.store_model import MANIFEST, assert_store_equals, start_child

KILLS = 8


def test_nothing_reported_as_stored_is_lost_when_the_writer_is_killed(tmp_path: Path) -> None:
    rng = random.Random(5)
    done = 0
    for _ in range(KILLS):
        with start_child("write", tmp_path, done) as child:
            assert child.stdout is not None
            reported = [child.stdout.readline()]
            time.sleep(rng.uniform(0, 0.2))
            child.kill()
            reported += child.stdout.readlines()
            assert child.wait() == -signal.SIGKILL
        told = int([line for line in reported if line.endswith("\n")][-1]) + 1
        store = open_store(tmp_path, MANIFEST, wait_s=1)
        stored = {article.id: article for article in store.articles()}
        # The step after the last one that was told may have been finished, or not; nothing in between.
        done = told if stored == {key: found.article for key, found in after(told).items()} else told + 1
        assert_store_equals(store, after(done))
        store.close()
        assert_database_is_sound(tmp_path)
    assert done >= KILLS


def assert_database_is_sound(folder: Path) -> None:
    with closing(connect_writer(folder / "khabar.db")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        (chunks,) = connection.execute("SELECT count(*) FROM chunks").fetchone()
        for table in ("chunk_words", "chunk_sounds"):
            connection.execute(f"INSERT INTO {table} ({table}) VALUES ('integrity-check')")
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (chunks,)
