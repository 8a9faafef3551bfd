"""Pages for those who run the bot: /livez, /readyz and /metrics. Nothing about anybody stands in them.

Ready means that updates can come and be stored, which a living process alone does not tell: polling ends at a refused
token, Telegram may be out of reach, the disk may be full.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from chat.figures import Figures
from chat.state import ChatState, feedback, updates
from chat.state.database import Connection
from index.errors import StateError

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

_PATIENCE_S = 5.0
_METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Heard(Protocol):
    """What tells of the connection to Telegram."""

    @property
    def silence_s(self) -> float | None:
        """Seconds since Telegram last answered; None if it never has."""
        ...

    def trouble(self) -> str:
        """Return why no updates can come, in one sentence; empty if they can."""
        ...


class Health:
    """The pages of one bot."""

    def __init__(self, state: ChatState, heard: Heard, figures: Figures) -> None:
        """Tell of these."""
        self._state, self._heard, self._figures = state, heard, figures

    def routes(self) -> Sequence[Route]:
        """Return the pages' routes."""
        from starlette.routing import Route

        pages = (("/livez", self._live), ("/readyz", self._ready), ("/metrics", self._metrics))
        return [Route(path, page, methods=["GET"]) for path, page in pages]

    async def _live(self, request: Request) -> Response:
        return _plain("The event loop turns.")

    async def _ready(self, request: Request) -> Response:
        trouble = self._heard.trouble()
        if not trouble and await self._kept() is None:
            trouble = "The state of the chats cannot be read."
        return _plain(trouble or "Updates are taken.", 503 if trouble else 200)

    async def _metrics(self, request: Request) -> Response:
        from starlette.responses import Response

        waiting, verdicts = await self._kept() or (None, {})
        text = self._figures.text(silence_s=self._heard.silence_s, waiting=waiting, verdicts=verdicts)
        return Response(text, media_type=_METRICS_TYPE)

    async def _kept(self) -> tuple[int, Mapping[str, int]] | None:
        """Return how many updates are not dealt with yet, and the verdicts; None if the state does not tell."""
        try:
            async with asyncio.timeout(_PATIENCE_S):
                return await self._state.run(_counts)
        except (StateError, TimeoutError, RuntimeError):  # the last: the state is closed, at the very end
            return None


def _counts(connection: Connection) -> tuple[int, Mapping[str, int]]:
    return updates.waiting(connection), feedback.counts(connection)


def _plain(text: str, status: int = 200) -> Response:
    from starlette.responses import PlainTextResponse

    return PlainTextResponse(f"{text}\n", status)
