"""What the reader says corrects the other signals, the more the more there is to search."""

from __future__ import annotations

import pytest

from rag.evidence import READ, Model, judge

MODEL = Model({"near": 2.0, READ: -0.5, "read_sentence": 0.25}, intercept=-1.0, discount=0.4)


def test_where_the_reader_does_not_count_the_other_signals_judge() -> None:
    measured = {"near": 1.5, READ: 0.0, "read_sentence": -0.0}
    assert MODEL.odds(measured) == pytest.approx(MODEL.others(measured)) == pytest.approx(2.0)
    assert MODEL.odds({"near": 1.5}) == pytest.approx(2.0)


def test_where_it_counts_part_of_what_they_say_is_taken_back() -> None:
    assert MODEL.odds({"near": 1.5, READ: 1.0, "read_sentence": -4.0}) == pytest.approx(2.0 * 0.6 - 0.5 - 1.0)


def test_of_two_questions_alike_in_all_else_the_one_whose_answer_was_read_is_likelier() -> None:
    measured = {"near": 1.5, "direction:hi>hi": 1.0, "article_near": 3.0, READ: 0.75}
    told, untold = (
        judge({**measured, "read_sentence": odds, "read_article": odds, "read_any": odds}) for odds in (0.5, -5.0)
    )
    assert told.probability > untold.probability


def test_the_operating_point_of_a_small_index_is_that_of_the_other_signals() -> None:
    model = Model({}, 0.0, threshold=0.3, small_threshold=0.4)
    assert model.operating_point({}) == model.operating_point({READ: 0.0}) == pytest.approx(0.4)
    assert model.operating_point({READ: 0.25}) == pytest.approx(0.35)
    assert model.operating_point({READ: 0.5}) == model.operating_point({READ: 1.0}) == pytest.approx(0.3)
