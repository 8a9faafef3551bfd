"""bot.py feeds, refresh and status as processes, against a web server on loopback; and the bot that refreshes itself."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio
from aiohttp import web

from index.archive import Archive
from index.embed.protocol import Embedder
from index.feeds.refresh import Refresher
from index.feeds.watch import WatchedFeeds
from index.fetch import Fetcher
from index.ingest import manifest_for
from index.store.embedded import open_store
from rag.answer import Answer
from rag.bulletin.board import Bulletin
from rag.pipeline import Answerer
from tests.e2e.running_bot import running_bot
from tests.e2e.telegram_server import TelegramServer
from tests.e2e.test_command_line import ROOT, bot
from tests.web import STORIES, Outlet, WebServer

INDIA = ZoneInfo("Asia/Kolkata")
OWN = {"ALLOW_PRIVATE_HOSTS": "127.0.0.1"}


@pytest_asyncio.fixture
async def server() -> AsyncIterator[WebServer]:
    async with WebServer() as started:
        yield started


async def run(*arguments: str, data: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run bot.py while the server of this process answers."""
    return await asyncio.to_thread(lambda: bot(*arguments, data=data, **{**OWN, **environment}))


def asked(question: str, data: Path, embedder: Embedder) -> Answer:
    store = open_store(data, manifest_for(embedder.card), create=False)
    try:
        return Answerer(store, embedder, INDIA).answer(question)
    finally:
        store.close()


async def test_listed_feeds_are_read_and_answered_from_and_what_outlets_mend_or_take_down_is_noticed(
    server: WebServer, tmp_path: Path, embedder: Embedder
) -> None:
    data, outlet = tmp_path / "data", Outlet(server, "/news", "bridge", "dam")
    listed = tmp_path / "mine.opml"
    listed.write_text(f'<opml version="2.0"><body><outline xmlUrl="{outlet.feed}"/></body></opml>', "utf-8")
    mine = {"FEEDS": str(listed)}
    done = await run("feeds", "add", server.url("/broken"), data=data, **mine)
    assert done.returncode == 0, done.stderr
    assert (await run("feeds", "list", data=data, **mine)).stdout.splitlines() == [outlet.feed, server.url("/broken")]

    done = await run("refresh", "--json", data=data, **mine)
    assert done.returncode == 0, done.stderr
    counts = json.loads(done.stdout)
    assert (counts["added"], counts["updated"]) == (2, 0)
    assert [failed["source"] for failed in counts["failed"]] == [server.url("/broken")]
    repairs, dam = "How many days will the repairs of the Kosi bridge take?", "भाखड़ा बाँध के कितने द्वार खोले गए?"
    answer = asked(repairs, data, embedder)
    assert "40 days" in answer.text
    assert (answer.citations[0].url, answer.citations[0].source) == (outlet.url("bridge"), "Test Gazette")
    assert outlet.url("dam") in {citation.url for citation in asked(dam, data, embedder).citations}

    outlet.mend("bridge", STORIES["bridge"][1].replace("40 days", "60 days"))
    outlet.take_down("dam")
    done = await run("refresh", "--recheck", data=data, **mine)
    assert "0 added, 1 updated" in done.stdout
    assert "1 taken down" in done.stdout
    answer = asked(repairs, data, embedder)
    assert "60 days" in answer.text
    assert "40 days" not in answer.text
    assert outlet.url("dam") not in {citation.url for citation in asked(dam, data, embedder).citations}

    status = json.loads((await run("status", "--json", data=data, **mine)).stdout)
    first, second = status["feeds"]
    assert (first["url"], first["title"], first["items"], first["articles"], first["errors"]) == (
        outlet.feed, "Test Gazette", 2, 2, 0,
    )  # fmt: skip
    assert first["next_visit"] > first["last_success"]
    assert (second["errors"], second["last_success"]) == (2, None)
    assert (await run("feeds", "remove", server.url("/broken"), data=data, **mine)).returncode == 0
    shown = (await run("status", data=data, **mine)).stdout
    assert "Feeds       1" in shown
    assert "Test Gazette" in shown


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["refresh"], 1, "feeds add"),
        (["feeds", "add"], 2, "at least one address"),
        (["feeds", "add", "tara"], 1, "begins with https://"),
        (["feeds", "fly"], 2, "invalid choice"),
        (["feeds", "remove", "https://tara.example/rss"], 1, ""),
        (["feeds", "list"], 0, "--suggested"),
    ],
)
def test_what_is_missing_is_said_with_its_remedy(tmp_path: Path, arguments: list[str], code: int, said: str) -> None:
    done = bot(*arguments, data=tmp_path / "data")
    assert done.returncode == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_where_feeds_are_listed_an_empty_index_is_left_to_them(tmp_path: Path, model_dir: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "feeds.txt").write_text("https://tara.example/rss", "utf-8")
    done = bot(data=data, stdin="")
    assert done.returncode == 0, done.stderr
    assert "bot.py refresh" in done.stdout
    assert "sample articles" not in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGKILL])
