"""One request to one host, at an address that was looked at first, and its answer within bounds.

The name is looked up here, every address it has is checked, and the connection goes to one of exactly these: a name
that leads elsewhere when it is asked a second time (DNS rebinding) leads nowhere. The certificate is still checked
against the name. No cookie is kept, no proxy or password taken from the environment, no redirect followed.
"""

from __future__ import annotations

import ssl
from collections.abc import Sequence
from dataclasses import dataclass

import httpx

from index.errors import FetchError
from index.fetch.addresses import AllowedHosts, Resolver, is_public
from index.fetch.limits import CONNECT_TIME_S, MAX_ADDRESSES, MAX_BYTES, MAX_TIME_S
from index.fetch.unpack import Body, Damaged, TooLarge

_PORTS = {"http": 80, "https": 443}
# The whole visit has a limit of its own; these are for what may be tried again at another address.
_TIMEOUT = {"connect": CONNECT_TIME_S, "read": MAX_TIME_S, "write": MAX_TIME_S, "pool": MAX_TIME_S}
_NOT_CONNECTED = (httpx.ConnectError, httpx.ConnectTimeout)


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server said; the body only of a 200."""

    status: int
    headers: httpx.Headers
    body: bytes


class Exchange:
    """Asks servers."""

    def __init__(self, allowed: AllowedHosts, resolver: Resolver, trusted: ssl.SSLContext | None = None) -> None:
        """Open nothing yet.

        Args:
            allowed: Hosts that may have a private address.
            resolver: The name service.
            trusted: Certificate authorities; the usual ones unless given.
        """
        self._allowed, self._resolver = allowed, resolver
        self._transport = httpx.AsyncHTTPTransport(
            verify=trusted or True,
            trust_env=False,
            # Connections are kept apart by address here and by name there: never keep one for another name.
            limits=httpx.Limits(max_connections=None, max_keepalive_connections=0),
        )

    async def ask(self, url: httpx.URL, headers: dict[str, str], source: str) -> Reply:
        """GET an address.

        Args:
            url: http or https, with a host.
            headers: To be sent beside Host.
            source: What the person named, for error messages.

        Raises:
            FetchError: No address may be asked, none answers, or the body is no good.
        """
        for address in await self._addresses(url, source):
            try:
                response = await self._transport.handle_async_request(_request(url, address, headers))
            except _NOT_CONNECTED as error:
                last = error
                continue
            except httpx.HTTPError as error:
                raise _failed(source, error) from error
            try:
                return await _reply(response, source)
            finally:
                await response.aclose()
        raise _failed(source, last) from last

    async def _addresses(self, url: httpx.URL, source: str) -> Sequence[str]:
        host = url.raw_host.decode("ascii")
        try:
            found = await self._resolver(host, url.port or _PORTS[url.scheme])
        except (OSError, UnicodeError) as error:
            raise FetchError(source, "there is no such host; check the address.", "unreachable") from error
        if not found:
            raise FetchError(source, "there is no such host; check the address.", "unreachable")
        if not self._allowed.have(url.host, host) and not all(map(is_public, found)):
            raise FetchError(
                source,
                f"{url.host} is not on the public internet; if it is yours, name it in ALLOW_PRIVATE_HOSTS.",
                "private",
            )
        return found[:MAX_ADDRESSES]

    async def aclose(self) -> None:
        """Let go of connections."""
        await self._transport.aclose()


def _request(url: httpx.URL, address: str, headers: dict[str, str]) -> httpx.Request:
    return httpx.Request(
        "GET",
        url.copy_with(host=address),
        headers={"Host": url.netloc.decode("ascii"), **headers},
        extensions={"timeout": _TIMEOUT, "sni_hostname": url.raw_host.decode("ascii")},
    )


async def _reply(response: httpx.Response, source: str) -> Reply:
    if response.status_code != 200:
        return Reply(response.status_code, response.headers, b"")
    try:
        length = response.headers.get("content-length", "")
        if length.isascii() and length.isdecimal() and int(length[:20]) > MAX_BYTES:
            raise TooLarge
        body = Body(response.headers.get("content-encoding", ""))
        async for piece in response.aiter_raw():
            body.feed(piece)
        return Reply(200, response.headers, body.end())
    except TooLarge as error:
        reason = f"it has more than {MAX_BYTES // 10**6} MB; save the article alone and add the file."
        raise FetchError(source, reason, "too_large") from error
    except Damaged as error:
        raise FetchError(source, f"what came is damaged ({error}); try again later.", "bad") from error
    except httpx.HTTPError as error:
        raise _failed(source, error) from error


def _failed(source: str, error: httpx.HTTPError) -> FetchError:
    if isinstance(error, httpx.TimeoutException) and not isinstance(error, httpx.ConnectTimeout):
        return too_slow(source)
    if isinstance(error, httpx.ProtocolError):
        return FetchError(source, "the server broke off, or does not speak HTTP; try again later.", "unreachable")
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return FetchError(source, "its certificate is not valid, so it may be somebody else's.", "unreachable")
        cause = cause.__cause__ or cause.__context__
    return FetchError(source, "the server cannot be reached; try again later.", "unreachable")


def too_slow(source: str) -> FetchError:
    """The error for a server that takes its time."""
    return FetchError(source, "the server is too slow; try again later.", "slow")
