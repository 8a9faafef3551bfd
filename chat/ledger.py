"""Which numbers of messages are accounted for, so that a message whose fate is unknown can be looked for among the rest.

Telegram numbers messages upwards: those of all private chats and small groups of a bot in one row, those of each supergroup
in a row of its own. Whoever is told of every incoming message and of every one that was certainly sent knows which numbers
are left over; there are hardly ever more than a few.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

_SUPERGROUPS_BELOW = -(10**12)
_REMEMBERED = 4_096
_MAX_ROWS = 1_024
_AHEAD = 3
"""A lost message may be newer than any that is known; so may be a few others that have not been fetched yet."""


class Ledger:
    """The numbers that are known."""

    def __init__(self) -> None:
        """Know none."""
        self._rows: dict[int, _Row] = {}

    def note(self, chat_id: int, message_id: int) -> None:
        """Account for a message."""
        key = _row_of(chat_id)
        row = self._rows.pop(key, None) or _Row()
        row.note(message_id)
        self._rows[key] = row  # the row that was heard of last stands last
        if len(self._rows) > _MAX_ROWS:
            del self._rows[next(iter(self._rows))]

    def note_update(self, update: Mapping[str, Any]) -> None:
        """Account for the message that an update brings, or is about."""
        for content in update.values():
            if isinstance(content, dict):
                for message in (content, content.get("message")):
                    self._note_message(message)

    def note_reply(self, reply: object) -> None:
        """Account for the message in Telegram's reply to a request."""
        self._note_message(reply)

    def newest(self, chat_id: int) -> int | None:
        """Return the highest number in the row of a chat; None if nothing is known of it."""
        row = self._rows.get(_row_of(chat_id))
        return row.newest if row else None

    def left_over(self, chat_id: int, after: int) -> Iterator[int]:
        """Yield the numbers beyond `after`, up to just beyond the newest, that nothing is known of; lowest first."""
        row = self._rows.get(_row_of(chat_id)) or _Row()
        return (number for number in range(after + 1, row.newest + 1 + _AHEAD) if number not in row.known)

    def _note_message(self, message: object) -> None:
        if not isinstance(message, dict):
            return
        number, chat = message.get("message_id"), message.get("chat")
        chat_id = chat.get("id") if isinstance(chat, dict) else None
        if isinstance(number, int) and isinstance(chat_id, int):
            self.note(chat_id, number)


class _Row:
    def __init__(self) -> None:
        self.newest = 0
        self.known: dict[int, None] = {}

    def note(self, number: int) -> None:
        self.newest = max(self.newest, number)
        self.known[number] = None
        if len(self.known) > _REMEMBERED:
            del self.known[next(iter(self.known))]


def _row_of(chat_id: int) -> int:
    return chat_id if chat_id < _SUPERGROUPS_BELOW else 0
