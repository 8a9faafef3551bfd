"""Takes updates that Telegram brings over HTTP, and sees that Telegram goes on bringing them.

An update is stored before Telegram is told 200; what does not get a 2xx, Telegram brings again. Who does not know the
secret is refused before a byte of the body is read, and nothing of the request is logged.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
import re
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from telegram.error import BadRequest, EndPointNotFound, InvalidToken, RetryAfter, TelegramError

from chat.listening import Address
from chat.polling import refused_token
from chat.rates import Rates
from chat.redaction import hide_from_logs
from chat.running import App
from chat.state.updates import Raw
from chat.waiting import Backoff, seconds, until
from index.errors import SettingsError, StateError

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

MAX_BODY_BYTES = 2**20
"""Telegram's updates are far smaller."""
CHECK_EVERY_S = 60.0
_BODY_PATIENCE_S = 10.0
_MOST_CONNECTIONS = 40
_HEADER = "X-Telegram-Bot-Api-Secret-Token"
_SECRET = re.compile(r"[A-Za-z0-9_-]{32,256}")
_MAX_UPDATE_ID = 2**53

_log = logging.getLogger(__name__)


class Webhook:
    """The webhook of one bot.

    Attributes:
        address: Where it listens; the address that Telegram calls is the one of the proxy before it, which has HTTPS.
    """

    def __init__(self, url: str, secret: str, address: Address, *, check_every_s: float = CHECK_EVERY_S) -> None:
        """Prepare to take updates.

        Args:
            url: What Telegram calls; its path is served.
            secret: What Telegram shows; kept out of all logs from here on.
            address: Where to listen.
            check_every_s: Seconds between looks at whether Telegram still has this webhook.

        Raises:
            SettingsError: The address or the secret cannot be one.
        """
        self._path = _path_of(url)
        if not _SECRET.fullmatch(secret):
            raise SettingsError(
                "WEBHOOK_SECRET must be 32 to 256 letters, digits, _ or -; make one with: "
                'python -c "import secrets; print(secrets.token_urlsafe(32))"'
            )
        hide_from_logs(secret)
        self.address = address
        self._url, self._secret, self._check_every_s = url, secret, check_every_s
        self._allowed: list[str] = []
        self._take: Callable[[Sequence[Raw]], Awaitable[None]] | None = None
        self._last_heard: float | None = None
        self._told = ""
        self._refusals_logged = Rates(1, 60.0)

    def connect(self, application: App, allowed_updates: Sequence[str]) -> None:
        """Say whose webhook it is, and which kinds of updates to ask for."""
        self._bot, self._figures, self._allowed = application.bot, application.figures, list(allowed_updates)

    @property
    def silence_s(self) -> float | None:
        """Seconds since Telegram last said that it has this webhook; None if it never has."""
        return None if self._last_heard is None else time.monotonic() - self._last_heard

    def trouble(self) -> str:
        """Return why no updates can come, in one sentence; empty if they can."""
        if self._take is None:
            return "Updates are not taken."
        if self.silence_s is None:
            return "Telegram has not taken the webhook yet."
        if self.silence_s > 3 * self._check_every_s:
            return f"Telegram has not answered for {self.silence_s:.0f} s."
        return ""

    async def bring(self, take: Callable[[Sequence[Raw]], Awaitable[None]], stop: asyncio.Event) -> None:
        """Take updates until `stop` is set, and look now and then whether Telegram still brings them here.

        Args:
            take: Stores updates; those that it fails with are brought again.
            stop: Ends it. What is brought afterwards is refused, so that Telegram keeps it.

        Raises:
            SettingsError: Telegram refuses the token, or the webhook's address.
        """
        self._take = take
        backoff = Backoff()
        try:
            while not stop.is_set():
                try:
                    await until(stop, self._see_to_it())
                except (InvalidToken, EndPointNotFound):
                    raise refused_token() from None
                except BadRequest as error:
                    if self._last_heard is None:
                        raise SettingsError(f"Telegram refuses WEBHOOK_URL: {error.message.rstrip('.')}.") from None
                    if backoff.first:  # it was good before: perhaps a name could not be resolved
                        _log.warning("Telegram refuses WEBHOOK_URL just now: %s.", error.message.rstrip("."))
                    await until(stop, asyncio.sleep(backoff.next_s()))
                except RetryAfter as error:
                    await until(stop, asyncio.sleep(seconds(error.retry_after)))
                except (TelegramError, KeyError, TypeError) as error:  # the latter two: JSON, but not Telegram's
                    if backoff.first:
                        reason = type(error.__cause__ or error).__name__
                        _log.warning("Telegram cannot be reached (%s); trying again until it can.", reason)
                    await until(stop, asyncio.sleep(backoff.next_s()))
                else:
                    backoff.reset()
                    await until(stop, asyncio.sleep(self._check_every_s))
        finally:
            self._take = None

    async def _see_to_it(self) -> None:
        """Set the webhook where Telegram does not have it: at the start, and where another program took it away."""
        told = await self._bot.get_webhook_info()
        if self._last_heard is None or told.url != self._url:
            if self._last_heard is not None:
                _log.warning("Another program changed this bot's webhook; it is set again.")
            # Also where the address is the same: the secret or the kinds of updates may be new.
            await self._bot.set_webhook(
                self._url,
                secret_token=self._secret,
                allowed_updates=self._allowed,
                max_connections=_MOST_CONNECTIONS,
                drop_pending_updates=False,
            )
        elif (told.last_error_message or "") != self._told:
            self._told = told.last_error_message or ""
            if self._told:
                _log.warning("Telegram could not bring an update to WEBHOOK_URL: %s.", self._told.rstrip("."))
        self._figures.pending(told.pending_update_count)
        self._last_heard = time.monotonic()

    def route(self) -> Route:
        """Return the route to which Telegram brings updates."""
        from starlette.routing import Route

        return Route(self._path, self._receive, methods=["POST"])

    async def _receive(self, request: Request) -> Response:
        from starlette.responses import Response

        status, became = await self._answer(request)
        self._figures.hook(became)
        # Without this the server would go on reading whatever the body of a refused request brings.
        return Response(status_code=status, headers={"Connection": "close"} if status >= 400 else None)

    async def _answer(self, request: Request) -> tuple[int, str]:
        """Return the status and, for the figures, what became of a request."""
        from starlette.requests import ClientDisconnect

        shown = request.headers.get(_HEADER, "").encode("latin-1")
        if not hmac.compare_digest(shown, self._secret.encode()):
            if not self._refusals_logged.take(0):
                _log.warning("A request to the webhook did not show the secret and was refused.")
            return 403, "forbidden"
        try:
            async with asyncio.timeout(_BODY_PATIENCE_S):
                body = await _read(request)
            if body is None:
                return 413, "too_large"
            update = _update(body)
        except TimeoutError:
            return 408, "too_slow"
        except (ClientDisconnect, ValueError, RecursionError):
            return 400, "unreadable"
        if self._take is None:
            return 503, "not_taken"
        try:
            await self._take([update])
        except StateError as error:
            _log.error("An update could not be stored, and Telegram brings it again: %s", error)
            return 503, "not_stored"
        return 200, "stored"


async def _read(request: Request) -> bytes | None:
    """Return the body; None as soon as it turns out to be too large."""
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and int(declared[:20]) > MAX_BODY_BYTES:
        return None
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > MAX_BODY_BYTES:
            return None
    return bytes(body)


def _update(body: bytes) -> Raw:
    """Return what a body says.

    Raises:
        ValueError: It is no update.
    """
    update = json.loads(body, parse_constant=_refuse)
    number = update.get("update_id") if isinstance(update, dict) else None
    if type(number) is not int or not 0 < number < _MAX_UPDATE_ID:
        raise ValueError("no update")
    assert isinstance(update, dict)
    return update


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON")


def _path_of(url: str) -> str:
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("https", "http") and bool(parts.hostname) and parts.port != 0
        usable = usable and not (parts.username or parts.query or parts.fragment)
    except ValueError:
        usable = False
    if not usable or re.search(r"[\s{}]", url):
        raise SettingsError("WEBHOOK_URL is not an address; it looks like https://bot.example.org/telegram.")
    return parts.path or "/"
