from __future__ import annotations

from dataclasses import replace

import pytest

from chat.judgements import question_row
from chat.state.feedback import Cited, Judged

JUDGED = Judged(
    answer_id=7,
    question="जयशंकर किससे मिले?",
    language="hi",
    outcome="answered",
    up=1,
    down=0,
    cited=(Cited("a", 2, "वे लावरोव से मिले।"), Cited("a", 2, "बैठक अस्ताना में हुई।"), Cited("b", 1, "They met.")),
)
REFUSED = replace(JUDGED, outcome="no_evidence", cited=())


def test_what_a_liked_answer_cites_is_gold() -> None:
    row = question_row(JUDGED)
    assert (row["id"], row["set"], row["lang"], row["kind"]) == ("feedback-7", "feedback", "hi", "up")
    assert row["article_ids"] == ["a", "b"]
    assert row["answerable"] is True
    assert row["spans"][0] == {"article_id": "a", "text": "वे लावरोव से मिले।"}


@pytest.mark.parametrize(("up", "reasons", "kind"), [(0, {}, "down"), (1, {"old": 2, "wrong": 1}, "down-old")])
def test_of_a_disliked_answer_nothing_is_gold_and_what_it_cited_is_told(
    up: int, reasons: dict[str, int], kind: str
) -> None:
    row = question_row(replace(JUDGED, up=up, down=max(1, up), reasons=reasons))
    assert (row["kind"], row["article_ids"], row["spans"], row["answerable"]) == (kind, [], [], None)
    assert row["cited"][2] == {"article_id": "b", "revision": 1, "quote": "They met."}
    assert row["reasons"] == reasons


@pytest.mark.parametrize(("up", "answerable"), [(1, False), (0, None)])
def test_a_refusal_that_was_liked_has_no_answer(up: int, answerable: bool | None) -> None:
    row = question_row(replace(REFUSED, up=up, down=1 - up))
    assert (row["article_ids"], row["answerable"]) == ([], answerable)
