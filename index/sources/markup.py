"""HTML inside a field, to its plain text."""

from __future__ import annotations

import regex

_ELEMENTS = "p|div|span|a|b|i|u|em|strong|h[1-6]|ul|ol|li|table|tr|td|blockquote|figure|section|article|font"
_MARKUP = regex.compile(rf"</(?:{_ELEMENTS})\s{{0,3}}>|<(?:br|p)\s{{0,3}}/?>", regex.IGNORECASE)
_PARAGRAPHS = frozenset(
    (
        "p",
        "div",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "table",
        "blockquote",
        "figure",
        "section",
        "article",
        "pre",
    )
)
_LINES = frozenset({"br", "li", "tr", "dt", "dd", "figcaption", "option"})
_CELLS = frozenset({"td", "th"})
_UNSEEN = frozenset({"script", "style", "noscript", "template", "iframe", "object", "svg", "head"})


def has_markup(text: str) -> bool:
    """Tell whether a text is written in HTML, and does not merely hold a "<"."""
    return _MARKUP.search(text) is not None


def text_of(html: str) -> str:
    """Return what a reader would see of a fragment of HTML, one paragraph a line; not cleaned."""
    from lxml import etree
    from lxml import html as parsing

    parser = parsing.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = parsing.document_fromstring(f"<body>{html}".encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError):
        return ""
    parts: list[str] = []
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        paragraph = "\n\n" if element.tag in _PARAGRAPHS else ""
        if event == "end":
            line = "\n" if element.tag in _LINES else " " if element.tag in _CELLS else ""
            parts.append(f"{paragraph}{line}{element.tail or ''}")
        elif element.tag in _UNSEEN:
            walk.skip_subtree()
        else:
            parts.append(f"{paragraph}{element.text or ''}")
    return "".join(parts)
