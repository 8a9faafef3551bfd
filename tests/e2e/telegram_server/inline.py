"""Inline mode: a person types "@bot words" in any chat, and picks from what the bot offers."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

from tests.e2e.telegram_server.faults import bad_request

MAX_RESULTS = 50


@dataclass
class InlineQuery:
    """What a person typed behind the bot's name.

    Attributes:
        id: Its id.
        answered: Whether the bot has offered something, or nothing.
        results: What the bot offers, as in the Bot API.
        cache_s: For how long Telegram may offer the same to others, in seconds.
        personal: Whether Telegram may show the same to this person alone.
        button: The button above the results, if any.
    """

    id: str
    answered: bool = False
    results: list[dict[str, Any]] = field(default_factory=list)
    cache_s: int = 300
    personal: bool = False
    button: dict[str, Any] = field(default_factory=dict)


def checked_button(button: dict[str, Any]) -> dict[str, Any]:
    """Return the button above the results, if Telegram takes it."""
    if button and not button.get("text"):
        raise bad_request("can't parse inline query results button: Can't find field \"text\"")
    if (
        button
        and "web_app" not in button
        and not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", button.get("start_parameter", ""))
    ):
        raise bad_request("START_PARAM_INVALID")
    return button


def checked_results(given: dict[str, str]) -> list[dict[str, Any]]:
    """Return the results of an answerInlineQuery, but for their texts, as far as Telegram takes them."""
    results: list[dict[str, Any]] = json.loads(given.get("results", "[]"))
    if len(results) > MAX_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    ids = [result.get("id", "") for result in results]
    if len(set(ids)) < len(ids):
        raise bad_request("RESULT_ID_DUPLICATE")
    for result in results:
        if not 1 <= len(result.get("id", "").encode()) <= 64:
            raise bad_request("RESULT_ID_INVALID")
        if result.get("type") == "article" and not result.get("title"):
            raise bad_request("can't parse inline query result: Can't find field \"title\"")
        if result.get("type") == "article" and "input_message_content" not in result:
            raise bad_request("can't parse inline query result: Input message content is not specified")
    return results
