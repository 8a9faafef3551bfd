"""Articles as JSON lines that hold all of them, and back: a copy of the news that no model and no program version can make unreadable.

A line is an article in the format that `add` and `evaluate` read as well, with `revision` and, where it was corrected, what it said
`earlier`. Vectors are no part of it: they are made again by whichever model reads it.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, TextIO, cast

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError

from index.article import Article, Language
from index.errors import SourceError
from index.sources.item import MAX_TEXT_CHARS
from index.sources.opening import read_lines
from index.store.protocol import Copy, Store

_NOT_OURS = "this is no line of an export; give a file that `python bot.py export` wrote, or bring it in with `python bot.py add`."


def _moment(text: str) -> str:
    if text and datetime.fromisoformat(text).tzinfo is None:
        raise ValueError("no time zone")
    return text


class _Revision(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")

    title: str
    text: str
    lang: Language
    source: str
    url: str
    date: Annotated[str, AfterValidator(_moment)]
    author: str
    section: str
    modified: Annotated[str, AfterValidator(_moment)]


class _Copy(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")

    id: str
    title: str
    source: str
    url: str
    date: Annotated[str, AfterValidator(_moment)]


class _Line(_Revision):
    id: str
    revision: int
    gone: Annotated[str, AfterValidator(_moment)] = ""
    earlier: list[_Revision] = []
    copies: list[_Copy] = []


@dataclass(frozen=True, slots=True)
class Kept:
    """An article with its past.

    Attributes:
        article: Its newest revision.
        earlier: The revisions before it, oldest first.
        copies: Who else wrote the same.
    """

    article: Article
    earlier: tuple[Article, ...] = ()
    copies: tuple[Copy, ...] = ()


def export_lines(store: Store) -> Iterator[str]:
    """Write every article of an index as one line of JSON, without the line's end.

    Args:
        store: The index.

    Yields:
        In the order in which the articles were first stored.

    Raises:
        StoreError: It cannot be read.
    """
    for article in store.articles():
        line: dict[str, Any] = {"id": article.id, **_row(article), "revision": article.revision}
        if article.gone_at:
            line["gone"] = article.gone_at.isoformat()
        if copies := store.copies(article.id):
            line["copies"] = [
                {
                    "id": copy.id,
                    "title": copy.title,
                    "source": copy.source,
                    "url": copy.url,
                    "date": _text(copy.published_at),
                }
                for copy in copies
            ]
        if article.revision > 1:
            earlier = store.revisions(article.id)[
                : article.revision - 1
            ]  # it may have been corrected meanwhile, or removed
            if len(earlier) < article.revision - 1:
                continue
            line["earlier"] = [_row(revision) for revision in earlier]
        yield json.dumps(line, ensure_ascii=False)


def write_export(lines: Iterable[str], path: Path) -> int:
    """Write lines to a file, whole or not at all.

    Args:
        lines: As `export_lines` gives them.
        path: The file; an existing one is replaced when all is written. One that ends in .gz is packed.

    Returns:
        How many lines there are.

    Raises:
        SourceError: It cannot be written.
    """
    unfinished = path.with_name(f".{path.name}.unfinished")
    count = 0
    try:
        with _to_write(unfinished, packed=path.suffix == ".gz") as file:
            for line in lines:
                file.write(f"{line}\n")
                count += 1
        unfinished.replace(path)
    except OSError as error:
        raise SourceError(str(path), f"it cannot be written ({error.strerror}); name another file.") from error
    finally:
        unfinished.unlink(missing_ok=True)
    return count


def _to_write(path: Path, packed: bool) -> TextIO:
    if packed:
        return cast(TextIO, gzip.open(path, "wt", encoding="utf-8"))
    return path.open("w", encoding="utf-8")


def read_export(path: Path) -> Iterator[Kept | SourceError]:
    """Read what `export_lines` wrote, plain or gzipped.

    Args:
        path: The file.

    Yields:
        An article, or what is wrong with the line.
    """
    try:
        for number, line in read_lines(path, path.name):
            if line is None or line.strip():
                yield _kept(line or "", f"{path.name}:{number}")
    except SourceError as error:
        yield error
    except OSError as error:
        yield SourceError(str(path), f"it cannot be read ({error.strerror}).")


def _kept(line: str, place: str) -> Kept | SourceError:
    try:
        read = _Line.model_validate_json(line)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"]))
        return SourceError(place, f"{_NOT_OURS[:-1]} ({where}: {first['msg']}).")
    if not read.id or max(len(each.text) for each in (read, *read.earlier)) > MAX_TEXT_CHARS:
        return SourceError(place, _NOT_OURS)
    if read.revision != len(read.earlier) + 1:
        return SourceError(
            place, f"it has revision {read.revision} and {len(read.earlier)} earlier ones; take the line out."
        )
    earlier = (_article(read.id, revision, number) for number, revision in enumerate(read.earlier, start=1))
    copies = (Copy(copy.id, copy.title, copy.source, copy.url, _time(copy.date)) for copy in read.copies)
    return Kept(
        replace(_article(read.id, read, read.revision), gone_at=_time(read.gone)), tuple(earlier), tuple(copies)
    )


def _row(article: Article) -> dict[str, str]:
    return {
        "title": article.title,
        "text": article.text,
        "lang": article.language,
        "source": article.source,
        "url": article.url,
        "date": _text(article.published_at),
        "author": article.author,
        "section": article.section,
        "modified": _text(article.modified_at),
    }


def _article(article_id: str, row: _Revision, revision: int) -> Article:
    return Article(
        id=article_id,
        title=row.title,
        text=row.text,
        language=row.lang,
        source=row.source,
        url=row.url,
        published_at=_time(row.date),
        author=row.author,
        section=row.section,
        modified_at=_time(row.modified),
        revision=revision,
    )


def _text(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""


def _time(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
