"""In which language somebody is spoken to: that of their words, or else the one they chose, or that of their Telegram."""

from __future__ import annotations

from datetime import datetime

from telegram import User

from chat.place import language_of
from chat.state import ChatState, chats
from index.article import Language


class Languages:
    """What people chose with /language; kept in memory too, so that no sentence waits for the disk."""

    def __init__(self, state: ChatState) -> None:
        """Read what was chosen."""
        self._state = state
        self._chosen = state.do(chats.languages)

    def of(self, person: User | None, text: str = "") -> Language:
        """Return the language to answer in.

        Args:
            person: Who is spoken to.
            text: What they wrote; "" for a command or a button, which is in no language.
        """
        if person and person.id in self._chosen and not any(character.isalpha() for character in text):
            return self._chosen[person.id]
        return language_of(person, text)

    async def choose(self, person_id: int, language: Language, now: datetime) -> None:
        """Remember what a person chose."""
        await self._state.run(chats.choose_language, person_id, language, now)
        self._chosen[person_id] = language

    async def reload(self) -> None:
        """Read again what was chosen, after something was deleted."""
        self._chosen = await self._state.run(chats.languages)
