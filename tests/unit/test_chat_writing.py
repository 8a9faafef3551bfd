"""How a terminal shows an answer being written."""

from __future__ import annotations

import asyncio
import io
import os
import re
import threading
from collections.abc import AsyncGenerator, Iterator
from contextlib import contextmanager
from typing import TextIO

import pytest

from chat.writing import watch
from rag.answer import Answer, Delta, Outcome

ANSWER = Answer("Who won?", "en", Outcome.ANSWERED, "India won. [1]", written=True)


async def writing(*pieces: str) -> AsyncGenerator[Delta | Answer]:
    for piece in pieces:
        yield Delta(piece)
    yield ANSWER


@contextmanager
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[TextIO, list[bytes]]]:
    """A terminal of 40 columns and 10 lines, and what was written to it, there once the block has ended."""
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("LINES", "10")
    monkeypatch.delenv("NO_COLOR", raising=False)
    here, there = os.openpty()
    written: list[bytes] = []

    def read() -> None:
        try:
            while piece := os.read(here, 65_536):
                written.append(piece)
        except OSError:  # the other end is closed
            pass

    reader = threading.Thread(target=read)
    reader.start()
    try:
        with open(there, "w", encoding="utf-8") as out:
            yield out, written
    finally:
        reader.join()
        os.close(here)


def test_a_draft_grows_on_a_terminal_and_is_wiped_before_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    with terminal(monkeypatch) as (out, written):
        assert asyncio.run(watch(writing("India", " won", " the cup."), out)) is ANSWER
    said = b"".join(written).decode()
    assert said.index("India") < said.index("India won") < said.index("India won the cup.")
    assert said.endswith("\x1b[1A\x1b[2K")  # up, and the line erased


def test_of_a_draft_longer_than_the_terminal_the_end_is_shown_and_no_control_of_the_model(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with terminal(monkeypatch) as (out, written):
        asyncio.run(watch(writing("\x1b]0;owned\x07[bold]", *(f" word{n} and more of it" for n in range(60))), out))
    said = b"".join(written).decode()
    assert "word59" in said
    assert "\x1b]0;" not in said
    assert "\x07" not in said
    assert "[bold]" in said
    erased = re.search(r"(\x1b\[1A\x1b\[2K)+$", said)
    assert erased
    assert 2 <= erased.group().count("\x1b[1A") < 10


def test_where_there_is_no_terminal_nothing_is_shown() -> None:
    out = io.StringIO()
    assert asyncio.run(watch(writing("India won"), out)) is ANSWER
    assert asyncio.run(watch(writing("India won"), None)) is ANSWER
    assert out.getvalue() == ""
