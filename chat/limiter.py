"""Keeps to Telegram's flood rules, each chat for itself.

A 429 pauses the chat that it is about and no other; what is sent to one chat is sent in order. Signs of
typing and frames of answers that are being written are dropped while a chat waits, never queued: they would eat what the
answer needs.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from telegram.error import RetryAfter, TelegramError
from telegram.ext import BaseRateLimiter

from chat.waiting import seconds

# (requests, seconds), after https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this:
# one message a second in a chat, bursts allowed; 20 a minute in a group; 30 a second in all. A little longer
# than that, because requests spaced exactly may arrive closer together.
PRIVATE = (3, 3.1)
GROUP = (20, 61.0)
OVERALL = (30, 1.1)

FRAME = 1
"""As `rate_limit_args`: what is sent is done at once, or not at all."""
ONCE = 2
"""As `rate_limit_args`: spaced as any other message; what may be lost is not recovered."""
_FRAMES_LEAVE = 4
"""Frames leave a quarter of what a chat may have in a while, and half of what all may, to what is no frame."""

_Reply = bool | dict[str, Any] | list[dict[str, Any]]
_SIGNS = frozenset({"sendChatAction"})
_DRAFT = "sendMessageDraft"
_COUNTED = ("send", "edit", "copy", "forward")
_MAX_ATTEMPTS = 5
_MAX_PAUSE_S = 300.0
_MAX_IDLE_CHATS = 1_000


class FrameDropped(TelegramError):
    """A frame was not sent, because its chat waits or other chats need the room."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__("a frame was dropped")


class PerChatLimiter(BaseRateLimiter[int]):
    """Spaces requests to one chat, repeats what a 429 refused, and leaves every other error alone.

    Nothing else is repeated: a request that timed out may have been carried out.
    """

    def __init__(
        self,
        *,
        private: tuple[int, float] = PRIVATE,
        group: tuple[int, float] = GROUP,
        overall: tuple[int, float] = OVERALL,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Set the limits, each as (requests, seconds), and for tests another clock, in seconds."""
        self._private, self._group = private, group
        self._overall = _Window(*overall)
        self._overall_turn = asyncio.Lock()
        self._chats: dict[int | str, _Chat] = {}
        self._clock, self._sleep = clock, sleep

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to let go of."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, _Reply]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> _Reply:
        """Carry out one request when its chat may have it; a frame only if that is now.

        Raises:
            FrameDropped: It was a frame, and is not sent.
            RetryAfter: Telegram refused it again and again, or for longer than five minutes.
        """
        chat_id = data.get("chat_id")
        if chat_id is None or not endpoint.startswith(_COUNTED):
            return await callback(*args, **kwargs)
        chat = self._chat(chat_id)
        if endpoint in _SIGNS:
            return await self._sign(chat, callback, args, kwargs)
        if rate_limit_args == FRAME:
            self._take_for_frame(chat, None if endpoint == _DRAFT else chat.window)
            try:
                return await callback(*args, **kwargs)
            except RetryAfter as error:
                chat.pause(self._clock(), error)
                raise
        async with chat.turn:
            for attempts_left in reversed(range(_MAX_ATTEMPTS)):
                await self._until_allowed(chat)
                try:
                    return await callback(*args, **kwargs)
                except RetryAfter as error:
                    pause_s = chat.pause(self._clock(), error)
                    if not attempts_left or pause_s > _MAX_PAUSE_S:
                        raise
        raise AssertionError("the last attempt returned or raised")

    def _take_for_frame(self, chat: _Chat, window: _Window | None) -> None:
        """Take the room for a frame; `window` is None where it is no message.

        Raises:
            FrameDropped: There is none.
        """
        now = self._clock()
        waits = chat.paused_until > now or chat.turn.locked()
        full = window is not None and window.left(now) <= window.limit // _FRAMES_LEAVE
        if waits or full or self._overall_turn.locked() or self._overall.left(now) <= self._overall.limit // 2:
            raise FrameDropped
        self._overall.take(now)
        if window:
            window.take(now)

    async def _sign(
        self, chat: _Chat, callback: Callable[..., Coroutine[Any, Any, Any]], args: Any, kwargs: dict[str, Any]
    ) -> _Reply:
        if chat.paused_until > self._clock():
            return True
        try:
            result: _Reply = await callback(*args, **kwargs)
        except RetryAfter as error:
            chat.pause(self._clock(), error)
            return True
        return result

    async def _until_allowed(self, chat: _Chat) -> None:
        while (wait_s := max(chat.paused_until - self._clock(), chat.window.wait_s(self._clock()))) > 0:
            await self._sleep(wait_s)
        async with self._overall_turn:
            while (wait_s := self._overall.wait_s(self._clock())) > 0:
                await self._sleep(wait_s)
            self._overall.take(self._clock())
        chat.window.take(self._clock())

    def _chat(self, chat_id: int | str) -> _Chat:
        if chat_id not in self._chats:
            if len(self._chats) >= _MAX_IDLE_CHATS:
                now = self._clock()
                self._chats = {key: chat for key, chat in self._chats.items() if not chat.idle(now)}
            is_private = isinstance(chat_id, int) and chat_id > 0  # groups and channels are negative, or "@name"
            self._chats[chat_id] = _Chat(_Window(*(self._private if is_private else self._group)))
        return self._chats[chat_id]


class _Window:
    """At most `limit` requests in any `period_s` seconds."""

    def __init__(self, limit: int, period_s: float) -> None:
        self.limit = limit
        self._period_s = period_s
        self._times: deque[float] = deque(maxlen=limit)

    def wait_s(self, now: float) -> float:
        full = len(self._times) == self._times.maxlen
        return max(0.0, self._times[0] + self._period_s - now) if full else 0.0

    def left(self, now: float) -> int:
        """How many more there may be just now."""
        return self.limit - sum(at + self._period_s > now for at in self._times)

    def take(self, now: float) -> None:
        self._times.append(now)

    def idle(self, now: float) -> bool:
        return not self._times or self._times[-1] + self._period_s <= now


class _Chat:
    """What is known of one chat."""

    def __init__(self, window: _Window) -> None:
        self.window = window
        self.turn = asyncio.Lock()  # first come, first served
        self.paused_until = 0.0

    def pause(self, now: float, error: RetryAfter) -> float:
        """Pause the chat for as long as Telegram asks, and return that in seconds."""
        pause_s = seconds(error.retry_after)
        self.paused_until = max(self.paused_until, now + pause_s)
        return pause_s

    def idle(self, now: float) -> bool:
        return not self.turn.locked() and self.paused_until <= now and self.window.idle(now)
