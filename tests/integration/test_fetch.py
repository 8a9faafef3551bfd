"""The Fetcher against a real server on loopback: what it brings, what it follows, what it stops."""

from __future__ import annotations

import asyncio
import gzip
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable

import brotli
import pytest
import pytest_asyncio
import trustme
from aiohttp import web

from index.errors import FetchError, FetchTrouble
from index.fetch import Fetched, Fetcher
from tests.web import Page, WebServer

OWN = ["127.0.0.1"]


@pytest_asyncio.fixture
async def server() -> AsyncIterator[WebServer]:
    async with WebServer() as started:
        yield started


@pytest_asyncio.fixture
async def fetcher() -> AsyncIterator[Fetcher]:
    async with Fetcher(allow_private_hosts=OWN) as made:
        yield made


async def trouble(getting: Awaitable[Fetched]) -> FetchError:
    with pytest.raises(FetchError) as caught:
        await getting
    return caught.value


async def test_a_page_comes_with_what_its_headers_say(server: WebServer, fetcher: Fetcher) -> None:
    server.pages["/a?x=1"] = Page(
        "ख़बर",
        headers={
            "Content-Type": "Text/HTML; charset=UTF-8",
            "ETag": '"v1"',
            "Last-Modified": "Wed, 03 Jul 2024 09:46:40 GMT",
            "Cache-Control": "max-age=120",
            "Set-Cookie": "who=you",
        },
    )
    found = await fetcher.get(server.url("/a?x=1#part"))
    assert found == Fetched(
        url=server.url("/a?x=1"),
        moved_to="",
        status=200,
        body="ख़बर".encode(),
        content_type="text/html",
        charset="utf-8",
        etag='"v1"',
        last_modified="Wed, 03 Jul 2024 09:46:40 GMT",
        max_age_s=120,
    )
    await fetcher.get(server.url("/a?x=1"))
    assert server.headers[0]["User-Agent"].startswith("Khabar/")
    assert server.headers[0]["Host"] == f"127.0.0.1:{server.port}"
    assert "Cookie" not in server.headers[1]


async def test_an_unchanged_page_is_not_sent_again(server: WebServer, fetcher: Fetcher) -> None:
    async def conditional(request: web.Request) -> web.StreamResponse:
        known = request.headers.get("If-None-Match") == '"v1"'
        return Page("" if known else "body", 304 if known else 200, {"ETag": '"v1"'}).response()

    server.pages["/a"] = conditional
    first = await fetcher.get(server.url("/a"))
    again = await fetcher.get(server.url("/a"), etag=first.etag, last_modified="Wed, 03 Jul 2024 09:46:40 GMT")
    assert (first.status, first.body) == (200, b"body")
    assert (again.status, again.body, again.etag) == (304, b"", '"v1"')
    assert server.headers[1]["If-Modified-Since"] == "Wed, 03 Jul 2024 09:46:40 GMT"


async def test_a_304_that_nobody_asked_for_is_no_page(server: WebServer, fetcher: Fetcher) -> None:
    server.pages["/a"] = Page(status=304)
    assert (await trouble(fetcher.get(server.url("/a")))).kind == "bad"


@pytest.mark.parametrize(
    ("status", "kind", "wait_s"),
    [
        (404, "missing", None),
        (410, "gone", None),
        (401, "refused", None),
        (403, "refused", None),
        (451, "refused", None),
        (429, "busy", 90.0),
        (503, "busy", 90.0),
        (500, "unreachable", None),
        (204, "bad", None),
        (300, "bad", None),
    ],
)
async def test_a_no_of_the_server_has_a_kind(
    server: WebServer, fetcher: Fetcher, status: int, kind: FetchTrouble, wait_s: float | None
) -> None:
    server.pages["/a"] = Page("", status, {"Retry-After": "90"})
    error = await trouble(fetcher.get(server.url("/a")))
    assert (error.kind, error.retry_after_s) == (kind, wait_s)
    assert str(error).startswith(server.url("/a"))


