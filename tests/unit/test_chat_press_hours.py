"""When a digest is due."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat.press.hours import day_text, next_time, tomorrow

INDIA = ZoneInfo("Asia/Kolkata")


@pytest.mark.parametrize(
    ("hour", "expected"),
    [
        (7, datetime(2024, 7, 4, 7, tzinfo=INDIA)),
        (8, datetime(2024, 7, 3, 8, tzinfo=INDIA)),
        (0, datetime(2024, 7, 4, 0, tzinfo=INDIA)),
    ],
)
def test_an_hour_comes_next_today_or_tomorrow(hour: int, expected: datetime) -> None:
    assert next_time(hour, datetime(2024, 7, 3, 1, 30, tzinfo=UTC), INDIA) == expected.timestamp()


@given(
    st.integers(0, 23),
    st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),
    st.sampled_from(["Asia/Kolkata", "America/New_York", "Australia/Lord_Howe", "UTC"]),
)
def test_an_hour_comes_within_a_day_also_where_clocks_are_changed(hour: int, now: datetime, name: str) -> None:
    later = next_time(hour, now, ZoneInfo(name)) - now.timestamp()
    assert 0 < later <= timedelta(hours=25).total_seconds()


def test_days_are_those_of_the_zone() -> None:
    late = datetime(2024, 7, 3, 19, 0, tzinfo=UTC)
    assert day_text(late, INDIA) == "2024-07-04"
    assert tomorrow(late, INDIA) == datetime(2024, 7, 5, tzinfo=INDIA)
