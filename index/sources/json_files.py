"""JSON: one article or a list of them in a .json file, one article a line in a .jsonl file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from index.errors import SourceError
from index.sources.item import MAX_TEXT_CHARS, Item
from index.sources.opening import MAX_LINE_CHARS
from index.sources.records import read_record


def read_jsonl(lines: Iterable[tuple[int, str | None]], place: str) -> Iterator[Item | SourceError]:
    """Read one article from each line that is not blank.

    Args:
        lines: (number, line), as `opening.read_lines` gives them.
        place: The file, for error messages.

    Yields:
        An Item, or what is wrong with the line.
    """
    for number, line in lines:
        if line is not None and not line.strip():
            continue
        try:
            yield _read_line(line, f"{place}:{number}")
        except SourceError as error:
            yield error


def _read_line(line: str | None, place: str) -> Item:
    if line is None:
        raise SourceError(
            place,
            f"this line has more than {MAX_LINE_CHARS:,} characters; an article may have {MAX_TEXT_CHARS:,}: split it.",
        )
    return _read_value(_parse(line, place), place)


def read_json(text: str, place: str) -> Iterator[Item | SourceError]:
    """Read one article, or each article of a list.

    Args:
        text: The file.
        place: The file, for error messages.

    Yields:
        An Item, or what is wrong with it.
    """
    try:
        value = _parse(text, place)
    except SourceError as error:
        lines = text.splitlines()
        if len(lines) > 1 and _is_object(lines[0]):  # one article a line, under the shorter name
            yield from read_jsonl(enumerate(lines, start=1), place)
        else:
            yield error
        return
    articles = value if isinstance(value, list) else [value]
    for number, article in enumerate(articles, start=1):
        try:
            yield _read_value(article, f"{place} (article {number})" if isinstance(value, list) else place)
        except SourceError as error:
            yield error


def _parse(text: str, place: str) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, character {error.colno}" if error.lineno > 1 else f"character {error.colno}"
        raise SourceError(
            place, f"this is not valid JSON ({error.msg} at {where}); correct it or take it out."
        ) from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, brackets within brackets
        raise SourceError(place, "this JSON is nested too deep or has too long a number; take it out.") from error


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _read_value(value: object, place: str) -> Item:
    if not isinstance(value, dict):
        raise SourceError(place, 'this is no object; an article is written as {"title": "…", "text": "…"}.')
    return read_record(value, place)
