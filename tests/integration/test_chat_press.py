"""What the bot tells on its own, in the file of its state: once, and as long as it is wanted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from chat.state import ChatState, alerts, chats, deliveries, forgetting, subscriptions
from chat.state.database import Connection
from chat.state.deliveries import Delivery
from chat.state.subscriptions import Settled, Subscription

NOW = datetime(2024, 7, 3, 1, 30, tzinfo=UTC)
DAY = timedelta(days=1)
ASHA = Subscription(1, 1, "hi", 7, ("sport", "weather"), 40, NOW.timestamp())
DIGEST = Delivery(1, 1, "digest", "hi", {"articles": ["a"], "day": 0.0}, NOW + timedelta(hours=6))


@pytest.fixture
def state(tmp_path: Path) -> Iterator[ChatState]:
    opened = ChatState(tmp_path / "chat.db")
    opened.do(chats.seen, 1, 1, NOW)
    yield opened
    opened.close()


def rows(connection: Connection, query: str) -> list[Any]:
    return connection.execute(query).fetchall()


def test_a_subscription_is_read_back_in_the_language_that_the_person_chose(state: ChatState) -> None:
    state.do(subscriptions.put, ASHA)
    assert state.do(subscriptions.of, 1) == ASHA
    state.do(chats.choose_language, 1, "en", NOW)
    state.do(subscriptions.put, replace(ASHA, hour=9, mark=0))
    assert state.do(subscriptions.of, 1) == replace(ASHA, hour=9, language="en")
    assert state.do(subscriptions.of, 2) is None


def test_a_subscription_is_due_at_its_time_unless_the_chat_is_gone(state: ChatState) -> None:
    state.do(subscriptions.put, ASHA)
    assert state.do(subscriptions.due, NOW - timedelta(seconds=1), 9) == []
    assert state.do(subscriptions.due, NOW, 9) == [ASHA]
    state.do(chats.leave, 1)
    assert state.do(subscriptions.due, NOW, 9) == []


def test_a_digest_is_put_in_line_once_a_day_and_what_was_new_stays_new(state: ChatState) -> None:
    state.do(subscriptions.put, ASHA)
    tomorrow = (NOW + DAY).timestamp()
    state.do(subscriptions.settle, [Settled(ASHA, tomorrow, 50, DIGEST)], "2024-07-03", NOW)
    after = state.do(subscriptions.of, 1)
    assert after == replace(ASHA, mark=50, next=tomorrow)
    state.do(subscriptions.settle, [Settled(after, tomorrow + 1, 60, DIGEST)], "2024-07-03", NOW)
    assert state.do(subscriptions.of, 1) == replace(ASHA, mark=50, next=tomorrow + 1)
    assert len(state.do(rows, "SELECT * FROM deliveries")) == 1


def test_who_unsubscribes_or_changes_the_hour_meanwhile_is_left_alone(state: ChatState) -> None:
    state.do(subscriptions.put, replace(ASHA, next=NOW.timestamp() + 60))
    state.do(subscriptions.settle, [Settled(ASHA, 0.0, 50, DIGEST)], "2024-07-03", NOW)
    assert state.do(subscriptions.of, 1) == replace(ASHA, next=NOW.timestamp() + 60)
    assert state.do(subscriptions.remove, 1)
    assert not state.do(subscriptions.remove, 1)
    state.do(subscriptions.settle, [Settled(ASHA, 0.0, 50, DIGEST)], "2024-07-03", NOW)
    assert state.do(rows, "SELECT * FROM deliveries") == []
    assert state.do(rows, "SELECT * FROM told") == []


def test_a_message_is_taken_once_and_dropped_if_the_process_ends_while_it_is_sent(state: ChatState) -> None:
    state.do(deliveries.add, DIGEST, NOW)
    taken = state.do(deliveries.take, NOW)
    assert taken == DIGEST
    assert state.do(deliveries.take, NOW) is None
    assert state.do(deliveries.recover) == 1
    assert state.do(deliveries.take, NOW) is None


def test_a_message_that_surely_did_not_arrive_waits_and_is_taken_again(state: ChatState) -> None:
    state.do(deliveries.add, DIGEST, NOW)
    taken = state.do(deliveries.take, NOW)
    assert taken
    state.do(deliveries.put_back, taken, NOW, timedelta(minutes=1))
    assert state.do(deliveries.take, NOW) is None
    again = state.do(deliveries.take, NOW + timedelta(minutes=1))
    assert again == DIGEST
    state.do(deliveries.finish, again)
    assert state.do(rows, "SELECT * FROM deliveries") == []


@pytest.mark.parametrize("gone", [True, False])
def test_a_message_for_a_chat_that_is_gone_or_that_comes_too_late_is_dropped(state: ChatState, gone: bool) -> None:
    state.do(deliveries.add, DIGEST, NOW)
    if gone:
        state.do(chats.leave, 1)
    assert state.do(deliveries.take, NOW if gone else NOW + timedelta(hours=7)) is None
    assert state.do(rows, "SELECT * FROM deliveries") == []


def test_a_message_is_written_in_the_language_chosen_meanwhile(state: ChatState) -> None:
    state.do(deliveries.add, DIGEST, NOW)
    state.do(chats.choose_language, 1, "en", NOW)
    taken = state.do(deliveries.take, NOW)
    assert taken
    assert taken.language == "en"


def test_an_alert_looks_at_what_came_in_since_it_last_looked(state: ChatState) -> None:
    what, alert = state.do(alerts.make, 1, 1, "hi", "जयशंकर", 40)
    assert what == "made"
    assert alert
    assert state.do(alerts.make, 1, 1, "hi", " जयशंकर ", 41) == ("known", alert)
    assert state.do(alerts.waiting, 40, NOW) == []
    assert state.do(alerts.waiting, 41, NOW) == [alert]
    state.do(alerts.look_later, alert, NOW + DAY)
    assert state.do(alerts.waiting, 41, NOW) == []
    assert state.do(alerts.waiting, 41, NOW + DAY) == [alert]
    message = replace(DIGEST, kind="alert")
    state.do(alerts.settle, alert, 41, ["a", "b"], message, "2024-07-03", NOW)
    assert state.do(alerts.waiting, 41, NOW + DAY) == []
    assert state.do(alerts.told, 1) == {"a", "b"}
    assert state.do(alerts.messages_today, 1, "2024-07-03") == 1
    assert state.do(alerts.messages_today, 1, "2024-07-04") == 0
    assert state.do(alerts.cancel, 2, alert.id) is None
    assert state.do(alerts.cancel, 1, alert.id) == replace(alert, mark=41)
    state.do(alerts.settle, alert, 42, ["c"], message, "2024-07-03", NOW)
    assert state.do(alerts.told, 1) == {"a", "b"}
    assert len(state.do(rows, "SELECT * FROM deliveries")) == 1


def test_who_is_forgotten_is_told_nothing_more(state: ChatState) -> None:
    state.do(subscriptions.put, ASHA)
    state.do(alerts.make, 1, 1, "hi", "जयशंकर", 40)
    state.do(subscriptions.settle, [Settled(ASHA, 0.0, 50, DIGEST)], "2024-07-03", NOW)
    state.do(forgetting.forget, 1)
    for table in ("subscriptions", "alerts", "told", "deliveries", "chats"):
        assert state.do(rows, f"SELECT * FROM {table}") == []


def test_who_waits_for_news_is_kept_and_who_does_not_goes(state: ChatState) -> None:
    for person in (2, 3):
        state.do(chats.seen, person, person, NOW)
    for person in (1, 2, 3):
        state.do(chats.choose_language, person, "en", NOW)
    state.do(subscriptions.put, ASHA)
    state.do(alerts.make, 2, 2, "hi", "जयशंकर", 40)
    state.do(deliveries.tell_once, 1, 1, "digest", "2024-07-03", NOW)
    state.do(forgetting.expire, 30 * DAY, NOW + 60 * DAY)
    assert state.do(rows, "SELECT chat_id FROM chats ORDER BY chat_id") == [(1,), (2,)]
    assert state.do(rows, "SELECT person_id FROM people ORDER BY person_id") == [(1,), (2,)]
    assert state.do(rows, "SELECT * FROM told") == []
