"""Shows an answer while it is being written: in a private chat as a draft, in a group as a reply that is edited.

What is shown is not checked yet, so it is plain text in which nothing can be tapped. An answer that is ready at once is not
shown before; a frame that Telegram would refuse just now is left out, and after three that failed there are no more. The
answer itself is not the business of this module: it comes in any case, when the last frame is through.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any, Protocol, cast

import regex
from telegram import Bot, Message, ReplyParameters
from telegram.error import NetworkError, TelegramError
from telegram.ext import ExtBot

from chat.delivery import discard
from chat.layout import one_line, shorten
from chat.limiter import FRAME, FrameDropped
from chat.place import Place

_log = logging.getLogger(__name__)
MAX_FAILURES = 3
_MAX_UNITS = 3_000
_TIMEOUT_S = 5.0
_DRAFT_LASTS_S = 20.0
"""Telegram shows a draft for 30 seconds."""
# What Telegram itself makes a link of: addresses, bare domains, @names, /commands, #tags, $TAGS.
_TAPPABLE = regex.compile(r"(?<=[\p{L}\p{N}_-])\.(?=[\p{L}\p{N}])|[@#$/](?=[\p{L}\p{N}_])")
_JOINER = "\u2060"  # seen by nobody, and part of no address


@dataclass(frozen=True, slots=True)
class Pace:
    """When frames are shown, in seconds.

    Attributes:
        first_after_s: An answer that is ready by then is not shown before.
        draft_every_s: At least so far apart in private chats.
        edit_every_s: At least so far apart in groups, where edits count as messages.
    """

    first_after_s: float = 2.0
    draft_every_s: float = 0.7
    edit_every_s: float = 3.0


class Frames(Protocol):
    """One way of showing frames."""

    async def show(self, text: str) -> None:
        """Show a frame; "" is one without words yet.

        Raises:
            FrameDropped: Not now.
            TelegramError: It failed.
        """
        ...

    async def discard(self) -> None:
        """Take away what is shown: there will be no answer."""
        ...


class Preview:
    """What has been written so far of one answer."""

    def __init__(self, frames: Frames, every_s: float, first_after_s: float, *, keep_alive: bool = False) -> None:
        """Show nothing yet.

        Args:
            frames: How it is shown.
            every_s: Seconds between two frames, at least.
            first_after_s: Seconds before the first.
            keep_alive: What is shown vanishes by itself, and is to be shown again.
        """
        self._frames, self._every_s, self._first_after_s, self._keep_alive = frames, every_s, first_after_s, keep_alive
        self._written = ""
        self._over = asyncio.Event()

    def write(self, text: str) -> None:
        """Add what was just written."""
        self._written += text

    def end(self) -> None:
        """Begin no more frames."""
        self._over.set()

    async def run(self) -> None:
        """Show frames until `end` is called."""
        failures, shown, shown_at = 0, None, 0.0
        await self._pause(self._first_after_s)
        while failures < MAX_FAILURES and not self._over.is_set():
            frame = frame_text(self._written)
            if frame != shown or (self._keep_alive and time.monotonic() - shown_at > _DRAFT_LASTS_S):
                try:
                    await self._frames.show(frame)
                except FrameDropped:
                    pass
                except TelegramError as error:
                    failures += 1
                    _log.info("A frame of an answer was not shown (%s).", type(error.__cause__ or error).__name__)
                else:
                    shown, shown_at = frame, time.monotonic()
            await self._pause(self._every_s)

    async def _pause(self, seconds: float) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._over.wait(), seconds)


class Drafts:
    """Frames in a private chat: drafts, which Telegram shows as being written, and which are no messages."""

    def __init__(self, bot: Bot, place: Place) -> None:
        """Prepare a draft."""
        self._bot, self._place = cast("ExtBot[int]", bot), place
        self._id = secrets.randbelow(2**31 - 1) + 1

    async def show(self, text: str) -> None:
        """Show a frame; an empty one says "Thinking…"."""
        await self._bot.send_message_draft(
            self._place.chat_id,
            self._id,
            text or None,  # the library makes a list of an empty text
            message_thread_id=self._place.topic_id,
            rate_limit_args=FRAME,
            **_timeouts(),
        )

    async def discard(self) -> None:
        """Nothing to take away: a draft vanishes."""


class Edits:
    """Frames in a group: one reply, which is edited.

    Attributes:
        message: The reply, once it is there.
    """

    def __init__(self, bot: Bot, place: Place) -> None:
        """Prepare a reply."""
        self._bot, self._place = cast("ExtBot[int]", bot), place
        self._lost = False
        self.message: Message | None = None

    async def show(self, text: str) -> None:
        """Show a frame; one without words is nothing to reply with."""
        if self.message:
            await self._bot.edit_message_text(
                text, self.message.chat.id, self.message.id, rate_limit_args=FRAME, **_timeouts()
            )
        elif text and not self._lost:
            try:
                self.message = await self._bot.send_message(
                    self._place.chat_id,
                    text,
                    message_thread_id=self._place.topic_id,
                    reply_parameters=(
                        ReplyParameters(self._place.reply_to, allow_sending_without_reply=True)
                        if self._place.reply_to
                        else None
                    ),
                    rate_limit_args=FRAME,
                    **_timeouts(),
                )
            except NetworkError:
                self._lost = True  # it may be there all the same, and two would be one too many
                raise

    async def discard(self) -> None:
        """Delete the reply."""
        if self.message:
            await discard(self._bot, self.message)


@asynccontextmanager
async def preview(frames: Drafts | Edits, pace: Pace) -> AsyncIterator[Preview]:
    """Show what is written until the block ends; on an error in it, what was shown is taken away."""
    drafts = isinstance(frames, Drafts)
    view = Preview(frames, pace.draft_every_s if drafts else pace.edit_every_s, pace.first_after_s, keep_alive=drafts)
    task = asyncio.create_task(view.run())
    try:
        yield view
    except Exception:
        view.end()
        await task
        await frames.discard()
        raise
    finally:
        view.end()
        await task  # a frame under way must not arrive behind the answer


def frames_for(bot: Bot, place: Place) -> Drafts | Edits:
    """Return the frames that a chat can have: groups take no drafts, and private chats no quick edits."""
    return Drafts(bot, place) if place.chat_id > 0 else Edits(bot, place)


def frame_text(written: str) -> str:
    """Return what to show of an answer that is being written: plain text without anything that can be tapped."""
    lines = [line for part in written.split("\n") if (line := one_line(part))]
    text = shorten("\n".join(lines), _MAX_UNITS)
    return _TAPPABLE.sub(rf"\g<0>{_JOINER}", text) + " …" if text else ""


def _timeouts() -> dict[str, Any]:
    """The answer may have to wait for a frame, so a frame waits for nothing."""
    return {"read_timeout": _TIMEOUT_S, "write_timeout": _TIMEOUT_S, "connect_timeout": 2.0, "pool_timeout": 2.0}
