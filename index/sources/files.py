"""Files and folders to Articles: the one entrance for everything that a person adds.

    source ─► files in it ─► reader by ending ─► Items ─► Articles
                             text_files, pages,   item    articles: language, time, id
                             json_files, tables

Addresses enter by `index.sources.web`.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path, PurePath

from index.article import Article
from index.errors import SourceError
from index.sources.articles import to_articles
from index.sources.decode import decode
from index.sources.item import Item
from index.sources.json_files import read_json, read_jsonl
from index.sources.opening import read_lines, read_whole
from index.sources.pages import read_page
from index.sources.tables import read_csv
from index.sources.text_files import read_markdown, read_plain

Found = Iterator[Item | SourceError]

READERS: dict[str, Callable[[Path, str], Found]] = {
    ".txt": lambda path, place: read_plain(decode(read_whole(path, place), place), place),
    ".md": lambda path, place: read_markdown(decode(read_whole(path, place), place), place),
    ".html": lambda path, place: iter([read_page(read_whole(path, place), place)]),
    ".htm": lambda path, place: iter([read_page(read_whole(path, place), place)]),
    ".json": lambda path, place: read_json(decode(read_whole(path, place), place), place),
    ".jsonl": lambda path, place: read_jsonl(read_lines(path, place), place),
    ".csv": lambda path, place: read_csv(read_lines(path, place), place),
}
"""Reader by ending; each also takes the ending with ".gz" behind it."""

_ENDINGS = f"{' '.join(READERS)}, each also as .gz"
_OLDEST_MTIME_YEAR = 1990
"""Archives and package builders stamp files with 1970 or 1980: that says nothing of the news in them."""


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    place: str
    """As the person would name it, for error messages."""
    name: str
    """Its path in the folder that was added, or its own name."""


def read_source(source: str, *, timezone: tzinfo, now: datetime | None = None) -> Iterator[Article | SourceError]:
    """Read the articles of a file or of all files in a folder, lazily.

    Args:
        source: As the person typed it.
        timezone: Of times that name no zone.
        now: The present, timezone-aware; given in tests.

    Yields:
        Each article in the order of the files' names, or what is wrong with it, its file or the source: nothing that
        stands in a file is raised.
    """
    now = now or datetime.now(timezone)
    if is_address(source):
        yield SourceError(_shown(source), "this is an address of the web and no file; here only files can be read.")
        return
    for file in _files(source):
        if isinstance(file, SourceError):
            yield file
        else:
            yield from _read_file(file, timezone, now)


def is_address(source: str) -> bool:
    """Tell an address of the web from the name of a file."""
    return source.lower().startswith(("http://", "https://"))


def _read_file(file: _File, timezone: tzinfo, now: datetime) -> Iterator[Article | SourceError]:
    found_any = False
    try:
        today = _latest_day(file.path, timezone, now)
        items = READERS[_ending(file.path)](file.path, file.place)
        for article in to_articles(items, name=file.name, timezone=timezone, now=now, today=today):
            found_any = True
            yield article
    except SourceError as error:
        found_any = True
        yield error
    except OSError as error:
        found_any = True
        yield _unreadable(file.place, error)
    if not found_any:
        yield SourceError(file.place, "the file is empty; add one that holds an article.")


def _latest_day(path: Path, timezone: tzinfo, now: datetime) -> datetime:
    """The file cannot tell of days after it was last written."""
    try:
        changed = datetime.fromtimestamp(path.stat().st_mtime, timezone)
    except (ValueError, OverflowError):
        return now
    return min(changed, now) if changed.year >= _OLDEST_MTIME_YEAR else now


def _files(source: str) -> Iterator[_File | SourceError]:
    if not source.strip():
        yield SourceError("(no name)", "there is no source without a name; name a file or a folder.")
        return
    path, place = Path(source), _shown(source)
    try:
        if path.is_dir():
            yield from _files_in(path, place)
        elif not path.exists():
            yield SourceError(place, "there is no such file or folder; check its name.")
        elif not path.is_file():
            yield SourceError(place, "this is neither a file nor a folder; add a file.")
        elif not _ending(path):
            yield SourceError(place, f"files of this kind cannot be read; these can: {_ENDINGS}.")
        else:
            yield _File(path, place, _composed(path.name))
    except (OSError, ValueError) as error:  # a name too long, a letter that no name may have
        yield _unreadable(place, error)


def _files_in(folder: Path, place: str) -> Iterator[_File | SourceError]:
    nothing = True
    errors: list[OSError] = []
    seen: set[tuple[int, int]] = set()
    for parent, folders, names in os.walk(folder, onerror=errors.append, followlinks=True):
        status = os.stat(parent)
        if (status.st_dev, status.st_ino) in seen:  # a link back: everything below has been read
            folders.clear()
            continue
        seen.add((status.st_dev, status.st_ino))
        folders[:] = sorted(each for each in folders if not each.startswith(".") and not _is_part_of_page(each, names))
        for name in sorted(names):
            path = Path(parent, name)
            if name.startswith(".") or not _ending(path):
                continue
            nothing = False
            inner = _shown(str(path))
            if path.is_file():
                yield _File(path, inner, _composed(path.relative_to(folder).as_posix()))
            else:
                yield SourceError(inner, "this is no file, or a link to none; remove it.")
    for error in errors:
        nothing = False
        yield _unreadable(_shown(str(error.filename or place)), error)
    if nothing:
        yield SourceError(place, f"nothing in this folder can be read; these files can: {_ENDINGS}.")


def _is_part_of_page(folder: str, names: list[str]) -> bool:
    """Tell the folder "Page_files" that a browser saves beside "Page.html", with advertisements in it."""
    page = folder.removesuffix("_files")
    return page != folder and (f"{page}.html" in names or f"{page}.htm" in names)


def _ending(path: PurePath) -> str:
    """The ending that chooses the reader, in lower case; empty if there is none for it."""
    name = path.name.lower().removesuffix(".gz")
    ending = PurePath(name).suffix
    return ending if ending in READERS else ""


def _composed(name: str) -> str:
    """One spelling of a name, whatever the file system's: macOS decomposes letters."""
    return unicodedata.normalize("NFC", name)


def _shown(name: str) -> str:
    """A name that can be printed, whatever bytes the file system holds."""
    return name.encode("utf-8", "replace").decode("utf-8")


def _unreadable(place: str, error: Exception) -> SourceError:
    reason = error.strerror if isinstance(error, OSError) else None
    return SourceError(
        place, f"it cannot be read ({reason or 'its name is not valid'}); check its name and permissions."
    )
