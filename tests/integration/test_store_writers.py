"""One writer at a time, in processes of their own."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from index.errors import StoreBusy
from index.store.embedded import open_store
from tests.integration.store_model import MANIFEST, assert_store_equals, example, start_child


def test_a_second_writer_is_told_who_is_in_the_way_and_readers_are_not_stopped(tmp_path: Path) -> None:
    with start_child("hold", tmp_path) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "holding\n"
        store = open_store(tmp_path, MANIFEST, wait_s=0.2)
        with pytest.raises(StoreBusy, match="Another process is writing"), store.writing():
            pass
        assert_store_equals(store, {"held": example("held")})
        child.communicate("\n")
    with store.writing() as writer:
        writer.put([example("mine")])
    assert_store_equals(store, {"held": example("held"), "mine": example("mine")})
    store.close()


def test_a_writer_waits_politely_for_one_that_will_soon_be_done(tmp_path: Path) -> None:
    with start_child("hold", tmp_path) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "holding\n"
        store = open_store(tmp_path, MANIFEST, wait_s=30)
        assert child.stdin is not None
        child.stdin.write("\n")
        child.stdin.flush()
        with store.writing() as writer:
            writer.put([example("mine")])
        assert child.wait() == 0
    assert_store_equals(store, {"held": example("held"), "mine": example("mine")})
    store.close()


def test_two_processes_that_add_at_once_both_succeed(tmp_path: Path) -> None:
    with start_child("add", tmp_path, "x", 15) as one, start_child("add", tmp_path, "y", 15) as other:
        assert (one.wait(), other.wait()) == (0, 0)
    store = open_store(tmp_path, MANIFEST, create=False)
    assert_store_equals(store, {f"{name}{n}": example(f"{name}{n}") for name in "xy" for n in range(15)})
    store.close()


def test_a_killed_writer_leaves_the_lock_to_the_next(tmp_path: Path) -> None:
    with start_child("hold", tmp_path) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "holding\n"
        child.kill()
        child.wait()
    store = open_store(tmp_path, MANIFEST, wait_s=1)
    with store.writing() as writer:
        writer.put([example("mine")])
    assert_store_equals(store, {"held": example("held"), "mine": example("mine")})
    store.close()


def test_a_running_reader_sees_what_another_process_adds(tmp_path: Path) -> None:
    store = open_store(tmp_path, MANIFEST)
    assert len(store.view().chunk_ids) == 0
    with start_child("add", tmp_path, "x", 3) as child:
        deadline = time.monotonic() + 30
        while len(store.view().chunk_ids) < 6 and time.monotonic() < deadline:
            time.sleep(0.01)
        assert child.wait() == 0
    assert_store_equals(store, {f"x{n}": example(f"x{n}") for n in range(3)})
    store.close()


def test_a_reader_may_look_while_its_own_process_is_writing(tmp_path: Path) -> None:
    store = open_store(tmp_path, MANIFEST)
    with store.writing() as writer:
        writer.put([example("a")])
        assert_store_equals(store, {"a": example("a")})
        other = open_store(tmp_path, MANIFEST, wait_s=0.1)
        with pytest.raises(StoreBusy), other.writing():
            pass
        other.close()
        writer.put([example("b")])
    assert_store_equals(store, {"a": example("a"), "b": example("b")})
    store.close()


def test_an_error_of_the_caller_passes_through_and_keeps_what_was_stored_before_it(tmp_path: Path) -> None:
    store = open_store(tmp_path, MANIFEST)

    def put_and_fail() -> None:
        with store.writing() as writer:
            writer.put([example("a")])
            raise UnicodeEncodeError("ascii", "é", 0, 1, "the caller's own")

    with pytest.raises(UnicodeEncodeError, match="the caller's own"):
        put_and_fail()
    with store.writing() as writer:
        writer.put([example("b")])
    assert_store_equals(store, {"a": example("a"), "b": example("b")})
    store.close()
