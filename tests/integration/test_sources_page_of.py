"""From a link, or an entry of a feed, to an Article: through a real server on loopback."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio
from aiohttp import web

from index.article import Article
from index.errors import FetchError, SourceError
from index.fetch import Fetched, Fetcher
from index.sources.files import read_source
from index.sources.item import Item
from index.sources.kinds import kind_of
from index.sources.page_of import article_of, visit
from index.sources.web import read_addresses
from tests.web import Page, WebServer

DELHI = ZoneInfo("Asia/Kolkata")
NOW = datetime(2024, 8, 1, 12, tzinfo=DELHI)
PARAGRAPHS = (
    "नगर निगम ने बुधवार को पुराने शहर की सड़कों की मरम्मत के लिए नई योजना मंज़ूर की, जिस पर अगले साल तक काम चलेगा।",
    "महापौर ने बताया कि पहले चरण में बारह सड़कें ली जाएँगी और बारिश से पहले नालियों की सफ़ाई पूरी की जाएगी।",
    "व्यापारियों के संगठन ने फ़ैसले का स्वागत किया, पर कहा कि काम रात में हो ताकि बाज़ार खुले रह सकें।",
)
TEXT = "\n".join(PARAGRAPHS)


def html(head: str = "", paragraphs: tuple[str, ...] = PARAGRAPHS) -> str:
    return (
        f"<!DOCTYPE html><html><head><title>सड़कों की योजना</title>{head}</head><body><main><h1>सड़कों की योजना</h1><article>"
        + "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
        + "</article></main></body></html>"
    )


def entry(text: str = "", **more: object) -> Item:
    return Item("feed.xml", text, title="फ़ीड का शीर्षक", id="guid-1", source="दैनिक तारा", **more)  # type: ignore[arg-type]


@pytest_asyncio.fixture
async def server() -> AsyncIterator[WebServer]:
    async with WebServer() as started:
        yield started


@pytest_asyncio.fixture
async def fetcher() -> AsyncIterator[Fetcher]:
    async with Fetcher(allow_private_hosts=["127.0.0.1"]) as made:
        yield made


async def article(fetcher: Fetcher, url: str, item: Item | None = None) -> Article:
    found = await article_of(fetcher, url, item, DELHI, now=NOW)
    assert isinstance(found, Article), str(found)
    return found


async def test_one_page_is_one_article_by_feed_by_link_through_a_redirect_and_as_a_saved_file(
    server: WebServer, fetcher: Fetcher, tmp_path: Path
) -> None:
    canonical = f'<link rel="canonical" href="{server.url("/desh/सड़क")}">'
    server.pages["/desh/%E0%A4%B8%E0%A5%9C%E0%A4%95?utm_source=rss"] = Page(html(canonical))
    server.pages["/amp/a"] = Page(html(canonical).replace("<html", "<html amp", 1))
    server.redirect("/short", "/amp/a")
    by_feed = await article(fetcher, server.url("/desh/%E0%A4%B8%E0%A5%9C%E0%A4%95?utm_source=rss"), entry())
    by_link = await article(fetcher, server.url("/short"))
    (tmp_path / "a.html").write_text(html(canonical), "utf-8")
    (saved,) = read_source(str(tmp_path / "a.html"), timezone=DELHI, now=NOW)
    assert isinstance(saved, Article)
    assert by_feed.id == by_link.id == saved.id
    assert by_feed.id.startswith("u-")
    assert by_feed.text == by_link.text == TEXT


async def test_the_page_goes_before_the_feed_and_the_feed_tells_what_the_page_does_not(
    server: WebServer, fetcher: Fetcher
) -> None:
    server.pages["/a"] = Page(html('<meta name="date" content="2024-07-03">'))
    item = entry("<p>थोड़ा सा.</p>", author="अनीता वर्मा", section="देश", dates=("Wed, 03 Jul 2024 12:35:00 GMT",))
    found = await article(fetcher, server.url("/a"), item)
    assert (found.title, found.text, found.author, found.section) == ("सड़कों की योजना", TEXT, "अनीता वर्मा", "देश")
    assert found.published_at == datetime(2024, 7, 3, 12, 35, tzinfo=UTC)


async def test_where_a_paywall_leaves_less_than_the_feed_gives_the_feeds_text_is_taken(
    server: WebServer, fetcher: Fetcher
) -> None:
    server.pages["/a"] = Page(html(paragraphs=(PARAGRAPHS[0], "पूरी ख़बर पढ़ने के लिए सब्सक्राइब करें।")))
    whole = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS) + "<p>यह भी पढ़ें: <a href='/x'>बाघ दिखा</a></p>"
    found = await article(fetcher, server.url("/a"), entry(whole))
    assert found.title == "सड़कों की योजना"
    assert [line for line in found.text.split("\n") if line] == list(PARAGRAPHS)


@pytest.mark.parametrize(
    "page", [Page(status=403), Page(status=402), Page(html(paragraphs=("बस इतना।",))), Page("%PDF-1.7", headers={"Content-Type": "application/pdf"})]
)  # fmt: skip
async def test_where_the_page_gives_nothing_the_feeds_text_stands_in(
    server: WebServer, fetcher: Fetcher, page: Page
) -> None:
    server.pages["/a?utm_source=rss"] = page
    found = await article(fetcher, server.url("/a?utm_source=rss"), entry(f"<p>{PARAGRAPHS[0]}</p>"))
    assert (found.title, found.text, found.url) == ("फ़ीड का शीर्षक", PARAGRAPHS[0], server.url("/a"))
    assert found.source == "दैनिक तारा"
    assert found.id.startswith("u-")


@pytest.mark.parametrize("text", ["", "फ़ीड का शीर्षक", "और पढ़ें…"])
async def test_a_feed_that_gives_no_more_than_a_headline_is_no_article(
    server: WebServer, fetcher: Fetcher, text: str
) -> None:
    server.pages["/a"] = Page(status=403)
    found = await article_of(fetcher, server.url("/a"), entry(text), DELHI, now=NOW)
    assert isinstance(found, FetchError)
    assert found.kind == "refused"


@pytest.mark.parametrize(("status", "kind"), [(503, "busy"), (500, "unreachable")])
async def test_a_page_that_may_come_later_is_waited_for_until_it_is_to_be_settled(
    server: WebServer, fetcher: Fetcher, status: int, kind: str
) -> None:
    server.pages["/a"] = Page(status=status)
    item = entry(f"<p>{PARAGRAPHS[0]}</p>")
    waiting = await article_of(fetcher, server.url("/a"), item, DELHI, now=NOW)
    assert isinstance(waiting, FetchError)
    assert waiting.kind == kind
    settled = await article_of(fetcher, server.url("/a"), item, DELHI, now=NOW, settle=True)
    assert isinstance(settled, Article)


async def test_a_page_that_is_gone_or_private_is_no_article_whatever_the_feed_says(
    server: WebServer, fetcher: Fetcher
) -> None:
    server.pages["/gone"] = Page(status=410)
    for url, kind in (
        (server.url("/gone"), "gone"),
        (server.url("/missing"), "missing"),
        ("http://10.0.0.1/a", "private"),
    ):
        found = await article_of(fetcher, url, entry(f"<p>{PARAGRAPHS[0]}</p>"), DELHI, now=NOW, settle=True)
        assert isinstance(found, FetchError)
        assert found.kind == kind


async def test_a_visit_tells_what_to_ask_with_the_next_time(server: WebServer, fetcher: Fetcher) -> None:
    server.pages["/a"] = Page(html(), headers={"ETag": '"1"'})
    first = await visit(fetcher, server.url("/a"), None, DELHI, now=NOW)
    assert isinstance(first.article, Article)
    assert first.fetched is not None
    server.pages["/a"] = Page(status=304)
    again = await visit(fetcher, server.url("/a"), None, DELHI, etag=first.fetched.etag, now=NOW)
    assert isinstance(again.article, SourceError)
    assert again.fetched is not None
    assert again.fetched.status == 304


async def test_a_page_cannot_correct_the_article_of_another_outlet(server: WebServer, fetcher: Fetcher) -> None:
    server.pages["/a"] = Page(html('<link rel="canonical" href="https://tara.example/a">'))
    assert (await article(fetcher, server.url("/a"))).url == server.url("/a")


async def test_html_in_a_page_is_data(server: WebServer, fetcher: Fetcher) -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>&lt;b&gt;ख़बर&lt;/b&gt; में कहा गया कि पुल बंद है और रास्ता बदला गया है।"
    server.pages["/a"] = Page(html(paragraphs=(*PARAGRAPHS, evil)))
    text = (await article(fetcher, server.url("/a"))).text
    assert "alert" not in text
    assert "<script" not in text
    assert "में कहा गया कि पुल बंद है" in text


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "बाघ बाघ बाघ बाघ बाघ बाघ बाघ बाघ बाघ बाघ">'
    + "".join(f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True))
    + '<!ENTITY x SYSTEM "file:///etc/passwd">]>'
)


async def test_entities_of_a_page_neither_explode_nor_read_files(server: WebServer, fetcher: Fetcher) -> None:
    server.pages["/a"] = Page(
        BOMB + html(paragraphs=(*PARAGRAPHS, "&i; &x;")), headers={"Content-Type": "application/xhtml+xml"}
    )
    found = await article(fetcher, server.url("/a"))
    assert PARAGRAPHS[2] in found.text
    assert len(found.text) < 2 * len(TEXT)
    assert "root:" not in found.text


@pytest.mark.parametrize(
    ("body", "content_type", "kind"),
    [
        ("<!DOCTYPE html><html>", "text/html", "page"),
        ("<html><body>x", "text/plain", "page"),
        ("ख़बर", "text/html", "page"),
        ("<?xml version='1.0'?><rss version='2.0'>", "text/html", "feed"),
        (
            "\ufeff\n<?xml version='1.0'?><!-- made by x --><feed xmlns='http://www.w3.org/2005/Atom'>",
            "text/xml",
            "feed",
        ),
        ("<?xml-stylesheet href='x'?><rdf:RDF>", "application/xml", "feed"),
        ("<?xml version='1.0'?><urlset>", "application/xml", "feed"),
        ('{"version": "https://jsonfeed.org/version/1.1"}', "application/json", "feed"),
        ("", "application/rss+xml", "feed"),
        ("<?xml version='1.0'?><html xmlns='x'>", "application/xml", "page"),
        ("plain words", "text/plain", "other"),
        ("GIF89a", "image/gif", "other"),
        ("", "", "other"),
        ("<p>An article on <rss> in HTML", "text/html", "page"),
    ],
)
def test_a_page_a_feed_and_anything_else_are_told_apart(body: str, content_type: str, kind: str) -> None:
    assert kind_of(Fetched("https://a.example/", "", 200, body.encode(), content_type)) == kind


async def test_addresses_are_read_in_their_order_and_one_that_fails_costs_only_itself(server: WebServer) -> None:
    server.pages["/a"] = Page(html())
    server.pages["/feed"] = Page("<rss version='2.0'></rss>", headers={"Content-Type": "text/xml"})
    urls = [server.url(path) for path in ("/missing", "/a", "/feed")] + ["http://localhost:1/"]

    def read() -> list[Article | SourceError]:
        return list(read_addresses(urls, timezone=DELHI, allow_private_hosts=["127.0.0.1"], now=NOW))

    found = await asyncio.to_thread(read)
    assert [type(each) for each in found] == [FetchError, Article, SourceError, FetchError]


async def test_a_page_that_does_not_come_is_not_waited_for_when_it_is_time_to_stop(server: WebServer) -> None:
    asked = asyncio.Event()
    stopped = threading.Event()

    async def silent(request: web.Request) -> web.StreamResponse:
        asked.set()
        await asyncio.sleep(60)
        return Page().response()

    server.pages |= {"/a": Page(html()), "/silent": silent}
    urls = [server.url("/silent"), server.url("/a")]

    def read() -> list[Article | SourceError]:
        hosts = ["127.0.0.1"]
        return list(read_addresses(urls, timezone=DELHI, allow_private_hosts=hosts, stop=stopped.is_set, now=NOW))

    reading = asyncio.create_task(asyncio.to_thread(read))
    async with asyncio.timeout(10):
        await asked.wait()
        stopped.set()
        assert all(isinstance(each, Article) for each in await reading)
