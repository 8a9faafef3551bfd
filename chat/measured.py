"""Takes the measure of what goes to Telegram: each call with its result, and how long a message takes to arrive."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from telegram.error import NetworkError, TimedOut
from telegram.ext import BaseRateLimiter
from telegram.request import HTTPXRequest

from chat.around import Around, Reply
from chat.figures import Figures

_MESSAGES = ("sendMessage", "editMessageText")


class MeasuredRequest(HTTPXRequest):
    """Requests that are counted."""

    def __init__(self, base_url: str, figures: Figures, **options: Any) -> None:
        """Prepare to make requests.

        Args:
            base_url: Of the methods, with the token; what goes elsewhere is a file.
            figures: Where they are counted.
            options: As the library's.
        """
        super().__init__(**options)
        self._base_url, self._figures = f"{base_url}/", figures

    async def do_request(self, url: str, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """Make one request and count it."""
        method = url.removeprefix(self._base_url) if url.startswith(self._base_url) else "file"
        try:
            code, content = await super().do_request(url, *args, **kwargs)
        except TimedOut:
            self._figures.call(method, "timeout")
            raise
        except NetworkError:
            self._figures.call(method, "network")
            raise
        self._figures.call(method, "ok" if code == 200 else str(code))
        return code, content


class MeasuredLimiter(Around):
    """Measures where alone it is known how long a message waited and was tried again."""

    def __init__(self, limiter: BaseRateLimiter[int], figures: Figures) -> None:
        """Measure what a limiter does."""
        super().__init__(limiter)
        self._figures = figures

    async def around(
        self,
        request: Callable[[], Coroutine[Any, Any, Reply]],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> Reply:
        """Carry out one request; time it if it brings a message."""
        if endpoint not in _MESSAGES:
            return await request()
        with self._figures.timed("deliver"):
            return await request()
