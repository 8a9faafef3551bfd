from __future__ import annotations

import contextlib
import gzip
import json

import pytest

from index.errors import SourceError
from index.feeds.entry import MAX_ENTRIES, FeedEntry
from index.feeds.read import MAX_FEED_BYTES, read_feed

URL = "https://tara.example/feeds/top.xml"

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>दैनिक तारा</title><link>https://tara.example/</link><language>hi-IN</language>
<item><title>सड़कों की योजना मंज़ूर</title><link>/khabar/1?utm_source=rss</link><guid isPermaLink="false">t-1</guid>
<pubDate>Wed, 03 Jul 2024 18:05:00 +0530</pubDate><description>छोटा सार।</description>
<content:encoded><![CDATA[<p>नगर निगम ने योजना मंज़ूर की।</p><script>alert(1)</script><p>काम अगले साल तक चलेगा।</p>]]></content:encoded></item>
<item><title>R&amp;amp;D budget up</title><link>https://tara.example/khabar/2</link><description>Plain &amp; simple.</description></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>The Lantern</title>
<entry><title>Dam opens</title><id>tag:lantern.example,2024:1</id><link rel="enclosure" href="film.mp4"/>
<link rel="alternate" href="https://lantern.example/dam"/><published>2024-07-03T12:35:00Z</published>
<updated>2024-07-04T01:00:00Z</updated><author><name>Asha Rao</name></author><category term="india"/><summary>Gates were opened.</summary></entry></feed>"""

RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://old.example/"><title>Old Gazette</title></channel>
<item rdf:about="https://old.example/1"><title>Bridge closed</title><link>https://old.example/1</link>
<description>It is closed.</description><dc:date>2024-07-03T12:35:00Z</dc:date></item></rdf:RDF>"""

JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Json Times",
        "language": "en",
        "items": [
            {"id": 7, "url": "https://json.example/7", "title": "Seven", "content_html": "<p>One.</p><p>Two.</p>"},
            {"id": "https://json.example/8", "content_text": "A note.", "date_published": "2024-07-03T12:35:00Z"},
            "no item",
        ],
    }
)

SITEMAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://tara.example/khabar/3</loc><lastmod>2024-07-04</lastmod><news:news>
<news:publication><news:name>दैनिक तारा</news:name><news:language>hi</news:language></news:publication>
<news:publication_date>2024-07-03T18:05:00+05:30</news:publication_date><news:title>बाँध खुला &amp; पानी छोड़ा</news:title></news:news></url>
<url><loc>https://tara.example/about</loc></url></urlset>"""


def entries(body: str | bytes, url: str = URL, charset: str = "") -> tuple[FeedEntry, ...]:
    return read_feed(body.encode() if isinstance(body, str) else body, url, charset=charset).entries


def test_an_rss_feed_gives_addresses_headlines_times_and_the_whole_text_where_it_has_it() -> None:
    feed = read_feed(RSS.encode(), URL)
    first, second = feed.entries
    assert feed.title == "दैनिक तारा"
    assert first.key == first.url == first.item.url == "https://tara.example/khabar/1"
    assert first.item.title == "सड़कों की योजना मंज़ूर"
    assert [line for line in first.item.text.splitlines() if line] == [
        "नगर निगम ने योजना मंज़ूर की।",
        "काम अगले साल तक चलेगा।",
    ]
    assert first.item.dates[0] == "Wed, 03 Jul 2024 18:05:00 +0530"
    assert (first.item.source, first.item.language) == ("दैनिक तारा", "hi-IN")
    assert (second.item.title, second.item.text) == ("R&D budget up", "Plain & simple.")


def test_an_atom_entry_is_its_alternate_page_and_not_its_film() -> None:
    (entry,) = entries(ATOM)
    assert entry.url == "https://lantern.example/dam"
    assert entry.item.text == "Gates were opened."
    assert (entry.item.author, entry.item.section) == ("Asha Rao", "india")
    assert entry.item.modified == ("2024-07-04T01:00:00Z",)
    assert entry.item.dates[:2] == ("2024-07-03T12:35:00Z", "2024-07-04T01:00:00Z")


