"""What a news page says of itself, in JSON-LD and meta elements: times of publication and outlet."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_META_DATES = (
    "article:published_time", "datepublished", "og:article:published_time", "publish-date", "publishdate",
    "pubdate", "dc.date.issued", "dcterms.created", "parsely-pub-date", "sailthru.date", "date",
)  # fmt: skip
_MAX_DEPTH = 6
_MAX_NODES = 500


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What a page says of itself.

    Attributes:
        dates: Times of publication as written, those with a time of day first.
        outlet: Name of the site; empty if it does not say.
    """

    dates: tuple[str, ...]
    outlet: str


def page_facts(tree: Any) -> PageFacts:
    """Read them from a page parsed by lxml."""
    nodes = sorted(_linked_data(tree), key=_is_other_than_article)
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        metas.setdefault(name.lower(), meta.get("content") or "")
    dates = [date for node in nodes if isinstance(date := node.get("datePublished"), str)]
    dates += [metas[name] for name in _META_DATES if metas.get(name)]
    dates += [
        date
        for element in tree.iter("time")
        if (element.get("itemprop") == "datePublished" or element.get("pubdate") is not None or _in_article(element))
        and (date := element.get("datetime"))
    ]
    outlet = metas.get("og:site_name") or next(filter(None, map(_publisher, nodes)), "")
    return PageFacts(tuple(sorted(dates, key=_is_day_only)), outlet)


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
