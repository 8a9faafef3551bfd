"""add, remove, status, reindex: what the index holds."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Collection, Iterator, Sequence
from datetime import tzinfo
from pathlib import Path

from chat.commands import DONE, FAILED, progress
from index.article import Article
from index.embed.protocol import Embedder
from index.errors import SourceError
from index.store.protocol import Store


def add(
    sources: Sequence[str],
    store: Store,
    embedder: Embedder,
    *,
    zone: tzinfo,
    allow_private_hosts: Collection[str],
    recheck_s: float,
    as_json: bool,
) -> int:
    """Bring files, folders, pages and feeds into the index, and say what became of them."""
    from index.feeds.known import note_pages
    from index.ingest import ingest

    from_web: list[Article] = []
    read = _read(sources, from_web, zone, allow_private_hosts)
    report = ingest(read, store, embedder, progress.of_articles())
    note_pages(store.agenda, from_web, time.time(), recheck_s)
    for error in report.failed:
        print(error, file=sys.stderr)
    counts = {
        "added": report.added,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "duplicates": report.duplicates,
    }
    if as_json:
        failed = [{"source": error.source, "error": error.reason} for error in report.failed]
        print(json.dumps({**counts, "failed": failed}, ensure_ascii=False))
    else:
        print(", ".join(f"{count} {name}" for name, count in counts.items()) + f", {len(report.failed)} failed.")
    return FAILED if report.failed and not any(counts.values()) else DONE


def _read(
    sources: Sequence[str], from_web: list[Article], zone: tzinfo, allow_private_hosts: Collection[str]
) -> Iterator[Article | SourceError]:
    """Read files, folders and addresses, in their order; what comes from addresses is noted."""
    from itertools import groupby

    from index.feeds.known import noting
    from index.sources.files import is_address, read_source
    from index.sources.web import read_addresses

    for on_the_web, some in groupby(sources, is_address):
        if on_the_web:
            read = read_addresses(list(some), timezone=zone, allow_private_hosts=allow_private_hosts)
            yield from noting(read, from_web)
        else:
            for source in some:
                yield from read_source(source, timezone=zone)


def remove(ids: Sequence[str], store: Store) -> int:
    """Take articles out of the index."""
    with store.writing() as writer:
        removed = writer.remove(ids)
    missing = [article_id for article_id in ids if article_id not in removed]
    print(f"{len(removed)} removed.")
    if missing:
        print(f"Not in the index: {', '.join(missing)}. See `python bot.py ask --json` for ids.", file=sys.stderr)
    return FAILED if missing and not removed else DONE


def status(store: Store, feed_list: Path, zone: tzinfo, as_json: bool) -> int:
    """Say what the index holds, and how each feed does."""
    from dataclasses import asdict

    from index.feeds.listing import read_list
    from index.feeds.table import feed_rows, feed_table

    found = asdict(store.status())
    feeds = feed_rows(read_list(feed_list).urls, store.agenda.feeds(), store.agenda.stored_by, zone)
    for name in ("oldest", "newest"):
        found[name] = found[name].astimezone(zone).isoformat() if found[name] else None
    if as_json:
        print(json.dumps({**found, "feeds": feeds}, ensure_ascii=False))
        return DONE
    languages = ", ".join(f"{count} {language}" for language, count in found["languages"].items()) or "none"
    print(f"Articles    {found['articles']} ({languages})\nChunks      {found['chunks']}")
    print(f"Dates       {found['oldest'] or '–'} to {found['newest'] or '–'}")
    print(f"Model       {found['model']}\nGeneration  {found['generation']}\nSize        {found['bytes'] / 1e6:.1f} MB")
    print(f"Feeds       {len(feeds)} in {feed_list}")
    if feeds:
        print(f"\n{feed_table(feeds)}")
    return DONE


def reindex(data_dir: Path, embedder: Embedder) -> int:
    """Embed every article again."""
    from index.reindex import reindex as embed_again

    with progress.bar("articles") as advance:
        count = embed_again(data_dir, embedder, advance)
    print(f"{count} articles embedded again.")
    return DONE
