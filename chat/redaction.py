"""Keeps the bot's token and the chat model's key out of every log: message, arguments, exception and traceback.

Telegram's addresses hold the token, httpx logs addresses, and python-telegram-bot names the token in its
exceptions. So records are cleaned where they are made; a filter on a handler would miss the handlers that
others add later.
"""

from __future__ import annotations

import logging
import re
import traceback
from typing import Any

HIDDEN = "<token>"
_SHORTEST = 8
"""What is shorter is no secret ("none", for a server that asks for no key), and may be a word of any log."""

_secrets: set[str] = set()
_make_record = logging.getLogRecordFactory()


def hide_from_logs(token: str) -> None:
    """Replace this token or key, and the secret half of a token alone, by "<token>" in every record logged from now on.

    Also keeps httpx at WARNING, which logs each address at INFO, and python-telegram-bot at INFO, which logs
    what people write at DEBUG.
    """
    _secrets.update(part for part in (token, token.partition(":")[2]) if len(part) >= _SHORTEST)
    if logging.getLogRecordFactory() is not _clean_record:
        logging.setLogRecordFactory(_clean_record)
    for name, level in (("httpx", logging.WARNING), ("httpcore", logging.WARNING), ("telegram", logging.INFO)):
        logging.getLogger(name).setLevel(level)


def redact(text: str) -> str:
    """Return a text without any hidden token."""
    longest_first = sorted(_secrets, key=len, reverse=True)
    return re.sub("|".join(map(re.escape, longest_first)), HIDDEN, text) if longest_first else text


def _clean_record(*args: Any, **kwargs: Any) -> logging.LogRecord:
    record = _make_record(*args, **kwargs)
    try:
        message = record.getMessage()
    except Exception:  # arguments that do not fit: logging would print them raw
        message = f"{record.msg} {record.args}"
    clean = redact(message)
    if clean != message or not record.args:
        record.msg, record.args = clean, ()
    if record.exc_info and record.exc_info[0] is not None:
        text = "".join(traceback.format_exception(*record.exc_info)).rstrip("\n")
        clean = redact(text)
        if clean != text:  # formatters print exc_text as it is, and only look at exc_info where there is none
            record.exc_text, record.exc_info = clean, None
    if record.stack_info:
        record.stack_info = redact(record.stack_info)
    return record
