"""Answers name the outlets of a story, and say where they contradict each other; real model, real database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from index.article import Article
from index.embed.protocol import Embedder
from index.ingest import ingest, manifest_for
from index.store.embedded import EmbeddedStore, open_store
from rag.answer import Answer, Outcome, answer_json
from rag.pipeline import Answerer

NOON = datetime(2024, 7, 5, 12, tzinfo=UTC)
LANTERN = Article(
    id="lantern",
    title="Boat capsizes on the Saryu near Sonpur, 12 dead",
    text="Twelve people died when a ferry capsized on the Saryu river near Sonpur on Friday morning, district collector Madhav "
    "Ranganathan said. The ferry was on its way to the cattle fair at Devgarh. Divers of the state force are searching the river. "
    "The fair will open on 9 July.",
    language="en",
    source="The Lantern Dispatch",
    url="https://lantern.example/ferry",
    published_at=NOON,
)
COURIER = replace(
    LANTERN,
    id="courier",
    title="Fifteen die as ferry goes down at Sonpur",
    text="15 people died when a ferry capsized on the Saryu river near Sonpur on Friday morning, police chief Farid Ansari said. Most of "
    "the passengers were traders. A crane lifted the ferry out of the water in the afternoon. The cattle fair at Devgarh will open on "
    "11 July.",
    source="The Banyan Street Courier",
    url="https://courier.example/ferry",
    published_at=NOON + timedelta(hours=2),
)
DAK = Article(
    id="dak",
    title="सोनपुर में सरयू नदी में नाव पलटी, 15 की मौत",
    text="सोनपुर के पास शुक्रवार सुबह सरयू नदी में एक नाव पलटने से 15 लोगों की मौत हो गई। नाव देवगढ़ के पशु मेले जा रही थी। ज़िला कलेक्टर माधव रंगनाथन ने "
    "बताया कि गोताखोर नदी में तलाश कर रहे हैं।",
    language="hi",
    source="भोर डाक",
    url="https://dak.example/1",
    published_at=NOON + timedelta(hours=1),
)
TOLL = "How many people died when the ferry capsized near Sonpur?"


@pytest.fixture
def store(tmp_path: Path, embedder: Embedder) -> Iterator[EmbeddedStore]:
    opened = open_store(tmp_path / "index", manifest_for(embedder.card))
    yield opened
    opened.close()


def ask(store: EmbeddedStore, embedder: Embedder, question: str, *articles: Article) -> Answer:
    ingest(articles, store, embedder)
    answer = Answerer(store, embedder, clock=lambda: NOON + timedelta(days=1)).answer(question)
    assert answer.outcome is Outcome.ANSWERED
    return answer


def said(answer: Answer) -> list[tuple[str, set[tuple[str, str]]]]:
    by_number = {citation.n: citation for citation in answer.citations}
    for difference in answer.differences:
        for version in difference.versions:
            assert by_number[version.n].source == version.source
            assert f"[{version.n}]" in answer.text
    return [(d.kind, {(v.source, v.value) for v in d.versions}) for d in answer.differences]


TOLLS = [("number", {("The Lantern Dispatch", "12"), ("The Banyan Street Courier", "15")})]


def test_two_outlets_with_two_tolls_are_both_cited_and_the_contradiction_is_told(
    store: EmbeddedStore, embedder: Embedder
) -> None:
    answer = ask(store, embedder, TOLL, LANTERN, COURIER)
    assert said(answer) == TOLLS
    found = answer_json(answer, ZoneInfo("Asia/Kolkata"))["differences"]
    assert [version["value"] for version in found[0]["versions"]] in (["12", "15"], ["15", "12"])


def test_outlets_contradict_each_other_across_languages(store: EmbeddedStore, embedder: Embedder) -> None:
    answer = ask(store, embedder, "सोनपुर में नाव पलटने से कितने लोगों की मौत हुई?", LANTERN, DAK)
    assert said(answer) == [("number", {("The Lantern Dispatch", "12"), ("भोर डाक", "15")})]


def test_two_dates_are_a_contradiction_too(store: EmbeddedStore, embedder: Embedder) -> None:
    lantern = replace(LANTERN, text=LANTERN.text.replace("The fair will open", "The cattle fair at Devgarh will open"))
    answer = ask(store, embedder, "When will the cattle fair at Devgarh open?", lantern, COURIER)
    assert ("date", {("The Lantern Dispatch", "07-09"), ("The Banyan Street Courier", "07-11")}) in said(answer)


def test_two_names_are_a_contradiction_too(store: EmbeddedStore, embedder: Embedder) -> None:
    sentence = "The ferry was steered by {} of Devgarh, who swam to the bank and was taken to the police station."
    lantern = replace(LANTERN, text=LANTERN.text + " " + sentence.format("Harish Mandal"))
    courier = replace(COURIER, text=COURIER.text.replace("15", "Twelve") + " " + sentence.format("Pradeep Nishad"))
    answer = ask(store, embedder, "Who steered the ferry that capsized near Sonpur?", lantern, courier)
    assert (
        "name",
        {("The Lantern Dispatch", "Harish Mandal"), ("The Banyan Street Courier", "Pradeep Nishad")},
    ) in said(answer)


@pytest.mark.parametrize(
    "other",
    [
        replace(COURIER, text=COURIER.text.replace("15 people", "12 people")),
        replace(COURIER, published_at=NOON + timedelta(hours=40)),
        replace(COURIER, source=LANTERN.source),
    ],
    ids=["the same number", "a later toll", "the same outlet"],
)
def test_what_is_no_contradiction_is_not_called_one(store: EmbeddedStore, embedder: Embedder, other: Article) -> None:
    assert said(ask(store, embedder, TOLL, LANTERN, other)) == []


def test_numbers_of_two_things_are_not_set_against_each_other(store: EmbeddedStore, embedder: Embedder) -> None:
    other = replace(
        COURIER,
        text="The ferry that capsized on the Saryu river near Sonpur on Friday morning was 40 years old, police chief Farid Ansari said. "
        "The cattle fair at Devgarh goes on.",
    )
    assert said(ask(store, embedder, TOLL, LANTERN, other)) == []


def test_events_of_two_stories_are_not_set_against_each_other(store: EmbeddedStore, embedder: Embedder) -> None:
    other = replace(
        COURIER,
        title="Bus falls into gorge in Himachal",
        text="Nine people died when a bus fell into a gorge near Rampur in Himachal Pradesh on Friday morning, police said. The road was wet.",
    )
    assert said(ask(store, embedder, TOLL, LANTERN, other)) == []


def test_an_agency_text_that_three_outlets_print_is_cited_once_and_the_others_are_named(
    store: EmbeddedStore, embedder: Embedder
) -> None:
    copies = [
        replace(
            LANTERN, id=name, source=name, title=f"Ferry disaster: {name}", published_at=NOON + timedelta(hours=hours)
        )
        for hours, name in enumerate(["Copy One", "Copy Two"], 1)
    ]
    answer = ask(store, embedder, TOLL, LANTERN, *copies)
    assert {citation.source for citation in answer.citations} == {"The Lantern Dispatch"}
    assert answer.citations[0].also == ("Copy One", "Copy Two")
    assert answer_json(answer, ZoneInfo("Asia/Kolkata"))["citations"][0]["also"] == ["Copy One", "Copy Two"]


def test_an_outlet_that_says_the_same_in_its_own_article_is_named_and_one_that_contradicts_is_not(
    store: EmbeddedStore, embedder: Embedder
) -> None:
    agreeing = replace(COURIER, text=COURIER.text.replace("15 people", "12 people"))
    answer = ask(store, embedder, TOLL, LANTERN, agreeing)
    first = answer.citations[0]
    assert {first.source, *first.also} == {"The Lantern Dispatch", "The Banyan Street Courier"}


def test_with_a_contradiction_neither_outlet_is_said_to_agree(store: EmbeddedStore, embedder: Embedder) -> None:
    assert {c.also for c in ask(store, embedder, TOLL, LANTERN, COURIER).citations[:2]} == {()}
