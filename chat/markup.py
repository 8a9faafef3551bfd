"""Pieces of a message as Telegram HTML: escaped here, once, and counted as Telegram counts them. Pure.

Telegram takes at most 4,096 UTF-16 units of text once the markup is read, 32,768 bytes before, and 100 entities.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from chat.layout import units

MAX_UNITS = 4_096
MAX_BYTES = 32_768
MAX_ENTITIES = 100
_MAX_HREF_BYTES = 2_048


@dataclass(frozen=True, slots=True)
class Markup:
    """A piece of a message: its HTML, how many UTF-16 units of it are seen, and how many entities it makes."""

    html: str
    units: int
    entities: int = 0

    def __add__(self, other: Markup) -> Markup:
        return Markup(self.html + other.html, self.units + other.units, self.entities + other.entities)

    @property
    def fits(self) -> bool:
        """Whether Telegram takes it as a message."""
        return self.units <= MAX_UNITS and self.entities <= MAX_ENTITIES and len(self.html.encode()) <= MAX_BYTES


def plain_html(text: str) -> str:
    """Write a text of the bot's own as Telegram HTML."""
    return escape(text, quote=False)


def text(text: str) -> Markup:
    """Return a text without markup."""
    return Markup(plain_html(text), units(text))


def tag(name: str, content: Markup, attributes: str = "") -> Markup:
    """Return a piece inside a tag."""
    return Markup(f"<{name}{attributes}>{content.html}</{name}>", content.units, content.entities + 1)


def link(label: str, url: str) -> Markup:
    """Return a link; without an address, or with one that is too long, the label alone."""
    href = escape(url, quote=True)
    if not url or len(href.encode()) > _MAX_HREF_BYTES:
        return text(label)
    return tag("a", text(label), f' href="{href}"')


def join(separator: str, parts: Sequence[Markup]) -> Markup:
    """Return the pieces, at least one, with a separator between them."""
    joined = parts[0]
    for part in parts[1:]:
        joined += text(separator) + part
    return joined
