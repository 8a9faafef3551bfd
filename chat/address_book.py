"""Learns from what Telegram refuses which chats are gone and which have moved, whoever wrote to them."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from telegram.error import ChatMigrated, Forbidden
from telegram.ext import BaseRateLimiter

from chat.state import ChatState, chats

_Reply = bool | dict[str, Any] | list[dict[str, Any]]


class AddressBook(BaseRateLimiter[int]):
    """Stands around the rate limiter, which sees every request to a chat: messages, edits, drafts and digests alike."""

    def __init__(self, limiter: BaseRateLimiter[int], state: ChatState) -> None:
        """Keep the state's chats in step with what the limiter's requests tell."""
        self._limiter, self._state = limiter, state

    async def initialize(self) -> None:
        """Prepare the limiter."""
        await self._limiter.initialize()

    async def shutdown(self) -> None:
        """Let go of the limiter."""
        await self._limiter.shutdown()

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, _Reply]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> _Reply:
        """Carry out one request, and note what its refusal says of the chat."""
        chat_id = data.get("chat_id")
        try:
            return await self._limiter.process_request(callback, args, kwargs, endpoint, data, rate_limit_args)
        except Forbidden:
            if isinstance(chat_id, int):
                await self._state.run(chats.leave, chat_id)
            raise
        except ChatMigrated as error:
            if isinstance(chat_id, int):
                await self._state.run(chats.move, chat_id, error.new_chat_id)
            raise
