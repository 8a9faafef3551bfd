"""What stands on a news page and is not the article: lists of other news, tickers, paywall and cookie texts.

Two steps: out of the page's tree, where links and lists can be told from prose; then out of the lines of the text.
Neither knows a site. A line of news that merely begins like one of the house's own stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC
from typing import Any

import regex

from index.sources.dates import parse_date
from index.sources.furniture_words import ABOUT_ITSELF, CLOCK, LABEL, LABELLED, REPORTS
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
_MAX_LINE_CHARS = 300
_OPENING_LINES = 3
_MAX_DATE_CHARS = 60
_SENTENCE_END = tuple("।॥.!?…")


def clear(tree: Any) -> None:
    """Take the furniture out of a page parsed by lxml, in place."""
    for element in list(tree.iter("script", "style", "template")):
        if not (element.get("type") or "").lower().startswith("application/ld+json"):
            _drop(element)
    for element in _named(tree):
        _drop(element)
    for element in list(tree.iter("marquee", "dialog")):
        _drop(element)
    for element in list(_tickers(tree)):
        _drop(element)
    for element in list(tree.iter(*_BLOCKS, *_INLINE)):
        if _stands(element, tree) and LABEL.match(_opening(element)):
            _take_labelled(element)


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


def _named(tree: Any) -> Iterator[Any]:
    """Find parts that are furniture by the names that their page gives them, and do not look like the article."""
    whole = max(1, len(_text(tree)))
    for element in list(tree.iter(*_BLOCKS)):
        name = f"{element.get('class') or ''} {element.get('id') or ''}"
        if element.tag in _NEVER or not name.strip() or not (_NAMED.search(name) or _TICKER.search(name)):
            continue
        if not _stands(element, tree) or element.find(".//h1") is not None:
            continue
        text = _text(element)
        if len(text) > _MAX_SHARE * whole:
            if _TICKER.search(name) and len(_entries(element.iter(*_BLOCKS))) >= _MIN_ENTRIES:
                yield element
        elif _TICKER.search(name) or len(text) <= _MAX_NAMED_CHARS or _link_share(element, text) >= _LINKED:
            yield element


def _tickers(tree: Any) -> Iterator[Any]:
    """Find entries that each begin with the time of day, three or more side by side."""
    for parent in list(tree.iter("ul", "ol", "div", "section", "article", "main", "body", "tbody")):
        entries = _entries(parent)
        if len(entries) >= _MIN_ENTRIES:
            yield from entries


def _entries(elements: Iterable[Any]) -> list[Any]:
    return [element for element in elements if isinstance(element.tag, str) and CLOCK.match(_opening(element))]


def _take_labelled(element: Any) -> None:
    """Take out a label with the links that it introduces; leave a sentence that only begins like a label."""
    text = _text(element)
    words = normalise(text)
    alone = LABEL.fullmatch(words.rstrip(" :：|।>»→-–—")) is not None
    if alone:
        followers = list(_followers(element))
        if followers or element.tag not in _INLINE:
            for each in (*followers, element):
                _drop(each)
    elif (
        len(text) <= _MAX_LABELLED_CHARS
        and (LABELLED.match(words) or _link_share(element, text) >= _LINKED)
        and element.find(".//h1") is None
    ):
        _drop(element)


def _followers(label: Any) -> Iterator[Any]:
    """Find what behind a label is nothing but links; of a label inside a line, the link behind it."""
    if label.tag in _INLINE and (label.tail or "").strip(" :|-–—\n\t"):
        return
    for count, element in enumerate(label.itersiblings()):
        if count >= _MAX_FOLLOWERS or not isinstance(element.tag, str):
            return
        text = _text(element)
        if not text and element.tag != "br":
            continue
        if element.tag == "a" or (element.tag not in _INLINE and text and _link_share(element, text) >= _ALL_LINKED):
            yield element
            if (element.tail or "").strip():
                return
        else:
            return


def _opening(element: Any) -> str:
    """The first words of an element, normalised."""
    for count, text in enumerate(element.itertext()):
        if text.strip():
            return normalise(" ".join(text.split())[:200])
        if count > 20:
            break
    return ""


def _text(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _link_share(element: Any, text: str) -> float:
    if element.tag == "a":
        return 1.0
    return sum(len(_text(link)) for link in element.iter("a")) / max(1, len(text))


def _stands(element: Any, tree: Any) -> bool:
    """Whether an element is still part of the page."""
    return element is tree or (
        element.getparent() is not None and any(each is tree for each in element.iterancestors())
    )


def _drop(element: Any) -> None:
    if element.tag not in _NEVER and element.getparent() is not None:
        element.drop_tree()
