"""A line of place and day answers nothing."""

from __future__ import annotations

import pytest

from rag.dateline import is_dateline


@pytest.mark.parametrize(
    "line",
    [
        "नई दिल्ली, 2 जुलाई।",
        "लखनऊ, ०३ जुलाई (भाषा)",
        "New Delhi, July 2 (PTI)",
        "Bridgetown, 29 June 2024:",
        "पटना, मंगलवार।",
        "नई दिल्ली, 2 जुलाई, पीटीआई।",
    ],
)
def test_a_place_and_a_day_are_a_dateline(line: str) -> None:
    assert is_dateline(line)


@pytest.mark.parametrize(
    "sentence",
    [
        "संग्रहालय 3 जुलाई को खुला।",
        "The museum opened on Tuesday, 3 July.",
        "हाँ, बारिश होगी।",
        "दिल्ली, मुंबई और चेन्नई में बारिश हुई।",
        "बैठक में रेवती कुरुविला, 2 सचिव और राजदूत आए।",
        "",
    ],
)
def test_a_sentence_that_says_something_is_none(sentence: str) -> None:
    assert not is_dateline(sentence)
