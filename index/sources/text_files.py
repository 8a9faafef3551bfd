"""Plain text and Markdown files, with one item or several, to Items."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from index.sources.front_matter import split_front_matter
from index.sources.headlines import split_items, unwrap
from index.sources.item import Item
from index.sources.markup import text_of
from index.sources.records import field_of, read_record
from index.text import clean

_MAX_DATE_LINE_CHARS = 60


def read_plain(text: str, place: str) -> Iterator[Item]:
    """Read the items of a plain text.

    Args:
        text: The file, decoded.
        place: For error messages.

    Raises:
        SourceError: Front matter stands above nothing.
    """
    fields, body = split_front_matter(text)
    body = clean(body)
    if _is_one_article(fields) or not body:
        paragraphs = "\n\n".join(map(unwrap, body.split("\n\n")))
        yield from _items(fields, [("", paragraphs)] if fields else [], place)
    else:
        yield from _items(fields, split_items(body), place)


def read_markdown(text: str, place: str) -> Iterator[Item]:
    """Read the items of a Markdown file: each heading of the first level is the headline of one.

    Args:
        text: The file, decoded.
        place: For error messages.

    Raises:
        SourceError: Front matter stands above nothing.
    """
    fields, body = split_front_matter(text)
    blocks = list(_blocks(clean(body)))
    one = _is_one_article(fields)
    headed = 1 if any(level == 1 for level, _ in blocks) else blocks[0][0] if blocks else 0
    items: list[tuple[str, list[str]]] = []
    for level, block in blocks:
        if level and level == headed and (not items or (level == 1 and not one)):
            items.append((block, []))
        else:
            if not items:
                items.append(("", []))
            items[-1][1].append(block)
    if not items and fields:
        items.append(("", []))
    yield from _items(fields, [(headline, clean("\n\n".join(paragraphs))) for headline, paragraphs in items], place)


def _is_one_article(fields: dict[str, object]) -> bool:
    return any(field_of(name) in ("title", "id", "url") for name in fields)


def _items(fields: dict[str, object], items: list[tuple[str, str]], place: str) -> Iterator[Item]:
    for number, (headline, body) in enumerate(items, start=1):
        own: dict[str, object] = {
            "headline": headline,
            "text": body,
        }  # a title in the front matter goes before a headline
        opening = body.partition("\n")[0]
        if len(opening) <= _MAX_DATE_LINE_CHARS:
            own["time"] = opening  # the line below a headline is often the date; if not, it is none and does no harm
        yield read_record({**fields, **own}, f"{place} (item {number})" if len(items) > 1 else place)


def _blocks(text: str) -> Iterable[tuple[int, str]]:
    """Return (level of heading or 0, text) of each block, without the marks."""
    from markdown_it import MarkdownIt

    level = 0
    for token in MarkdownIt("commonmark").parse(text):
        if token.type == "heading_open":
            level = int(token.tag[1:])
        elif token.type == "inline":
            words = (
                "\n" if child.type == "hardbreak" else " " if child.type == "softbreak" else child.content
                for child in token.children or ()
                if child.type not in ("image", "html_inline")
            )
            yield level, "".join(words)
            level = 0
        elif token.type in ("fence", "code_block"):
            yield 0, token.content
        elif token.type == "html_block":
            yield 0, text_of(token.content)
