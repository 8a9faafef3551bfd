"""Who may use the bot, and who may change its news."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Access:
    """The ids of chats and people, as the settings name them.

    Attributes:
        allowed: Chats and people whom the bot serves; empty: everybody.
        admins: People who may add and remove news; they are served in any case.
    """

    allowed: frozenset[int] = frozenset()
    admins: frozenset[int] = frozenset()

    def admits(self, chat_id: int | None, person_id: int | None) -> bool:
        """Tell whether the bot serves this person in this chat."""
        return not self.allowed or not self.allowed.isdisjoint({chat_id, person_id}) or person_id in self.admins

    def is_admin(self, person_id: int | None) -> bool:
        """Tell whether a person may add and remove news."""
        return person_id in self.admins
