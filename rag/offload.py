"""Blocking work, off the event loop."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Protocol, TypeVar

Value = TypeVar("Value")


class Offload(Protocol):
    """Calls a blocking function in some thread; `asyncio.to_thread` is one."""

    def __call__(self, function: Callable[[], Value], /) -> Awaitable[Value]:
        """Return what the function returns."""
        ...
