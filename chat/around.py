"""Stands around the rate limiter, through which every request to a chat goes, whoever makes it."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from telegram.ext import BaseRateLimiter

Reply = bool | dict[str, Any] | list[dict[str, Any]]
"""What Telegram replies to a request."""


class Around(BaseRateLimiter[int]):
    """Passes requests on to a limiter; what stands around it says what happens on the way."""

    def __init__(self, limiter: BaseRateLimiter[int]) -> None:
        """Stand around this limiter."""
        self._limiter = limiter

    async def initialize(self) -> None:
        """Prepare the limiter."""
        await self._limiter.initialize()

    async def shutdown(self) -> None:
        """Let go of the limiter."""
        await self._limiter.shutdown()

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Reply]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> Reply:
        """Carry out one request by the limiter, as `around` will have it."""

        async def request() -> Reply:
            return await self._limiter.process_request(callback, args, kwargs, endpoint, data, rate_limit_args)

        return await self.around(request, endpoint, data, rate_limit_args)

    async def around(
        self,
        request: Callable[[], Coroutine[Any, Any, Reply]],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> Reply:
        """Carry out one request.

        Args:
            request: Makes it, each time that it is called.
            endpoint: Its method.
            data: Its parameters.
            rate_limit_args: What the sender tells the limiter.
        """
        raise NotImplementedError
