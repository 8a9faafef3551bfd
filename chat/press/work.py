"""The press at work, beside the bot: what is due is put in line, and what is in line is brought."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from telegram import Bot

from chat.front import Front
from chat.press import alerts, digests
from chat.press.corrections import Corrections
from chat.press.courier import Courier
from index.errors import KhabarError
from rag.bulletin.board import Bulletin

EVERY_S = 20.0

_log = logging.getLogger(__name__)


async def work(
    front: Front,
    bulletin: Bulletin,
    bot: Bot,
    *,
    every_s: float = EVERY_S,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> None:
    """Plan and bring, again and again; what fails is tried the next time.

    Args:
        front: The front: its clock says what is due.
        bulletin: The news.
        bot: Who brings it.
        every_s: Seconds between two rounds.
        sleep: For tests.
    """
    courier, corrections = Courier(front, bulletin, bot), Corrections(front, bulletin)
    try:
        await _once(courier.begin)
        while True:
            await _once(corrections.plan)
            await _once(lambda: digests.plan(front, bulletin))
            await _once(lambda: alerts.plan(front, bulletin))
            await _once(courier.bring)
            await sleep(every_s)
    finally:
        await courier.finish()


async def _once(step: Callable[[], Awaitable[object]]) -> None:
    try:
        await step()
    except KhabarError as error:
        _log.warning("What the bot tells on its own has to wait: %s", error)
