"""Dates in questions, on a frozen clock: Wednesday, 10 July 2024, in India."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

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
        ("aaj subah kya hua", "2024-07-10", "2024-07-10"),
        ("What happened this morning?", "2024-07-10", "2024-07-10"),
        ("kal raat delhi me kya hua", "2024-07-09", "2024-07-09"),
        ("last night's fire", "2024-07-09", "2024-07-09"),
        ("What is on the day after tomorrow?", "2024-07-12", "2024-07-12"),
        ("पिछले दो हफ़्तों में क्या हुआ?", "2024-06-26", "2024-07-10"),
        ("pichhle hafte kya hua", "2024-07-01", "2024-07-07"),
        ("is hafte kya hua", "2024-07-08", "2024-07-14"),
        ("What happened in the past week?", "2024-07-03", "2024-07-10"),
        ("इस महीने", "2024-07-01", "2024-07-31"),
        ("बीते साल कौन जीता?", "2023-01-01", "2023-12-31"),
        ("pichle shukravar kya hua", "2024-07-05", "2024-07-05"),
        ("What happened last weekend?", "2024-07-06", "2024-07-07"),
        ("बीते दिनों क्या हुआ?", "2024-06-26", "2024-07-10"),
        ("What happened in the last few days?", "2024-07-03", "2024-07-10"),
        ("तीन दिन पहले क्या हुआ?", "2024-07-07", "2024-07-07"),
        ("do din pehle kya hua", "2024-07-08", "2024-07-08"),
        ("What happened two weeks ago?", "2024-06-24", "2024-06-30"),
        ("जुलाई २०२४", "2024-07-01", "2024-07-31"),
        ("What happened on July 3rd?", "2024-07-03", "2024-07-03"),
        ("What happened on 03/07/2024?", "2024-07-03", "2024-07-03"),
        ("07/25/2023 को क्या हुआ?", "2023-07-25", "2023-07-25"),
        ("03.07.24 को क्या हुआ?", "2024-07-03", "2024-07-03"),
        ("तीन जुलाई को क्या हुआ?", "2024-07-03", "2024-07-03"),
        ("3 julai ko kya hua", "2024-07-03", "2024-07-03"),
        ("29 फ़रवरी को क्या हुआ?", "2024-02-29", "2024-02-29"),
        ("last June", "2024-06-01", "2024-06-30"),
        ("पिछले अगस्त में", "2023-08-01", "2023-08-31"),
        ("जून के आखिरी हफ्ते में क्या हुआ?", "2024-06-24", "2024-06-30"),
        ("मार्च में क्या हुआ?", "2024-03-01", "2024-03-31"),
        ("What happened between 3 and 5 July?", "2024-07-03", "2024-07-05"),
        ("3 से 5 जुलाई", "2024-07-03", "2024-07-05"),
        ("3 se 5 july ke beech kya hua", "2024-07-03", "2024-07-05"),
        ("28 जून से 3 जुलाई के बीच क्या हुआ?", "2024-06-28", "2024-07-03"),
        ("from 28 June to 3 July 2023", "2023-06-28", "2023-07-03"),
        ("from 28 December to 3 January 2023", "2022-12-28", "2023-01-03"),
        ("2019 से 2021 के बीच", "2019-01-01", "2021-12-31"),
        ("सोमवार और बुधवार के बीच", "2024-07-08", "2024-07-10"),
        ("What has happened since Monday?", "2024-07-08", "2024-07-10"),
        ("What is happening since Monday?", "2024-07-08", "2024-07-10"),
        ("सोमवार से क्या हो रहा है?", "2024-07-08", "2024-07-10"),
        ("2006 से अब तक", "2006-01-01", "2024-07-10"),
        ("3 जुलाई के बाद क्या हुआ?", "2024-07-04", "2024-07-10"),
        ("before 2020", "1950-01-01", "2019-12-31"),
        ("2020 से पहले", "1950-01-01", "2019-12-31"),
        ("3 जुलाई तक कितने मरे?", "1950-01-01", "2024-07-03"),
    ],
)
def test_a_date_in_a_question_is_a_span_of_days_in_india(question: str, first: str, last: str) -> None:
    period = find_period(question, NOW, INDIA)
    assert period is not None
    assert period.since.isoformat() == f"{first}T00:00:00+05:30"
    days = (datetime.fromisoformat(f"{last}T00:00:00+05:30") - period.since).days + 1
    assert (period.until - period.since).days == days


@pytest.mark.parametrize(
    ("question", "day"),
    [
        ("कल क्या हुआ था?", 9),
        ("कल किसने इस्तीफ़ा सौंपा है?", 9),
        ("कल की ख़बर क्या है?", 9),
        ("कल मनरेगा पर क्या फ़ैसला हुआ?", 9),
        ("कल जो हादसा हुआ उसमें किसे मुआवज़ा मिलेगा?", 9),
        ("kal yoga diwas par kya hua", 9),
        ("kal mile the", 9),
        ("kal", 9),
        ("कल मैच है क्या?", 11),
        ("कल कौन सी परीक्षा है?", 11),
        ("कल होने वाली बैठक में कौन आएगा?", 11),
        ("kal milenge", 11),
        ("kal kya hoga", 11),
        ("kal match kab hai", 11),
        ("परसों कौन आया था?", 8),
        ("parso kaun aayega", 12),
        ("What happened on Friday?", 5),
        ("What happened this Friday?", 5),
        ("What will happen on Friday?", 12),
        ("Is there a match this Friday?", 12),
        ("next Friday", 12),
        ("आने वाले शुक्रवार को", 12),
        ("शुक्रवार को क्या होगा?", 12),
        ("agle shukravar ko kya hoga", 12),
    ],
)
def test_the_tense_of_the_sentence_decides_whether_a_day_is_back_or_ahead(question: str, day: int) -> None:
    period = find_period(question, NOW, INDIA)
    assert period is not None
    assert period.since == datetime(2024, 7, day, tzinfo=INDIA)
    assert period.ahead == (day > NOW.day)


@pytest.mark.parametrize(
    ("question", "first", "last"),
    [
        ("अगले हफ़्ते क्या होगा?", "2024-07-15", "2024-07-21"),
        ("agle hafte match hai", "2024-07-15", "2024-07-21"),
        ("next month", "2024-08-01", "2024-08-31"),
        ("12 दिसंबर को क्या होगा?", "2024-12-12", "2024-12-12"),
        ("What will open in March?", "2025-03-01", "2025-03-31"),
    ],
)
def test_what_is_yet_to_come_is_told_in_the_days_before(question: str, first: str, last: str) -> None:
    period = find_period(question, NOW, INDIA)
    assert period is not None
    assert (f"{period.since:%Y-%m-%d}", f"{period.until - timedelta(days=1):%Y-%m-%d}") == (first, last)
    days = (-20, -7, 0)
    published = np.array([(period.since + timedelta(days=day)).timestamp() for day in days])
    assert period.holds(published).tolist() == [False, True, True]


@pytest.mark.parametrize(
    "question", ["in the last 24 hours", "पिछले 24 घंटे में", "पिछले चौबीस घंटों में", "pichle 24 ghante me kya hua"]
)
def test_hours_reach_back_from_the_present(question: str) -> None:
    period = find_period(question, NOW, INDIA)
    assert period is not None
    assert (period.since, period.until) == (NOW - timedelta(hours=24), NOW)
    moments = ["2024-07-09T00:00", "2024-07-09T08:59", "2024-07-09T09:00", "2024-07-10T08:00", "2024-07-08T00:00"]
    published = np.array([datetime.fromisoformat(f"{moment}:00+05:30").timestamp() for moment in moments])
    # An article that names only its day is held as of midnight, and may be of any hour.
    assert period.holds(published).tolist() == [True, False, True, True, False]


@pytest.mark.parametrize(("zone", "day"), [("Asia/Kolkata", 11), ("UTC", 10), ("America/New_York", 10)])
def test_a_day_begins_at_midnight_of_the_time_zone(zone: str, day: int) -> None:
    period = find_period("आज", datetime(2024, 7, 10, 20, 0, tzinfo=UTC), ZoneInfo(zone))
    assert period is not None
    assert period.since == datetime(2024, 7, day, tzinfo=ZoneInfo(zone))


def test_before_a_year_holds_nothing_of_it() -> None:
    period = find_period("before 2020", NOW, INDIA)
    assert period is not None
    published = np.array(
        [datetime(2019, 12, 31, tzinfo=INDIA).timestamp(), datetime(2020, 1, 1, tzinfo=INDIA).timestamp()]
    )
    assert period.holds(published).tolist() == [True, False]


@pytest.mark.parametrize(
    ("question", "subject"),
    [("कल क्या हुआ?", False), ("last week", False), ("in 2019", True), ("last year", True), ("3 जुलाई को", True)],
)
def test_a_date_may_be_what_the_news_tells_of_and_yesterday_may_not(question: str, subject: bool) -> None:
    period = find_period(question, NOW, INDIA)
    assert period is not None
    assert period.may_be_subject is subject


@pytest.mark.parametrize(
    "question",
    [
        "जयशंकर किससे मिले?",
        "आजकल क्या चल रहा है?",
        "आज कल क्या चल रहा है?",
        "aaj kal kya ho raha hai",
        "आज तक कितने लोग मरे?",
        "Aaj Tak ka anchor kaun hai",
        "Who edits India Today?",
        "Kal Penn kaun hai",
        "Kal Ho Naa Ho kisne banayi",
        "kalpana kaun hai",
        "Who is the May of London?",
        "What may happen?",
        "One may ask why.",
        "When did Theresa May resign?",
        "How many of the 12 may have died?",
        "मई दिवस क्यों मनाते हैं?",
        "When did they march to Delhi?",
        "Who led the first march on Delhi?",
        "किसान मार्च में कौन था?",
        "दांडी मार्च में कितने लोग थे?",
        "31 फ़रवरी को क्या हुआ?",
        "31/02/2024",
        "T20 में कौन जीता?",
        "5 mar gaye kya",
        "मई 12 लोग मरे",
        "do din",
        "दो दिन में",
        "10 से 12 लोग मरे",
        "इस दिन क्या हुआ था?",
        "अगले दिन क्या हुआ?",
        "What happened on the last day of the test?",
        "आखिरी दिन क्या हुआ?",
        "the last 3 matches",
        "द सन ने क्या लिखा?",
        "Who won the 2019 World Cup?",
        "What happened in 2019 World Cup?",
        "2019 विश्व कप किसने जीता?",
        "budget 2024-25 me kya hai",
        "When is week 3?",
        "हर सोमवार क्या होता है?",
        "What happens every Monday?",
        "Black Friday sale",
        "26/11 हमला किसने किया?",
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
    latest, any_year = period.latest_first()
    assert latest.holds(times).tolist() == [False, True, False, False, False, False]
    assert any_year == period


_PIECES = (
    "कल परसों आज 3 ३१ 2024 0 00 99 999 जुलाई फ़रवरी 29 से to between और के बीच पहले before since Monday last next पिछले अगले do din "
    "hafte 24 hours weekend year साल में तक kal hoga है हुआ first of - / 30/02/2024 9999-12-31 1900 ago May"
).split()


@given(
    st.one_of(st.text(max_size=80), st.lists(st.sampled_from(_PIECES), max_size=9).map(" ".join)),
    st.datetimes(timezones=st.sampled_from([UTC, INDIA, ZoneInfo("America/St_Johns")])),
    st.sampled_from([UTC, INDIA, ZoneInfo("Pacific/Kiritimati")]),
)
def test_whatever_is_asked_and_whenever_a_span_begins_before_it_ends(text: str, now: datetime, zone: ZoneInfo) -> None:
    period = find_period(text, now, zone)
    if period is not None:
        assert period.since < period.until
        assert period.phrase
        period.holds(np.array([0.0, np.nan, now.timestamp()]))
