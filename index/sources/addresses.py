"""Addresses of articles: one spelling for the many that lead to the same page."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

_MAX_CHARS = 2000
_TRACKING = frozenset(
    "fbclid gclid gbraid wbraid dclid msclkid yclid igshid igsh twclid ttclid li_fat_id mc_cid mc_eid ocid _ga _gl cmpid "
    "icid ncid ito smid s_cid xtor wt.mc_id mkt_tok ref_src ref_url __twitter_impression".split()
)
_TRACKING_PREFIXES = (
    "utm_",
    "at_medium",
    "at_campaign",
    "at_custom",
    "at_link",
    "at_bbc",
    "at_ptr",
    "at_format",
    "ns_",
    "pk_",
    "mtm_",
)
_ESCAPED = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_PLAIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_DEFAULT_PORTS = {"http": 80, "https": 443}


def canonical_url(url: str) -> str:
    """Return the address without what does not choose the page: letter case of the host, fragment, tracking parameters.

    Hindi in path and query is spelt in its own letters, whichever way the source spells it.

    Returns:
        An http or https address, or "" if it is none or cannot be trusted in a link.
    """
    url = _ESCAPED.sub(_in_letters, url.strip()).replace("\u200d", "%E2%80%8D").replace("\u200c", "%E2%80%8C")
    if len(url) > _MAX_CHARS or any(letter.isspace() or not letter.isprintable() for letter in url):
        return ""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return ""
    if parts.scheme not in _DEFAULT_PORTS or not host:
        return ""
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError:
            return ""
    host = f"[{host}]" if ":" in host else host
    if port is not None and port != _DEFAULT_PORTS[parts.scheme]:
        host = f"{host}:{port}"
    query = "&".join(each for each in parts.query.split("&") if not _is_tracking(each))
    return urlunsplit(SplitResult(parts.scheme, host, parts.path or "/", query, ""))


def _is_tracking(parameter: str) -> bool:
    name = parameter.partition("=")[0].lower()
    return name.startswith(_TRACKING_PREFIXES) or name in _TRACKING


def _in_letters(escapes: re.Match[str]) -> str:
    """Write escaped letters of any script as themselves, and leave what has a meaning in an address escaped."""
    try:
        text = bytes.fromhex(escapes.group().replace("%", "")).decode("utf-8")
    except UnicodeDecodeError:
        return escapes.group().upper()
    return "".join(
        letter
        if letter in _PLAIN or (letter > "\x7f" and letter.isprintable() and not letter.isspace())
        else quote(letter, "")
        for letter in text
    )
