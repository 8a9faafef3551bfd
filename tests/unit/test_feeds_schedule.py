from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from index.feeds.schedule import (
    DAY_S,
    FIRST_INTERVAL_S,
    MAX_INTERVAL_S,
    MAX_PAGE_FAILURES,
    MIN_INTERVAL_S,
    next_interval_s,
    next_recheck,
    retry_of_page,
    wait_after_error_s,
    wait_s,
)

HOUR_S = 3600.0


def test_a_feed_that_always_has_news_is_soon_visited_every_five_minutes_and_a_silent_one_once_a_day() -> None:
    busy = silent = next_interval_s(0, found_new=True)
    assert busy == FIRST_INTERVAL_S
    for _ in range(12):
        busy, silent = next_interval_s(busy, found_new=True), next_interval_s(silent, found_new=False)
    assert (busy, silent) == (MIN_INTERVAL_S, MAX_INTERVAL_S)


def test_what_the_server_says_of_its_cache_is_the_least_wait_but_never_more_than_a_day() -> None:
    assert wait_s(600.0) == 600.0
    assert wait_s(600.0, 60) == 600.0
    assert wait_s(600.0, 1800) == 1800.0
    assert wait_s(600.0, 10**9) == DAY_S


def test_errors_in_a_row_are_waited_out_ever_longer_and_retry_after_is_honoured() -> None:
    waits = [wait_after_error_s(0, errors) for errors in range(1, 40)]
    assert waits == sorted(waits)
    assert waits[0] == 2 * MIN_INTERVAL_S
    assert waits[-1] == DAY_S
    assert wait_after_error_s(0, 1, retry_after_s=2 * HOUR_S) == 2 * HOUR_S
    assert wait_after_error_s(0, 1, retry_after_s=1.0) == 2 * MIN_INTERVAL_S
    assert wait_after_error_s(0, 1, retry_after_s=1e12) == 7 * DAY_S


def test_a_page_is_looked_at_ever_less_often_until_it_is_old() -> None:
    published = now = 1e9
    looks = [now]
    while (at := next_recheck(published, len(looks), looks[-1], 48 * HOUR_S)) is not None:
        looks.append(at)
    gaps = [later - earlier for earlier, later in pairwise(looks)]
    assert gaps[:4] == [HOUR_S / 2, HOUR_S, 2 * HOUR_S, 4 * HOUR_S]
    assert looks[-1] == published + 48 * HOUR_S
    assert len(looks) < 10


def test_an_old_page_is_not_looked_at_again() -> None:
    assert next_recheck(1e9, 1, 1e9 + 48 * HOUR_S, 48 * HOUR_S) is None
    assert next_recheck(1e9, 1, 1e9, 0.0) is None


def test_a_page_that_never_gives_an_article_is_given_up() -> None:
    times = [retry_of_page(failures, 0.0) for failures in range(1, MAX_PAGE_FAILURES + 1)]
    assert times[-1] is None
    found = [at for at in times if at is not None]
    assert found == sorted(found)
    assert len(found) == MAX_PAGE_FAILURES - 1


@given(st.floats(0, 1e6), st.booleans(), st.integers(0, 1000), st.none() | st.floats(0, 1e9))
def test_no_history_leads_out_of_the_bounds(interval: float, new: bool, errors: int, asked: float | None) -> None:
    assert MIN_INTERVAL_S <= next_interval_s(interval, new) <= MAX_INTERVAL_S
    assert MIN_INTERVAL_S <= wait_s(interval, asked) <= MAX_INTERVAL_S
    assert MIN_INTERVAL_S <= wait_after_error_s(interval, errors, asked) <= 7 * DAY_S
