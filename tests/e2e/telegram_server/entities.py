"""Reads message HTML as Telegram does: what it refuses, what it shows, and which links it drops without a word.

The rules are those of parse_html in TDLib's MessageEntity.cpp, of its LinkManager and HttpUrl, and of
https://core.telegram.org/bots/api#html-style. Offsets and lengths count UTF-16 units.
"""

from __future__ import annotations

import re
import string
from dataclasses import dataclass, field
from typing import Any

MAX_ENTITIES = 100
_KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_CHARACTER = re.compile(r"&(?:#x([0-9a-fA-F]+)|#([0-9]+)|([a-zA-Z]+));?")
_HOST = re.compile(r"(?:[A-Za-z0-9._!$,~*'();&+=-]|%[0-9a-fA-F]{2}|[^\x00-\x7f])+")


# What the apps make a link of by themselves, more or less as find_entities of TDLib's MessageEntity.cpp.
_TAPPABLE = re.compile(
    r"(?:https?|tg)://\w\S*|(?<![\w.])[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?!\w)(?:/\S*)?|(?<![\w/])[@#]\w{2,}|(?<![\w/<>])/\w+|\$[A-Z]{3,8}",
    re.IGNORECASE,
)


class MarkupError(Exception):
    """Telegram would answer 400 "can't parse entities"."""


@dataclass
class Parsed:
    """A message once its markup is read."""

    text: str = ""
    entities: list[dict[str, Any]] = field(default_factory=list)
    dropped_links: list[str] = field(default_factory=list)


@dataclass
class _Open:
    tag: str
    argument: str
    offset: int
    start: int


