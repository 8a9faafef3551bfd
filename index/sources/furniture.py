"""What stands on a news page and is not the article: lists of other news, tickers, paywall and cookie texts.

Two steps: out of the page's tree, where links and lists can be told from prose; then out of the lines of the text.
Neither knows a site. A line of news that merely begins like one of the house's own stays.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC
from typing import Any

import regex

from index.sources.dates import parse_date
from index.sources.furniture_words import ABOUT_ITSELF, CLOCK, LABEL, LABELLED, REPORTS
from index.sources.page_sizes import Size, head_of, sizes_of
from index.text import normalise

_NEVER = frozenset({"html", "body", "main", "article", "head"})
_BLOCKS = ("p", "div", "li", "h2", "h3", "h4", "h5", "h6", "section", "aside", "blockquote", "ul", "table")
_INLINE = ("strong", "b", "span", "em", "i", "u", "font", "a")

_NAMED = regex.compile(
    r"(?:^|[\s_-])(?:cookies?|consent|gdpr|newsletter|also-?_?reads?|read-?_?also|read-?_?more|related(?:news|stories|articles|posts)?"
    r"|recommended|recirculation|trending|most-?_?(?:read|popular|viewed)|subscribe|app-?_?download)(?:$|[\s_-])",
    regex.IGNORECASE,
)
_TICKER = regex.compile(
    r"(?:^|[\s_-])(?:news-?_?ticker|ticker|marquee|live-?_?blog|live-?_?updates?|live-?_?feed|breaking-?_?news)(?:$|[\s_-])",
    regex.IGNORECASE,
)
_MAX_LABELLED_CHARS = 400
_MAX_NAMED_CHARS = 600
_MAX_SHARE = 0.4
"""Of the page's letters: no part with more of them is taken out for its name alone."""
_LINKED = 0.5
_ALL_LINKED = 0.8
_MIN_ENTRIES = 3
"""Of a ticker."""
_MAX_FOLLOWERS = 10
_CLOCK_CHARS = 40
_MAX_LINE_CHARS = 300
_OPENING_LINES = 3
_MAX_DATE_CHARS = 60
_SENTENCE_END = tuple("।॥.!?…")


def clear(tree: Any) -> None:
    """Take the furniture out of a page parsed by lxml, in place."""
    for element in list(tree.iter("script", "style", "template")):
        if not (element.get("type") or "").lower().startswith("application/ld+json"):
            _drop(element)
    for element in list(tree.iter("marquee", "dialog")):
        _drop(element)
    for element in _named(tree, sizes_of(tree)):
        _drop(element)
    for element in _tickers(tree, sizes_of(tree)):
        _drop(element)
    sizes = sizes_of(tree)
    for element in list(tree.iter(*_BLOCKS, *_INLINE)):
        if _stands(element, tree) and LABEL.match(normalise(sizes[element].opening)):
            _take_labelled(element, sizes)


def without_furniture(text: str) -> str:
    """Return a text, one paragraph a line, without the lines that are no part of the article."""
    lines = text.split("\n")
    kept = [line for place, line in enumerate(lines) if not (_is_furniture(line) or _is_date(line, place))]
    return "\n".join(kept).strip()


def _is_furniture(line: str) -> bool:
    if not line or len(line) > _MAX_LINE_CHARS:
        return False
    words = normalise(line).lstrip("-•* ")
    if LABELLED.match(words):
        return True
    return ABOUT_ITSELF.match(words) is not None and not REPORTS.search(words)


def _is_date(line: str, place: int) -> bool:
    """Tell a line above the text that says when it was published, which is kept elsewhere."""
    if place >= _OPENING_LINES or not line or len(line) > _MAX_DATE_CHARS or line.endswith(_SENTENCE_END):
        return False
    return parse_date(line, UTC) is not None


def _named(tree: Any, sizes: dict[Any, Size]) -> list[Any]:
    """Find parts that are furniture by the names that their page gives them, and do not look like the article."""
    large = _MAX_SHARE * sizes[tree].chars
    entries = _entries_in(tree, sizes)
    found = []
    for element in tree.iter(*_BLOCKS):
        name, size = f"{element.get('class') or ''} {element.get('id') or ''}", sizes[element]
        ticker = _TICKER.search(name) is not None
        if size.headline or not (ticker or _NAMED.search(name)):
            continue
        if size.chars > large:
            is_furniture = ticker and entries[element] >= _MIN_ENTRIES
        else:
            is_furniture = ticker or size.chars <= _MAX_NAMED_CHARS or size.link_share >= _LINKED
        if is_furniture:
            found.append(element)
    return found


def _tickers(tree: Any, sizes: dict[Any, Size]) -> list[Any]:
    """Find entries that each begin with the time of day, three or more side by side."""
    found = []
    for parent in tree.iter("ul", "ol", "div", "section", "article", "main", "body", "tbody"):
        entries = [element for element in parent if _is_entry(sizes[element])]
        if len(entries) >= _MIN_ENTRIES:
            found += entries
    return found


def _entries_in(tree: Any, sizes: dict[Any, Size]) -> dict[Any, int]:
    """Count the entries that are paragraphs or items of lists in each element."""
    counts = dict.fromkeys(sizes, 0)
    for element in reversed(list(tree.iter())):
        if element.tag in ("li", "p", "div") and _is_entry(sizes[element]):
            counts[element] += 1
        parent = element.getparent()
        if parent in counts:
            counts[parent] += counts[element]
    return counts


def _is_entry(size: Size) -> bool:
    return CLOCK.match(normalise(size.opening[:_CLOCK_CHARS])) is not None


def _take_labelled(element: Any, sizes: dict[Any, Size]) -> None:
    """Take out a label with the links that it introduces; leave a sentence that only begins like a label."""
    size = sizes[element]
    if size.chars > _MAX_LABELLED_CHARS or size.headline:
        return
    words = normalise(head_of(element, _MAX_LABELLED_CHARS))
    if LABEL.fullmatch(words.rstrip(" :：|।>»→-–—")):
        followers = list(_followers(element, sizes))
        if followers or element.tag not in _INLINE:
            for each in (*followers, element):
                _drop(each)
    elif size.link_share >= _LINKED or (LABELLED.match(words) and element.find(".//br") is None):
        _drop(element)


def _followers(label: Any, sizes: dict[Any, Size]) -> Iterator[Any]:
    """Find what behind a label is nothing but links; of a label inside a line, the link behind it."""
    if label.tag in _INLINE and (label.tail or "").strip(" :|-–—\n\t"):
        return
    for count, element in enumerate(label.itersiblings()):
        size = sizes.get(element)
        if count >= _MAX_FOLLOWERS or size is None:
            return
        if not size.chars and element.tag != "br":
            continue
        if element.tag != "a" and (element.tag in _INLINE or size.link_share < _ALL_LINKED):
            return
        yield element
        if (element.tail or "").strip():
            return


def _stands(element: Any, tree: Any) -> bool:
    """Whether an element is still part of the page."""
    return element is tree or (
        element.getparent() is not None and any(each is tree for each in element.iterancestors())
    )


def _drop(element: Any) -> None:
    if element.tag not in _NEVER and element.getparent() is not None:
        element.drop_tree()
