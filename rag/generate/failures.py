"""What providers raise → our errors, without a word of theirs: their messages may repeat keys, prompts and addresses.

Each provider's package has exceptions of its own; they agree on an HTTP status, if under several names.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from index.errors import GenerationError, GenerationRateLimited, GenerationTimeout

_TOO_MANY = 429
_BUSY = (503, 529)


def generation_error(error: Exception) -> GenerationError:
    """Return the error of ours that tells what went wrong and what to do.

    Args:
        error: What came out of a call to a chat model.
    """
    if isinstance(error, GenerationError):
        return error
    status, headers = _status(error), _headers(error)
    wait_s = _retry_after_s(headers)
    if status == _TOO_MANY or (status in _BUSY and wait_s is not None):
        return GenerationRateLimited(
            "The chat model takes no more questions for now (too many, or no credit left).", wait_s
        )
    kind = type(error).__name__
    if isinstance(error, TimeoutError) or "Timeout" in kind:
        return GenerationTimeout(
            "The chat model was too slow: allow it more time with CHAT_TIMEOUT_S, or choose a quicker one."
        )
    if status in (401, 403):
        return GenerationError(f"The chat model's server refuses the key (status {status}): check CHAT_MODEL_KEY.")
    if status == 404:
        return GenerationError("The chat model's server does not know it: check CHAT_MODEL and CHAT_MODEL_URL.")
    if status:
        return GenerationError(
            f"The chat model's server failed (status {status}): ask again later, or check CHAT_MODEL."
        )
    return GenerationError(
        f"The chat model could not be reached, or broke off ({kind}): check CHAT_MODEL_URL and the network."
    )


def _status(error: Exception) -> int | None:
    response = getattr(error, "response", None)
    for holder, name in ((error, "status_code"), (response, "status_code"), (error, "code")):
        value = getattr(holder, name, None)
        if isinstance(value, int) and 100 <= value < 600:
            return value
    return None


def _headers(error: Exception) -> Mapping[str, Any]:
    headers = getattr(getattr(error, "response", None), "headers", None)
    return headers if isinstance(headers, Mapping) else {}


def _retry_after_s(headers: Mapping[str, Any]) -> float | None:
    """Read Retry-After: seconds, or a date (RFC 9110, 10.2.3); None if there is none that can be read."""
    value = str(headers.get("retry-after") or headers.get("Retry-After") or "").strip()
    try:
        return max(0.0, float(value))
    except ValueError:
        pass
    try:
        return max(0.0, (parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return None
