"""What stands in each part of a page: its first words, how much text, how many links. One pass, however deep it is nested."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

_OPENING_CHARS = 200


@dataclass(slots=True)
class Size:
    """Of an element with all that is in it.

    Attributes:
        chars: Of its text, white space collapsed, about.
        linked: How many of them are in links.
        headline: It holds the h1 of the page.
        opening: The first piece of text in it, its beginning, as it stands there.
    """

    chars: int = 0
    linked: int = 0
    headline: bool = False
    opening: str = ""

    @property
    def link_share(self) -> float:
        """Part of the text that is links."""
        return self.linked / max(1, self.chars)


def sizes_of(tree: Any) -> dict[Any, Size]:
    """Measure every element of a page parsed by lxml."""
    elements = list(tree.iter())
    sizes = {element: Size() for element in elements}
    for element in reversed(elements):  # children come before their parents
        size = sizes[element]
        size.chars += _chars(element.text)
        size.opening = _begins(element.text) or size.opening
        if element.tag == "a":
            size.linked = size.chars
        size.headline = size.headline or element.tag == "h1"
        parent = sizes.get(element.getparent())
        if parent is not None:
            parent.chars += size.chars + _chars(element.tail)
            parent.linked += size.linked
            parent.headline = parent.headline or size.headline
            parent.opening = size.opening or _begins(element.tail) or parent.opening
    return sizes


def head_of(element: Any, max_chars: int) -> str:
    """The text of an element, white space collapsed, up to the piece that makes it longer than `max_chars`."""
    words: list[str] = []
    chars = 0
    for text in element.itertext():
        found = text[: 4 * max_chars]
        words.append(found)
        chars += len(found.strip())
        if chars > max_chars:
            break
    return " ".join("".join(words).split())


def _begins(text: str | None) -> str:
    return text.strip()[:_OPENING_CHARS] if text else ""


def _chars(text: str | None) -> int:
    return len(" ".join(text.split())) if text else 0
