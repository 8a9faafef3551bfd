"""How long a round over many feeds takes, against a server on loopback some of whose feeds are slow.

python -m tests.benchmarks.refresh [--feeds 200] [--slow 10] [--slow-s 5] [--usual-s 0.5] [--entries 1]

Prints the seconds of a first round, which fetches and stores a page for each entry, and of a second one in which nothing
has changed, beside the time of the slowest feed and the sum of the slowest ten.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
import time
from pathlib import Path
from zoneinfo import ZoneInfo

from aiohttp import web

from index.embed import load_embedder
from index.feeds.refresh import Refresher
from index.fetch import Fetcher
from index.ingest import manifest_for
from index.store.embedded import open_store
from settings import Settings
from tests.web import Outlet, WebServer
from tests.web.server import Handler

_TEXT = "The council of ward {n} met on day {n} and voted {n} to {m} for a new well, the clerk said. It is to be dug in May."


def main() -> None:
    """Run two rounds and print what they took."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--feeds", type=int, default=200)
    parser.add_argument("--slow", type=int, default=10)
    parser.add_argument("--slow-s", type=float, default=5.0)
    parser.add_argument("--usual-s", type=float, default=0.5)
    parser.add_argument("--entries", type=int, default=1)
    asyncio.run(_measure(parser.parse_args()))


async def _measure(options: argparse.Namespace) -> None:
    settings = Settings()
    embedder = load_embedder(settings.embedding_model, settings.model_dir)
    with tempfile.TemporaryDirectory(prefix="khabar-refresh-") as folder:
        store = open_store(Path(folder), manifest_for(embedder.card))
        async with WebServer() as server, Fetcher(allow_private_hosts=["127.0.0.1"]) as fetcher:
            listed = []
            delays = [options.slow_s if n < options.slow else options.usual_s for n in range(options.feeds)]
            for feed, delay_s in enumerate(delays):
                outlet = Outlet(server, f"/{feed}")
                for entry in range(options.entries):
                    number = feed * options.entries + entry
                    outlet.publish(f"s{entry}", f"Ward {number} votes for a well", _TEXT.format(n=number, m=number % 7))
                path = f"/{feed}/rss"
                server.pages[path] = _later(server.pages[path], delay_s)
                listed.append(outlet.feed)
            refresher = Refresher(store, embedder, fetcher, zone=ZoneInfo("Asia/Kolkata"))
            for name in ("first", "second"):
                began = time.perf_counter()
                report = await refresher.refresh(listed)
                took_s = time.perf_counter() - began
                print(
                    f"{name} round: {took_s:.1f} s; {report.visited} feeds, {report.unchanged} unchanged, "
                    f"{report.articles.added} articles added, {len(report.failed)} failed"
                )
        store.close()
    slowest = sorted(delays, reverse=True)[:10]
    print(f"slowest feed {slowest[0]:.1f} s, the slowest ten one after another {sum(slowest):.1f} s")


def _later(serve: object, delay_s: float) -> Handler:
    async def serve_later(request: web.Request) -> web.StreamResponse:
        await asyncio.sleep(delay_s)
        assert callable(serve)
        reply: web.StreamResponse = await serve(request)
        return reply

    return serve_later


if __name__ == "__main__":
    main()
