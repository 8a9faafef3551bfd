"""Which numbers of messages are accounted for."""

from __future__ import annotations

from itertools import islice

from chat.ledger import Ledger

GROUP, SUPERGROUP, ANOTHER = -4_242, -1_001_234_567_890, -1_009_876_543_210


def test_numbers_that_nobody_knows_are_left_over_up_to_a_little_beyond_the_newest() -> None:
    ledger = Ledger()
    for chat_id, number in ((7, 10), (8, 12), (GROUP, 15)):
        ledger.note(chat_id, number)
    assert list(ledger.left_over(7, 10)) == [11, 13, 14, 16, 17, 18]
    assert ledger.newest(9) == 15


def test_each_supergroup_counts_for_itself() -> None:
    ledger = Ledger()
    ledger.note(7, 1_000)
    ledger.note(SUPERGROUP, 5)
    assert ledger.newest(SUPERGROUP) == 5
    assert list(ledger.left_over(SUPERGROUP, 4)) == [6, 7, 8]
    assert ledger.newest(ANOTHER) is None
    assert list(ledger.left_over(ANOTHER, 0)) == [1, 2, 3]


def test_messages_are_read_from_updates_and_replies_whatever_they_look_like() -> None:
    ledger = Ledger()
    ledger.note_update({"update_id": 1, "message": {"message_id": 3, "chat": {"id": 7}}})
    ledger.note_update({"update_id": 2, "callback_query": {"message": {"message_id": 5, "chat": {"id": 7}}}})
    ledger.note_reply({"message_id": 6, "chat": {"id": 7}})
    for odd in (True, [], {"message_id": "9", "chat": {"id": 7}}, {"message_id": 9, "chat": 7}, {"message_id": 9}):
        ledger.note_reply(odd)
        ledger.note_update({"update_id": 3, "message": odd})
    assert list(ledger.left_over(7, 2)) == [4, 7, 8, 9]


def test_it_stays_small_whatever_numbers_come() -> None:
    ledger = Ledger()
    for number in range(10_000):
        ledger.note(7, number)
        ledger.note(-(10**12) - 1 - number, 1)
    ledger.note(7, 2**50)
    assert len(ledger._rows) <= 1_024
    assert len(ledger._rows[0].known) <= 4_096
    assert len(list(islice(ledger.left_over(7, 20_000), 20))) == 20
