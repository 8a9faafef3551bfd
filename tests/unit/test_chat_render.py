from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chat.keyboard import below
from chat.render import answer_html, plain_html
from chat.texts import TEXTS as WORDS
from index.article import LANGUAGES
from rag.answer import Answer, Citation, Fallback, Headline, Outcome
from tests.e2e.telegram_server.entities import MAX_ENTITIES, Parsed, parse_html, part, units

INDIA = ZoneInfo("Asia/Kolkata")
JULY = datetime(2024, 7, 3, 6, 30, tzinfo=UTC)

NASTY = st.sampled_from(
    [
        "<b>", "</a>", "<br>", "&amp;", "&#0;", "&", "<", ">", '"', "'", "[1]", "[2]", "🙂", "👨‍👩‍👧‍👦", "क्ष्म्य", "שלום", "مرحبا",
        "\u202e", "\u2066", "\u200b", "\x00", "\x1b[31m", "\ud800", "\n", "\t", "  ", "…", "अ" * 700, "x" * 5_000, "🇮🇳" * 300, "&" * 900,
    ]
)  # fmt: skip
TEXTS = st.lists(st.one_of(NASTY, st.text(max_size=40)), max_size=12).map("".join) | st.just("लंबा वाक्य " * 1_000)
ADDRESSES = st.one_of(
    TEXTS,
    st.sampled_from(
        [
            "https://example.org/a?b=1&c=\"<>'",
            "https://समाचार.भारत/ख़बर?क=ख",
            "http://localhost/x",
            "javascript:alert(1)",
            "https://example.org:99999/",
            "https://user@example.org/",
            "https://[::1]/",
            "https://example.org/" + "%E0%A4%95" * 200,
            "https://example.org/?" + "&" * 1_900,
        ]
    ),
)
MOMENTS = st.none() | st.datetimes(timezones=st.just(UTC))


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    count = draw(st.integers(0, 10))
    citations = tuple(
        Citation(
            n,
            draw(st.sampled_from(["a", f"id{n}"])),
            draw(TEXTS),
            draw(TEXTS),
            draw(ADDRESSES),
            draw(MOMENTS),
            draw(TEXTS),
        )
        for n in range(1, count + 1)
    )
    lines = [f"{draw(TEXTS)} [{draw(st.integers(1, 11))}][{draw(st.integers(1, 11))}]" for _ in range(count)]
    covers = draw(st.none() | st.tuples(*[st.datetimes(timezones=st.just(UTC))] * 2))
    return Answer(
        question=draw(TEXTS),
        language=draw(st.sampled_from(LANGUAGES)),
        outcome=draw(st.sampled_from(Outcome)),
        text="\n".join(lines),
        citations=citations,
        closest=tuple(Headline("h", draw(TEXTS), draw(TEXTS), draw(MOMENTS)) for _ in range(draw(st.integers(0, 4)))),
        covers=covers,
        fallback=draw(st.none() | st.sampled_from(Fallback)),
        period=draw(st.just("") | TEXTS),
        old=draw(MOMENTS),
        standalone=draw(st.just("") | TEXTS),
    )


def read(html: str) -> Parsed:
    parsed = parse_html(html)
    assert parsed.dropped_links == []
    assert units(parsed.text.strip()) <= 4_096
    assert len(html.encode()) <= 32_768
    assert len(parsed.entities) <= MAX_ENTITIES
    return parsed


def citation(n: int, quote: str, **changes: Any) -> Citation:
    given = {"article_id": str(n), "title": "अस्ताना में बैठक", "source": "नमूना", "url": f"https://example.org/{n}"}
    return Citation(n=n, quote=quote, **{"published_at": JULY, **given, **changes})


def answer(text: str, *citations: Citation, **changes: Any) -> Answer:
    given: dict[str, Any] = {"question": "कौन?", "language": "hi", "outcome": Outcome.ANSWERED}
    return Answer(text=text, citations=citations, **{**given, **changes})


