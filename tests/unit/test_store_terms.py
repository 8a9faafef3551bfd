"""Terms as FTS5 tokens."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.store.terms import match_expression, token, tokens

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)


def split_as_fts5_does(text: str) -> list[str]:
    """The `ascii` tokenizer: ASCII letters and digits, folded, and all beyond ASCII are parts of tokens."""
    kept = [c.lower() if c.isascii() and c.isalnum() else c if not c.isascii() else " " for c in text]
    return "".join(kept).split(" ")


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8))
def test_every_term_is_one_token_that_folding_does_not_change(term: str) -> None:
    assert split_as_fts5_does(token(term)) == [token(term)]


@given(texts, texts)
def test_different_terms_are_different_tokens(one: str, other: str) -> None:
    assert (token(one) == token(other)) == (one == other)


def test_private_use_characters_in_a_term_do_not_pass_for_escaped_ones() -> None:
    assert len({token("A"), token(token("A")), token(token(token("A")))}) == 3


def test_a_term_of_small_letters_and_devanagari_stays_as_it_is() -> None:
    assert token("जयशंकर") == "जयशंकर"
    assert token("cop29") == "cop29"


def test_repeated_and_empty_terms_are_left_out_of_a_row() -> None:
    assert tokens(["दिल्ली", "", "delhi", "दिल्ली"]) == "दिल्ली delhi"


def test_no_row_can_hold_an_empty_term_or_half_a_character() -> None:
    assert match_expression("") is None
    assert match_expression("\ud800") is None