async def test_permanent_redirects_are_to_be_remembered_and_others_not(server: WebServer, fetcher: Fetcher) -> None:
    server.pages["/end"] = Page("here")
    server.redirect("/old", "/older", 301)
    server.redirect("/older", server.url("/end"), 308)
    server.redirect("/mixed", "/old", 302)
    server.redirect("/mixed2", "/today", 301)
    server.redirect("/today", "end", 307)
    for path, moved_to in [("/old", "/end"), ("/mixed", ""), ("/mixed2", ""), ("/end", "")]:
        found = await fetcher.get(server.url(path))
        assert (found.url, found.body) == (server.url("/end"), b"here")
        assert found.moved_to == (server.url(moved_to) if moved_to else "")


async def test_redirects_without_end_are_left(server: WebServer, fetcher: Fetcher) -> None:
    server.redirect("/a", "/b")
    server.redirect("/b", "/a")
    assert (await trouble(fetcher.get(server.url("/a")))).kind == "bad"
    assert len(server.asked) == 6


@pytest.mark.parametrize(
    "where", ["", "file:///etc/passwd", "gopher://127.0.0.1/", "data:text/html,hi", "http://", "http://u:p@127.0.0.1/"]
)
async def test_a_redirect_to_what_is_no_web_address_is_not_followed(
    server: WebServer, fetcher: Fetcher, where: str
) -> None:
    server.redirect("/a", where)
    assert (await trouble(fetcher.get(server.url("/a")))).kind == "bad"


@pytest.mark.parametrize(
    "url", ["", "a.example", "file:///etc/passwd", "ftp://a.example/", "http://", "http://u:p@a.example/",
            "http://[::1/", "http://a.example:99999/", "javascript:alert(1)", "http://a.example/" + "x" * 2000],
)  # fmt: skip
async def test_what_is_no_web_address_is_refused(fetcher: Fetcher, url: str) -> None:
    assert (await trouble(fetcher.get(url))).kind == "bad"


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001", "0", "[::1]", "[::ffff:127.0.0.1]"]
)
async def test_this_machine_is_not_read_under_any_of_its_names(server: WebServer, host: str) -> None:
    server.pages["/secret"] = Page("secret")
    async with Fetcher() as fetcher:
        error = await trouble(fetcher.get(f"http://{host}:{server.port}/secret"))
    assert error.kind in ("private", "unreachable", "bad")
    assert server.asked == []


async def test_a_redirect_into_the_private_network_is_not_followed(server: WebServer, fetcher: Fetcher) -> None:
    server.redirect("/a", f"http://localhost:{server.port}/secret")
    server.redirect("/b", "http://169.254.169.254/latest/meta-data/")
    server.pages["/secret"] = Page("secret")
    for path in ("/a", "/b"):
        error = await trouble(fetcher.get(server.url(path)))
        assert error.kind == "private"
        assert "ALLOW_PRIVATE_HOSTS" in error.reason
    assert server.asked == ["/a", "/b"]


async def test_a_name_with_one_private_address_among_public_ones_is_refused(server: WebServer) -> None:
    async def resolver(host: str, port: int) -> list[str]:
        return ["93.184.215.14", "127.0.0.1"]

    async with Fetcher(resolver=resolver) as fetcher:
        assert (await trouble(fetcher.get(f"http://news.example:{server.port}/"))).kind == "private"
    assert server.asked == []


async def test_a_name_that_leads_elsewhere_the_second_time_is_looked_at_each_time(server: WebServer) -> None:
    looked_up = 0

    async def resolver(host: str, port: int) -> list[str]:
        nonlocal looked_up
        looked_up += 1
        return ["203.0.113.1"] if looked_up == 1 else ["127.0.0.1"]

    async with Fetcher(resolver=resolver) as fetcher:
        assert (await trouble(fetcher.get(f"http://news.example:{server.port}/"))).kind == "private"
    assert server.asked == []


async def test_the_connection_goes_to_the_address_that_was_looked_up_and_names_the_host(server: WebServer) -> None:
    async def resolver(host: str, port: int) -> list[str]:
        assert host == "intranet.example"
        return ["127.0.0.1"]

    server.pages["/a"] = Page("hello")
    async with Fetcher(allow_private_hosts=["intranet.example"], resolver=resolver) as fetcher:
        found = await fetcher.get(f"http://Intranet.example:{server.port}/a")
    assert found.body == b"hello"
    assert server.headers[0]["Host"] == f"intranet.example:{server.port}"