@settings(max_examples=60, deadline=None)
@given(answers(), st.booleans())
def test_every_answer_is_valid_telegram_html_within_the_limits(given_answer: Answer, with_question: bool) -> None:
    assert read(answer_html(given_answer, INDIA, with_question=with_question)).text.strip()


@settings(max_examples=40, deadline=None)
@given(answers(), st.booleans(), st.booleans())
def test_the_buttons_below_every_answer_are_taken_by_telegram(
    given_answer: Answer, articles: bool, share: bool
) -> None:
    buttons = below(given_answer, INDIA, articles=articles, share=share)
    for button in (button for row in buttons.inline_keyboard for button in row) if buttons else ():
        assert button.text.strip()
        assert units(button.text) <= 64
        if button.switch_inline_query is None:
            assert 1 <= len(str(button.callback_data).encode()) <= 64
        else:
            assert len(button.switch_inline_query) <= 256


def test_the_richest_rendering_that_fits_is_taken() -> None:
    addresses = "https://example.org/" + "%E0%A4%95" * 210
    statements = [f"कथन {n} " + "क" * 300 for n in range(1, 11)]
    many = answer(
        "\n".join(f"{text} [{n}]" for n, text in enumerate(statements, 1)),
        *(citation(n, "“लंबा” उद्धरण " * 40, url=addresses) for n in range(1, 11)),
    )
    parsed = read(answer_html(many, INDIA))
    assert all(statement in parsed.text for statement in statements[:3])
    assert "[1]" in [part(parsed.text, e) for e in parsed.entities if e["type"] == "text_link"]
    assert parsed.text.count("अस्ताना में बैठक — नमूना, 3 जुलाई 2024") >= 3


def test_where_long_addresses_do_not_fit_twice_only_the_numbers_are_links() -> None:
    url = "https://example.org/" + "%E0%A4%95" * 210
    text = "\n".join(f"कथन {n} [{n}]" for n in range(1, 11))
    parsed = read(answer_html(answer(text, *(citation(n, f"कथन {n}", url=url) for n in range(1, 11))), INDIA))
    links = [part(parsed.text, entity) for entity in parsed.entities if entity["type"] == "text_link"]
    assert links == [f"[{n}]" for n in range(1, 11)]
    assert parsed.text.count("अस्ताना में बैठक — नमूना, 3 जुलाई 2024") == 10


def test_a_hundred_cited_sources_are_cut_down_to_what_a_message_holds() -> None:
    bare = {"title": "क", "source": "", "published_at": None}
    numbers = range(1, 101)
    many = answer("सब एक साथ " + "".join(f"[{n}]" for n in numbers), *(citation(n, "", **bare) for n in numbers))
    parsed = read(answer_html(many, INDIA))
    assert parsed.text.startswith("सब एक साथ [1] [2]")
    assert [entity["type"] for entity in parsed.entities].count("expandable_blockquote") == 1


def test_the_answer_stands_first_and_its_sentence_is_not_repeated_among_the_sources() -> None:
    parsed = read(answer_html(answer("वे मिले। [1]", citation(1, "वे मिले।")), INDIA))
    assert parsed.text == "वे मिले। [1]\n\nस्रोत\n[1] अस्ताना में बैठक — नमूना, 3 जुलाई 2024"


def test_an_article_that_is_cited_twice_is_listed_once() -> None:
    two = answer("वे मिले। [1]\nवे लौटे। [2]", citation(1, "वे मिले।"), citation(2, "वे गए।", article_id="1"))
    parsed = read(answer_html(two, INDIA))
    assert parsed.text.endswith("स्रोत\n[1] [2] अस्ताना में बैठक — नमूना, 3 जुलाई 2024\n“वे गए।”")


def test_a_cited_sentence_that_the_answer_does_not_show_stands_below_its_source() -> None:
    parsed = read(answer_html(answer("They met. [1]", citation(1, "वे मिले।"), language="en"), INDIA))
    assert parsed.text == "They met. [1]\n\nSources\n[1] अस्ताना में बैठक — नमूना, 3 July 2024\n“वे मिले।”"


