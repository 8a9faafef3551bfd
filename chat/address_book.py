"""Learns from what Telegram refuses which chats are gone and which have moved, whoever wrote to them."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from telegram.error import ChatMigrated, Forbidden
from telegram.ext import BaseRateLimiter

from chat.around import Around, Reply
from chat.state import ChatState, chats


class AddressBook(Around):
    """Sees every request to a chat: messages, edits, drafts and digests alike."""

    def __init__(self, limiter: BaseRateLimiter[int], state: ChatState) -> None:
        """Keep the state's chats in step with what the limiter's requests tell."""
        super().__init__(limiter)
        self._state = state

    async def around(
        self,
        request: Callable[[], Coroutine[Any, Any, Reply]],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> Reply:
        """Carry out one request, and note what its refusal says of the chat."""
        chat_id = data.get("chat_id")
        try:
            return await request()
        except Forbidden:
            if isinstance(chat_id, int):
                await self._state.run(chats.leave, chat_id)
            raise
        except ChatMigrated as error:
            if isinstance(chat_id, int):
                await self._state.run(chats.move, chat_id, error.new_chat_id)
            raise
