"""What a corrected article says in place of a cited sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from index.article import Article
from rag.bulletin.changes import Change, correction

DEAD = "हादसे में 12 लोगों की मौत हुई।"
MORE = "हादसे में 21 लोगों की मौत हुई।"
REST = "घायलों का इलाज ज़िला अस्पताल में चल रहा है।"


def article(text: str) -> Article:
    return Article("a", "हादसा", text, "hi", revision=2)


def test_a_corrected_sentence_is_put_beside_the_one_that_was_cited() -> None:
    found = correction(article(f"{REST} {MORE}"), [DEAD])
    assert found is not None
    assert found.changes == (Change(DEAD, MORE),)


def test_an_article_that_was_only_added_to_or_written_another_way_corrects_nothing() -> None:
    assert correction(article(f"{DEAD} {REST}"), [DEAD]) is None
    assert correction(article("हादसे में १२ लोगों की  मौत हुई।"), [DEAD]) is None


def test_a_sentence_that_is_gone_has_nothing_in_its_place() -> None:
    found = correction(article(REST), [DEAD, DEAD, REST])
    assert found is not None
    assert found.changes == (Change(DEAD, ""),)


def test_an_article_that_was_taken_down_no_longer_says_what_was_cited() -> None:
    found = correction(replace(article(DEAD), gone_at=datetime(2024, 7, 3, tzinfo=UTC)), [DEAD, DEAD])
    assert found is not None
    assert found.changes == (Change(DEAD, ""),)
