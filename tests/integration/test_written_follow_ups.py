"""Follow-ups that a chat model completes, with our rules and our evidence around it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from index.embed.protocol import Embedder
from index.store.embedded import EmbeddedStore
from rag.answer import Outcome
from rag.conversation import Turn
from rag.pipeline import Answerer
from tests.chat_model import ChatServer, Hangs, Refuses, Reply, Request, Says
from tests.integration.written import is_rewriting, passage_number, writing

WINNER = "Who won the men's singles at Wimbledon?"
TITLE = "जोकोविच को सीधे सेटों में हराकर अल्काराज़ फिर विंबलडन विजेता"
COMPLETED = "How old is Carlos Alcaraz, who won the men's singles at Wimbledon?"


@pytest.fixture
def turns(sample_news: EmbeddedStore, embedder: Embedder) -> list[Turn]:
    answer = Answerer(sample_news, embedder).answer(WINNER)
    assert answer.outcome is Outcome.ANSWERED
    return [Turn.of(answer, datetime.now(UTC))]


def reply(request: Request) -> Reply:
    if is_rewriting(request):
        return Says(COMPLETED)
    return Says(f"Alcaraz is 21 [{passage_number(request, TITLE)}].")


async def test_a_follow_up_is_completed_by_the_model_and_then_answered(
    chat_server: ChatServer, sample_news: EmbeddedStore, embedder: Embedder, turns: list[Turn]
) -> None:
    chat_server.reply = reply
    async with writing(chat_server, sample_news, embedder) as writer:
        answer = await writer.answer("how old is he?", turns=turns)
    assert [is_rewriting(request) for request in chat_server.requests] == [True, False]
    assert (answer.question, answer.standalone) == ("how old is he?", COMPLETED)
    assert answer.written
    assert "21" in answer.text
    assert WINNER in chat_server.requests[0].prompt
    assert COMPLETED in chat_server.requests[1].prompt
    assert answer.usage
    assert answer.usage.calls == 2


@pytest.mark.parametrize("wrong", [Refuses(500), Says("How old is Antony Blinken?"), Says(""), Hangs()])
async def test_where_the_model_does_not_complete_it_well_our_rules_do(
    wrong: Reply, chat_server: ChatServer, sample_news: EmbeddedStore, embedder: Embedder, turns: list[Turn]
) -> None:
    by_rules = Answerer(sample_news, embedder).answer("how old is he?", turns=turns)
    assert by_rules.standalone
    chat_server.reply = reply
    chat_server.script(wrong)
    async with writing(chat_server, sample_news, embedder, timeout_s=2.5) as writer:
        answer = await writer.answer("how old is he?", turns=turns)
    assert answer.standalone == by_rules.standalone
    assert answer.written
    assert len(chat_server.requests) == 2


async def test_a_question_that_stands_alone_and_has_evidence_costs_one_call(
    chat_server: ChatServer, sample_news: EmbeddedStore, embedder: Embedder, turns: list[Turn]
) -> None:
    chat_server.reply = lambda request: Says("NO_ANSWER")
    async with writing(chat_server, sample_news, embedder) as writer:
        answer = await writer.answer("How many people died in the Kanchanjunga Express accident?", turns=turns)
    assert answer.standalone == ""
    assert [is_rewriting(request) for request in chat_server.requests] == [False]


async def test_without_evidence_for_the_completed_question_nothing_is_written(
    chat_server: ChatServer, sample_news: EmbeddedStore, embedder: Embedder, turns: list[Turn]
) -> None:
    chat_server.reply = lambda request: Says("Who opened the first hotel on the Moon?")
    async with writing(chat_server, sample_news, embedder) as writer:
        answer = await writer.answer("who opened the first hotel on the Moon?", turns=turns)
    assert answer.outcome is Outcome.NO_EVIDENCE
    assert all(is_rewriting(request) for request in chat_server.requests)
