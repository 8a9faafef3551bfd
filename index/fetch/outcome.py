"""What a reply means: something fetched, somewhere else to look, or a "no" with its reason. Pure."""

from __future__ import annotations

import httpx

from index.errors import FetchError, FetchTrouble
from index.fetch.exchange import Reply
from index.fetch.fetched import Fetched
from index.fetch.headers import max_age_s, media_type, retry_after_s, validator

REDIRECTS = frozenset({301, 302, 303, 307, 308})
PERMANENT = frozenset({301, 308})

MAX_URL_CHARS = 2000
_PORTS = {"http": 80, "https": 443}


def address(written: str, source: str) -> httpx.URL:
    """Read an address.

    Args:
        written: As a person, a feed or a redirect names it.
        source: What the person named, for the error message.

    Raises:
        FetchError: It is none that may be fetched.
    """
    if len(written) > MAX_URL_CHARS:
        raise FetchError(source[:200], f"its address has more than {MAX_URL_CHARS:,} characters.", "bad")
    try:
        url = httpx.URL(written.strip())
    except (httpx.InvalidURL, ValueError) as error:
        raise FetchError(source, "this is no address of the web; check it.", "bad") from error
    if url.scheme not in _PORTS or not url.host:
        raise FetchError(source, "only addresses with http:// or https:// can be fetched.", "bad")
    if url.port is not None and not 0 < url.port < 65536:
        raise FetchError(source, "its port does not exist; check the address.", "bad")
    if url.userinfo:
        raise FetchError(source, "an address with a name or password in it is not fetched; leave them out.", "bad")
    return url.copy_with(fragment=None)


def site(url: httpx.URL) -> str:
    """Scheme, host and port: where robots.txt stands."""
    return f"{url.scheme}://{url.netloc.decode('ascii')}"


def redirected(here: httpx.URL, reply: Reply, source: str) -> httpx.URL:
    """Return where a redirect leads.

    Raises:
        FetchError: Nowhere, or to what is no address of the web.
    """
    where = reply.headers.get("location", "")
    if not where:
        raise FetchError(source, "it leads on to nowhere; check the address.", "bad")
    try:
        joined = str(here.join(where.strip()))
    except (httpx.InvalidURL, ValueError) as error:
        raise FetchError(source, "it leads on to what is no address of the web.", "bad") from error
    return address(joined, source)


def fetched(reply: Reply, here: httpx.URL, moved_to: str, conditional: bool, now: float, source: str) -> Fetched:
    """Make what `get` returns.

    Args:
        reply: No redirect.
        here: Where it came from.
        moved_to: As `Fetched.moved_to`.
        conditional: The caller asked whether anything has changed.
        now: Seconds since 1970.
        source: What the person named, for the error message.

    Raises:
        FetchError: The reply is a "no".
    """
    if reply.status != 200 and not (reply.status == 304 and conditional):
        raise _refusal(reply, now, source)
    kind, charset = media_type(reply.headers.get("content-type", ""))
    return Fetched(
        url=str(here),
        moved_to=moved_to,
        status=reply.status,
        body=reply.body,
        content_type=kind,
        charset=charset,
        etag=validator(reply.headers.get("etag", "")),
        last_modified=validator(reply.headers.get("last-modified", "")),
        max_age_s=max_age_s(reply.headers, now),
    )


def _refusal(reply: Reply, now: float, source: str) -> FetchError:
    status = reply.status
    reason, kind = _REFUSALS.get(status) or _by_class(status)
    wait_s = retry_after_s(reply.headers.get("retry-after", ""), now) if status in (429, 503) else None
    return FetchError(source, f"{reason} (HTTP {status}).", kind, wait_s)


_REFUSALS: dict[int, tuple[str, FetchTrouble]] = {
    404: ("there is no such page; check the address", "missing"),
    408: ("the server is too slow; try again later", "slow"),
    410: ("the page is gone for good", "gone"),
    429: ("the server asks us to come less often; try again later", "busy"),
    503: ("the server is overloaded or being mended; try again later", "busy"),
}


def _by_class(status: int) -> tuple[str, FetchTrouble]:
    if 400 <= status < 500:
        return "the server does not give it to programs; save the page and add the file", "refused"
    if 500 <= status < 600:
        return "the server has failed; try again later", "unreachable"
    return "the server's answer holds no page", "bad"