def test_rdf_json_feeds_and_news_sitemaps_are_feeds_too() -> None:
    (old,) = entries(RDF)
    assert (old.url, old.item.text, old.item.dates[0]) == (
        "https://old.example/1",
        "It is closed.",
        "2024-07-03T12:35:00Z",
    )
    seven, eight = entries(JSON_FEED)
    assert (seven.url, seven.item.title) == ("https://json.example/7", "Seven")
    assert seven.item.text.split() == ["One.", "Two."]
    assert (eight.url, eight.item.text) == ("https://json.example/8", "A note.")
    (news,) = entries(SITEMAP)
    assert (news.item.title, news.item.source, news.item.language) == ("बाँध खुला & पानी छोड़ा", "दैनिक तारा", "hi")
    assert news.item.dates == ("2024-07-03T18:05:00+05:30", "2024-07-04")


def test_a_sitemap_may_be_a_packed_file() -> None:
    assert entries(gzip.compress(SITEMAP.encode())) == entries(SITEMAP)


def test_of_an_index_of_sitemaps_the_few_that_may_hold_news_are_named() -> None:
    parts = "".join(
        f"<sitemap><loc>/maps/{name}.xml</loc><lastmod>2024-07-{day:02}</lastmod></sitemap>"
        for name, day in [*((f"old{day}", day) for day in range(1, 9)), ("google-news", 1)]
    )
    feed = read_feed(f"<sitemapindex>{parts}</sitemapindex>".encode(), URL)
    assert feed.parts[:2] == ("https://tara.example/maps/google-news.xml", "https://tara.example/maps/old8.xml")
    assert len(feed.parts) == 5


@pytest.mark.parametrize(
    ("body", "charset"),
    [
        (RSS.encode(), "iso-8859-1"),  # the server says what it ceased to send
        (RSS.replace('encoding="UTF-8"', 'encoding="iso-8859-1"').encode(), ""),
        (RSS.encode("utf-8-sig"), "us-ascii"),
        (RSS.replace('"UTF-8"', '"UTF-16"').encode("utf-16"), ""),
    ],
    ids=["header", "declaration", "mark", "utf-16"],
)
def test_hindi_is_read_whatever_charset_is_declared(body: bytes, charset: str) -> None:
    assert entries(body, charset=charset)[0].item.title == "सड़कों की योजना मंज़ूर"


def test_a_feed_in_another_charset_is_read_by_its_declaration() -> None:
    body = RSS.replace("R&amp;amp;D", "Café").replace("UTF-8", "windows-1252").encode("cp1252", "replace")
    assert entries(body)[1].item.title == "Café budget up"


def test_a_broken_feed_gives_what_can_be_read() -> None:
    broken = RSS.replace("&amp;amp;", " & ").replace("</channel></rss>", "<item><title>चौथी")
    assert [entry.url for entry in entries(broken)][:2] == [
        "https://tara.example/khabar/1",
        "https://tara.example/khabar/2",
    ]


def test_an_entry_without_an_address_is_known_by_its_own_id_and_its_feed() -> None:
    body = "<rss><channel><item><guid isPermaLink='false'>9</guid><title>A</title><description>Told here.</description></item></channel></rss>"
    (here,), (there,) = entries(body), entries(body, "https://other.example/rss")
    assert here.url == ""
    assert here.key != there.key
    assert here.item.id != there.item.id
    assert entries(body.replace("Told here", "Told anew"))[0].key == here.key
    assert entries(body.replace("Told here", "Told anew"))[0].fingerprint != here.fingerprint


def test_an_item_that_is_listed_twice_is_one_and_addresses_that_are_none_are_left_out() -> None:
    item = "<item><title>x</title><link>{}</link></item>"
    links = ["https://a.example/1", "https://a.example/1#top", "javascript:alert(1)", "https://[broken/"]
    feed = read_feed(f"<rss version='2.0'><channel>{''.join(map(item.format, links))}</channel></rss>".encode(), URL)
    assert feed.entries[0].url == "https://a.example/1"
    assert [entry.url for entry in feed.entries[1:]] in ([""], [])
    assert feed.listed == 4


