"""What of a model's stream the reader sees."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rag.generate.visible import Visible


def seen(*pieces: str) -> tuple[list[str], str]:
    visible = Visible("NO_ANSWER")
    return [new for piece in pieces if (new := visible.feed(piece))], visible.text


def test_text_is_shown_as_it_comes() -> None:
    assert seen("Star", "mer ", "won. [1]") == (["Star", "mer ", "won. [1]"], "Starmer won. [1]")


def test_a_reply_that_becomes_the_refusal_is_never_shown() -> None:
    assert seen("N", "O_AN", "SWER", ".") == ([], "NO_ANSWER.")


def test_a_reply_that_only_begins_like_the_refusal_is_shown_once_it_differs() -> None:
    assert seen("N", "O", "rway won.") == (["NOrway won."], "NOrway won.")


def test_thoughts_are_neither_shown_nor_part_of_the_reply() -> None:
    assert seen("\n<thi", "nk>[1] says", " x</th", "ink>\n\n", "It ", "rained.") == (["It ", "rained."], "It rained.")
    assert seen("<think>", "forever") == ([], "")
    assert seen("a <think>b</think>") == (["a <think>b</think>"], "a <think>b</think>")


@given(st.lists(st.text(alphabet="NO_ANSWERab <think>/", max_size=12)))
def test_however_a_reply_is_cut_into_pieces_what_is_shown_is_its_beginning(pieces: list[str]) -> None:
    shown, text = seen(*pieces)
    assert text.startswith("".join(shown)) or not shown
    assert seen("".join(pieces))[1] == text
