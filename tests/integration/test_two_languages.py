"""News that is there in Hindi and in English is told once, in the question's language; real model, real database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from index.article import Article
from index.embed.protocol import Embedder
from index.ingest import ingest, manifest_for
from index.store.embedded import open_store
from rag.late import mutual_nearness
from rag.pipeline import Answerer
from tests.integration.test_late import ENGLISH, HINDI, passage

NOON = datetime(2024, 7, 5, 12, tzinfo=UTC)
IN_HINDI = Article(
    id="dak",
    title="तीस जून तक वायु रक्षा कमान का प्रस्ताव",
    text="रक्षा प्रमुख जनरल अर्णव मेहरा ने अधिकारियों को निर्देश दिया कि तीस जून तक वायु रक्षा कमान बनाने का प्रस्ताव तैयार किया जाए। "
    "बैठक में तीनों सेनाओं के उप प्रमुख भी आए। अगली बैठक अगस्त में पुणे में होगी।",
    language="hi",
    source="भोर डाक",
    published_at=NOON,
)
IN_ENGLISH = Article(
    id="lantern",
    title="Air Defence Command proposal by 30 June",
    text="Defence chief General Arnav Mehra directed officials to prepare a proposal to create an Air Defence Command by 30 June. "
    "The deputy chiefs of the three services came to the meeting too. The next meeting will be held in Pune in August.",
    language="en",
    source="The Lantern Dispatch",
    published_at=NOON + timedelta(hours=1),
)


@pytest.fixture
def answerer(tmp_path: Path, embedder: Embedder) -> Iterator[Answerer]:
    store = open_store(tmp_path / "index", manifest_for(embedder.card))
    ingest([IN_HINDI, IN_ENGLISH], store, embedder)
    yield Answerer(store, embedder, clock=lambda: NOON + timedelta(days=1))
    store.close()


@pytest.mark.parametrize(
    ("question", "outlet"),
    [
        ("अगली बैठक कहाँ होगी?", "भोर डाक"),
        ("Where will the next meeting be held?", "The Lantern Dispatch"),
        ("agli baithak kahan hogi?", "भोर डाक"),
    ],
)
def test_the_same_in_two_languages_is_quoted_once_in_that_of_the_question(
    answerer: Answerer, question: str, outlet: str
) -> None:
    answer = answerer.answer(question)
    assert answer.citations[0].source == outlet
    assert len([cited for cited in answer.citations if "पुणे" in cited.quote or "Pune" in cited.quote]) == 1


def test_the_outlet_of_the_other_language_is_said_to_tell_it_too(answerer: Answerer) -> None:
    answer = answerer.answer("अगली बैठक कहाँ होगी?")
    assert answer.citations[0].quote.startswith("अगली बैठक अगस्त में पुणे में")
    assert answer.citations[0].also == ("The Lantern Dispatch",)


def test_a_sentence_is_near_its_translation_and_not_what_stands_beside_it(embedder: Embedder) -> None:
    hindi, english = (
        found.tokens.of_sentences() for found in embedder.embed_passages([passage(HINDI), passage(ENGLISH)])
    )
    near = [[mutual_nearness(one, other) for other in english] for one in hindi]
    assert [row.index(max(row)) for row in near] == [0, 1, 2]
    assert mutual_nearness(hindi[0], hindi[0][:0]) == -1