async def test_a_refresh_that_is_stopped_keeps_what_it_stored_and_the_next_one_brings_the_rest(
    server: WebServer, tmp_path: Path, embedder: Embedder, sent: signal.Signals
) -> None:
    data, outlet = tmp_path / "data", Outlet(server, "/news", "bridge", "dam")
    data.mkdir()
    (data / "feeds.txt").write_text(outlet.feed, "utf-8")
    whole, never = server.pages["/news/dam"], asyncio.Event()

    async def hang(request: web.Request) -> web.StreamResponse:
        await never.wait()
        return web.Response()

    server.pages["/news/dam"] = hang
    process = await asyncio.create_subprocess_exec(
        sys.executable, str(ROOT / "bot.py"), "refresh", "--data-dir", str(data), cwd=tmp_path,
        env={**os.environ, **OWN}, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    store = open_store(data, manifest_for(embedder.card))

    def noted() -> set[str]:
        return {article.url for article in store.articles()} if store.agenda.stored_by(outlet.feed) else set()

    async with asyncio.timeout(200):
        # The bridge, and not only the feed's own text on the dam, which stands in once its page has taken too long.
        while outlet.url("bridge") not in noted():  # noqa: ASYNC110 - another process stores it
            await asyncio.sleep(0.1)
    process.send_signal(sent)
    _, errors = await asyncio.wait_for(process.communicate(), 60)
    if sent is signal.SIGINT:
        assert process.returncode == 1
        assert errors.decode().strip().endswith("Stopped. What was stored stays stored.")
    server.pages["/news/dam"] = whole
    server.asked.clear()
    async with Fetcher(allow_private_hosts=["127.0.0.1"]) as fetcher:
        report = await Refresher(store, embedder, fetcher, zone=INDIA).refresh([outlet.feed])
    assert report.articles.added == 1
    assert sorted(server.asked) == ["/news/dam", "/news/rss"]
    assert {article.url for article in store.articles()} == {outlet.url("bridge"), outlet.url("dam")}
    store.close()


async def test_the_bot_reads_its_feeds_by_itself_and_answers_from_them(
    server: WebServer, telegram: TelegramServer, embedder: Embedder, tmp_path: Path
) -> None:
    outlet = Outlet(server, "/news")
    listed = tmp_path / "feeds.txt"
    store = open_store(tmp_path / "news", manifest_for(embedder.card))
    answerer = Answerer(store, embedder, INDIA)
    fetcher = Fetcher(allow_private_hosts=["127.0.0.1"])
    refresher = Refresher(store, embedder, fetcher, zone=INDIA, recheck_s=timedelta(days=2).total_seconds())
    person = telegram.person(language_code="en")
    async with running_bot(
        telegram,
        answerer,
        data_dir=tmp_path / "chats",
        zone=INDIA,
        bulletin=Bulletin(store, embedder, lambda question: False),
        archive=Archive(store, embedder, INDIA),
        feeds=WatchedFeeds(listed, refresher, fetcher),
        refresh_every_s=0.2,
    ):
        outlet.publish("chess", *STORIES["chess"])
        listed.write_text(outlet.feed, "utf-8")  # while the bot runs
        async with asyncio.timeout(60):
            while not store.status().articles:  # noqa: ASYNC110 - another thread stores it
                await asyncio.sleep(0.1)
        person.say("Who won the national chess championship?")
        (answer,) = await person.receives()
    assert "Anaya Kulkarni" in answer.text
    assert answer.links
    store.close()
