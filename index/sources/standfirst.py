"""The line between headline and text, which many outlets keep outside of the element that holds their article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from index.sources.page_sizes import head_of

_HEADINGS = frozenset({"h2", "h3", "h4"})
_BLOCKS = _HEADINGS | {"h1", "p", "div"}
_NAMES = (
    "standfirst",
    "subtitle",
    "sub-title",
    "subhead",
    "sub-head",
    "synopsis",
    "summary",
    "deck",
    "dek",
    "strapline",
)
_OUTSIDE = frozenset({"nav", "aside", "footer", "form", "ul", "ol", "figure", "table"})
_MIN_WORDS = 4
_MAX_CHARS = 300
_MOST = 2
"""With more headings between headline and text, they are headlines of other articles."""
_KEY_CHARS = 50


@dataclass(frozen=True, slots=True)
class Block:
    """A heading or paragraph of a page, in the order of the page.

    Attributes:
        text: White space collapsed; the beginning of a long one.
        kind: "headline" (h1), "candidate" or "paragraph".
    """

    text: str
    kind: str


def blocks_of(tree: Any) -> list[Block]:
    """Note headings and paragraphs of a page parsed by lxml, before anything else changes it."""
    found: list[Block] = []
    outside: set[Any] = set()
    for element in tree.iter():
        if element.tag in _OUTSIDE or element.getparent() in outside:
            outside.add(element)
        if element in outside or element.tag not in _BLOCKS:
            continue
        named = any(name in (element.get("class") or "").lower() for name in _NAMES)
        if element.tag == "div" and not (named or (element.text or "").strip()):
            continue
        text = head_of(element, _MAX_CHARS + 1)
        if not text:
            continue
        candidate = element.tag in _HEADINGS or (named and len(element.findall(".//p")) < _MOST)
        found.append(Block(text, "headline" if element.tag == "h1" else "candidate" if candidate else "paragraph"))
    return found


def standfirst(blocks: list[Block], text: str, title: str) -> str:
    """Return what stands between a page's headline and its text.

    Args:
        blocks: Of the page.
        text: The article as it was found, one paragraph a line.
        title: Its headline.

    Returns:
        One or two lines that the text lacks; empty if there is nothing, or too much to be one.
    """
    key = " ".join(text[: 4 * _KEY_CHARS].split("\n", 1)[0].split())[:_KEY_CHARS]
    start = next(
        (place for place, block in enumerate(blocks) if block.kind != "headline" and block.text.startswith(key)), -1
    )
    if not key or start < 0:
        return ""
    headline = next((place for place in range(start - 1, -1, -1) if blocks[place].kind == "headline"), -1)
    if headline < 0:
        return ""
    between = [
        block.text
        for block in blocks[headline + 1 : start]
        if block.kind == "candidate" and block.text not in (title, blocks[headline].text)
    ]
    fit = [each for each in dict.fromkeys(between) if len(each.split()) >= _MIN_WORDS and len(each) <= _MAX_CHARS]
    if len(between) > _MOST:
        return ""
    return "\n".join(each for each in fit if each not in text)
