"""What a news page says of itself, in JSON-LD, meta and link elements: times, outlet, author, section, address."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_META_DATES = (
    "article:published_time", "datepublished", "og:article:published_time", "publish-date", "publishdate",
    "pubdate", "dc.date.issued", "dcterms.created", "parsely-pub-date", "sailthru.date", "date",
)  # fmt: skip
_META_CHANGES = (
    "article:modified_time", "datemodified", "og:updated_time", "last-modified", "dcterms.modified", "revised",
)  # fmt: skip
_META_AUTHORS = ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl")
_MAX_AUTHORS = 5
_MAX_DEPTH = 6
_MAX_NODES = 500


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What a page says of itself.

    Attributes:
        dates: Times of publication as written, those with a time of day first.
        outlet: Name of the site; empty if it does not say.
        modified: Times of the last change as written, those with a time of day first.
        author: Names with commas between them; empty if it does not say.
        section: Of the outlet; empty if it does not say.
        canonical: Address that the page claims; may be relative, or wrong; empty if it claims none.
        amp: It is the AMP version of another page.
    """

    dates: tuple[str, ...]
    outlet: str
    modified: tuple[str, ...] = ()
    author: str = ""
    section: str = ""
    canonical: str = ""
    amp: bool = False


def page_facts(tree: Any) -> PageFacts:
    """Read them from a page parsed by lxml."""
    nodes = sorted(_linked_data(tree), key=_is_other_than_article)
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        metas.setdefault(name.lower(), meta.get("content") or "")
    return PageFacts(
        dates=_dates(tree, nodes, metas, "datePublished", _META_DATES),
        outlet=metas.get("og:site_name") or next(filter(None, map(_publisher, nodes)), ""),
        modified=_dates(tree, nodes, metas, "dateModified", _META_CHANGES),
        author=_author(nodes, metas),
        section=next(filter(None, (_name(node.get("articleSection")) for node in nodes)), "")
        or metas.get("article:section", ""),
        canonical=_canonical(tree) or metas.get("og:url", ""),
        amp=any(name in tree.attrib for name in ("amp", "⚡")),
    )


def _dates(
    tree: Any, nodes: list[dict[str, Any]], metas: dict[str, str], field: str, names: tuple[str, ...]
) -> tuple[str, ...]:
    dates = [date for node in nodes if isinstance(date := node.get(field), str)]
    dates += [metas[name] for name in names if metas.get(name)]
    published = field == "datePublished"
    dates += [
        date
        for element in tree.iter("time")
        if (
            element.get("itemprop") == field
            or (
                (published and element.get("itemprop") is None)
                and (element.get("pubdate") is not None or _in_article(element))
            )
        )
        and (date := element.get("datetime"))
    ]
    return tuple(sorted(dates, key=_is_day_only))


def _author(nodes: list[dict[str, Any]], metas: dict[str, str]) -> str:
    """Of the article itself, by its linked data or else its meta elements; an address or handle is no name."""
    for node in nodes:
        names = [name for each in _listed(node.get("author")) if (name := _name(each))]
        if names and not _is_other_than_article(node):
            return ", ".join(dict.fromkeys(names[:_MAX_AUTHORS]))
    written = (metas.get(name, "").strip() for name in _META_AUTHORS)
    return next((name for name in written if name and not name.startswith(("http", "@", "/"))), "")


def _name(value: Any) -> str:
    """A name, of an object that has one, or the first of several."""
    if isinstance(value, list):
        return next(filter(None, map(_name, value[:_MAX_AUTHORS])), "")
    name = value.get("name") if isinstance(value, dict) else value
    return " ".join(name.split()) if isinstance(name, str) and not name.startswith(("http", "@", "/")) else ""


def _canonical(tree: Any) -> str:
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split() and link.get("href"):
            return str(link.get("href")).strip()
    return ""


def _is_day_only(date: str) -> bool:
    return ":" not in date


def _is_other_than_article(node: dict[str, Any]) -> bool:
    return not any(
        isinstance(kind, str) and kind.endswith(("Article", "BlogPosting")) for kind in _listed(node.get("@type"))
    )


def _publisher(node: dict[str, Any]) -> str:
    publisher = node.get("publisher")
    name = publisher.get("name") if isinstance(publisher, dict) else publisher
    return name if isinstance(name, str) and not name.startswith("http") else ""


def _in_article(element: Any) -> bool:
    """Tell the time of the article itself from those of teasers beside it."""
    parents = list(element.iterancestors())
    return any(parent.tag == "article" for parent in parents) and not any(
        parent.tag in ("aside", "li") for parent in parents
    )


def _linked_data(tree: Any) -> Iterator[dict[str, Any]]:
    """Yield the objects of all JSON-LD blocks, a bounded number to a bounded depth."""
    waiting: list[tuple[Any, int]] = []
    for script in tree.iter("script"):
        if (script.get("type") or "").lower().startswith("application/ld+json") and script.text:
            try:
                waiting.append((json.loads(script.text.strip(), strict=False), 0))
            except (ValueError, RecursionError):
                continue
    for _ in range(_MAX_NODES):
        if not waiting:
            return
        value, depth = waiting.pop(0)
        if isinstance(value, dict):
            yield value
        if depth < _MAX_DEPTH:
            inner = value.values() if isinstance(value, dict) else _listed(value)
            waiting.extend((each, depth + 1) for each in inner if isinstance(each, dict | list))


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]
