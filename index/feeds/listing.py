"""The list of feeds: a text file with one address a line, or an OPML file as feed readers write them."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from index.errors import SettingsError, SourceError
from index.feeds.opml import is_opml, opml_addresses, opml_with, opml_without
from index.sources.addresses import canonical_url

_MAX_BYTES = 5_000_000


@dataclass(frozen=True, slots=True)
class ListedFeeds:
    """What a list names.

    Attributes:
        urls: Addresses of feeds, in order, none twice.
        wrong: What in it is no address.
    """

    urls: tuple[str, ...]
    wrong: tuple[SourceError, ...] = ()


def suggested() -> str:
    """Return the list of well-known outlets that is packaged, every address commented out."""
    return files("index.feeds").joinpath("suggested.txt").read_text("utf-8")


def read_list(path: Path) -> ListedFeeds:
    """Read a list of feeds; there are none where there is no file.

    Raises:
        SettingsError: The file cannot be read, or is a broken OPML file.
    """
    content = _content(path)
    written = opml_addresses(content, path) if is_opml(content) else _addresses(content)
    urls: dict[str, None] = {}
    wrong = []
    for place, address in written:
        try:
            urls[feed_address(address)] = None
        except SourceError as error:
            wrong.append(SourceError(f"{path}{place}", error.reason))
    return ListedFeeds(tuple(urls), tuple(wrong))


def add_to_list(path: Path, address: str) -> bool:
    """Add a feed; tell whether it was not there. A list that does not exist is begun with the suggested one.

    Raises:
        SourceError: This is no address.
        SettingsError: The list cannot be read or written.
    """
    url = feed_address(address)
    content = _content(path)
    if url in read_list(path).urls:
        return False
    if is_opml(content):
        _replace(path, opml_with(content, url, path))
    else:
        text = content.decode("utf-8-sig", "replace") or suggested()
        _replace(path, f"{text.rstrip()}\n{url}\n".encode())
    return True


def remove_from_list(path: Path, address: str) -> bool:
    """Remove a feed; tell whether it was there. All else that stands in the file stays.

    Raises:
        SourceError: This is no address.
        SettingsError: The list cannot be read or written.
    """
    url = feed_address(address)
    content = _content(path)
    if url not in read_list(path).urls:
        return False
    is_it = _same_feed(url)
    if is_opml(content):
        _replace(path, opml_without(content, is_it, path))
    else:
        lines = content.decode("utf-8-sig", "replace").splitlines(keepends=True)
        _replace(path, "".join(line for line in lines if not is_it(_address(line))).encode())
    return True


def feed_address(typed: str) -> str:
    """Return the address of a feed in one spelling.

    Raises:
        SourceError: It is none.
    """
    url = canonical_url(typed)
    if not url:
        raise SourceError(typed.strip()[:200] or "(nothing)", "this is no address of a feed; one begins with https://.")
    return url


def _same_feed(url: str) -> Callable[[str], bool]:
    return lambda address: bool(address) and canonical_url(address) == url


def _addresses(content: bytes) -> list[tuple[str, str]]:
    lines = content.decode("utf-8-sig", "replace").splitlines()
    return [(f":{number}", address) for number, line in enumerate(lines, start=1) if (address := _address(line))]


def _address(line: str) -> str:
    """The address of a line, without what is said of it; empty if it has none."""
    words = line.split()
    return words[0] if words and not words[0].startswith("#") else ""


def _content(path: Path) -> bytes:
    try:
        if not path.exists():
            return b""
        with path.open("rb") as file:
            content = file.read(_MAX_BYTES + 1)
    except OSError as error:
        raise _unusable(path, error) from error
    if len(content) > _MAX_BYTES:
        raise SettingsError(f"FEEDS names {path}, which is too large for a list of feeds: name a text or OPML file.")
    return content


def _replace(path: Path, content: bytes) -> None:
    """Write anew, so that whoever reads meanwhile reads the old list or the new one."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            if path.exists():
                os.chmod(name, path.stat().st_mode & 0o777)
            os.replace(name, path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise _unusable(path, error) from error


def _unusable(path: Path, error: OSError) -> SettingsError:
    return SettingsError(
        f"The list of feeds {path} cannot be used ({error.strerror}): correct FEEDS or its permissions."
    )