async def test_the_next_address_of_a_host_is_tried_where_nobody_answers_at_the_first(server: WebServer) -> None:
    async def resolver(host: str, port: int) -> list[str]:
        return ["127.0.0.2", "127.0.0.1"]  # the server listens at the second alone

    server.pages["/a"] = Page("hello")
    async with Fetcher(allow_private_hosts=["intranet.example"], resolver=resolver) as fetcher:
        assert (await fetcher.get(f"http://intranet.example:{server.port}/a")).body == b"hello"


async def test_a_certificate_must_be_of_the_name_in_the_address_and_not_of_the_number() -> None:
    authority = trustme.CA()
    at_server = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("tara.example").configure_cert(at_server)
    ours = ssl.create_default_context()
    authority.configure_trust(ours)

    async def resolver(host: str, port: int) -> list[str]:
        return ["127.0.0.1"]

    hosts = ["tara.example", "other.example"]
    async with WebServer({"/a": Page("hello")}, trusted=at_server) as server:
        async with Fetcher(allow_private_hosts=hosts, resolver=resolver, trusted=ours) as fetcher:
            assert (await fetcher.get(f"https://tara.example:{server.port}/a")).body == b"hello"
            error = await trouble(fetcher.get(f"https://other.example:{server.port}/a"))
        async with Fetcher(allow_private_hosts=hosts, resolver=resolver) as stranger:
            other = await trouble(stranger.get(f"https://tara.example:{server.port}/a"))
    assert (error.kind, other.kind) == ("unreachable", "unreachable")
    assert "certificate" in error.reason
    assert "certificate" in other.reason


async def test_an_unknown_host_and_a_closed_port_are_unreachable(server: WebServer, fetcher: Fetcher) -> None:
    assert (await trouble(fetcher.get("http://no-such-host.invalid/"))).kind == "unreachable"
    assert (await trouble(fetcher.get("http://127.0.0.1:1/"))).kind == "unreachable"


@pytest.mark.parametrize(
    ("encoding", "pack"), [("gzip", gzip.compress), ("br", brotli.compress), ("", bytes)], ids=["gzip", "br", "plain"]
)
async def test_a_bomb_is_stopped_while_it_comes(
    server: WebServer, fetcher: Fetcher, encoding: str, pack: Callable[[bytes], bytes]
) -> None:
    server.pages["/bomb"] = Page(pack(bytes(8_000_000)), headers={"Content-Encoding": encoding} if encoding else {})
    server.pages["/page"] = Page(pack("ख़बर".encode()), headers={"Content-Encoding": encoding} if encoding else {})
    assert (await trouble(fetcher.get(server.url("/bomb")))).kind == "too_large"
    assert (await fetcher.get(server.url("/page"))).body == "ख़बर".encode()


async def endless(request: web.Request) -> web.StreamResponse:
    """A page that never ends, and comes as fast as it is read."""
    response = web.StreamResponse()
    await response.prepare(request)
    while True:
        await response.write(b"<p>and then</p>" * 5000)


async def dripping(request: web.Request) -> web.StreamResponse:
    """A page that never ends, a byte at a time."""
    response = web.StreamResponse()
    await response.prepare(request)
    while True:
        await response.write(b".")
        await asyncio.sleep(0.02)


async def silent(request: web.Request) -> web.StreamResponse:
    """No page at all."""
    await asyncio.sleep(60)
    return Page().response()


async def test_a_page_that_never_ends_is_left(server: WebServer, fetcher: Fetcher) -> None:
    server.pages["/endless"] = endless
    assert (await trouble(fetcher.get(server.url("/endless")))).kind == "too_large"


