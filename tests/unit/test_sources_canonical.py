from __future__ import annotations

import pytest

from index.sources.canonical import out_of_cache, true_address


@pytest.mark.parametrize(
    ("address", "claimed", "true"),
    [
        ("https://tara.example/a?utm_source=x", "", "https://tara.example/a"),
        ("https://tara.example/a?id=7&from=rss", "https://tara.example/a?id=7", "https://tara.example/a?id=7"),
        ("https://m.tara.example/a", "https://www.tara.example/khabar/a", "https://www.tara.example/khabar/a"),
        ("https://tara.example/amp/a", "/a#top", "https://tara.example/a"),
        ("https://hindi.tara.example/a", "https://tara.example/hindi/a", "https://tara.example/hindi/a"),
    ],
)
def test_a_page_is_known_under_the_address_that_it_claims_on_its_own_site(
    address: str, claimed: str, true: str
) -> None:
    assert true_address(address, claimed) == true


@pytest.mark.parametrize(
    "claimed",
    [
        "https://other.example/a",
        "https://tara.example.evil.example/a",
        "https://example/a",
        "https://notara.example/a",
        "https://tara.example/",
        "javascript:alert(1)",
        "https://[broken",
    ],
)
def test_a_claim_to_be_somebody_elses_page_or_the_front_page_is_not_believed(claimed: str) -> None:
    assert true_address("https://tara.example/a", claimed) == "https://tara.example/a"


@pytest.mark.parametrize(
    "address",
    [
        "https://tara.example/amp/desh/sadak-1",
        "https://tara.example/desh/sadak-1/amp",
        "https://tara.example/desh/sadak-1/amp/",
        "https://tara.example/desh/sadak-1/amp/1",
        "https://amp.tara.example/desh/sadak-1",
        "https://tara.example/desh/sadak-1?amp=1",
        "https://tara.example/desh/sadak-1?outputType=amp",
        "https://tara.example/desh/sadak-1.amp",
        "https://tara.example/desh/sadak-1-amp",
    ],
)
def test_an_amp_page_that_names_no_other_is_known_under_the_plain_address(address: str) -> None:
    assert true_address(address, "", amp=True) == "https://tara.example/desh/sadak-1"


def test_a_page_that_is_not_amp_keeps_its_address() -> None:
    assert true_address("https://audio.example/shop/amp", "") == "https://audio.example/shop/amp"


@pytest.mark.parametrize(
    ("cached", "own"),
    [
        ("https://www.google.com/amp/s/tara.example/a.html", "https://tara.example/a.html"),
        ("https://www.google.co.in/amp/tara.example/a", "http://tara.example/a"),
        ("https://tara-example.cdn.ampproject.org/c/s/tara.example/a?id=1", "https://tara.example/a?id=1"),
        ("https://tara-example.cdn.ampproject.org/v/s/www.tara.example/amp/a", "https://www.tara.example/amp/a"),
        ("https://www.google.com/search?q=a", "https://www.google.com/search?q=a"),
        ("https://tara.example/amp/s/other.example/a", "https://tara.example/amp/s/other.example/a"),
        ("http://[", "http://["),
    ],
)
def test_an_address_in_an_amp_cache_leads_to_the_publishers_own(cached: str, own: str) -> None:
    assert out_of_cache(cached) == own


def test_a_claim_to_be_the_section_is_not_believed_and_one_to_be_the_article_is() -> None:
    for claimed in ("https://tara.example/desh", "https://tara.example/desh/madhya-pradesh/", "https://tara.example"):
        address = "https://tara.example/desh/madhya-pradesh/sadak-ki-yojana-manzoor-1"
        assert true_address(address, claimed) == address
    for claimed in (
        "https://tara.example/a-1",
        "https://tara.example/sadak-ki-nai-yojana",
        "https://tara.example/news",
    ):
        assert true_address(f"{claimed.replace('/news', '/old')}/page/2", claimed) == claimed
