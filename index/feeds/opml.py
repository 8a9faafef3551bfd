"""OPML, the format in which feed readers exchange their lists (http://opml.org/spec2.opml)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from index.errors import SettingsError


def is_opml(content: bytes) -> bool:
    """Tell whether a list is written in XML."""
    return content.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")


def opml_addresses(content: bytes, path: Path) -> list[tuple[str, str]]:
    """Return (place, address) of each feed, folders opened.

    Raises:
        SettingsError: It is no OPML.
    """
    return [(f":{outline.sourceline}", address) for outline, address in _outlines(_root(content, path))]


def opml_with(content: bytes, url: str, path: Path) -> bytes:
    """Return the file with one more feed.

    Raises:
        SettingsError: It is no OPML.
    """
    from lxml import etree

    root = _root(content, path)
    body = next((child for child in root.iterchildren() if child.tag == "body"), None)
    if body is None:
        body = etree.SubElement(root, "body")
    etree.SubElement(body, "outline", type="rss", text=url, xmlUrl=url)
    return _bytes(root)


def opml_without(content: bytes, is_it: Callable[[str], bool], path: Path) -> bytes:
    """Return the file without the feeds that `is_it` tells.

    Raises:
        SettingsError: It is no OPML.
    """
    root = _root(content, path)
    for outline, address in list(_outlines(root)):
        if is_it(address):
            outline.getparent().remove(outline)
    return _bytes(root)


def _outlines(root: Any) -> Iterator[tuple[Any, str]]:
    for outline in root.iter("outline"):
        address = next((value for name, value in outline.attrib.items() if name.lower() == "xmlurl"), "").strip()
        if address:
            yield outline, address


def _root(content: bytes, path: Path) -> Any:
    from lxml import etree

    # No entity is replaced and nothing fetched.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.LxmlError, ValueError) as error:
        raise SettingsError(
            f"The list of feeds {path} is no OPML ({error}): export it anew from the feed reader."
        ) from error
    if root.tag != "opml":
        raise SettingsError(f"The list of feeds {path} is XML, but no OPML: name a text or OPML file in FEEDS.")
    return root


def _bytes(root: Any) -> bytes:
    from lxml import etree

    written: bytes = etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return written
