"""Brings what is in line: at most 25 messages a second, so that answers keep their room, each message once.

That a message is being sent is stored before it is sent. Where the process ends in between, it may have arrived, and is not sent
again: nobody wants the same news twice.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta

from telegram import Bot

from chat.delivery import Fate, send
from chat.front import Front
from chat.place import Place
from chat.press.messages import Message, write
from chat.state import deliveries
from chat.state.deliveries import Delivery
from index.errors import KhabarError
from rag.bulletin.board import Bulletin

PER_SECOND = 25
_AT_ONCE = 32
_LAST_SENDS_S = 5.0
_LATER = timedelta(minutes=1)
_LOUD = frozenset({"alert"})

_log = logging.getLogger(__name__)


class Courier:
    """Sends what is in line, several messages at a time, since one chat may keep it waiting."""

    def __init__(
        self,
        front: Front,
        bulletin: Bulletin,
        bot: Bot,
        *,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Bring messages by a bot."""
        self._front, self._bulletin, self._bot, self._sleep = front, bulletin, bot, sleep
        self._under_way: set[asyncio.Task[None]] = set()

    async def begin(self) -> None:
        """Drop what an earlier process was just sending.

        Raises:
            StateError: The state cannot be written.
        """
        if dropped := await self._front.state.run(deliveries.recover):
            _log.info("%s messages may have arrived before the last stop and are not sent again.", dropped)

    async def bring(self) -> None:
        """Send all that is in line now.

        Raises:
            StateError: The state cannot be read or written.
        """
        while delivery := await self._front.state.run(deliveries.take, self._front.clock()):
            task = asyncio.create_task(self._bring(delivery))
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)
            await self._sleep(1 / PER_SECOND)
            if len(self._under_way) >= _AT_ONCE:
                await asyncio.wait(self._under_way, return_when=asyncio.FIRST_COMPLETED)
        if self._under_way:
            await asyncio.wait(self._under_way)

    async def finish(self) -> None:
        """Wait a little for what is being sent."""
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=_LAST_SENDS_S)
        for task in list(self._under_way):
            task.cancel()

    async def _bring(self, delivery: Delivery) -> None:
        try:
            message = await self._written(delivery)
            fate = await self._send(delivery, message) if message else Fate.REFUSED
            if fate is Fate.LOST:
                await self._front.state.run(deliveries.put_back, delivery, self._front.clock(), _LATER)
            else:
                await self._front.state.run(deliveries.finish, delivery)
        except KhabarError as error:
            _log.error("A message on its way was given up: %s", error)
        except Exception as error:
            _log.error("Error of this program: a message on its way was given up (%s).", type(error).__name__)

    async def _written(self, delivery: Delivery) -> Message | None:
        return await self._front.desk.run(write, delivery, self._bulletin, self._front.zone)

    async def _send(self, delivery: Delivery, message: Message) -> Fate:
        place = Place(delivery.chat_id, delivery.topic_id, delivery.reply_to)
        written = message.written
        silent = delivery.kind not in _LOUD
        sent = await send(
            self._bot,
            place,
            written.html,
            written.plain,
            buttons=message.buttons,
            silent=silent,
            once=True,  # what is lost goes back in line, where it outlives the process
        )
        return sent.fate
