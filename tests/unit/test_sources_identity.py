from __future__ import annotations

import pytest

from index.sources.addresses import canonical_url
from index.sources.identity import Identities


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("HTTPS://News.Example/A?id=7&utm_source=x&fbclid=y&gclid=z#top", "https://news.example/A?id=7"),
        ("https://news.example", "https://news.example/"),
        ("https://news.example:443/a", "https://news.example/a"),
        ("http://user:secret@news.example:8080/a", "http://news.example:8080/a"),
        ("https://news.example/ख़बर?q=दिल्ली", "https://news.example/ख़बर?q=दिल्ली"),
        ("https://news.example/%e0%a4%96%E0%A4%AC?q=%E0%A4%A6%20x", "https://news.example/खब?q=द%20x"),
        ("https://news.example/%61%2f%3F%e2%80%ae/%ff", "https://news.example/a%2F%3F%E2%80%AE/%FF"),
        ("https://news.example/क\u200dष", "https://news.example/क%E2%80%8Dष"),
        ("https://समाचार.example/a", "https://xn--61b3bh3a5ab.example/a"),
        ("https://news.example/a?at_medium=RSS&at_campaign=rss&at=1", "https://news.example/a?at=1"),
        ("http://[2001:db8::1]/a", "http://[2001:db8::1]/a"),
        ("  https://news.example/a  ", "https://news.example/a"),
    ],
)
def test_addresses_of_one_page_become_one(url: str, expected: str) -> None:
    assert canonical_url(url) == expected


@pytest.mark.parametrize(
    "url",
    [
        "",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "news.example/a",
        "https://",
        "http://[::1",
        "https://a b.example/",
        "https://news.example:99999/",
        "https://news.example/\u202egnp",
        "https://news.example/" + "a" * 3000,
    ],
)
def test_what_cannot_be_a_link_is_no_address(url: str) -> None:
    assert canonical_url(url) == ""


def test_the_publishers_id_is_kept_as_it_is() -> None:
    assert (
        Identities("a.jsonl").identify("newsonair-hi-15126", "https://news.example/a", "Title") == "newsonair-hi-15126"
    )


@pytest.mark.parametrize("own_id", ["x" * 201, "a\nb", "a\u202eb"])
def test_an_id_that_cannot_be_typed_is_hashed(own_id: str) -> None:
    found = Identities("a.jsonl").identify(own_id, "", "")
    assert found.startswith("i-")
    assert found == Identities("b.jsonl").identify(own_id, "", "")


def test_an_address_gives_the_same_id_in_any_file() -> None:
    ids = {Identities(name).identify("", "https://news.example/a", name) for name in ("a.jsonl", "b/c.html")}
    assert len(ids) == 1
    assert ids.pop().startswith("u-")


def test_a_headline_gives_the_same_id_wherever_it_stands_in_its_file() -> None:
    first, second = Identities("a.txt"), Identities("a.txt")
    one = [first.identify("", "", headline) for headline in ("A", "B")]
    other = [second.identify("", "", headline) for headline in ("B", "C", "A")]
    assert one == [other[2], other[0]]


def test_the_same_headline_in_another_file_has_another_id() -> None:
    assert Identities("a.txt").identify("", "", "A") != Identities("b.txt").identify("", "", "A")


def test_a_composed_and_a_decomposed_file_name_are_one() -> None:
    assert Identities("caf\u00e9.txt").identify("", "", "A") == Identities("cafe\u0301.txt").identify("", "", "A")


@pytest.mark.parametrize("url", ["", "https://news.example/a"])
@pytest.mark.parametrize("headline", ["", "A"])
def test_equal_items_of_one_file_get_different_ids(url: str, headline: str) -> None:
    identities = Identities("a.txt")
    assert len({identities.identify("", url, headline) for _ in range(20)}) == 20
