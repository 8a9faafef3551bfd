"""Questions that are offered below an answer, and articles near some words, through the real model and index."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from index.article import Article
from index.embed.protocol import Embedder
from index.errors import QuestionError
from index.ingest import ingest, manifest_for
from index.store.embedded import EmbeddedStore, open_store
from rag.answer import Answer, Outcome
from rag.conversation import Turn
from rag.pipeline import Answerer
from rag.suggest import FollowUp

FAIR = Article(
    id="fair",
    title="सूरजगढ़ में पशु मेला शुरू, पहली बार ऊँट दौड़",
    text=(
        "सूरजगढ़ का पशु मेला शुरू हो गया है और पहले ही दौर में भीड़ उमड़ पड़ी। "
        "मेले के आयोजक हरिराम चौधरी ने बताया कि पहली बार ऊँट दौड़ रखी गई है। "
        "पशु चिकित्सक नीलिमा खत्री ने पशुपालकों को टीकाकरण की सलाह दी। "
        "मेला 14 नवंबर को ख़त्म होगा।"
    ),
    language="hi",
    source="नमूना समाचार",
    published_at=datetime(2024, 11, 8, tzinfo=UTC),
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, sample_index: Path, embedder: Embedder) -> Iterator[EmbeddedStore]:
    folder = shutil.copytree(sample_index, tmp_path_factory.mktemp("store") / "data")
    opened = open_store(folder, manifest_for(embedder.card))
    ingest([FAIR], opened, embedder)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def newsroom(store: EmbeddedStore, embedder: Embedder) -> Answerer:
    return Answerer(store, embedder)


def first_quote(newsroom: Answerer, asked: FollowUp, after: Answer) -> str:
    turns = (Turn.of(after, datetime.now(UTC)),) if asked.leans else ()
    again = newsroom.answer(asked.question, turns=turns)
    assert again.outcome is Outcome.ANSWERED
    return again.citations[0].quote


@pytest.mark.parametrize(
    "question",
    ["विंबलडन किसने जीता?", "who won the European Championship?", "modi putin se kahan mile?", "ऊँट दौड़ कहाँ होगी?"],
)
def test_what_is_offered_is_answered_by_something_new(newsroom: Answerer, question: str) -> None:
    answer = newsroom.answer(question)
    offered = newsroom.follow_ups(answer, 2)
    assert 1 <= len(offered) <= 2
    shown = [cited.quote for cited in answer.citations]
    for asked in offered:
        assert len(asked.question) <= 70
        quote = first_quote(newsroom, asked, answer)
        assert quote not in shown
        shown.append(quote)


def test_people_of_the_article_are_asked_about_by_name(newsroom: Answerer) -> None:
    answer = newsroom.answer("सूरजगढ़ में कौन सा मेला शुरू हुआ?")
    assert answer.citations[0].article_id == "fair"
    offered = [asked.question for asked in newsroom.follow_ups(answer, 2)]
    assert "नीलिमा खत्री कौन हैं?" in offered


def test_a_refusal_has_no_follow_ups_and_a_removed_article_has_none_either(newsroom: Answerer) -> None:
    refusal = newsroom.answer("अंटार्कटिका में पेंगुइन कौन पालता है?")
    assert refusal.outcome is Outcome.NO_EVIDENCE
    assert newsroom.follow_ups(refusal, 2) == []


def test_looking_up_lists_articles_with_their_nearest_sentence(newsroom: Answerer, store: EmbeddedStore) -> None:
    found = newsroom.look_up("ऊँट दौड़", 5)
    assert [one.n for one in found] == [1, 2, 3, 4, 5]
    assert found[0].article_id == "fair"
    assert "ऊँट दौड़" in found[0].quote
    assert len({one.article_id for one in found}) == 5
    for one in found:
        article = store.article(one.article_id)
        assert article is not None
        assert one.quote in article.text
    with pytest.raises(QuestionError):
        newsroom.look_up("???", 5)
