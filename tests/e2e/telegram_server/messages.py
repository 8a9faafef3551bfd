"""Messages as the Bot API writes them, and what a person sees of one that the bot sent."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from tests.e2e.telegram_server.entities import part, units

_COMMAND = re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>])")
_MENTION = re.compile(r"(?<!\w)@[A-Za-z0-9_]{2,32}\b")


@dataclass
class BotMessage:
    """A message from the bot, as it is now.

    Attributes:
        id: Its number in the chat.
        chat_id: The chat.
        text: What is seen, without markup.
        entities: Its entities as in the Bot API.
        source: What the bot sent, with markup.
        keyboard: Rows of buttons as the bot sent them.
        reply_to: Number of the message that it replies to.
        topic_id: Topic of a forum.
        preview: Whether a link preview is allowed.
        silent: Whether it makes no sound.
        at: When it arrived, in seconds of the event loop.
    """

    id: int
    chat_id: int
    text: str
    entities: list[dict[str, Any]]
    source: str
    keyboard: list[list[dict[str, Any]]] = field(default_factory=list)
    reply_to: int | None = None
    topic_id: int | None = None
    preview: bool = True
    silent: bool = False
    at: float = 0.0

    @property
    def buttons(self) -> list[str]:
        """Labels of its buttons."""
        return [button["text"] for row in self.keyboard for button in row]

    @property
    def links(self) -> list[tuple[str, str]]:
        """(text, address) of its links."""
        return [(part(self.text, e), e["url"]) for e in self.entities if e["type"] == "text_link"]

    def parts(self, kind: str) -> list[str]:
        """The texts under one kind of entity, such as "expandable_blockquote"."""
        return [part(self.text, entity) for entity in self.entities if entity["type"] == kind]


def typed_entities(text: str) -> list[dict[str, Any]]:
    """The entities that Telegram finds in what a person types."""
    found = [("bot_command", match) for match in _COMMAND.finditer(text)]
    found += [("mention", match) for match in _MENTION.finditer(text)]
    return [
        {"type": kind, "offset": units(text[: match.start()]), "length": units(match.group())} for kind, match in found
    ]


def trimmed(text: str, entities: list[dict[str, Any]]) -> tuple[str, list[dict[str, Any]]]:
    """A message without blanks around it, which Telegram does not keep; its entities moved accordingly."""
    left = units(text) - units(text.lstrip())
    text = text.strip()
    kept = []
    for entity in entities:
        start = max(0, entity["offset"] - left)
        end = min(units(text), entity["offset"] + entity["length"] - left)
        if end > start:
            kept.append({**entity, "offset": start, "length": end - start})
    return text, kept
