from __future__ import annotations

import io
import signal
from datetime import UTC, datetime
from typing import Any

import pytest

from chat.terminal import hold_conversation
from chat.texts import TEXTS
from index.errors import QuestionError, StoreMissing
from tests.e2e.fake_newsroom import CRICKET, EXAMPLES, LAVROV, MET, WHEN, WHOM, FakeNewsroom
from tests.e2e.fake_writer import FakeWriter

HINDI, ENGLISH = TEXTS["hi"], TEXTS["en"]


def talk(*lines: str, newsroom: FakeNewsroom | None = None, **options: Any) -> str:
    out = io.StringIO()
    hold_conversation(newsroom or FakeNewsroom(), io.StringIO("".join(f"{line}\n" for line in lines)), out, **options)
    return out.getvalue()


def test_a_question_is_answered_and_the_end_of_the_input_leaves_politely() -> None:
    said = talk(MET)
    assert said.startswith(HINDI.greeting)
    assert f"› {MET}\n{LAVROV} [1]\n" in said
    assert "  [1] अस्ताना में बैठक — नमूना समाचार, 4 जुलाई 2024\n" in said
    assert said.endswith(f"{HINDI.goodbye}\n")


def test_examples_are_asked_and_answered_first_where_wanted() -> None:
    newsroom = FakeNewsroom()
    said = talk(CRICKET, newsroom=newsroom, examples_first=True)
    assert newsroom.asked == [EXAMPLES["hi"][0], EXAMPLES["en"][0], EXAMPLES["hi-Latn"][0], CRICKET]
    assert f"› {EXAMPLES['en'][0]}\n" in said


def test_commands_are_obeyed_and_not_asked() -> None:
    newsroom = FakeNewsroom()
    said = talk("/help", "/nonsense", "", "   ", "/quit", MET, newsroom=newsroom)
    assert HINDI.help in said
    assert HINDI.unknown_command in said
    assert newsroom.asked == []


def test_the_bot_speaks_the_language_of_the_last_question() -> None:
    said = talk(WHOM)
    assert said.endswith(f"{ENGLISH.goodbye}\n")


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (StoreMissing("There is no index in data; add news first."), "There is no index in data; add news first."),
        (QuestionError("too long", "too_long"), HINDI.long_question),
        (QuestionError("empty", "empty"), HINDI.empty_question),
    ],
)
def test_a_failure_is_one_sentence_and_the_conversation_goes_on(error: Exception, words: str) -> None:
    newsroom = FakeNewsroom()
    newsroom.by_heart[CRICKET] = error
    said = talk(CRICKET, MET, newsroom=newsroom)
    assert f"› {CRICKET}\n{words}\n" in said
    assert LAVROV in said


def test_a_question_may_lean_on_the_ones_before_until_a_new_topic_begins() -> None:
    newsroom = FakeNewsroom()
    said = talk(MET, WHEN, "/new", WHEN, newsroom=newsroom)
    assert newsroom.turns == [[], [MET], []]
    assert f"› /new\n{HINDI.new_topic}\n" in said


def test_what_was_said_half_an_hour_ago_is_forgotten() -> None:
    newsroom = FakeNewsroom()
    hours = iter(range(24))
    talk(MET, WHEN, newsroom=newsroom, clock=lambda: datetime(2024, 7, 4, next(hours), tzinfo=UTC))
    assert newsroom.turns == [[], []]


def test_examples_lean_on_nothing_and_can_be_followed_up() -> None:
    newsroom = FakeNewsroom()
    talk(WHEN, newsroom=newsroom, examples_first=True)
    assert newsroom.turns == [[], [], [], [EXAMPLES["hi-Latn"][0]]]


class Interrupted(io.StringIO):
    """A keyboard on which Ctrl-C is pressed."""

    def readline(self, size: int | None = -1, /) -> str:
        raise KeyboardInterrupt


def test_ctrl_c_leaves_cleanly() -> None:
    out = io.StringIO()
    hold_conversation(FakeNewsroom(), Interrupted(), out)
    assert out.getvalue().endswith(f"\n\n{HINDI.goodbye}\n")


def test_bytes_that_are_no_text_are_no_question() -> None:
    out = io.StringIO()
    lines = io.TextIOWrapper(io.BytesIO(b"\xff\xfe\n" + b"\n" * 9_000 + MET.encode() + b"\n"), encoding="utf-8")
    hold_conversation(FakeNewsroom(), lines, out)
    assert HINDI.empty_question in out.getvalue()
    assert LAVROV in out.getvalue()


@pytest.mark.parametrize("colour", [False, True])
def test_colour_is_used_only_where_it_is_wanted(colour: bool) -> None:
    assert ("\x1b[" in talk(MET, colour=colour)) == colour


def test_a_writer_answers_and_where_nobody_watches_its_draft_is_not_shown() -> None:
    newsroom = FakeNewsroom()
    writer = FakeWriter(newsroom)
    said = talk(MET, WHEN, newsroom=newsroom, writer=writer)
    assert said.count(f"{LAVROV} [1]\n") == 2
    assert writer.asked == [(MET, None, []), (WHEN, None, [MET])]
    assert writer.closed


def test_a_failure_of_the_index_is_one_sentence_also_where_a_model_writes() -> None:
    newsroom = FakeNewsroom()
    newsroom.by_heart[CRICKET] = StoreMissing("There is no index in data; add news first.")
    said = talk(CRICKET, MET, newsroom=newsroom, writer=FakeWriter(newsroom))
    assert f"› {CRICKET}\nThere is no index in data; add news first.\n" in said
    assert LAVROV in said


def test_ctrl_c_while_a_model_writes_cancels_the_question_and_the_conversation_goes_on() -> None:
    newsroom = FakeNewsroom()
    writer = FakeWriter(newsroom)
    writer.hangs = True
    writer.on_delta = lambda: signal.raise_signal(signal.SIGINT)
    said = talk(MET, "/help", newsroom=newsroom, writer=writer)
    assert f"› {MET}\n{HINDI.cancelled}\n" in said
    assert LAVROV not in said
    assert HINDI.help in said
    assert writer.cancelled == 1
