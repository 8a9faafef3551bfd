"""feeds, refresh: the list of feeds, and one round over them."""

from __future__ import annotations

import json
import sys
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from chat.commands import DONE, FAILED
from index.errors import SettingsError, SourceError
from index.feeds.report import RefreshReport

Round = Callable[[Sequence[str], Callable[[RefreshReport], None]], Awaitable[RefreshReport]]
"""Goes over the feeds at these addresses once, and tells how far it is."""

_ADD_A_FEED = "add one with `python bot.py feeds add ADDRESS`; `python bot.py feeds list --suggested` names some."


def listed(path: Path) -> list[str]:
    """Return the addresses of a list, and say what in it is none."""
    from index.feeds.listing import read_list

    found = read_list(path)
    for error in found.wrong:
        print(error, file=sys.stderr)
    return list(found.urls)


def show(path: Path, suggested: bool) -> int:
    """Print the list, or what may be put on it."""
    if suggested:
        from index.feeds.listing import suggested as well_known

        print(well_known(), end="")
        return DONE
    urls = listed(path)
    for url in urls:
        print(url)
    if not urls:
        print(f"No feeds are listed in {path}: {_ADD_A_FEED}", file=sys.stderr)
    return DONE


def change(path: Path, what: str, addresses: Sequence[str]) -> int:
    """Put addresses on the list ("add"), or take them off ("remove")."""
    from index.feeds.listing import add_to_list, remove_from_list

    if not addresses:
        raise SettingsError(f"Name at least one address: python bot.py feeds {what} https://…")
    do, done, not_done = {
        "add": (add_to_list, "is listed", "was listed already"),
        "remove": (remove_from_list, "is no longer listed", "is not listed"),
    }[what]
    changed = [do(path, address) for address in addresses]
    for address, is_done in zip(addresses, changed, strict=True):
        print(f"{address} {done if is_done else not_done} in {path}.")
    return DONE if any(changed) else FAILED


def to_refresh(path: Path, recheck: bool) -> list[str]:
    """Return what a round goes over.

    Raises:
        SourceError: There is nothing to do.
    """
    urls = listed(path)
    if not urls and not recheck:
        raise SourceError(str(path), f"no feeds are listed: {_ADD_A_FEED}")
    return urls


def refresh(urls: Sequence[str], one_round: Round, as_json: bool) -> int:
    """Go over feeds once, and say what became of it."""
    import asyncio

    from index.feeds.progress import Progress, report_json, report_text

    async def go() -> RefreshReport:
        with Progress(sys.stderr) as progress:
            return await one_round(urls, progress.tell)

    report = asyncio.run(go())
    for error in (*report.failed, *report.articles.failed):
        print(error, file=sys.stderr)
    for url, new in report.moved:
        print(f"{url} has moved for good to {new}: list that address instead.", file=sys.stderr)
    print(json.dumps(report_json(report), ensure_ascii=False) if as_json else report_text(report))
    return FAILED if report.feeds and len(report.failed) >= report.feeds else DONE
