"""Which addresses of the network may be asked: those of the public internet, and hosts that the operator named.

Without this, anybody who may name a link or write a feed could have the bot read what only the bot's own machine or
network can reach: databases, routers, the metadata service of a cloud.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Awaitable, Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor

Resolver = Callable[[str, int], Awaitable[Sequence[str]]]
"""Host and port to the host's numeric addresses, all of them, best first; raises OSError."""

_IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

_MAX_LOOKUPS = 32
"""At once; a name server that does not answer holds a thread for half a minute."""

# What `is_global` of some Python versions lets pass: https://www.iana.org/assignments/iana-ipv4-special-registry and the
# same for IPv6.
_ALSO_SPECIAL = tuple(
    map(
        ipaddress.ip_network,
        ("192.0.0.0/24", "192.88.99.0/24", "64:ff9b:1::/48", "2001::/23", "3fff::/20", "5f00::/16", "fec0::/10"),
    )
)
# IPv6 addresses that lead to the IPv4 address in their last 32 bits: compatible, mapped, translated, NAT64.
_WITH_IPV4_INSIDE = tuple(map(ipaddress.IPv6Network, ("::/96", "::ffff:0:0/96", "::ffff:0:0:0/96", "64:ff9b::/96")))


def is_public(address: str) -> bool:
    """Tell whether a numeric address belongs to the public internet, also by way of the IPv4 address inside it."""
    try:
        found: _IPAddress = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        if found.scope_id is not None:
            return False
        if found.sixtofour is not None:
            return _is_global(found.sixtofour)
        if any(found in network for network in _WITH_IPV4_INSIDE):
            return _is_global(ipaddress.IPv4Address(int(found) & 0xFFFFFFFF))
    return _is_global(found)


def _is_global(address: _IPAddress) -> bool:
    if address.is_multicast or address.is_reserved or not address.is_global:
        return False
    return not any(address in network for network in _ALSO_SPECIAL if network.version == address.version)


def plain_host(host: str) -> str:
    """One spelling of a host: lower case, without brackets or the dot of the root."""
    return host.strip().lower().strip("[]").rstrip(".")


class AllowedHosts:
    """Hosts that may have a private address, because the operator named them."""

    def __init__(self, hosts: Collection[str] = ()) -> None:
        """Take names or addresses, as they stand in links."""
        self._hosts = frozenset(filter(None, map(plain_host, hosts)))

    def have(self, *names: str) -> bool:
        """Whether one of these spellings of a host was named; another name for the same machine does not count."""
        return not self._hosts.isdisjoint(map(plain_host, names))


class SystemResolver:
    """The system's name service, in threads of its own: a dead name server holds up nobody else."""

    def __init__(self) -> None:
        """Start no thread yet."""
        self._threads = ThreadPoolExecutor(_MAX_LOOKUPS, thread_name_prefix="name-lookup")

    async def __call__(self, host: str, port: int) -> list[str]:
        """See `Resolver`."""
        look_up = asyncio.get_running_loop().run_in_executor(
            self._threads, lambda: socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        )
        return list(dict.fromkeys(str(found[4][0]) for found in await look_up))

    def close(self) -> None:
        """Begin no other lookup."""
        self._threads.shutdown(wait=False, cancel_futures=True)
