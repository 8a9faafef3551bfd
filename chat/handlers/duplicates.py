"""Lets each update through once: Telegram sends an update again where it is not sure that it arrived."""

from __future__ import annotations

from collections import OrderedDict

from telegram import Update
from telegram.ext import ApplicationHandlerStop, TypeHandler

from chat.front import Context, Handlers

_REMEMBERED = 10_000


def handlers() -> Handlers:
    """Return the handler that stops repeated updates; to be registered in a group before all others."""
    seen: OrderedDict[int, None] = OrderedDict()

    async def only_once(update: Update, context: Context) -> None:
        if update.update_id in seen:
            raise ApplicationHandlerStop
        seen[update.update_id] = None
        if len(seen) > _REMEMBERED:
            seen.popitem(last=False)

    return [TypeHandler(Update, only_once)]
