"""Numbers and dates of a sentence, in either script and in words."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Language
from rag.check.dates import Day, known_dates, read_dates
from rag.check.facts import Source, missing
from rag.check.numbers import held_values, stated_numbers
from rag.check.outcome import Reason

INDIA = ZoneInfo("Asia/Kolkata")


@pytest.mark.parametrize(
    ("text", "language", "values"),
    [
        ("1,50,000 लोग", "hi", [150_000]),
        ("डेढ़ लाख लोग", "hi", [150_000]),
        ("1.5 lakh people", "en", [150_000]),
        ("२,००० रुपये", "hi", [2000]),
        ("दो हज़ार एक सौ 55 कैडेट", "hi", [2155]),
        ("साढ़े तीन करोड़", "hi", [35_000_000]),
        ("35 million", "en", [35_000_000]),
        ("सवा दो लाख, ढाई", "hi", [225_000, 2.5]),
        ("पौने चार लाख", "hi", [375_000]),
        ("twenty-five of two hundred and ten", "en", [25, 210]),
        ("two dozen", "en", [24]),
        ("5 लाख करोड़ रुपये", "hi", [5_000_000_000_000]),
        ("₹15.5 crore, 12.5% more", "en", [155_000_000, 12.5]),
        ("169/8 and 7-3 at 5:30", "en", [169, 8, 7, 3, 5.3]),
        ("पाँचवीं बार, 10वीं, तीसरी", "hi", [5, 10, 3]),
        ("T20, 1990s, 3rd", "en", [20, 1990, 3]),
        ("teen lakh rupaye, paanch din", "hi-Latn", [300_000, 5]),
        ("सऊदी अरब ने 3 अरब डॉलर दिए", "hi", [3_000_000_000]),
        ("हज़ारों लोग एक जगह", "hi", []),
        ("unhone kar do kaha", "hi-Latn", []),
    ],
)
def test_a_number_is_read_as_its_value(text: str, language: Language, values: list[float]) -> None:
    assert stated_numbers(text, language) == values


@given(st.integers(0, 10**9))
def test_a_number_is_held_by_its_own_digits_in_either_script_and_grouping(number: int) -> None:
    devanagari = "".join(chr(0x966 + int(digit)) for digit in str(number))
    for text in (str(number), f"{number:,}", devanagari):
        assert stated_numbers(text, "hi") == [number]
        assert number in held_values(f"कुल {text} लोग")


@pytest.mark.parametrize(
    "text",
    ["3 July 2024", "July 3, 2024", "3rd of July 2024", "3 जुलाई 2024", "तीन जुलाई 2024", "2024-07-03", "०३/०७/२०२४"],
)
def test_a_date_is_the_same_in_every_form(text: str) -> None:
    assert read_dates(text).days == {Day(3, 7, 2024)}


def test_a_month_or_weekday_that_is_another_word_too_is_no_date_by_itself() -> None:
    read = read_dates("He may march on. मार्च निकाला गया।")
    assert not read.days | read.months | read.weekdays


def test_yesterday_and_a_weekday_mean_days_by_the_date_of_the_article() -> None:
    known = known_dates("बैठक बुधवार को हुई, कल घोषणा हुई।", datetime(2024, 7, 5, 9, tzinfo=INDIA), INDIA)
    assert {Day(3, 7, 2024), Day(4, 7, 2024), Day(5, 7, 2024)} <= known.days
    assert Day(2, 7, 2024) not in known.days


@pytest.mark.parametrize(
    ("statement", "language", "reason"),
    [
        ("The talks were held on 3 July 2024.", "en", None),
        ("The talks were held on Wednesday.", "en", None),
        ("The talks were held on 2 July.", "en", Reason.UNSUPPORTED_NUMBER),
        ("The talks were held on Tuesday.", "en", Reason.UNSUPPORTED_NUMBER),
        ("बातचीत जून में हुई।", "hi", Reason.UNSUPPORTED_NUMBER),
        ("The two ministers met in 2024 for 90 minutes.", "en", None),
        ("The two ministers met for 19 minutes.", "en", Reason.UNSUPPORTED_NUMBER),
        ("Vikram Salunkhe met Farid Ansari in Astana.", "en", None),
        ("Vikram Salunkhe met Farid Ansari in Ankara.", "en", Reason.UNSUPPORTED_NAME),
        ("Indian and Russian ministers met.", "en", None),
        ("Indian and Chinese ministers met.", "en", Reason.UNSUPPORTED_NAME),
    ],
)
def test_facts_of_a_statement_are_looked_for_in_the_other_script(
    statement: str, language: Language, reason: Reason | None
) -> None:
    text = [
        "भारत के विदेश मंत्री विक्रम सालुंखे ने बुधवार को अस्ताना में रूस के मंत्री फ़रीद अंसारी से डेढ़ घंटे, यानी 90 मिनट, बात की।",
        "दोनों दो बार मिले।",
    ]
    source = Source.of("", text, datetime(2024, 7, 4, 9, tzinfo=INDIA), "hi")
    assert missing(statement, language, [source]) is reason
