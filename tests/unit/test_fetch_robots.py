from __future__ import annotations

import asyncio

import pytest

from index.errors import FetchError, FetchTrouble
from index.fetch.fetched import Fetched
from index.fetch.robots import Robots

SITE = "https://tara.example"


class Site:
    """A robots.txt that can change, and a clock."""

    def __init__(self, rules: str | FetchTrouble, words: bool = True) -> None:
        self.rules, self.words = rules, words
        self.asked = 0
        self.now = 0.0
        self.robots = Robots(self.fetch, lambda: self.now)

    async def fetch(self, url: str) -> Fetched:
        assert url == f"{SITE}/robots.txt"
        self.asked += 1
        await asyncio.sleep(0)
        if not self.words:
            raise FetchError(url, "no.", self.rules, 30.0)  # type: ignore[arg-type]
        return Fetched(url, "", 200, self.rules.encode())

    async def allow(self, path: str) -> float:
        return await self.robots.allow(f"{SITE}{path}", SITE)


async def test_a_page_that_the_site_forbids_is_not_read_and_others_are() -> None:
    site = Site("User-agent: *\nDisallow: /private/\nAllow: /private/open\nCrawl-delay: 3\n")
    assert await site.allow("/news/1") == 3.0
    assert await site.allow("/private/open") == 3.0
    with pytest.raises(FetchError) as caught:
        await site.allow("/private/1")
    assert caught.value.kind == "robots"


async def test_rules_for_us_by_name_go_before_those_for_all() -> None:
    site = Site("User-agent: *\nDisallow: /\n\nUser-agent: Khabar\nDisallow: /live/\n")
    assert await site.allow("/news") == 0.0
    with pytest.raises(FetchError):
        await site.allow("/live/1")


async def test_rules_are_asked_for_once_a_day_also_by_many_at_once() -> None:
    site = Site("User-agent: *\nDisallow: /a")
    await asyncio.gather(*(site.allow(f"/{number}") for number in range(20)))
    assert site.asked == 1
    site.now += 23 * 3600
    await site.allow("/b")
    assert site.asked == 1
    site.now += 2 * 3600
    site.rules = "User-agent: *\nDisallow: /b"
    with pytest.raises(FetchError):
        await site.allow("/b")
    assert site.asked == 2


@pytest.mark.parametrize("kind", ["missing", "gone", "refused"])
async def test_a_site_without_rules_lets_everything_be_read(kind: FetchTrouble) -> None:
    assert await Site(kind, words=False).allow("/news") == 0.0


@pytest.mark.parametrize("kind", ["busy", "unreachable", "slow", "private"])
async def test_rules_that_cannot_be_read_now_mean_not_now_and_are_asked_for_again_later(kind: FetchTrouble) -> None:
    site = Site(kind, words=False)
    for _ in range(3):
        with pytest.raises(FetchError) as caught:
            await site.allow("/news")
        assert (caught.value.kind, caught.value.retry_after_s) == (kind, 30.0)
    assert site.asked == 1
    site.rules, site.words = "", True
    site.now += 601
    assert await site.allow("/news") == 0.0


async def test_rules_in_any_bytes_do_no_harm() -> None:
    site = Site("\x00\ufffd*$%%%\nDisallow: /%zz*$\nUser-agent\n:::\nCrawl-delay: x")
    assert await site.allow("/news") == 0.0
