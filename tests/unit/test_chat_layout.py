from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat.layout import differences, one_line, preface, shorten, sources, units, web_address
from chat.plain import answer_text
from chat.render import answer_html
from chat.texts import TEXTS
from index.article import Language
from rag.answer import Answer, Citation, Difference, Outcome, Version
from tests.e2e.telegram_server import entities


@given(st.text(), st.integers(1, 40))
def test_a_shortened_text_keeps_to_its_length_and_begins_like_the_text(text: str, limit: int) -> None:
    text = one_line(text)
    short = shorten(text, limit)
    assert entities.units(short) <= limit
    assert short == text or text.startswith(short.removesuffix("…"))


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [
        ("एक दो तीन", 9, "एक दो तीन"),
        ("एक दो तीन चार", 10, "एक दो तीन…"),
        ("एक दो तीनचारपाँच", 12, "एक दो…"),
        ("कककिक", 4, "कक…"),
        ("🙂🙂🙂🙂", 6, "🙂🙂…"),
        ("🙂🙂🙂👍🏽", 8, "🙂🙂🙂…"),
    ],
)
def test_a_text_is_cut_between_words_and_never_within_a_letter(text: str, limit: int, short: str) -> None:
    assert shorten(text, limit) == short


@given(st.text())
def test_lengths_are_those_of_telegram(text: str) -> None:
    text = one_line(text)
    assert units(text) == entities.units(text)


@pytest.mark.parametrize("nothing", ["", " \n\t", "\u200b\u200d", "\x00\x07", "\ud800", "\u202e"])
def test_a_text_that_shows_nothing_is_empty(nothing: str) -> None:
    assert one_line(nothing) == ""


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org",
        "http://example.org:8080/a/b?c=d&e=%E0%A4%95#f",
        "https://www.bbc.com/hindi/articles/c1x",
        "https://समाचार.भारत/ख़बर",
        "HTTPS://EXAMPLE.ORG/X",
    ],
)
def test_a_web_address_is_kept_as_it_is(url: str) -> None:
    assert web_address(f" {url}\n") == url
    assert entities.is_link(url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.org",
        "ftp://example.org",
        "javascript:alert(1)",
        "tg://user?id=1",
        "https://localhost/",
        "https://me:pw@example.org/",
        "https://example.org:0/",
        "https://example.org:70000/",
        "https://example.org/a b",
        'https://example.org/"><b>',
        "https://example.org/" + "x" * 2_000,
        "https://exa mple.org",
        "https://",
        "https://[::1]/",
    ],
)
def test_what_is_no_web_address_is_not_linked(url: str) -> None:
    assert web_address(url) == ""


def test_old_news_and_news_of_other_days_is_said_before_the_answer() -> None:
    published = datetime(2024, 7, 3, 9, 0, tzinfo=ZoneInfo("Asia/Kolkata"))
    cited = Citation(1, "a", "शीर्षक", "पत्र", "", published, "वाक्य।")
    answer = Answer("कल?", "hi", Outcome.ANSWERED, "वाक्य। [1]", 0.9, (cited,), period="कल", old=published)
    shown = preface(answer, ZoneInfo("Asia/Kolkata"))
    assert "“कल”" in shown[0]
    assert "3 जुलाई 2024" in shown[1]
    assert preface(replace(answer, period="", old=None), ZoneInfo("Asia/Kolkata")) == []
    assert preface(replace(answer, old=None, unsure=True), ZoneInfo("Asia/Kolkata")) == [shown[0], TEXTS["hi"].unsure]
    for written in (answer_html(answer, ZoneInfo("Asia/Kolkata")), answer_text(answer, ZoneInfo("Asia/Kolkata"))):
        assert written.index("3 जुलाई 2024") < written.index("वाक्य।")


@pytest.mark.parametrize(
    ("language", "line", "where"),
    [
        (
            "en",
            "Outlets differ on the date: 9 July (Lantern) [1]; 11 July 2024 (Courier) [2]",
            "Lantern; also in Dak, Pioneer",
        ),
        (
            "hi",
            "अलग-अलग जगह तारीख़ अलग बताई गई है: 9 जुलाई (Lantern) [1]; 11 जुलाई 2024 (Courier) [2]",
            "Lantern; Dak, Pioneer में भी",
        ),
    ],
)
def test_contradictions_and_the_outlets_that_agree_are_named(language: Language, line: str, where: str) -> None:
    answer = Answer(
        question="?",
        language=language,
        outcome=Outcome.ANSWERED,
        text="It opens on 9 July. [1]\nIt opens on 11 July. [2]",
        citations=(
            Citation(1, "a", "A", "Lantern", "", None, "It opens on 9 July.", also=("Dak", " Pioneer\n")),
            Citation(2, "b", "B", "Courier", "", None, "It opens on 11 July."),
        ),
        differences=(Difference("date", (Version(1, "Lantern", "07-09"), Version(2, "Courier", "2024-07-11"))),),
    )
    assert differences(answer) == [line]
    assert [source.origin for source in sources(answer, UTC)] == [where, "Courier"]
    assert line in answer_text(answer, UTC)
    assert line in answer_html(answer, UTC).replace("<i>", "").replace("</i>", "")


def test_a_name_that_outlets_differ_on_is_escaped_and_kept_short() -> None:
    hostile = "<b>" + "x" * 5000
    answer = Answer(
        question="?",
        language="en",
        outcome=Outcome.ANSWERED,
        text="One. [1]\nTwo. [2]",
        citations=(Citation(1, "a", "A", hostile, "", None, "One."), Citation(2, "b", "B", "C", "", None, "Two.")),
        differences=(Difference("name", (Version(1, hostile, hostile), Version(2, "C", "D"))),),
    )
    written = answer_html(answer, UTC)
    assert "<b>x" not in written
    assert all(len(line) < 300 for line in differences(answer))
