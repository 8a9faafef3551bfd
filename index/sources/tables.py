"""CSV: one article a row, under a header that names the columns."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator

from index.errors import SourceError
from index.sources.item import MAX_TEXT_CHARS, Item
from index.sources.records import TEXT_NAMES, field_of, read_record

_DELIMITERS = ",;\t|"
_SHOWN_COLUMNS = 12
_SHOWN_CHARS = 30
_MAX_FIELD_CHARS = 2 * MAX_TEXT_CHARS
"""Room for the longest text, and to say that a longer one is too long; Python's own limit is 131,072."""


def read_csv(lines: Iterable[tuple[int, str | None]], place: str) -> Iterator[Item | SourceError]:
    """Read one article from each row. The delimiter is the one of "," ";" tab and "|" that makes sense of the header.

    Args:
        lines: (number, line), as `opening.read_lines` gives them.
        place: The file, for error messages.

    Yields:
        An Item, or what is wrong with the row; a single error if no column holds texts.
    """
    csv.field_size_limit(_MAX_FIELD_CHARS)
    source = _Lines(lines)
    try:
        header = next((line for line in source if line.strip()), "")
    except csv.Error as error:
        yield SourceError(place, f"its first row cannot be read ({error}); it must name the columns.")
        return
    if not header:
        return
    delimiter, columns = max(((each, _columns(header, each)) for each in _DELIMITERS), key=_sense)
    if "text" not in map(field_of, columns):
        shown = ", ".join(column[:_SHOWN_CHARS] for column in columns[:_SHOWN_COLUMNS])
        wanted = ", ".join(TEXT_NAMES[:4])
        yield SourceError(
            place, f"no column holds the texts; it has {shown}; name one of them {wanted} in the first row."
        )
        return
    # Not strict, a quotation mark that is never closed would silently swallow the rows behind it.
    rows = csv.reader(source, delimiter=delimiter, strict=True)
    while True:
        start = source.number + 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield SourceError(
                f"{place}:{start}", f"this row cannot be read ({error}); close its quotation marks, or split its text."
            )
            continue
        if any(cell.strip() for cell in row):
            yield _read_row(row, columns, f"{place}:{start}")


class _Lines:
    """The lines as csv wants them, with the number of the last one."""

    def __init__(self, lines: Iterable[tuple[int, str | None]]) -> None:
        self._lines = iter(lines)
        self.number = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        self.number, line = next(self._lines)
        if line is None:
            raise csv.Error("a line is too long")
        return line


def _columns(header: str, delimiter: str) -> list[str]:
    try:
        return [column.strip() for column in next(csv.reader([header], delimiter=delimiter), [])]
    except csv.Error:
        return []


def _sense(choice: tuple[str, list[str]]) -> tuple[bool, int, int]:
    _, columns = choice
    known = [field_of(column) for column in columns]
    return "text" in known, len([field for field in known if field]), len(columns)


def _read_row(row: list[str], columns: list[str], place: str) -> Item | SourceError:
    if any(cell.strip() for cell in row[len(columns) :]):
        return SourceError(
            place,
            f"it has {len(row)} fields and the header {len(columns)}; put a field with a delimiter in quotation marks.",
        )
    try:
        # Of two columns with one name the first counts, as it would in a spreadsheet's look-up.
        return read_record(dict(zip(reversed(columns[: len(row)]), reversed(row[: len(columns)]), strict=True)), place)
    except SourceError as error:
        return error
