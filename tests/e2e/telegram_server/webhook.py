"""Brings updates to a bot's webhook, one after the other, each until the bot answers 2xx."""

from __future__ import annotations

import asyncio
import contextlib

import aiohttp

from tests.e2e.telegram_server.world import World

RETRY_S = 0.05  # Telegram waits longer, and longer each time


class Webhook:
    """The delivery to one address; it stops when the webhook is removed or the server ends."""

    def __init__(self, world: World, url: str, secret: str) -> None:
        self._world, self._url = world, url
        self._headers = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret else {}
        self.last_error = ""
        self._task = asyncio.create_task(self._deliver())

    async def stop(self) -> None:
        """Deliver no more."""
        self._task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._task

    async def _deliver(self) -> None:
        async with aiohttp.ClientSession() as session:
            while True:
                async with self._world.changed:
                    await self._world.changed.wait_for(lambda: bool(self._world.updates))
                update = self._world.updates[0]
                if await self._post(session, update):
                    self._world.updates.remove(update)
                else:
                    await asyncio.sleep(RETRY_S)
                self._world.notify()

    async def _post(self, session: aiohttp.ClientSession, update: object) -> bool:
        try:
            async with session.post(self._url, json=update, headers=self._headers) as response:
                self.last_error = "" if response.ok else f"Wrong response from the webhook: {response.status}"
        except aiohttp.ClientError:
            self.last_error = "Connection refused"
        return not self.last_error
