from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from index.article import Article
from index.sources.files import read_source
from index.sources.item import Item
from index.sources.pages import read_page as read_fetched

DELHI = ZoneInfo("Asia/Kolkata")
NOW = datetime(2024, 8, 1, 12, tzinfo=DELHI)
PARAGRAPHS = (
    "नगर निगम ने बुधवार को पुराने शहर की सड़कों की मरम्मत के लिए नई योजना मंज़ूर की, जिस पर अगले साल तक काम चलेगा।",
    "महापौर ने बताया कि पहले चरण में बारह सड़कें ली जाएँगी और बारिश से पहले नालियों की सफ़ाई पूरी की जाएगी।",
    "व्यापारियों के संगठन ने फ़ैसले का स्वागत किया, पर कहा कि काम रात में हो ताकि बाज़ार खुले रह सकें।",
)


def page(head: str = "", body: str = "", declaration: str = '<meta charset="utf-8">') -> str:
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    return (
        "<!DOCTYPE html><html lang='hi'>"
        f"<head>{declaration}<title>सड़कों की योजना मंज़ूर | दैनिक तारा</title>{head}</head><body>"
        "<nav><a href='/'>मुख्य पृष्ठ</a><a href='/khel'>खेल</a></nav>"
        f"<article><h1>सड़कों की योजना मंज़ूर</h1>{body}{paragraphs}</article>"
        "<div class='comments'><h3>टिप्पणियाँ</h3><p>मेरे घर के सामने भी सड़क ख़राब है, कब बनेगी?</p></div>"
        "<footer><p>सर्वाधिकार सुरक्षित © 2024</p></footer></body></html>"
    )


def read_page(tmp_path: Path, html: str, encoding: str = "utf-8") -> Article:
    (tmp_path / "page.html").write_bytes(html.encode(encoding, "xmlcharrefreplace"))
    (found,) = read_source(str(tmp_path / "page.html"), timezone=DELHI, now=NOW)
    assert isinstance(found, Article), str(found)
    return found


def test_a_page_gives_its_article_without_what_surrounds_it(tmp_path: Path) -> None:
    head = '<meta property="og:site_name" content="दैनिक तारा"><link rel="canonical" href="https://tara.example/a?utm_source=x">'
    article = read_page(tmp_path, page(head))
    assert article.title == "सड़कों की योजना मंज़ूर"
    assert article.text == "\n".join(PARAGRAPHS)
    assert (article.source, article.url, article.language) == ("दैनिक तारा", "https://tara.example/a", "hi")
    assert article.id.startswith("u-")


LINKED = json.dumps(
    {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebPage", "datePublished": "2020-01-01T00:00:00Z"},
            {
                "@type": ["NewsArticle"],
                "datePublished": "2024-07-03T18:05:00+05:30",
                "publisher": {"name": "दैनिक तारा"},
            },
        ],
    }
)


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (f'<script type="application/ld+json">{LINKED}</script>', ""),
        ('<meta property="article:published_time" content="2024-07-03T12:35:00Z">', ""),
        ('<meta name="date" content="2024-07-03"><meta itemprop="datePublished" content="2024-07-03T12:35:00Z">', ""),
        ("", '<time datetime="2024-07-03T18:05">3 जुलाई</time>'),
        (
            '<script type="application/ld+json">{"broken": </script>',
            '<time datetime="2024-07-03T12:35:00Z">3 जुलाई</time>',
        ),
    ],
    ids=["linked data", "published_time", "a full time before a day", "time element", "broken linked data"],
)
def test_the_full_time_of_publication_is_found(tmp_path: Path, head: str, body: str) -> None:
    assert read_page(tmp_path, page(head, body)).published_at == datetime(2024, 7, 3, 18, 5, tzinfo=DELHI)


def test_the_publisher_in_linked_data_is_the_outlet(tmp_path: Path) -> None:
    article = read_page(tmp_path, page(f'<script type="application/ld+json">{LINKED}</script>'))
    assert article.source == "दैनिक तारा"


def test_the_time_of_a_teaser_is_not_the_time_of_the_article(tmp_path: Path) -> None:
    body = '<aside><time datetime="2019-05-05T10:00:00Z">पुराना</time></aside>'
    assert read_page(tmp_path, page(body=body)).published_at is None


def test_a_page_without_metadata_is_dated_by_its_dateline(tmp_path: Path) -> None:
    html = page().replace("<p>नगर", "<p>भोपाल, 3 जुलाई 2024 (भाषा)। नगर")
    article = read_page(tmp_path, html)
    assert article.published_at == datetime(2024, 7, 3, tzinfo=DELHI)


def test_the_address_that_a_browser_wrote_into_a_saved_page_is_used(tmp_path: Path) -> None:
    html = page().replace("<html", "<!-- saved from url=(0022)https://tara.example/a -->\n<html", 1)
    assert read_page(tmp_path, html).url == "https://tara.example/a"


@pytest.mark.parametrize(
    ("declaration", "encoding"),
    [
        ("", "utf-8"),
        ("", "utf-16"),
        ('<meta charset="utf-8">', "utf-8-sig"),
        ('<meta charset="iso-8859-1">', "utf-8"),
    ],
)
def test_a_hindi_page_is_read_in_its_encoding(tmp_path: Path, declaration: str, encoding: str) -> None:
    assert read_page(tmp_path, page(declaration=declaration), encoding).text == "\n".join(PARAGRAPHS)