def test_that_no_model_wrote_an_answer_is_said_discreetly_at_its_end() -> None:
    given_answer = replace(answer("They met. [1]", citation(1, "They met."), language="en"), fallback=Fallback.SLOW)
    parsed = read(answer_html(given_answer, INDIA))
    assert parsed.text.endswith("3 July 2024\n\n" + WORDS["en"].not_written)
    assert [part(parsed.text, entity) for entity in parsed.entities if entity["type"] == "italic"] == [
        WORDS["en"].not_written
    ]


@pytest.mark.parametrize(
    "url", ["", "javascript:alert(1)", "http://intranet/x", "https://a.b c.org/", "https://example.org:0/"]
)
def test_a_source_without_a_good_address_is_no_link(url: str) -> None:
    parsed = read(answer_html(answer("वे मिले। [1]", citation(1, "वे मिले।", url=url)), INDIA))
    assert [entity["type"] for entity in parsed.entities] == ["expandable_blockquote", "bold"]
    assert "[1]" in parsed.text


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"title": ""}, "[1] बिना शीर्षक — नमूना, 3 जुलाई 2024"),
        ({"source": ""}, "[1] अस्ताना में बैठक — 3 जुलाई 2024"),
        ({"published_at": None}, "[1] अस्ताना में बैठक — नमूना"),
        ({"source": "", "published_at": None}, "[1] अस्ताना में बैठक"),
    ],
)
def test_what_is_unknown_of_a_source_is_left_out(changes: dict[str, Any], line: str) -> None:
    assert read(answer_html(answer("वे मिले। [1]", citation(1, "वे मिले।", **changes)), INDIA)).text.endswith("\n" + line)


def test_a_number_in_a_sentence_that_cites_nothing_stays_text() -> None:
    parsed = read(answer_html(answer("नियम [7] लागू है। [1]", citation(1, "कुछ और")), INDIA))
    assert parsed.text.startswith("नियम [7] लागू है। [1]")
    assert [part(parsed.text, e) for e in parsed.entities if e["type"] == "text_link"] == ["[1]", "अस्ताना में बैठक"]


def test_a_long_sentence_is_cut_between_words() -> None:
    parsed = read(answer_html(answer("शब्द " * 400 + "[1]", citation(1, "x")), INDIA))
    first = parsed.text.split("\n")[0]
    assert first.endswith("शब्द… [1]")
    assert units(first) <= 905


def test_a_refusal_names_the_span_of_the_news_and_the_three_closest_headlines() -> None:
    nothing = answer(
        "",
        outcome=Outcome.NO_EVIDENCE,
        language="hi-Latn",
        closest=tuple(Headline(str(n), f"शीर्षक {n}", "नमूना", JULY) for n in range(1, 5)),
        covers=(datetime(2024, 6, 1, tzinfo=UTC), JULY),
    )
    assert read(answer_html(nothing, INDIA)).text == (
        "Meri khabron mein iska jawab nahin hai.\n"
        "Mere paas 1 June 2024 se 3 July 2024 tak ki khabrein hain.\n\n"
        "Isse milti-julti khabrein:\n"
        "• शीर्षक 1 — नमूना, 3 July 2024\n• शीर्षक 2 — नमूना, 3 July 2024\n• शीर्षक 3 — नमूना, 3 July 2024"
    )


def test_an_empty_index_is_said_to_be_empty() -> None:
    assert answer_html(answer("", outcome=Outcome.NO_EVIDENCE, language="en"), INDIA) == (
        "My news does not answer this.\nI have no news yet."
    )


def test_the_date_is_that_of_the_readers_day() -> None:
    evening = datetime(2024, 7, 3, 20, 0, tzinfo=UTC)
    parsed = read(answer_html(answer("वे मिले। [1]", citation(1, "वे मिले।", published_at=evening)), INDIA))
    assert parsed.text.endswith("4 जुलाई 2024")


def test_own_sentences_are_escaped() -> None:
    assert parse_html(plain_html("1 < 2 & 3 > 2")).text == "1 < 2 & 3 > 2"
