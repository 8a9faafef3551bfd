"""Web pages, saved or fetched, through trafilatura, to Items."""

from __future__ import annotations

import logging
from typing import Any

import regex

from index.errors import SourceError
from index.sources.canonical import true_address
from index.sources.decode import declared_encoding, decode
from index.sources.furniture import clear, without_furniture
from index.sources.item import MAX_TEXT_CHARS, Item
from index.sources.page_facts import page_facts
from index.sources.standfirst import blocks_of, standfirst
from index.text import clean, sentences

MAX_PAGE_BYTES = 20_000_000
"""News pages have 0.1 to 3 MB; ten times that where a browser saved the pictures inside."""

_MAX_ELEMENTS = 50_000
"""A long news page has 5,000; trafilatura takes about 10 s for this many."""

_MIN_TEXT_CHARS = 60
_MIN_SENTENCE_SHARE = 0.2
"""Of the text, in characters, the part that ends like sentences: an index of headlines has next to none."""
_MIN_LIST_ITEMS = 20
_MIN_LIST_SHARE = 0.7
_SENTENCE_END = regex.compile(r"[।॥.!?…][\"'’”»)\]]*$")

# Chrome and Firefox write the address into the page: <!-- saved from url=(0042)https://… -->
_SAVED_FROM = regex.compile(r"<!-- saved from url=\(\d{4}\)(\S{1,2000}) -->")
# lxml reads these in HTML, and trafilatura then cannot write them as the XML that it works on.
_NOT_XML = regex.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NO_ARTICLE = "no article was found in this page; save the page of one article, or put its text into a .txt file."


def read_page(page: bytes, place: str, *, address: str = "", charset: str = "") -> Item:
    """Read the article of a page.

    Args:
        page: As it was saved or came.
        place: For the error message.
        address: Where it came from; empty for a saved file, which is believed to be what it says it is.
        charset: That its server named, if any.

    Raises:
        SourceError: It holds no article, or is too long to be one.
    """
    if len(page) > MAX_PAGE_BYTES:
        raise SourceError(
            place, f"it has more than {MAX_PAGE_BYTES // 10**6} MB, as no article has; add its text as .txt."
        )
    html = decode(page, place, charset, declared_encoding(page)).replace("\0", "")  # libxml2 would stop there
    tree = _parse(html, place)
    facts = page_facts(tree)
    _drop_times_of_teasers(tree)
    clear(tree)
    blocks = blocks_of(tree)
    document = _extract(tree, place)
    found = clean(document.text or "") if document is not None else ""
    if not found or _is_list(found):
        raise SourceError(place, _NO_ARTICLE)
    title = " ".join((document.title or "").split())
    text = without_furniture(found)
    first, _, rest = text.partition("\n")
    if rest and first == title:
        text = without_furniture(rest.lstrip())
    if len(text) < _MIN_TEXT_CHARS or not _is_prose(text[:MAX_TEXT_CHARS]):
        raise SourceError(place, _NO_ARTICLE)
    above = without_furniture(clean(standfirst(blocks, text, title)))
    outlet = facts.outlet or document.sitename or document.hostname or ""
    saved_from = _SAVED_FROM.search(html[:2000])
    claimed = facts.canonical or document.url or ""
    return Item(
        place=place,
        text=f"{above}\n{text}" if above else text,
        title=_without_outlet(title, {outlet, document.sitename or ""}),
        source=outlet,
        url=true_address(address, claimed, amp=facts.amp)
        if address
        else claimed or (saved_from[1] if saved_from else ""),
        dates=(*facts.dates, document.date or ""),
        author=facts.author,
        section=facts.section,
        modified=facts.modified,
    )


def _is_list(text: str) -> bool:
    """Tell a page of many items, each a line of a list, from an article with a list in it."""
    items = [line for line in text.split("\n") if line.startswith("- ")]
    return len(items) >= _MIN_LIST_ITEMS and sum(map(len, items)) >= _MIN_LIST_SHARE * len(text)


def _parse(html: str, place: str) -> Any:
    from lxml import etree
    from lxml import html as parsing

    try:
        parser = parsing.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
        tree = parsing.document_fromstring(html.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise SourceError(place, _NO_ARTICLE) from error
    elements = chars = 0
    for element in tree.iter():
        elements += 1
        element.text = _NOT_XML.sub("", element.text) if element.text else None
        element.tail = _NOT_XML.sub("", element.tail) if element.tail else None
        if element.tag not in ("script", "style"):
            chars += len(element.text or "")
        chars += len(element.tail or "")
    if elements > _MAX_ELEMENTS or chars > 2 * MAX_TEXT_CHARS:
        raise SourceError(
            place, f"it has {elements:,} elements and {chars:,} characters, as no article has; add its text as .txt."
        )
    return tree


def _drop_times_of_teasers(tree: Any) -> None:
    """Take out what trafilatura would take for the time of this article."""
    for time in list(tree.iter("time")):
        if any(parent.tag in ("aside", "nav", "footer") for parent in time.iterancestors()):
            time.drop_tree()


def _extract(tree: Any, place: str) -> Any:
    from trafilatura import bare_extraction

    for library in ("trafilatura", "htmldate"):
        logging.getLogger(library).setLevel(logging.CRITICAL)  # what it warns of is reported as a SourceError
    try:
        return bare_extraction(
            tree,
            with_metadata=True,
            include_comments=False,
            include_tables=False,  # more often a layout than figures, and rows cannot be quoted as sentences
            # Dates found anywhere in the page are often those of other articles, or of a copyright.
            date_extraction_params={"original_date": True, "extensive_search": False},
        )
    except Exception as error:  # a library of heuristics on a stranger's page: anything may come, and the batch goes on
        raise SourceError(place, f"{_NO_ARTICLE[:-1]} (the page is broken: {type(error).__name__}).") from error


def _is_prose(text: str) -> bool:
    ended = sum(end - start for start, end in sentences(text) if _SENTENCE_END.search(text[start:end]))
    return ended >= _MIN_SENTENCE_SHARE * len(text)


def _without_outlet(title: str, outlets: set[str]) -> str:
    """Take " - NASA" or " | BBC News" off a title."""
    head, mark, tail = next(
        (parts for mark in ("|", " - ", " – ", " — ") if (parts := title.rpartition(mark))[1]), ("", "", "")
    )
    return head.strip() if mark and head.strip() and tail.strip() in outlets else title
