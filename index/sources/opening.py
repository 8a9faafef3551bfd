"""Files, plain or gzipped, read within bounds: one small document whole, or lines one by one."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from index.errors import SourceError
from index.sources.decode import SAMPLE_BYTES, encoding_of

MAX_FILE_BYTES = 50_000_000
"""Longest file that is read whole (.txt .md .html .json): a newspaper's text of a year. Longer ones go line by line."""

MAX_LINE_CHARS = 8_000_000
"""Longest line of .jsonl and .csv: the longest text (`item.MAX_TEXT_CHARS`), each letter as \\uXXXX, and its fields."""

_MAX_GZIP_RATIO = 200
"""How many times its size a file may unpack to. For news it is 3 to 10, for equal lines about 100, for a bomb 1,000."""
_BEYOND_SUSPICION_BYTES = MAX_FILE_BYTES

_DAMAGED = "it is damaged or was cut off; copy or download it again."


def read_whole(path: Path, place: str) -> bytes:
    """Read a document.

    Args:
        path: The file.
        place: For the error message.

    Raises:
        SourceError: It is longer than `MAX_FILE_BYTES` (unpacked), or damaged.
        OSError: It cannot be read.
    """
    try:
        with _open(path, place) as file:
            content = file.read(MAX_FILE_BYTES + 1)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise SourceError(place, _DAMAGED) from error
    if len(content) > MAX_FILE_BYTES:
        raise SourceError(
            place,
            f"it has more than {MAX_FILE_BYTES // 10**6} MB; split it, or write it as .jsonl, one article a line.",
        )
    return content


def read_lines(path: Path, place: str) -> Iterator[tuple[int, str | None]]:
    """Read a file line by line.

    Args:
        path: The file.
        place: For the error message.

    Yields:
        Number of the line, from 1, and the line with its end; None for one longer than `MAX_LINE_CHARS`.

    Raises:
        SourceError: It is no text, damaged, or unpacks to a suspicious size.
        OSError: It cannot be read.
    """
    try:
        with _open(path, place) as file:
            encoding, errors = encoding_of(file.read(SAMPLE_BYTES), place, whole=False)
        with _open(path, place) as file, io.TextIOWrapper(file, encoding, errors) as stream:
            yield from _lines(stream)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise SourceError(place, _DAMAGED) from error


def _lines(stream: io.TextIOWrapper) -> Iterator[tuple[int, str | None]]:
    number = 0
    while line := stream.readline(MAX_LINE_CHARS + 1):
        number += 1
        if len(line) <= MAX_LINE_CHARS:
            yield number, line
            continue
        while line and not line.endswith("\n"):
            line = stream.readline(MAX_LINE_CHARS)
        yield number, None


def _open(path: Path, place: str) -> BinaryIO:
    if path.suffix.lower() == ".gz":
        return cast(BinaryIO, io.BufferedReader(_Unpacked(path, place)))
    return path.open("rb")


class _Unpacked(io.RawIOBase):
    """A gzipped file, unpacked; a bomb stops it."""

    def __init__(self, path: Path, place: str) -> None:
        self._packed = path.open("rb")
        self._unpacked = gzip.GzipFile(fileobj=self._packed)
        self._place = place
        self._bytes = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        count = self._unpacked.readinto(buffer)
        self._bytes += count
        if self._bytes > _BEYOND_SUSPICION_BYTES and self._bytes > _MAX_GZIP_RATIO * self._packed.tell():
            raise SourceError(
                self._place,
                f"it unpacks to more than {_MAX_GZIP_RATIO} times its size; unpack it yourself if you trust it.",
            )
        return count

    def close(self) -> None:
        self._unpacked.close()
        self._packed.close()
        super().close()
