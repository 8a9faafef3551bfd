"""Dates in questions, on a frozen clock: Wednesday, 10 July 2024, in India."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from rag.periods import find_period

INDIA = ZoneInfo("Asia/Kolkata")
NOW = datetime(2024, 7, 10, 9, 0, tzinfo=INDIA)


@pytest.mark.parametrize(
    ("question", "first", "last"),
    [
        ("आज क्या हुआ?", "2024-07-10", "2024-07-10"),
        ("कल क्या हुआ था?", "2024-07-09", "2024-07-09"),
        ("कल संसद में क्या होगा?", "2024-07-11", "2024-07-11"),
        ("kal kya hua", "2024-07-09", "2024-07-09"),
        ("kal match kab hoga", "2024-07-11", "2024-07-11"),
        ("परसों कौन आया था?", "2024-07-08", "2024-07-08"),
        ("परसों कौन आएगा?", "2024-07-12", "2024-07-12"),
        ("पिछले हफ़्ते क्या हुआ?", "2024-07-01", "2024-07-07"),
        ("इस हफ्ते की ख़बरें", "2024-07-08", "2024-07-14"),
        ("पिछले महीने कितनी बारिश हुई?", "2024-06-01", "2024-06-30"),
        ("pichle 3 din me kya hua", "2024-07-07", "2024-07-10"),
        ("पिछले तीन दिन में", "2024-07-07", "2024-07-10"),
        ("3 जुलाई को किससे मिले?", "2024-07-03", "2024-07-03"),
        ("३ जुलाई २०२३ को क्या हुआ", "2023-07-03", "2023-07-03"),
        ("12 दिसंबर को क्या हुआ?", "2023-12-12", "2023-12-12"),
        ("जुलाई 2024 में कौन जीता?", "2024-07-01", "2024-07-31"),
        ("जून में क्या हुआ?", "2024-06-01", "2024-06-30"),
        ("2023 में कौन जीता?", "2023-01-01", "2023-12-31"),
        ("What happened last Friday?", "2024-07-05", "2024-07-05"),
        ("शुक्रवार को क्या हुआ?", "2024-07-05", "2024-07-05"),
        ("What happened yesterday?", "2024-07-09", "2024-07-09"),
        ("news from last week", "2024-07-01", "2024-07-07"),
        ("Who won on July 3, 2024?", "2024-07-03", "2024-07-03"),
        ("Who won on 3rd July?", "2024-07-03", "2024-07-03"),
        ("what happened on 2024-07-03", "2024-07-03", "2024-07-03"),
        ("What happened in March?", "2024-03-01", "2024-03-31"),
        ("1 jan ko kya hua", "2024-01-01", "2024-01-01"),
    ],
)
def test_a_date_in_a_question_is_a_span_of_days_in_india(question: str, first: str, last: str) -> None:
    period = find_period(question, NOW, INDIA)
    assert period is not None
    assert period.since.isoformat() == f"{first}T00:00:00+05:30"
    days = (datetime.fromisoformat(f"{last}T00:00:00+05:30") - period.since).days + 1
    assert (period.until - period.since).days == days


@pytest.mark.parametrize(
    "question",
    [
        "जयशंकर किससे मिले?",
        "आजकल क्या चल रहा है?",
        "Who is the May of London?",
        "31 फ़रवरी को क्या हुआ?",
        "kalpana kaun hai",
        "T20 में कौन जीता?",
    ],
)
def test_a_question_without_a_date_names_no_span(question: str) -> None:
    assert find_period(question, NOW, INDIA) is None


def test_a_day_without_a_year_also_finds_the_news_of_earlier_years() -> None:
    period = find_period("6 जनवरी को क्या हुआ?", NOW, INDIA)
    assert period is not None
    days = ["2020-01-06", "2024-01-06", "2020-01-07", "2020-01-08", "2020-02-06"]
    times = np.array([datetime.fromisoformat(f"{day}T10:00:00+05:30").timestamp() for day in days] + [np.nan])
    assert period.holds(times).tolist() == [True, True, True, False, False, False]