def units(text: str) -> int:
    """Length in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def part(text: str, entity: dict[str, Any]) -> str:
    """The text that an entity covers."""
    encoded = text.encode("utf-16-le")
    return encoded[2 * entity["offset"] : 2 * (entity["offset"] + entity["length"])].decode("utf-16-le")


def parse_html(source: str) -> Parsed:
    """Read a message in HTML mode.

    Raises:
        MarkupError: Telegram would refuse it.
    """
    parsed, position = Parsed(), 0
    opened: list[_Open] = []
    while position < len(source):
        character = source[position]
        if character == "&":
            decoded, position = _decode(source, position)
            parsed.text += decoded
        elif character != "<":
            parsed.text += character
            position += 1
        elif source.startswith("</", position):
            position = _end_tag(source, position, opened, parsed)
        else:
            position = _start_tag(source, position, opened, parsed)
    if opened:
        raise MarkupError(f'Can\'t find end tag corresponding to start tag "{opened[-1].tag}"')
    if any("\ud800" <= character <= "\udfff" for character in parsed.text):
        raise MarkupError("Text contains invalid Unicode characters after decoding HTML entities")
    parsed.entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
    return parsed


def tappable(text: str) -> list[str]:
    """What of a text without markup a reader could tap all the same: addresses, names, tags, commands."""
    return _TAPPABLE.findall(text)


def _decode(source: str, position: int) -> tuple[str, int]:
    found = _CHARACTER.match(source, position)
    if not found:
        return "&", position + 1
    hexadecimal, decimal, name = found.groups()
    if name:
        # An unknown name stays as it is: no error.
        return (_NAMED[name], found.end()) if name in _NAMED else ("&", position + 1)
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    if code == 0 or code >= 0x10FFFF or len(found.group().rstrip(";")) >= 10:
        return "&", position + 1
    return chr(code), found.end()


def _start_tag(source: str, begin: int, opened: list[_Open], parsed: Parsed) -> int:
    where = f"at byte offset {len(source[:begin].encode())}"
    position = begin + 1
    while position < len(source) and source[position] not in string.whitespace + ">":
        position += 1
    if position == len(source):
        raise MarkupError(f"Unclosed start tag {where}")
    tag = source[begin + 1 : position].lower()
    if tag not in _KINDS and tag != "tg-emoji":
        raise MarkupError(f'Unsupported start tag "{tag}" {where}')
    argument = ""
    while True:
        while position < len(source) and source[position] in string.whitespace:
            position += 1
        if position == len(source):
            raise MarkupError(f"Unclosed start tag {where}")
        if source[position] == ">":
            break
        name, value, position = _attribute(source, position, tag, where)
        if (tag, name) == ("a", "href") or (tag, name) == ("tg-emoji", "emoji-id"):
            argument = value
        elif (tag, name) == ("span", "class") and value == "tg-spoiler":
            argument = "spoiler"
        elif (tag, name) == ("blockquote", "expandable"):
            argument = "expandable"
    if tag == "span" and argument != "spoiler":
        raise MarkupError(f'Tag "span" must have class "tg-spoiler" {where}')
    if tag == "blockquote" and any(outer.tag == "blockquote" for outer in opened):
        raise MarkupError(f"Blockquote inside a blockquote {where}")
    opened.append(_Open(tag, argument, units(parsed.text), len(parsed.text)))
    return position + 1


def _attribute(source: str, position: int, tag: str, where: str) -> tuple[str, str, int]:
    start = position
    while position < len(source) and source[position] not in string.whitespace + "=>":
        position += 1
    name = source[start:position]
    if not name:
        raise MarkupError(f'Empty attribute name in the tag "{tag}" {where}')
    while position < len(source) and source[position] in string.whitespace:
        position += 1
    if not source.startswith("=", position):
        if (tag, name) == ("blockquote", "expandable"):
            return name, "", position
        raise MarkupError(f'Expected equal sign in declaration of an attribute of the tag "{tag}" {where}')
    position += 1
    while position < len(source) and source[position] in string.whitespace:
        position += 1
    if position == len(source):
        raise MarkupError(f"Unclosed start tag {where}")
    quote = source[position]
    if quote not in "'\"":
        token = re.compile(r"[A-Za-z0-9.-]*").match(source, position)
        end = token.end() if token else position
        if end < len(source) and source[end] not in string.whitespace + ">":
            raise MarkupError(f"Unexpected end of name token {where}")
        return name, source[position:end].lower(), end
    position += 1
    value = ""
    while position < len(source) and source[position] != quote:
        if source[position] == "&":
            decoded, position = _decode(source, position)
            value += decoded
        else:
            value += source[position]
            position += 1
    if position == len(source):
        raise MarkupError(f"Unclosed start tag {where}")
    return name, value, position + 1


def _end_tag(source: str, begin: int, opened: list[_Open], parsed: Parsed) -> int:
    where = f"at byte offset {len(source[:begin].encode())}"
    if not opened:
        raise MarkupError(f"Unexpected end tag {where}")
    end = source.find(">", begin)
    tag = source[begin + 2 : end].rstrip().lower()
    if end < 0 or re.search(r"\s", tag):
        raise MarkupError(f"Unclosed end tag {where}")
    last = opened.pop()
    if tag and tag != last.tag:
        raise MarkupError(f'Unmatched end tag {where}, expected "</{last.tag}>", found "</{tag}>"')
    length = units(parsed.text) - last.offset
    if length:  # an empty entity is left out
        _close(last, length, parsed)
    return end + 1


def _close(last: _Open, length: int, parsed: Parsed) -> None:
    if last.tag == "tg-emoji":
        if not last.argument.isdecimal():
            raise MarkupError("Invalid custom emoji identifier specified")
        kind: dict[str, Any] = {"type": "custom_emoji", "custom_emoji_id": last.argument}
    elif last.tag == "a":
        url = last.argument or parsed.text[last.start :]
        if not is_link(url):
            parsed.dropped_links.append(url)
            return
        kind = {"type": "text_link", "url": url}
    elif last.argument == "expandable":
        kind = {"type": "expandable_blockquote"}
    else:
        kind = {"type": _KINDS[last.tag]}
    parsed.entities.append({**kind, "offset": last.offset, "length": length})


def is_link(url: str) -> bool:
    """Whether Telegram makes a link of this address, or else drops it without a word."""
    if url.lower().startswith(("tg:", "ton:")):
        return True
    scheme, separator, rest = url.partition("://")
    if separator and scheme.lower() not in ("http", "https"):
        return False
    authority = re.split(r"[/?#]", rest if separator else url, maxsplit=1)[0]
    _, _, host_and_port = authority.rpartition("@")
    host, colon, port = host_and_port.partition(":")
    if colon and not (port.isascii() and port.isdecimal() and 1 <= int(port) <= 65_535):
        return False
    return "." in host and host != "." and _HOST.fullmatch(host) is not None
