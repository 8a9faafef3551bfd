"""Where a server listens, and taking that place."""

from __future__ import annotations

import socket
from dataclasses import dataclass

from index.errors import SettingsError


@dataclass(frozen=True, slots=True)
class Address:
    """Where to listen.

    Attributes:
        host: A name or a number of this machine.
        port: From 1 to 65,535; 0 takes any that is free.
        setting: The beginning of the names of the two settings, for errors.
    """

    host: str
    port: int
    setting: str


def listen(address: Address) -> socket.socket:
    """Take an address.

    Raises:
        SettingsError: Nobody may listen there, or somebody does already.
    """
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    try:
        return socket.create_server((address.host, address.port), family=family)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise SettingsError(
            f"Nothing can be served at {address.host}, port {address.port} ({reason}): "
            f"choose another {address.setting}_HOST or {address.setting}_PORT."
        ) from error
