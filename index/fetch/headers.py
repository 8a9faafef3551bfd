"""What the headers of a response say: media type and charset, how long it stays true, when to come again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from email.message import Message
from email.utils import parsedate_to_datetime

_MAX_VALIDATOR_CHARS = 500
_MAX_AGE = re.compile(r"(?:^|,)\s*max-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)
_NOT_KEPT = re.compile(r"(?:^|,)\s*(?:no-store|no-cache)\b", re.IGNORECASE)
_MAX_SECONDS = 366 * 24 * 3600


def media_type(content_type: str) -> tuple[str, str]:
    """Return media type and charset of a Content-Type header, in lower case; "" for what it does not say."""
    header = Message()
    header["Content-Type"] = content_type.replace("\n", " ").replace("\r", " ")[:300]
    kind = content_type.partition(";")[0].strip().lower()
    charset = header.get_content_charset("") or ""
    return kind[:100], charset.strip("'\" ")[:40]


def validator(value: str) -> str:
    """Return an ETag or Last-Modified that can be sent back as it is; "" if it cannot."""
    return value if len(value) <= _MAX_VALIDATOR_CHARS and value.isascii() and value.isprintable() else ""


def max_age_s(headers: Mapping[str, str], now: float) -> int | None:
    """Return for how many seconds a response stays true.

    Args:
        headers: Of the response; names in any case.
        now: Seconds since 1970.

    Returns:
        From Cache-Control, else from Expires; 0 where the server wants to be asked each time; None if it says nothing.
    """
    control = headers.get("cache-control", "")
    if _NOT_KEPT.search(control):
        return 0
    if found := _MAX_AGE.search(control):
        age = headers.get("age", "")
        spent = int(age) if age.isascii() and age.isdecimal() and len(age) < 10 else 0
        return min(max(0, int(found[1]) - spent), _MAX_SECONDS)
    expires = headers.get("expires")
    if expires is None:
        return None
    until = _moment(expires)
    sent = _moment(headers.get("date", ""))
    return 0 if until is None else int(min(max(0.0, until - (now if sent is None else sent)), _MAX_SECONDS))


def retry_after_s(value: str, now: float) -> float | None:
    """Return how many seconds a Retry-After header, in seconds or as a date, asks to wait; None if it does not say."""
    value = value.strip()
    if value.isascii() and value.isdecimal() and len(value) < 10:
        return float(min(int(value), _MAX_SECONDS))
    until = _moment(value)
    return None if until is None else min(max(0.0, until - now), float(_MAX_SECONDS))


def _moment(date: str) -> float | None:
    """Seconds since 1970 of an HTTP date."""
    try:
        return parsedate_to_datetime(date[:100]).timestamp()
    except (ValueError, OverflowError, TypeError, IndexError):
        return None