@pytest.mark.parametrize(
    "declaration",
    ['<meta charset="windows-1252">', '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">'],
)
def test_an_english_page_is_read_in_the_encoding_that_it_declares(tmp_path: Path, declaration: str) -> None:
    english = "The “café” law was passed on Wednesday – after a long debate in the upper house of Zürich’s parliament."
    html = page(declaration=declaration)
    for paragraph in PARAGRAPHS:
        html = html.replace(paragraph, english.replace("Wednesday", f"day {len(paragraph)}"))
    (tmp_path / "page.htm").write_bytes(html.encode("cp1252", "xmlcharrefreplace"))
    (article,) = read_source(str(tmp_path / "page.htm"), timezone=DELHI, now=NOW)
    assert isinstance(article, Article)
    assert article.text.startswith("The “café” law was passed on day")


def test_control_characters_in_a_page_do_no_harm(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(page().replace("महापौर", "महा\0पौर\u202e\x07").encode())
    (article,) = read_source(str(tmp_path / "page.html"), timezone=DELHI, now=NOW)
    assert isinstance(article, Article)
    assert "\0" not in article.text
    assert "\u202e" not in article.text
    assert PARAGRAPHS[2] in article.text


STORY = {
    "@type": "NewsArticle",
    "author": [{"@type": "Person", "name": "अनीता  वर्मा"}, {"name": "रवि कुमार"}, {"name": "अनीता वर्मा"}],
    "articleSection": ["देश", "मध्य प्रदेश"],
    "dateModified": "2024-07-03T20:00:00+05:30",
    "datePublished": "2024-07-03T18:05:00+05:30",
}


@pytest.mark.parametrize(
    ("head", "author"),
    [
        (f'<script type="application/ld+json">{json.dumps(STORY)}</script>', "अनीता वर्मा, रवि कुमार"),
        (
            '<meta name="author" content="अनीता वर्मा"><meta property="article:section" content="देश">'
            '<meta property="article:published_time" content="2024-07-03T18:05:00+05:30">'
            '<meta property="article:modified_time" content="2024-07-03T14:30:00Z">',
            "अनीता वर्मा",
        ),
        (
            '<meta property="article:author" content="https://tara.example/anita"><meta name="byl" content="अनीता वर्मा">'
            '<meta property="article:section" content="देश"><meta itemprop="dateModified" content="2024-07-03T20:00:00+05:30">',
            "अनीता वर्मा",
        ),
    ],
    ids=["linked data", "meta elements", "an address for a name"],
)
def test_author_section_and_time_of_change_are_found(tmp_path: Path, head: str, author: str) -> None:
    article = read_page(tmp_path, page(head))
    assert (article.author, article.section) == (author, "देश")
    assert article.modified_at == datetime(2024, 7, 3, 20, tzinfo=DELHI)


def test_a_change_before_the_publication_is_not_believed(tmp_path: Path) -> None:
    head = (
        '<meta property="article:published_time" content="2024-07-03T18:05:00+05:30">'
        '<meta property="article:modified_time" content="2024-07-01T10:00:00+05:30">'
    )
    assert read_page(tmp_path, page(head)).modified_at is None


def test_the_author_of_another_thing_on_the_page_is_not_its_author(tmp_path: Path) -> None:
    comment = json.dumps({"@type": "Comment", "author": {"name": "Somebody"}, "text": "first"})
    assert read_page(tmp_path, page(f'<script type="application/ld+json">{comment}</script>')).author == ""


def fetched(
    html: str, address: str = "https://tara.example/a?utm_source=x", charset: str = "", encoding: str = "utf-8"
) -> Item:
    return read_fetched(html.encode(encoding), address, address=address, charset=charset)


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ("", "https://tara.example/a"),
        ('<link rel="canonical" href="/desh/a">', "https://tara.example/desh/a"),
        (
            '<meta property="og:url" content="https://www.tara.example/desh/a?fbclid=1">',
            "https://www.tara.example/desh/a",
        ),
        ('<link rel="canonical" href="https://other.example/a">', "https://tara.example/a"),
        ('<link rel="canonical" href="https://tara.example/">', "https://tara.example/a"),
    ],
)
def test_a_page_from_the_web_is_known_under_the_address_that_it_may_claim(head: str, url: str) -> None:
    assert fetched(page(head)).url == url


def test_an_amp_page_is_known_under_the_address_of_the_page_itself() -> None:
    amp = page().replace("<html", "<html ⚡", 1)
    assert fetched(amp, "https://tara.example/amp/a").url == "https://tara.example/a"
    named = page('<link rel="canonical" href="https://tara.example/desh/a.html">').replace("<html", "<html amp", 1)
    assert fetched(named, "https://tara.example/amp/a").url == "https://tara.example/desh/a.html"


@pytest.mark.parametrize(
    ("charset", "declaration", "encoding"),
    [
        ("utf-8", "", "utf-8"),
        ("iso-8859-1", "", "utf-8"),
        ("iso-8859-1", '<meta charset="us-ascii">', "utf-8"),
        ("no-such-charset", '<meta charset="utf-16">', "utf-8"),
        ("utf-8", '<meta charset="utf-8">', "utf-16"),
    ],
)
def test_a_charset_that_lies_spoils_no_hindi(charset: str, declaration: str, encoding: str) -> None:
    assert fetched(page(declaration=declaration), charset=charset, encoding=encoding).text == "\n".join(PARAGRAPHS)


def test_the_charset_of_the_server_goes_before_that_of_the_page() -> None:
    english = "Der Bürgermeister sagte am Mittwoch, daß die Straßen im nächsten Jahr fertig würden, in Zürich und Köln."
    html = page(declaration='<meta charset="koi8-r">')
    for number, paragraph in enumerate(PARAGRAPHS):
        html = html.replace(paragraph, f"{english} {number}.")
    body = html.encode("cp1252", "xmlcharrefreplace")
    assert "Bürgermeister" in read_fetched(body, "x", address="https://tara.example/a", charset="windows-1252").text
