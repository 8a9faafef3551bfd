"""Updates on their way: stored before Telegram is told that they arrived, answered once, and then forgotten.

Telegram ── take ──▶ stored ──▶ (only now acknowledged) ──▶ handled ──▶ finished: content deleted, number kept
                                                └── the process ends here ──▶ resume, after the next start
"""

from __future__ import annotations

import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from telegram import Bot, Update
from telegram.ext import BaseUpdateProcessor

from chat.access import Access
from chat.figures import Figures
from chat.ledger import Ledger
from chat.state import ChatState, chats, updates
from chat.state.database import Connection
from chat.state.updates import Raw
from index.errors import StateError

_log = logging.getLogger(__name__)
_PASSING = "inline_query"
"""One comes with every few letters that somebody types, and is worthless seconds later: it is not stored."""


class Inbox(BaseUpdateProcessor):
    """Takes updates from polling or from a webhook, and sees each through to its end.

    It is the Application's update processor, because that alone knows when all handlers of an update are done.
    """

    def __init__(
        self,
        state: ChatState,
        *,
        at_once: int,
        access: Access = Access(),  # noqa: B008 - it never changes
        figures: Figures | None = None,
        ledger: Ledger | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Prepare to take updates.

        Args:
            state: Where they are stored.
            access: Of whom and of which chats it is kept that they were heard of.
            at_once: How many are handled at the same time; those of one person still one after the other.
            figures: Where updates are counted and timed.
            ledger: Where incoming messages are accounted for.
            clock: Tells the present, timezone-aware.
        """
        super().__init__(at_once)
        self._state, self._access, self._clock = state, access, clock
        self._figures, self._ledger = figures or Figures(), ledger or Ledger()
        self._begun: dict[int, float] = {}  # when, by update
        self._bot: Bot | None = None
        self._hand_over: Callable[[Update], None] = lambda update: None

    def connect(self, bot: Bot, hand_over: Callable[[Update], None]) -> None:
        """Say whose updates these are, and where they are handled."""
        self._bot, self._hand_over = bot, hand_over

    async def take(self, raw: Sequence[Raw]) -> None:
        """Store updates and hand over those that are new. Once this returns, Telegram may be told that they arrived.

        Args:
            raw: Updates as Telegram writes them, each with its "update_id".

        Raises:
            StateError: They could not be stored: let Telegram send them again.
        """
        passing = [update for update in raw if _PASSING in update]
        kept = [update for update in raw if _PASSING not in update]
        for update in passing:
            self._figures.update(_PASSING)
            await self._begin(update)
        if not kept:
            return
        new = await self._state.run(_keep, kept, self._access, self._clock())
        self._figures.repeated(len(kept) - len(new))
        for update in new:
            self._figures.update(next((name for name in update if name != "update_id"), ""))
            await self._begin(update)

    async def resume(self) -> None:
        """Hand over what an earlier process took and did not finish, oldest first."""
        left = await self._state.run(updates.unfinished, self._clock())
        if left:
            _log.info("%s updates that came before the last stop are handled now.", len(left))
        for update in left:
            await self._begin(update)

    async def _begin(self, raw: Raw) -> None:
        self._ledger.note_update(raw)
        try:
            update = Update.de_json(dict(raw), self._bot)
        except (TypeError, ValueError, KeyError, AttributeError) as error:
            _log.error("Update %s cannot be read (%s) and is left out.", raw["update_id"], type(error).__name__)
            await self._finish(raw["update_id"])
        else:
            self._begun[update.update_id] = time.perf_counter()
            self._hand_over(update)

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Handle one update. Where the process is stopped meanwhile, it stays unfinished."""
        try:
            await coroutine
        except Exception:
            await self._finish_object(update)
            raise
        await self._finish_object(update)

    async def _finish_object(self, update: object) -> None:
        if isinstance(update, Update):
            if not update.inline_query:
                await self._finish(update.update_id)
            if (begun := self._begun.pop(update.update_id, None)) is not None:
                self._figures.stage("whole", time.perf_counter() - begun)

    async def _finish(self, update_id: int) -> None:
        try:
            await self._state.run(updates.finish, update_id)
        except StateError as error:
            _log.error("An update was answered, which could not be noted: %s", error)

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to let go of."""


def _keep(connection: Connection, raw: Sequence[Raw], access: Access, now: datetime) -> list[Raw]:
    """Store what is new, and note who spoke where."""
    new = updates.keep(connection, raw, now)
    for update in new:
        chat_id, person_id = updates.whose(update)
        if access.admits(chat_id, person_id) and "my_chat_member" not in update:  # which may tell that the bot is out
            chats.seen(connection, chat_id, person_id, now)
    return new