def test_a_feed_without_an_end_is_cut() -> None:
    items = "".join(f"<item><title>{n}</title><link>/{n}</link></item>" for n in range(MAX_ENTRIES + 50))
    assert len(entries(f"<rss><channel>{items}</channel></rss>")) == MAX_ENTRIES
    with pytest.raises(SourceError, match="more than 5 MB"):
        read_feed(b"<rss>" + b" " * MAX_FEED_BYTES, URL)
    with pytest.raises(SourceError, match="more than 5 MB"):
        read_feed(gzip.compress(b"<urlset>" + b" " * 50_000_000), URL)


def test_entities_are_never_blown_up_and_no_file_is_read() -> None:
    levels = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    bomb = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "lol">{levels}]>'
    for root in (
        "<rss><channel><title>t</title><item><title>&j;</title></item></channel></rss>",
        "<urlset>&j;</urlset>",
    ):
        try:
            feed = read_feed(f"{bomb}{root}".encode(), URL)
        except SourceError:
            continue
        assert sum(len(entry.item.title) for entry in feed.entries) < 1000
    for name in ("file:///etc/passwd", "http://127.0.0.1/x"):
        outside = f'<!DOCTYPE x [<!ENTITY a SYSTEM "{name}">]><rss><channel><item><title>&a;seen</title></item></channel></rss>'
        (entry,) = entries(outside)
        assert entry.item.title.endswith("seen")
        assert "root" not in entry.item.title
    assert entries(b"/etc/passwd<rss/>".replace(b"/etc/passwd", b"")) == ()


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("<!DOCTYPE html><html><title>News</title></html>", "page and not a feed"),
        ("", "no RSS, Atom or JSON feed"),
        ("/etc/passwd", "no RSS, Atom or JSON feed"),
        ("{", "JSON Feed"),
        ('{"items": []}', "no JSON Feed"),
        ("[" * 100_000, "no RSS, Atom or JSON feed"),
        ('{"a":' * 100_000, "JSON Feed"),
        ("<urlset><url><loc>https://a.example/</loc></url></urlset>", "no news"),
        (b"\x1f\x8b\x08nonsense", "damaged"),
        (bytes(range(256)) * 20, "no RSS, Atom or JSON feed"),
    ],
)
def test_what_is_no_feed_is_said_in_one_sentence(body: str | bytes, said: str) -> None:
    with pytest.raises(SourceError, match=said) as caught:
        read_feed(body.encode() if isinstance(body, str) else body, URL)
    assert caught.value.source == URL


@pytest.mark.parametrize(
    "link",
    [
        '<link rel="alternate" type="application/rss+xml" title="News" href="/Feeds/Top.xml?a=1&amp;b=2">',
        "<LINK HREF=/Feeds/Top.xml?a=1&amp;b=2 TYPE='application/atom+xml' REL=alternate />",
    ],
)
def test_of_a_page_the_feed_that_it_names_is_told(link: str) -> None:
    page = f'<!DOCTYPE html><html><head><link rel="canonical" href="/x"><link rel="alternate" hreflang="hi" href="/hi">{link}'
    with pytest.raises(SourceError, match=r"https://tara.example/Feeds/Top.xml\?a=1&b=2: list that"):
        read_feed(page.encode(), URL)


@pytest.mark.parametrize("evil", ["<", "<a>", "&amp", "<![CDATA[", "&lt;div&gt;", "<item>", "<!ENTITY "])
def test_a_hostile_feed_is_read_to_an_end(evil: str) -> None:
    with contextlib.suppress(SourceError):
        feed = read_feed(f"<rss version='2.0'><channel><item><title>{evil * 10_000}".encode(), URL)
        assert len(feed.entries) <= MAX_ENTRIES
