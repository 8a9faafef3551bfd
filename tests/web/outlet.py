"""An outlet on the test server: a feed, and a page behind each of its entries."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import format_datetime
from hashlib import sha256
from xml.sax.saxutils import escape

from aiohttp import web

from tests.web.server import Page, WebServer

STORIES = {
    "bridge": (
        "Kosi bridge closed after cracks were found",
        "The old bridge over the Kosi near Supaul was closed on Wednesday after engineers found cracks in two of its pillars. "
        "District magistrate Kavita Verma said the repairs would take 40 days. "
        "Buses will go by way of Saharsa until the bridge is opened again, the transport department said.",
    ),
    "dam": (
        "भाखड़ा बाँध के द्वार खोले गए",
        "भाखड़ा बाँध के चार द्वार बुधवार सुबह खोल दिए गए, क्योंकि जलस्तर ख़तरे के निशान से ऊपर चला गया था। "
        "इंजीनियर रमेश चंद्र ने बताया कि हर सेकंड 800 घन मीटर पानी छोड़ा जा रहा है। "
        "प्रशासन ने निचले इलाक़ों के सात गाँव ख़ाली करा लिए हैं।",
    ),
    "chess": (
        "Pune schoolgirl wins the national chess title",
        "Fourteen-year-old Anaya Kulkarni of Pune won the national chess championship in Nagpur on Sunday. "
        "She won nine of her eleven games and drew the other two. "
        "Her coach said that she had prepared for the tournament since January.",
    ),
}


def page_of(title: str, text: str, published: datetime | None = None) -> str:
    """A page with a menu and a footer around an article."""
    paragraphs = "".join(f"<p>{escape(sentence)}</p>" for sentence in text.split("\n"))
    time = f'<meta property="article:published_time" content="{published.isoformat()}">' if published else ""
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{escape(title)}</title>{time}'
        '<meta property="og:site_name" content="Test Gazette"></head>'
        "<body><nav><a href='/'>Home</a> <a href='/sport'>Sport</a></nav>"
        f"<article><h1>{escape(title)}</h1>{paragraphs}</article><footer>© Test Gazette</footer></body></html>"
    )


def rss_of(items: Mapping[str, tuple[str, str, str]], title: str = "Test Gazette") -> str:
    """A feed of (headline, text, date) by address."""
    entries = "".join(
        f"<item><title>{escape(headline)}</title><link>{escape(url)}</link><guid>{escape(url)}</guid>"
        f"<description>{escape(text)}</description><pubDate>{date}</pubDate></item>"
        for url, (headline, text, date) in items.items()
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{entries}</channel></rss>'


class Outlet:
    """Some of the stories under a folder of a server, with a feed at "FOLDER/rss"; pages and feed keep an ETag."""

    def __init__(self, server: WebServer, folder: str, *names: str, published: datetime | None = None) -> None:
        """Publish stories."""
        self.server, self.folder = server, folder
        self.published = published or datetime.now(UTC)
        self.stories: dict[str, tuple[str, str]] = {}
        server.pages[f"{folder}/rss"] = self._feed
        for name in names:
            self.publish(name, *STORIES[name])

    @property
    def feed(self) -> str:
        """Address of the feed."""
        return self.server.url(f"{self.folder}/rss")

    def url(self, name: str) -> str:
        """Address of a story."""
        return self.server.url(f"{self.folder}/{name}")

    def publish(self, name: str, title: str, text: str) -> None:
        """Put a story on its page and into the feed, or change both."""
        self.stories[name] = (title, text)
        self.mend(name, text)

    def mend(self, name: str, text: str) -> None:
        """Change the page of a story, and not the feed."""
        title, _ = self.stories[name]

        async def serve(request: web.Request) -> web.StreamResponse:
            return _with_etag(request, page_of(title, text.replace(". ", ".\n"), self.published), "text/html")

        self.server.pages[f"{self.folder}/{name}"] = serve

    def take_down(self, name: str, status: int = 404) -> None:
        """Let the page of a story be missing, and keep it in the feed."""
        self.server.pages[f"{self.folder}/{name}"] = Page("gone", status)

    def drop(self, name: str) -> None:
        """Let a story fall off the feed; its page stays."""
        del self.stories[name]

    async def _feed(self, request: web.Request) -> web.StreamResponse:
        date = format_datetime(self.published)
        items = {self.url(name): (title, text[:60], date) for name, (title, text) in self.stories.items()}
        return _with_etag(request, rss_of(items), "application/rss+xml")


def _with_etag(request: web.Request, body: str, kind: str) -> web.Response:
    etag = f'"{sha256(body.encode()).hexdigest()[:12]}"'
    if request.headers.get("If-None-Match") == etag:
        return web.Response(status=304, headers={"ETag": etag})
    return web.Response(body=body.encode(), headers={"Content-Type": f"{kind}; charset=utf-8", "ETag": etag})
