"""Fields of JSON objects, table rows and front matter, under the names that people give them, to an Item."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from index.errors import SourceError
from index.sources.item import Item
from index.text import normalise

_NAMES: dict[str, tuple[str, ...]] = {
    "id": ("id", "guid", "uuid", "article_id", "आईडी"),
    "title": ("title", "headline", "headlines", "heading", "शीर्षक", "हेडलाइन"),
    "text": (
        "text", "body", "content", "article", "article_body", "full_text", "main_text", "story", "पाठ", "लेख", "समाचार",
        "ख़बर", "विवरण", "description", "summary",
    ),
    "language": ("lang", "language", "in_language", "भाषा"),
    "source": ("source", "outlet", "publisher", "site", "site_name", "newspaper", "स्रोत", "अख़बार", "प्रकाशक"),
    "url": ("url", "link", "canonical_url", "पता", "लिंक", "यूआरएल"),
    "dates": (
        "published_at", "published", "date_published", "published_date", "publish_date", "publication_date", "pub_date",
        "date", "datetime", "timestamp", "time", "तारीख", "दिनांक", "तिथि", "प्रकाशित", "समय",
    ),
    "author": ("author", "byline", "creator", "written_by", "लेखक"),
    "section": ("section", "article_section", "category", "खंड", "श्रेणी"),
    "modified": ("modified_at", "date_modified", "modified", "updated_at", "updated"),
}  # fmt: skip
_SEPARATORS = str.maketrans("", "", " _-")


def _key(name: str) -> str:
    return normalise(name).translate(_SEPARATORS)


_FIELDS: dict[str, tuple[str, int]] = {
    _key(name): (field, rank) for field, names in _NAMES.items() for rank, name in enumerate(names)
}

TEXT_NAMES = _NAMES["text"]
"""What a column of texts may be called, the usual name first."""


def field_of(name: str) -> str:
    """Return which field of an Item a column or key means; empty for any other. Case, space, "_", "-" do not count."""
    return _FIELDS.get(_key(name), ("", 0))[0]


def read_record(record: Mapping[str, object], place: str) -> Item:
    """Read one record.

    Args:
        record: Field names as found, with their values.
        place: For error messages.

    Raises:
        SourceError: It has no text, or its text is no string.
    """
    found: dict[str, list[tuple[int, object]]] = {field: [] for field in _NAMES}
    for name, value in record.items():
        field, rank = _FIELDS.get(_key(name), ("", 0)) if len(name) <= 60 else ("", 0)
        if field and value is not None and value != "":
            found[field].append((rank, value))
    values = {field: [value for _, value in sorted(pairs, key=_rank)] for field, pairs in found.items()}
    if not values["text"]:
        if any(field_of(name) == "text" for name in record):
            raise SourceError(place, "its text is empty; fill it or leave the article out.")
        raise SourceError(place, f'it has no field for the text; call that field "{TEXT_NAMES[0]}".')
    text = values["text"][0]
    if not isinstance(text, str):
        raise SourceError(place, f"its text is {_kind(text)}, not a string; put the text in quotation marks.")
    return Item(
        place=place,
        text=text,
        title=_first_string(values["title"]),
        id=_first_string(values["id"]),
        language=_first_string(values["language"]),
        source=_first_string(values["source"]),
        url=_first_string(values["url"]),
        dates=tuple(value for value in values["dates"] if isinstance(value, str | int | float)),
        author=_first_string(values["author"]),
        section=_first_string(values["section"]),
        modified=tuple(value for value in values["modified"] if isinstance(value, str | int | float)),
    )


def _rank(pair: tuple[int, object]) -> int:
    return pair[0]


def _first_string(values: Iterable[object]) -> str:
    """The first that is a string, a number, or an object with a name (NewsAPI and schema.org name a publisher so)."""
    for value in values:
        if isinstance(value, Mapping):
            value = value.get("name")
        if isinstance(value, str) and value.strip():
            return value.strip()
        if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**18:
            return str(value)
    return ""


def _kind(value: object) -> str:
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, int | float):
        return "a number"
    return "a list" if isinstance(value, list) else "an object"
