"""How often a person may make the model write, and when nobody may."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from rag.generate.limits import LONGEST_PAUSE_S, PAUSE_S, Allowance, Pause

INDIA = ZoneInfo("Asia/Kolkata")


def test_a_person_has_so_many_calls_a_day_and_the_day_begins_at_their_midnight() -> None:
    now = [datetime(2024, 7, 3, 17, 0, tzinfo=UTC)]  # half past ten in the evening in India
    allowance = Allowance(2, lambda: now[0], INDIA)
    assert [allowance.take(7) for _ in range(3)] == [True, True, False]
    assert allowance.take(8)
    now[0] = datetime(2024, 7, 3, 18, 31, tzinfo=UTC)
    assert allowance.take(7)


def test_whoever_runs_the_program_is_not_counted_and_zero_means_any_number() -> None:
    def clock() -> datetime:
        return datetime(2024, 7, 3, tzinfo=UTC)

    assert all(Allowance(1, clock, INDIA).take(None) for _ in range(3))
    unlimited = Allowance(0, clock, INDIA)
    assert all(unlimited.take(7) for _ in range(1000))


def test_a_pause_lasts_as_long_as_the_provider_asked_within_reason() -> None:
    now = [100.0]
    pause = Pause(lambda: now[0])
    assert pause.rest_s == 0
    pause.begin(20)
    pause.begin(5)
    assert pause.rest_s == 20
    now[0] = 121.0
    assert pause.rest_s == 0
    pause.begin(None)
    assert pause.rest_s == PAUSE_S
    pause.begin(86_400)
    assert pause.rest_s == LONGEST_PAUSE_S
