from __future__ import annotations

import io
import os
import signal
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from chat.terminal import hold_conversation
from chat.texts import TEXTS
from index.article import Article
from index.errors import QuestionError, StoreMissing
from rag.answer import Answer
from rag.conversation import Turn
from rag.suggest import FollowUp
from tests.e2e.fake_newsroom import CRICKET, EXAMPLES, LAVROV, MET, PUBLISHED, WHEN, WHOM, FakeNewsroom
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


def test_keywords_of_hindi_in_latin_letters_are_spoken_to_as_such_also_where_they_fail() -> None:
    newsroom = FakeNewsroom()
    newsroom.by_heart["dilli mausam"] = QuestionError("too long", "too_long")
    assert f"› dilli mausam\n{TEXTS['hi-Latn'].long_question}\n" in talk("dilli mausam", newsroom=newsroom)


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


class Keyboard(io.StringIO):
    """A keyboard on which Ctrl-C is pressed wherever a line says so."""

    def readline(self, size: int | None = -1, /) -> str:
        line = super().readline()
        if line == "^C\n":
            raise KeyboardInterrupt
        return line


def typed(*lines: str, newsroom: FakeNewsroom | None = None) -> str:
    out = io.StringIO()
    hold_conversation(newsroom or FakeNewsroom(), Keyboard("".join(f"{line}\n" for line in lines)), out)
    return out.getvalue()


def test_ctrl_c_at_the_prompt_says_how_to_leave_and_a_second_one_leaves_cleanly() -> None:
    said = typed("^C", "^C", MET)
    assert said.endswith(f"\n{HINDI.press_again}\n\n{HINDI.goodbye}\n")
    assert LAVROV not in said


def test_a_line_between_them_makes_the_second_ctrl_c_a_first() -> None:
    said = typed("^C", MET, "^C", WHOM)
    assert said.count(HINDI.press_again) == 2
    assert said.endswith(f"{ENGLISH.goodbye}\n")


def test_ctrl_c_while_a_question_is_answered_cancels_it_and_the_conversation_goes_on() -> None:
    class Slow(FakeNewsroom):
        def answer(self, question: str, *, turns: Sequence[Turn] = ()) -> Answer:
            if question == CRICKET:
                os.kill(os.getpid(), signal.SIGINT)
                time.sleep(0.2)
            return super().answer(question, turns=turns)

    said = typed(CRICKET, MET, newsroom=Slow())
    assert f"› {CRICKET}\n{HINDI.cancelled}\n" in said
    assert HINDI.no_answer not in said
    assert LAVROV in said


OFFERED = [FollowUp(WHEN, leans=True), FollowUp(WHOM)]


def test_what_may_follow_an_answer_is_asked_by_its_number() -> None:
    newsroom = FakeNewsroom()
    newsroom.offered = OFFERED
    said = talk(MET, "1", "2", newsroom=newsroom)
    assert f"  1 {WHEN}\n  2 {WHOM}\n{HINDI.choose_number.format(last=2)}\n" in said
    assert f"› {WHEN}\n{LAVROV}" in said
    assert newsroom.asked == [MET, WHEN, WHOM]
    assert newsroom.turns == [[], [MET], []]
    newsroom.offered = OFFERED[:1]
    assert f"  1 {WHEN}\n{HINDI.choose_one}\n" in talk(MET, newsroom=newsroom)


def test_a_number_that_nothing_stands_behind_is_a_question() -> None:
    newsroom = FakeNewsroom()
    newsroom.offered = OFFERED
    talk("1", "2024", "/new", "2", newsroom=newsroom)
    assert newsroom.asked == ["1", "2024", "2"]


class Shelf:
    """News without a question: three articles."""

    def __init__(self) -> None:
        self.articles = {
            number: Article(number, f"शीर्षक {number}\x1b[2J", f"पहला वाक्य {number}। दूसरा।", "hi", "नमूना", "", PUBLISHED)
            for number in ("a", "b")
        }

    def page(self, start: int, count: int, language: str) -> SimpleNamespace:
        return SimpleNamespace(articles=[SimpleNamespace(article=article) for article in self.articles.values()])

    def article(self, reference: str) -> Article | None:
        return self.articles.get(reference)


def test_the_latest_news_is_listed_and_read_by_number() -> None:
    said = talk("/latest", "2", "1", bulletin=Shelf())
    assert f"{HINDI.latest_title}\n\n1. शीर्षक a" in said
    assert "नमूना, 4 जुलाई 2024" in said
    assert "पहला वाक्य b। दूसरा।" in said
    assert said.index("पहला वाक्य b") < said.index("पहला वाक्य a")
    assert "\x1b" not in said


def test_the_articles_nearest_to_no_answer_are_read_by_number() -> None:
    said = talk(CRICKET, "1", "2", bulletin=Shelf())
    assert HINDI.choose_number.format(last=2) in said
    assert "पहला वाक्य a। दूसरा।" in said
    without = talk(CRICKET, "/latest")
    assert HINDI.choose_number.format(last=2) not in without
    assert HINDI.unknown_command in without


def test_the_language_is_chosen_by_number_and_holds_for_commands() -> None:
    said = talk("/language", "2", MET, "/help")
    assert f"{HINDI.language_question}\n  1 हिंदी\n  2 English\n  3 " in said
    assert f"› 2\n{ENGLISH.language_chosen}\n" in said
    assert f"› /help\n{ENGLISH.help}\n{ENGLISH.terminal_help}\n" in said


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
