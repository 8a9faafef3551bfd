from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.sources.datelines import dateline
from index.sources.dates import parse_date

DELHI = ZoneInfo("Asia/Kolkata")
NOW = datetime(2024, 8, 1, 12, tzinfo=DELHI)


def delhi(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=DELHI)


@pytest.mark.parametrize(
    "written",
    [
        "2024-07-03",
        "20240703",
        "3 जुलाई 2024",
        "३ जुलाई, २०२४",
        "तीन जुलाई 2024",
        "बुधवार, 3 जुलाई 2024",
        "July 3, 2024",
        "Wednesday, July 3rd 2024",
        "3 Jul 2024",
        "03/07/2024",
        "3.7.2024",
        "2024/07/03",
        "Published on: 3 July 2024",
    ],
)
def test_a_date_in_any_usual_spelling_is_midnight_in_the_readers_zone(written: str) -> None:
    found = parse_date(written, DELHI, now=NOW)
    assert found == delhi(2024, 7, 3)
    assert found is not None
    assert found.utcoffset() == timedelta(hours=5, minutes=30)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2024-07-03T10:00:00Z", datetime(2024, 7, 3, 10, tzinfo=UTC)),
        ("2024-07-03T10:00:00.123+05:30", delhi(2024, 7, 3, 10) + timedelta(milliseconds=123)),
        ("2024-07-03 10:00", delhi(2024, 7, 3, 10)),
        ("Wed, 03 Jul 2024 10:00:00 GMT", datetime(2024, 7, 3, 10, tzinfo=UTC)),
        ("Wed, 03 Jul 2024 10:00:00 -0400", datetime(2024, 7, 3, 14, tzinfo=UTC)),
        ("Updated: July 3, 2024 5:30 PM IST", delhi(2024, 7, 3, 17, 30)),
        ("Jul 3, 2024, 11:30 am (EST)", datetime(2024, 7, 3, 16, 30, tzinfo=UTC)),
        ("2024/07/03 10:00 IST", delhi(2024, 7, 3, 10)),
        ("3 जुलाई 2024, शाम 5:30 बजे", delhi(2024, 7, 3, 17, 30)),
        ("3 जुलाई 2024 रात 12:15 बजे", delhi(2024, 7, 3, 0, 15)),
        ("3 जुलाई 2024 | सुबह 7 बजे", delhi(2024, 7, 3, 7)),
        ("1720000000", datetime(2024, 7, 3, 9, 46, 40, tzinfo=UTC)),
        (1720000000, datetime(2024, 7, 3, 9, 46, 40, tzinfo=UTC)),
        (1720000000000, datetime(2024, 7, 3, 9, 46, 40, tzinfo=UTC)),
    ],
)
def test_a_time_keeps_its_own_zone(written: str | int, expected: datetime) -> None:
    assert parse_date(written, DELHI, now=NOW) == expected


@pytest.mark.parametrize(
    ("written", "month"),
    [
        ("5 जनवरी 2023", 1),
        ("5 फ़रवरी 2023", 2),
        ("5 फरवरी 2023", 2),
        ("5 मार्च 2023", 3),
        ("5 अप्रैल 2023", 4),
        ("5 मई 2023", 5),
        ("5 जून 2023", 6),
        ("5 जुलाई 2023", 7),
        ("5 अगस्त 2023", 8),
        ("5 सितंबर 2023", 9),
        ("5 सितम्बर 2023", 9),
        ("5 अक्तूबर 2023", 10),
        ("5 अक्टूबर 2023", 10),
        ("5 नवंबर 2023", 11),
        ("5 नवम्बर 2023", 11),
        ("5 दिसम्बर 2023", 12),
    ],
)
def test_every_hindi_month_is_known_in_its_spellings(written: str, month: int) -> None:
    assert parse_date(written, DELHI, now=NOW) == delhi(2023, month, 5)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "yesterday",
        "कल",
        "10:30",
        "July 2024",
        "2024-07",
        "2024",
        "Wednesday",
        "0000-00-00",
        "2024-13-40",
        "31 फरवरी 2024",
        "1066-10-14",
        "2024-08-09",
        "9999-12-31T23:59:59-12:00",
        "1" * 5000,
        "9" * 13,
        "5" + "x" * 99,
        -1,
        2024,
        1e300,
        float("nan"),
        float("inf"),
        "३" * 10,
    ],
)
def test_what_names_no_single_believable_day_is_no_date(written: str | float) -> None:
    assert parse_date(written, DELHI, now=NOW) is None


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=40) | st.from_regex(r"[0-9०-९ :/.,TZ+-]{1,30}", fullmatch=True) | st.floats() | st.integers())
def test_no_value_makes_the_date_reader_raise(value: str | float) -> None:
    found = parse_date(value, DELHI, now=NOW)
    assert found is None or found.tzinfo is not None


@pytest.mark.parametrize(
    ("opening", "expected"),
    [
        ("अस्ताना, 3 जुलाई। विदेश मंत्री ने कहा।", (2024, 7, 3)),
        ("नई दिल्ली, 5 जनवरी (भाषा)। संसद का सत्र शुरू हुआ।", (2024, 1, 5)),
        ("नयी दिल्ली, तीन जुलाई (भाषा) प्रधानमंत्री ने कहा।", (2024, 7, 3)),
        ("मुंबई, ३ जुलाई | शेयर बाज़ार चढ़ा।", (2024, 7, 3)),
        ("जयपुर (एजेंसी), 4 मई। बारिश हुई।", (2024, 5, 4)),
        ("NEW DELHI, July 3 (PTI) — The House met.", (2024, 7, 3)),
        ("Astana, 3 July 2023: Ministers met.", (2023, 7, 3)),
        ("Astana, Wednesday, July 3: Ministers met.", (2024, 7, 3)),
        ("Srinagar, Jammu and Kashmir, July 3 (PTI) Snow fell.", (2024, 7, 3)),
        ("Washington, Sept. 4 (Reuters) - A bill passed.", (2023, 9, 4)),
        ("LONDON, Dec 31 - Crowds gathered.", (2023, 12, 31)),
        ("श्रीनगर, 29 फरवरी (भाषा) बर्फ गिरी।", (2024, 2, 29)),
    ],
)
def test_a_dateline_is_the_most_recent_such_day(opening: str, expected: tuple[int, int, int]) -> None:
    assert dateline(opening, DELHI, NOW) == delhi(*expected)


def test_a_leap_day_is_looked_for_in_earlier_years() -> None:
    assert dateline("श्रीनगर, 29 फरवरी (भाषा) बर्फ गिरी।", DELHI, delhi(2023, 5, 1)) == delhi(2020, 2, 29)


@pytest.mark.parametrize(
    "opening",
    [
        "अस्तान। भारत के विदेश मंत्री ने कहा।",
        "3 जुलाई को भारत और रूस के मंत्री मिले।",
        "दिल्ली में बैठक, 3 जुलाई को हुई।",
        "On July 3, ministers met.",
        "He was born in Delhi, 5 January 1960. Then he left.",
        "Delhi, Feb 30: Nothing happened.",
        "Delhi, July 3 1850: The Company met.",
        "Delhi, July 3 2031: Something will happen.",
        "",
    ],
)
def test_a_sentence_with_a_date_is_no_dateline(opening: str) -> None:
    assert dateline(opening, DELHI, NOW) is None
