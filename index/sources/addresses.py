"""Addresses of articles: one spelling for the many that lead to the same page."""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit, urlunsplit

_MAX_CHARS = 2000
_TRACKING = frozenset({"fbclid", "gclid", "dclid", "msclkid", "yclid", "igshid", "mc_cid", "mc_eid", "ocid", "_ga"})
_DEFAULT_PORTS = {"http": 80, "https": 443}


def canonical_url(url: str) -> str:
    """Return the address without what does not choose the page: letter case of the host, fragment, tracking parameters.

    Returns:
        An http or https address, or "" if it is none or cannot be trusted in a link.
    """
    url = url.strip()
    if len(url) > _MAX_CHARS or any(letter.isspace() or not letter.isprintable() for letter in url):
        return ""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return ""
    if parts.scheme not in _DEFAULT_PORTS or not host:
        return ""
    host = f"[{host}]" if ":" in host else host
    if port is not None and port != _DEFAULT_PORTS[parts.scheme]:
        host = f"{host}:{port}"
    query = "&".join(each for each in parts.query.split("&") if not _is_tracking(each))
    return urlunsplit(SplitResult(parts.scheme, host, parts.path or "/", query, ""))


def _is_tracking(parameter: str) -> bool:
    name = parameter.partition("=")[0].lower()
    return name.startswith("utm_") or name in _TRACKING