async def test_a_slow_page_is_left_however_it_dawdles_and_holds_up_no_other(server: WebServer) -> None:
    server.pages |= {"/dripping": dripping, "/silent": silent, "/page": Page("quick")}
    server.redirect("/slow-redirect", "/silent")
    async with Fetcher(allow_private_hosts=OWN, max_time_s=0.5) as fetcher:
        slow = [
            asyncio.create_task(fetcher.get(server.url(path))) for path in ("/dripping", "/silent", "/slow-redirect")
        ]
        await asyncio.sleep(0.05)
        assert (await fetcher.get(server.url("/page"))).body == b"quick"
        assert not any(task.done() for task in slow)
        assert [(await trouble(task)).kind for task in slow] == ["slow", "slow", "slow"]


async def test_a_page_that_is_cut_off_or_no_http_is_an_error_and_not_half_a_page(fetcher: Fetcher) -> None:
    replies = [
        b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n<p>half",
        b"SSH-2.0-OpenSSH_9.6\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"x" * 1_000_000,
        b"",
    ]

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked = await reader.readuntil(b"\r\n\r\n")
        number = asked.split()[1].lstrip(b"/")
        writer.write(replies[int(number)] if number.isdigit() else b"HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n")
        writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as raw:
        port = raw.sockets[0].getsockname()[1]
        for number in range(len(replies)):
            error = await trouble(fetcher.get(f"http://127.0.0.1:{port}/{number}"))
            assert error.kind in ("unreachable", "bad"), number


async def test_what_robots_txt_forbids_is_not_asked_for_also_behind_a_redirect(
    server: WebServer, fetcher: Fetcher
) -> None:
    server.pages["/robots.txt"] = Page(
        "User-agent: khabar\nDisallow: /private\n", headers={"Content-Type": "text/plain"}
    )
    server.pages["/private/a"] = Page("secret")
    server.redirect("/open", "/private/a")
    for path in ("/private/a", "/open"):
        assert (await trouble(fetcher.get(server.url(path)))).kind == "robots"
    assert server.asked == ["/open"]


async def test_a_site_whose_robots_txt_fails_is_left_for_now(server: WebServer, fetcher: Fetcher) -> None:
    server.pages["/robots.txt"] = Page(status=503, headers={"Retry-After": "60"})
    server.pages["/a"] = Page("hello")
    error = await trouble(fetcher.get(server.url("/a")))
    assert (error.kind, error.retry_after_s) == ("busy", 60.0)
    assert server.asked == []


async def test_two_visits_to_a_host_of_somebody_else_have_a_pause_between_them(server: WebServer) -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    server.pages["/robots.txt"] = Page("User-agent: *\nCrawl-delay: 60\n")
    server.pages["/a"] = Page("hello")
    async with Fetcher(allow_private_hosts=OWN, sleep=sleep) as fetcher:
        for _ in range(2):
            await fetcher.get(server.url("/a"))
    assert [round(each) for each in slept] == [10]  # of the sixty


async def test_a_proxy_of_the_environment_is_not_used(server: WebServer, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    server.pages["/a"] = Page("hello")
    async with Fetcher(allow_private_hosts=OWN) as fetcher:
        assert (await fetcher.get(server.url("/a"))).body == b"hello"


async def test_the_address_of_a_hindi_site_is_read_as_people_write_it(server: WebServer) -> None:
    async def resolver(host: str, port: int) -> list[str]:
        assert host == "xn--61b3bh3a5ab.example"
        return ["127.0.0.1"]

    server.pages["/%E0%A4%AA"] = Page("hello")
    async with Fetcher(allow_private_hosts=["समाचार.example"], resolver=resolver) as fetcher:
        found = await fetcher.get(f"http://समाचार.example:{server.port}/प")
    assert found.url == f"http://xn--61b3bh3a5ab.example:{server.port}/%E0%A4%AA"


async def test_an_own_host_is_asked_for_sixteen_pages_at_once(server: WebServer, fetcher: Fetcher) -> None:
    there = most = 0
    full = asyncio.Event()

    async def slow(request: web.Request) -> web.StreamResponse:
        nonlocal there, most
        there += 1
        most = max(most, there)
        if most == 16:
            full.set()
        await full.wait()
        there -= 1
        return Page("done").response()

    for number in range(20):
        server.pages[f"/{number}"] = slow
    await asyncio.gather(*(fetcher.get(server.url(f"/{number}")) for number in range(20)))
    assert most == 16
