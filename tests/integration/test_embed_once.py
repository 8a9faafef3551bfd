"""Two processes that want the same folder, and one that is killed while making it."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from index.embed.once import made_once
from index.errors import EmbeddingError

MAKER = """
import sys, time
from pathlib import Path
from index.embed.once import made_once

folder, log, seconds = Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3])

def make(part):
    with log.open("a") as file:
        file.write("made\\n")
    (part / "first").write_text("1")
    time.sleep(seconds)
    (part / "second").write_text("2")

print(sorted(path.name for path in made_once(folder, make).iterdir()))
"""


def maker(folder: Path, log: Path, seconds: float) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", MAKER, str(folder), str(log), str(seconds)], stdout=subprocess.PIPE, text=True
    )


def wait_for(path: Path) -> None:
    deadline = time.monotonic() + 60
    while not path.exists():
        assert time.monotonic() < deadline, f"{path} never came"
        time.sleep(0.01)


def test_two_processes_at_once_both_get_the_folder_and_it_is_made_once(tmp_path: Path) -> None:
    log = tmp_path / "log"
    both = [maker(tmp_path / "models" / "folder", log, 0.5) for _ in range(2)]
    said = [process.communicate(timeout=60)[0].strip() for process in both]
    assert said == ["['first', 'second']"] * 2
    assert log.read_text() == "made\n"


def test_a_maker_that_is_killed_leaves_nothing_that_is_taken_for_the_folder(tmp_path: Path) -> None:
    folder, log = tmp_path / "models" / "folder", tmp_path / "log"
    killed = maker(folder, log, 600)
    wait_for(log)
    killed.kill()
    killed.communicate(timeout=60)
    assert not folder.exists()

    made_once(folder, lambda part: (part / "whole").touch())
    assert [path.name for path in folder.iterdir()] == ["whole"]
    assert not list(folder.parent.glob("*.part-*"))


def test_a_maker_that_fails_leaves_nothing_and_its_error_is_passed_on(tmp_path: Path) -> None:
    def fail(part: Path) -> None:
        (part / "half").touch()
        raise EmbeddingError("The weights are damaged.")

    with pytest.raises(EmbeddingError, match="weights are damaged"):
        made_once(tmp_path / "folder", fail)
    assert [path.name for path in tmp_path.iterdir() if path.suffix != ".lock"] == []


def test_a_folder_that_is_there_is_not_made_again(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    made_once(tmp_path / "folder", lambda part: (part / "again").touch())
    assert list((tmp_path / "folder").iterdir()) == []


def test_a_place_that_cannot_be_written_is_an_error_that_names_the_setting(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(EmbeddingError, match="MODEL_DIR"):
        made_once(tmp_path / "file" / "models" / "folder", lambda part: None)


def test_waiting_too_long_for_another_process_is_an_error(tmp_path: Path) -> None:
    folder, log = tmp_path / "folder", tmp_path / "log"
    other = maker(folder, log, 600)
    try:
        wait_for(log)
        with pytest.raises(EmbeddingError, match="Another process"):
            made_once(folder, lambda part: None, wait_s=0.1)
    finally:
        other.kill()
        other.communicate(timeout=60)
