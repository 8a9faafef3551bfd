"""Several items in one plain text: a lone short line between paragraphs is the headline of what follows."""

from __future__ import annotations

import regex

_MAX_HEADLINE_CHARS = 120
_MAX_HEADLINE_WORDS = 18
_MIN_HEADLINE_WORDS = 3
"""Below this, a line further down is a cross-heading, a byline or an agency; the first line of all may be shorter."""

_CLOSERS = "\"'’”»)]} "
_NO_HEADLINE_END = tuple("।॥.!?…:;,-–—")
_LIST_MARK = regex.compile(r"[-*•·–—>#|]|\d{1,3}[.)]\s")
_LETTER = regex.compile(r"\p{L}")

_NARROW_CHARS, _WIDE_CHARS = 40, 120
"""Between these widths, in characters, a text may be wrapped by hand or by a mail program."""
_FULL = 0.9


def split_items(text: str) -> list[tuple[str, str]]:
    """Split a text into its items.

    Args:
        text: Cleaned (`index.text.clean`).

    Returns:
        (headline, body) of each item in order; the first may have no headline (""), every body has text.
    """
    paragraphs = _paragraphs(text)
    items: list[tuple[str, list[str]]] = []
    in_heading = False  # below a headline, other short lines are its byline or dateline
    last_body = max((place for place, (_, short) in enumerate(paragraphs) if not short), default=-1)
    for place, (paragraph, short) in enumerate(paragraphs):
        if short and not in_heading and place < last_body:
            items.append((paragraph, []))
            in_heading = True
            continue
        if not items:
            items.append(("", []))
        items[-1][1].append(paragraph)
        in_heading = in_heading and short
    return [(headline, "\n\n".join(body)) for headline, body in items]


def unwrap(paragraph: str) -> str:
    """Join the lines of a paragraph that was wrapped at a fixed width: its line ends are not sentence ends."""
    lines = paragraph.split("\n")
    width = max(map(len, lines))
    if len(lines) > 1 and _NARROW_CHARS <= width <= _WIDE_CHARS:
        next_words = [line.partition(" ")[0] for line in lines[1:]]
        if all(len(f"{line} {word}") > _FULL * width for line, word in zip(lines, next_words, strict=False)):
            return " ".join(lines)
    return paragraph


def _paragraphs(text: str) -> list[tuple[str, bool]]:
    """Return each paragraph, and whether it may be a headline."""
    found: list[tuple[str, bool]] = []
    for block in text.split("\n\n"):
        lines = block.split("\n")
        start = 0
        for place, line in enumerate(lines[:-1]):
            # Where each paragraph is one long line, headlines need no blank lines around them.
            alone = place == start or lines[place - 1].rstrip(_CLOSERS).endswith(_NO_HEADLINE_END)
            if alone and len(lines[place + 1]) > _WIDE_CHARS and _is_headline(line, first=not found and place == 0):
                if place > start:
                    found.append((unwrap("\n".join(lines[start:place])), False))
                found.append((line, True))
                start = place + 1
        rest = lines[start:]
        found.append((unwrap("\n".join(rest)), len(rest) == 1 and _is_headline(rest[0], first=not found)))
    return found


def _is_headline(line: str, *, first: bool) -> bool:
    words = line.split()
    if (
        not (1 if first else _MIN_HEADLINE_WORDS) <= len(words) <= _MAX_HEADLINE_WORDS
        or len(line) > _MAX_HEADLINE_CHARS
    ):
        return False
    if line.rstrip(_CLOSERS).endswith(_NO_HEADLINE_END) or "।" in line or _LIST_MARK.match(line):
        return False
    return _LETTER.search(line) is not None and not (line.startswith("(") and line.endswith(")"))
