"""Feeds and pages from a real server into a real index."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio
from aiohttp import web

from index.archive import Archive
from index.article import Article
from index.embed.protocol import Embedder
from index.feeds.refresh import Refresher
from index.feeds.report import RefreshReport
from index.fetch import Fetcher
from index.ingest import manifest_for
from index.reindex import reindex
from index.store.embedded import EmbeddedStore, open_store
from tests.web import STORIES, Outlet, Page, WebServer, page_of, rss_of

INDIA = ZoneInfo("Asia/Kolkata")
DAY = timedelta(days=1)


class Clock:
    """Goes when it is told to."""

    def __init__(self) -> None:
        self.now = datetime.now(UTC).timestamp()

    def __call__(self) -> float:
        return self.now

    def forward(self, by: timedelta) -> None:
        self.now += by.total_seconds()


@pytest_asyncio.fixture
async def server() -> AsyncIterator[WebServer]:
    async with WebServer() as started:
        yield started


@pytest.fixture
def store(tmp_path: Path, embedder: Embedder) -> Iterator[EmbeddedStore]:
    opened = open_store(tmp_path / "index", manifest_for(embedder.card))
    yield opened
    opened.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest_asyncio.fixture
async def refresher(store: EmbeddedStore, embedder: Embedder, clock: Clock) -> AsyncIterator[Refresher]:
    async with Fetcher(allow_private_hosts=["127.0.0.1"]) as fetcher:
        yield Refresher(store, embedder, fetcher, zone=INDIA, clock=clock)


def counts(report: RefreshReport) -> tuple[int, int, int]:
    return report.articles.added, report.articles.updated, len(report.articles.failed) + len(report.failed)


def stored(store: EmbeddedStore) -> dict[str, Article]:
    return {article.url: article for article in store.articles()}


def findable(store: EmbeddedStore) -> set[str]:
    view = store.view()
    return {chunk.article.url for chunk in view.chunks(range(len(view.chunk_ids)))}


async def until(happened: Callable[[], bool]) -> None:
    while not happened():  # noqa: ASYNC110 - another thread makes it happen
        await asyncio.sleep(0.05)


async def test_the_pages_behind_a_feed_become_articles_with_all_their_text(
    server: WebServer, store: EmbeddedStore, refresher: Refresher
) -> None:
    outlet = Outlet(server, "/news", "bridge", "dam")
    assert counts(await refresher.refresh([outlet.feed])) == (2, 0, 0)
    bridge, dam = (stored(store)[outlet.url(name)] for name in ("bridge", "dam"))
    assert bridge.text.replace("\n", " ") == STORIES["bridge"][1]
    assert (bridge.title, bridge.source, bridge.language) == (STORIES["bridge"][0], "Test Gazette", "en")
    assert dam.language == "hi"
    assert dam.published_at == outlet.published
    (feed,) = store.agenda.feeds()
    assert (feed.title, feed.items, feed.errors) == ("Test Gazette", 2, 0)


async def test_what_has_not_changed_is_asked_for_by_its_etag_and_no_page_is_fetched_twice(
    server: WebServer, store: EmbeddedStore, refresher: Refresher
) -> None:
    outlet = Outlet(server, "/news", "bridge")
    await refresher.refresh([outlet.feed])
    server.asked.clear()
    report = await refresher.refresh([outlet.feed])
    assert server.asked == ["/news/rss"]
    assert "If-None-Match" in server.headers[-1]
    assert (report.unchanged, *counts(report)) == (1, 0, 0, 0)
    outlet.publish("chess", *STORIES["chess"])
    server.asked.clear()
    assert counts(await refresher.refresh([outlet.feed])) == (1, 0, 0)
    assert server.asked == ["/news/rss", "/news/chess"]


async def test_an_entry_that_is_told_anew_makes_a_new_revision_of_its_article(
    server: WebServer, store: EmbeddedStore, refresher: Refresher
) -> None:
    outlet = Outlet(server, "/news", "bridge")
    await refresher.refresh([outlet.feed])
    title, text = STORIES["bridge"]
    outlet.publish("bridge", f"{title} (updated)", text.replace("40 days", "60 days"))
    assert counts(await refresher.refresh([outlet.feed])) == (0, 1, 0)
    article = stored(store)[outlet.url("bridge")]
    assert "60 days" in article.text
    assert article.revision == 2


async def test_a_page_that_changed_without_its_feed_is_noticed_at_once_by_a_recheck_and_later_by_itself(
    server: WebServer, store: EmbeddedStore, refresher: Refresher, clock: Clock
) -> None:
    outlet = Outlet(server, "/news", "bridge", "dam")
    await refresher.refresh([outlet.feed])
    outlet.mend("bridge", STORIES["bridge"][1].replace("40 days", "60 days"))
    assert counts(await refresher.refresh([outlet.feed], only_due=True)) == (0, 0, 0)
    report = await refresher.refresh([outlet.feed], recheck=True)
    assert (report.rechecked, *counts(report)) == (2, 0, 1, 0)
    assert "60 days" in stored(store)[outlet.url("bridge")].text
    assert [old.text for old in store.revisions(stored(store)[outlet.url("bridge")].id)]

    outlet.mend("dam", STORIES["dam"][1].replace("800", "900"))
    clock.forward(timedelta(hours=2))
    assert counts(await refresher.refresh([outlet.feed], only_due=True)) == (0, 1, 0)
    assert "900" in stored(store)[outlet.url("dam")].text


async def test_a_page_is_looked_at_ever_less_often_and_not_at_all_once_it_is_old(
    server: WebServer, store: EmbeddedStore, refresher: Refresher, clock: Clock
) -> None:
    outlet = Outlet(server, "/news", "bridge")
    old = Outlet(server, "/old", "chess", published=datetime.now(UTC) - 9 * DAY)
    await refresher.refresh([outlet.feed, old.feed])
    server.asked.clear()
    looks = []
    for quarter in range(4 * 60):
        clock.forward(timedelta(minutes=15))
        report = await refresher.refresh([], only_due=True)
        looks += [quarter] * report.rechecked
    gaps = [later - earlier for earlier, later in pairwise(looks)]
    assert gaps[:-1] == sorted(gaps[:-1])
    assert 4 <= len(looks) <= 9
    assert looks[-1] <= 4 * 48
    assert set(server.asked) == {"/news/bridge"}
    assert (await refresher.refresh([], recheck=True)).rechecked == 0


@pytest.mark.parametrize("status", [404, 410])
async def test_a_page_that_was_taken_down_is_kept_but_found_no_more_until_it_is_back(
    server: WebServer, store: EmbeddedStore, refresher: Refresher, status: int
) -> None:
    outlet = Outlet(server, "/news", "bridge", "dam")
    await refresher.refresh([outlet.feed])
    outlet.take_down("bridge", status)
    report = await refresher.refresh([outlet.feed], recheck=True)
    assert (report.taken_down, *counts(report)) == (1, 0, 0, 0)
    assert findable(store) == {outlet.url("dam")}
    kept = stored(store)[outlet.url("bridge")]
    assert kept.gone_at is not None
    assert (await refresher.refresh([outlet.feed], recheck=True)).taken_down == 0

    outlet.mend("bridge", STORIES["bridge"][1])
    await refresher.refresh([outlet.feed], recheck=True)
    assert findable(store) == {outlet.url("dam"), outlet.url("bridge")}
    back = stored(store)[outlet.url("bridge")]
    assert (back.gone_at, back.revision) == (None, 1)


async def test_an_article_that_falls_off_its_feed_stays(
    server: WebServer, store: EmbeddedStore, refresher: Refresher
) -> None:
    outlet = Outlet(server, "/news", "bridge", "dam")
    await refresher.refresh([outlet.feed])
    outlet.drop("bridge")
    await refresher.refresh([outlet.feed])
    assert findable(store) == {outlet.url("dam"), outlet.url("bridge")}


async def test_where_the_page_is_refused_the_text_of_the_feed_is_the_article_until_the_page_can_be_had(
    server: WebServer, store: EmbeddedStore, refresher: Refresher
) -> None:
    title, text = STORIES["bridge"]
    url = server.url("/bridge")
    feed = rss_of({url: (title, f"<p>{text[:150]}</p>", "Wed, 03 Jul 2024 18:05:00 +0530")})
    server.pages["/rss"] = Page(feed, headers={"Content-Type": "application/rss+xml"})
    server.pages["/bridge"] = Page("subscribers only", 403)
    report = await refresher.refresh([server.url("/rss")])
    assert counts(report) == (1, 0, 0)
    article = stored(store)[url]
    assert article.text == text[:150].strip()
    assert article.published_at == datetime(2024, 7, 3, 18, 5, tzinfo=INDIA)


@pytest.mark.parametrize("status", [404, 500])
async def test_a_page_that_is_not_there_yet_is_told_by_its_feed_and_read_when_it_is(
    server: WebServer, store: EmbeddedStore, refresher: Refresher, clock: Clock, status: int
) -> None:
    outlet = Outlet(server, "/news", "bridge")
    whole = server.pages["/news/bridge"]
    outlet.take_down("bridge", status)
    assert counts(await refresher.refresh([outlet.feed])) == (1, 0, 0)
    assert stored(store)[outlet.url("bridge")].text == STORIES["bridge"][1][:60].strip()
    server.pages["/news/bridge"] = whole
    clock.forward(timedelta(hours=1))
    assert counts(await refresher.refresh([outlet.feed], only_due=True)) == (0, 1, 0)
    assert stored(store)[outlet.url("bridge")].text.replace("\n", " ") == STORIES["bridge"][1]


async def test_a_page_that_the_outlet_took_down_before_it_was_read_is_no_news(
    server: WebServer, store: EmbeddedStore, refresher: Refresher
) -> None:
    outlet = Outlet(server, "/news", "bridge", "dam")
    outlet.take_down("bridge", 410)
    assert counts(await refresher.refresh([outlet.feed])) == (1, 0, 1)
    assert findable(store) == {outlet.url("dam")}


async def test_a_page_that_can_no_longer_be_read_does_not_lose_its_article_to_the_summary_of_the_feed(
    server: WebServer, store: EmbeddedStore, refresher: Refresher
) -> None:
    outlet = Outlet(server, "/news", "bridge")
    await refresher.refresh([outlet.feed])
    outlet.publish("bridge", "Another headline", "Another beginning of the text.")
    outlet.take_down("bridge", 500)
    await refresher.refresh([outlet.feed])
    assert stored(store)[outlet.url("bridge")].text.replace("\n", " ") == STORIES["bridge"][1]


async def test_entries_without_a_page_are_articles_of_the_feed(
    server: WebServer, store: EmbeddedStore, refresher: Refresher
) -> None:
    body = "<rss version='2.0'><channel><title>Notes</title><item><guid isPermaLink='false'>1</guid><title>Ferry</title><description>{}</description></item></channel></rss>"
    server.pages["/rss"] = Page(body.format("The ferry at Mandwa runs again every day."))
    assert counts(await refresher.refresh([server.url("/rss")])) == (1, 0, 0)
    server.pages["/rss"] = Page(body.format("The ferry at Mandwa stands still until May."))
    assert counts(await refresher.refresh([server.url("/rss")])) == (0, 1, 0)
    (article,) = store.articles()
    assert (article.text, article.source, article.revision) == (
        "The ferry at Mandwa stands still until May.",
        "Notes",
        2,
    )


async def test_a_feed_that_hangs_keeps_nobody_waiting(
    server: WebServer, store: EmbeddedStore, refresher: Refresher
) -> None:
    others_are_stored = asyncio.Event()
    outlets = [Outlet(server, f"/{number}") for number in range(30)]
    for number, outlet in enumerate(outlets):
        outlet.publish(
            "story", f"Story {number}", f"Village number {number} got its first library on Monday, people said."
        )

    async def hang(request: web.Request) -> web.StreamResponse:
        await others_are_stored.wait()
        return web.Response(body=rss_of({}).encode())

    async def watch() -> None:
        await until(lambda: len(findable(store)) == len(outlets))
        others_are_stored.set()

    server.pages["/slow"] = hang
    server.pages["/broken"] = Page("<rss", 500)
    listed = [server.url("/slow"), server.url("/broken"), *(outlet.feed for outlet in outlets)]
    report, _ = await asyncio.gather(refresher.refresh(listed), watch())
    assert report.visited == len(listed)
    assert [error.source for error in report.failed] == [server.url("/broken")]


async def test_a_gone_feed_is_reported_and_not_visited_and_a_moved_one_is_visited_where_it_is(
    server: WebServer, store: EmbeddedStore, refresher: Refresher
) -> None:
    outlet = Outlet(server, "/new", "bridge")
    server.pages["/gone"] = Page("", 410)
    server.redirect("/moved", "/new/rss", 301)
    server.redirect("/for-now", "/other/rss", 302)
    Outlet(server, "/other", "chess")
    listed = [server.url(path) for path in ("/gone", "/moved", "/for-now")]
    report = await refresher.refresh(listed)
    assert report.moved == [(server.url("/moved"), outlet.feed)]
    server.asked.clear()
    report = await refresher.refresh(listed)
    assert sorted(server.asked) == ["/for-now", "/new/rss", "/other/rss"]
    assert [error.source for error in report.failed] == [server.url("/gone")]
    await refresher.refresh(listed[1:])  # taken off the list, and put on it again
    server.asked.clear()
    await refresher.refresh(listed)
    assert "/gone" in server.asked


async def test_a_feed_that_asks_to_be_left_alone_is(
    server: WebServer, store: EmbeddedStore, refresher: Refresher, clock: Clock
) -> None:
    server.pages["/busy"] = Page("", 429, headers={"Retry-After": "7200"})
    feed = server.url("/busy")
    await refresher.refresh([feed])
    server.asked.clear()
    report = await refresher.refresh([feed])
    assert server.asked == []
    assert "left alone" in str(report.failed[0])
    clock.forward(timedelta(hours=3))
    await refresher.refresh([feed], only_due=True)
    assert server.asked == ["/busy"]


async def test_feeds_are_due_by_how_often_they_change(
    server: WebServer, store: EmbeddedStore, refresher: Refresher, clock: Clock
) -> None:
    silent, busy = Outlet(server, "/silent", "chess"), Outlet(server, "/busy")
    for number in range(14):
        busy.publish(
            f"s{number}", f"Headline {number}", f"A text of the busy outlet on matter number {number} stands here."
        )
        await refresher.refresh([silent.feed, busy.feed], only_due=True)
        clock.forward(timedelta(minutes=10))
    visits = {name: server.asked.count(f"/{name}/rss") for name in ("silent", "busy")}
    assert visits["busy"] > 2 * visits["silent"] > 2


async def test_an_article_that_was_removed_does_not_come_back(
    server: WebServer, store: EmbeddedStore, refresher: Refresher
) -> None:
    outlet = Outlet(server, "/news", "bridge")
    await refresher.refresh([outlet.feed])
    (article,) = store.articles()
    with store.writing() as writer:
        writer.remove([article.id])
    title, text = STORIES["bridge"]
    outlet.publish("bridge", title, text.replace("40", "60"))
    await refresher.refresh([outlet.feed], recheck=True)
    assert list(store.articles()) == []


async def test_a_page_that_names_another_address_as_its_own_stays_one_article(
    server: WebServer, store: EmbeddedStore, refresher: Refresher
) -> None:
    outlet = Outlet(server, "/news", "bridge")
    await refresher.refresh([outlet.feed])
    (before,) = store.articles()
    title, text = STORIES["bridge"]
    html = page_of(title, text.replace("40", "60")).replace(
        "<head>", "<head><link rel='canonical' href='/news/new-name'>"
    )
    server.pages["/news/bridge"] = Page(html)
    await refresher.refresh([outlet.feed], recheck=True)
    (after,) = store.articles()
    assert (after.id, after.revision) == (before.id, 2)


async def test_a_page_may_not_call_itself_the_page_of_another_outlet(
    server: WebServer, store: EmbeddedStore, refresher: Refresher
) -> None:
    title, text = STORIES["bridge"]
    server.pages["/rss"] = Page(rss_of({server.url("/a"): (title, "", "")}))
    claimed = "<head><link rel='canonical' href='https://tara.example/a'>"
    server.pages["/a"] = Page(page_of(title, text).replace("<head>", claimed))
    await refresher.refresh([server.url("/rss")])
    assert set(stored(store)) == {server.url("/a")}


async def test_what_was_stored_before_a_stop_is_not_fetched_again(
    server: WebServer, store: EmbeddedStore, refresher: Refresher
) -> None:
    outlet = Outlet(server, "/news", "bridge", "dam")
    reached = asyncio.Event()

    async def hang(request: web.Request) -> web.StreamResponse:
        await until(lambda: store.agenda.stored_by(outlet.feed) == 1)
        reached.set()
        await asyncio.sleep(60)
        return web.Response()

    whole = server.pages["/news/dam"]
    server.pages["/news/dam"] = hang
    round_ = asyncio.create_task(refresher.refresh([outlet.feed]))
    await reached.wait()
    round_.cancel()
    await asyncio.gather(round_, return_exceptions=True)
    assert findable(store) == {outlet.url("bridge")}

    server.pages["/news/dam"] = whole
    server.asked.clear()
    assert counts(await refresher.refresh([outlet.feed])) == (1, 0, 0)
    assert server.asked == ["/news/rss", "/news/dam"]


async def test_a_private_address_is_not_visited_unless_it_is_allowed(
    server: WebServer, store: EmbeddedStore, embedder: Embedder
) -> None:
    outlet = Outlet(server, "/news", "bridge")
    async with Fetcher() as fetcher:
        report = await Refresher(store, embedder, fetcher, zone=INDIA).refresh([outlet.feed])
    assert server.asked == []
    assert "ALLOW_PRIVATE_HOSTS" in str(report.failed[0])


async def test_a_page_that_a_person_named_is_looked_at_again_and_comes_back_after_it_was_removed(
    server: WebServer, store: EmbeddedStore, embedder: Embedder, refresher: Refresher
) -> None:
    outlet = Outlet(server, "/news", "bridge")
    archive = Archive(store, embedder, INDIA, ["127.0.0.1"])
    assert (await asyncio.to_thread(archive.add_addresses, [outlet.url("bridge")])).added == 1
    outlet.mend("bridge", STORIES["bridge"][1].replace("40", "60"))
    assert counts(await refresher.refresh([], recheck=True)) == (0, 1, 0)
    (article,) = store.articles()
    archive.remove([article.id])
    assert (await refresher.refresh([outlet.feed], recheck=True)).articles.added == 0
    assert (await asyncio.to_thread(archive.add_addresses, [outlet.url("bridge")])).added == 1
    assert (await refresher.refresh([], recheck=True)).rechecked == 1


async def test_a_feed_that_a_person_adds_like_a_page_is_read_once(
    server: WebServer, store: EmbeddedStore, embedder: Embedder
) -> None:
    outlet = Outlet(server, "/news", "bridge", "dam")
    outlet.take_down("dam", 410)
    archive = Archive(store, embedder, INDIA, ["127.0.0.1"])
    report = await asyncio.to_thread(archive.add_addresses, [outlet.feed])
    assert (report.added, [error.source for error in report.failed]) == (1, [outlet.url("dam")])
    assert set(stored(store)) == {outlet.url("bridge")}
    assert store.agenda.feeds() == []


async def test_news_too_old_to_keep_leaves_with_a_round_and_its_feed_does_not_bring_it_back(
    server: WebServer, store: EmbeddedStore, embedder: Embedder, clock: Clock
) -> None:
    outlet = Outlet(server, "/news", "bridge", "dam")
    async with Fetcher(allow_private_hosts=["127.0.0.1"]) as fetcher:
        refresher = Refresher(store, embedder, fetcher, zone=INDIA, keep=10 * DAY, clock=clock)
        assert (await refresher.refresh([outlet.feed])).expired == 0
        clock.forward(9 * DAY)
        assert (await refresher.refresh([outlet.feed])).expired == 0
        assert len(stored(store)) == 2
        clock.forward(2 * DAY)
        assert (await refresher.refresh([outlet.feed])).expired == 2
        outlet.publish("chess", *STORIES["chess"])
        await refresher.refresh([outlet.feed])
        assert outlet.url("bridge") not in stored(store)


async def test_what_there_is_no_time_for_in_a_round_is_visited_in_the_next(
    server: WebServer, store: EmbeddedStore, refresher: Refresher, clock: Clock
) -> None:
    outlet = Outlet(server, "/news", "bridge", "dam", "chess")
    report = await refresher.refresh([outlet.feed], only_due=True, at_most_s=0.0)
    assert counts(report) == (0, 0, 0)
    clock.forward(timedelta(minutes=6))
    assert counts(await refresher.refresh([outlet.feed], only_due=True)) == (3, 0, 0)
    outlet.mend("dam", STORIES["dam"][1].replace("800", "900"))
    clock.forward(timedelta(hours=1))
    assert (await refresher.refresh([outlet.feed], only_due=True, at_most_s=0.0)).rechecked == 0
    assert counts(await refresher.refresh([outlet.feed], only_due=True)) == (0, 1, 0)


async def test_an_article_that_was_taken_down_stays_so_when_everything_is_embedded_again(
    server: WebServer, store: EmbeddedStore, embedder: Embedder, refresher: Refresher, tmp_path: Path
) -> None:
    outlet = Outlet(server, "/news", "bridge", "dam")
    await refresher.refresh([outlet.feed])
    outlet.take_down("bridge")
    await refresher.refresh([outlet.feed], recheck=True)
    assert await asyncio.to_thread(reindex, tmp_path / "index", embedder) == 1
    assert findable(store) == {outlet.url("dam")}
    assert stored(store)[outlet.url("bridge")].gone_at is not None


async def test_an_article_that_was_removed_does_not_come_back_by_another_address_or_while_its_page_is_on_its_way(
    server: WebServer, store: EmbeddedStore, refresher: Refresher
) -> None:
    outlet = Outlet(server, "/news", "bridge")
    await refresher.refresh([outlet.feed])
    (article,) = store.articles()
    whole = server.pages["/news/bridge"]
    outlet.mend("bridge", STORIES["bridge"][1].replace("40", "60"))
    mended = server.pages["/news/bridge"]

    async def remove_meanwhile(request: web.Request) -> web.StreamResponse:
        with store.writing() as writer:
            writer.remove([article.id])
        assert callable(mended)
        return await mended(request)

    server.pages["/news/bridge"] = remove_meanwhile
    await refresher.refresh([outlet.feed], recheck=True)
    assert list(store.articles()) == []
    server.pages["/news/bridge"] = whole
    server.redirect("/short", "/news/bridge")
    server.pages["/rss"] = Page(rss_of({server.url("/short"): ("Bridge", "", "")}))
    await refresher.refresh([outlet.feed, server.url("/rss")])
    assert list(store.articles()) == []


async def test_the_copy_of_another_outlet_comes_in_when_the_original_is_taken_down(
    server: WebServer, store: EmbeddedStore, refresher: Refresher
) -> None:
    first, second = Outlet(server, "/first", "bridge"), Outlet(server, "/second", "bridge")
    await refresher.refresh([first.feed])
    assert (await refresher.refresh([first.feed, second.feed])).articles.duplicates == 1
    first.take_down("bridge")
    for _ in range(2):  # the two pages are visited at once, and the copy perhaps first
        await refresher.refresh([first.feed, second.feed], recheck=True)
    assert findable(store) == {second.url("bridge")}
