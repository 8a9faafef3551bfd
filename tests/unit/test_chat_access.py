from __future__ import annotations

from pathlib import Path

import pytest

from chat.access import Access
from chat.rates import Rates
from index.errors import SettingsError
from settings import read_settings

NOBODY: frozenset[int] = frozenset()


@pytest.mark.parametrize(
    ("access", "chat", "person", "admitted"),
    [
        (Access(), 5, 5, True),
        (Access(NOBODY, frozenset({9})), 5, 5, True),
        (Access(frozenset({5})), 5, 5, True),
        (Access(frozenset({5})), 6, 6, False),
        (Access(frozenset({-100})), -100, 6, True),
        (Access(frozenset({5})), -100, 5, True),
        (Access(frozenset({5}), frozenset({9})), 9, 9, True),
        (Access(frozenset({5})), None, None, False),
    ],
)
def test_the_bot_serves_those_who_are_named_and_everybody_where_nobody_is(
    access: Access, chat: int | None, person: int | None, admitted: bool
) -> None:
    assert access.admits(chat, person) is admitted


@pytest.mark.parametrize(
    ("written", "read"),
    [("", NOBODY), ("7", {7}), ("7,-1001234567890", {7, -1001234567890}), (" 7, 8 9 ,", {7, 8, 9})],
)
def test_ids_are_written_with_commas(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, written: str, read: frozenset[int]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ALLOWED_CHATS", written)
    monkeypatch.setenv("ADMINS", written)
    settings = read_settings()
    assert (settings.allowed_chats, settings.admins) == (read, read)


def test_a_name_is_no_id(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ADMINS", "7,@asha")
    with pytest.raises(SettingsError, match=r"ADMINS is wrong.*numbers") as caught:
        read_settings()
    assert "asha" not in str(caught.value)


def test_a_limit_holds_for_each_person_and_any_hour() -> None:
    now = [0.0]
    rates = Rates(2, 3_600, clock=lambda: now[0])
    assert [rates.take(1), rates.take(1), rates.take(2)] == [0, 0, 0]
    now[0] = 600.0
    assert rates.take(1) == 3_000
    assert rates.take(2) == 0
    now[0] = 3_600.0
    assert [rates.take(1), rates.take(1)] == [0, 0]
    assert rates.take(1) == 3_600


def test_no_limit_is_no_limit() -> None:
    rates = Rates(0)
    assert {rates.take(1) for _ in range(1_000)} == {0}


def test_people_who_rest_are_not_kept_in_mind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chat.rates._MAX_KNOWN", 3)
    now = [0.0]
    rates = Rates(1, 60, clock=lambda: now[0])
    for person in (1, 2, 3):
        rates.take(person)
    now[0] = 61.0
    assert [rates.take(4), rates.take(4)] == [0, 60]
    assert set(rates._times) == {4}
