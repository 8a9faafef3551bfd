"""Scores."""

from __future__ import annotations

import pytest

from rag.evaluate import Tally, token_f1


@pytest.mark.parametrize(
    ("given", "gold", "score"),
    [("दिसंबर 2023", "२०२३ दिसंबर।", 1.0), ("in Astana", "Astana", 2 / 3), ("दिल्ली", "मुंबई", 0.0), ("", "x", 0.0)],
)
def test_token_overlap_ignores_punctuation_digits_script_and_case(given: str, gold: str, score: float) -> None:
    assert token_f1(given, gold) == pytest.approx(score)


def test_figures_without_a_question_that_bears_on_them_are_null_and_not_nought() -> None:
    summary = Tally(questions=1, unanswerable=1).summary()
    assert summary["recall@1"] is None
    assert summary["false_refusal_rate"] is None
    assert summary["false_answer_rate"] == 0.0


def test_recall_counts_the_first_gold_article() -> None:
    summary = Tally(questions=2, ranked=[(1, 1.0, 1.0), (4, 0.25, 0.4)]).summary()
    assert (summary["recall@1"], summary["recall@5"], summary["mrr@10"]) == (0.5, 1.0, 0.625)
