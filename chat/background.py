"""An event loop in a thread of its own, for a front that waits for a person's keyboard in between.

An event loop that only runs while a question is being answered would not get round to closing the connection of a call
that was cancelled: generators that nobody reads any more are closed by the loop, a little later.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from typing import Any, TypeVar

Value = TypeVar("Value")

_LOOK_S = 0.1
"""Waiting for a lock without a limit cannot be interrupted everywhere."""


class Background:
    """The event loop; use it as a context manager."""

    def __enter__(self) -> Background:
        """Start the loop."""
        self._stop = asyncio.Event()
        started = threading.Event()

        async def serve() -> None:
            self._loop = asyncio.get_running_loop()
            started.set()
            await self._stop.wait()

        self._thread = threading.Thread(target=asyncio.run, args=(serve(),), name="background", daemon=True)
        self._thread.start()
        started.wait()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop the loop, when what is left in it has been cancelled and closed."""
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()

    def run(self, work: Coroutine[Any, Any, Value]) -> Value:
        """Do some work in the loop and wait for it.

        Raises:
            KeyboardInterrupt: Ctrl-C was pressed; the work has been cancelled and has ended.
        """
        ended = threading.Event()
        tasks: list[asyncio.Task[Value]] = []

        def begin() -> None:
            tasks.append(self._loop.create_task(work))
            tasks[0].add_done_callback(lambda _: ended.set())

        def give_up() -> None:
            if tasks:
                tasks[0].cancel()
            else:  # Ctrl-C came before the loop had been told of the work
                work.close()
                ended.set()

        try:
            self._loop.call_soon_threadsafe(begin)
            while not ended.wait(_LOOK_S):
                pass
        except KeyboardInterrupt:
            self._loop.call_soon_threadsafe(give_up)
            ended.wait()
            raise
        return tasks[0].result()
