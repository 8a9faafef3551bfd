from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from chat.plain import answer_text
from chat.texts import TEXTS
from rag.answer import Answer, Citation, Fallback, Headline, Outcome

INDIA = ZoneInfo("Asia/Kolkata")
JULY = datetime(2024, 7, 3, 6, 30, tzinfo=UTC)
ANSWER = Answer(
    question="कौन?",
    language="hi",
    outcome=Outcome.ANSWERED,
    text="वे मिले। [1]\nवे फिर मिले। [1] [2]",
    citations=(
        Citation(1, "a", "बैठक", "नमूना", "https://example.org/1", JULY, "वे मिले।"),
        Citation(2, "b", "", "", "ftp://example.org", None, "एक\x1b[31m और\nवाक्य।"),
    ),
)


def test_an_answer_shows_statements_then_sources_with_their_addresses() -> None:
    assert answer_text(ANSWER, INDIA) == (
        "वे मिले। [1]\n"
        "वे फिर मिले। [1] [2]\n"
        "\n"
        "स्रोत\n"
        "  [1] बैठक — नमूना, 3 जुलाई 2024\n"
        "      https://example.org/1\n"
        "  [2] बिना शीर्षक\n"
        "      “एक [31m और वाक्य।”"
    )


def test_colour_changes_nothing_but_the_colour() -> None:
    coloured = answer_text(ANSWER, INDIA, colour=True)
    assert "\x1b[1mवे मिले।\x1b[0m" in coloured
    for code in ("\x1b[0m", "\x1b[1m", "\x1b[2m", "\x1b[36m"):
        coloured = coloured.replace(code, "")
    assert coloured == answer_text(ANSWER, INDIA)


def test_a_refusal_lists_the_closest_headlines() -> None:
    refused = Answer(
        question="Who?",
        language="en",
        outcome=Outcome.NO_EVIDENCE,
        closest=(Headline("a", "Rain", "Sample", JULY),),
        covers=(JULY, JULY),
    )
    assert answer_text(refused, INDIA) == (
        "My news does not answer this.\nI have news of 3 July 2024.\n\nThe closest I have:\n  • Rain — Sample, 3 July 2024"
    )


@pytest.mark.parametrize("fallback", Fallback)
def test_an_answer_that_no_model_wrote_says_so_in_the_last_line(fallback: Fallback) -> None:
    said = answer_text(replace(ANSWER, fallback=fallback), INDIA)
    line = TEXTS["hi"].out_of_calls if fallback is Fallback.LIMIT else TEXTS["hi"].not_written
    assert said == f"{answer_text(ANSWER, INDIA)}\n\n{line}"
