"""Answers written by a chat model over HTTP: grounded, streamed, cancelled, and never worse than none."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from index.embed.protocol import Embedder, QueryVectors
from index.errors import EmbeddingError
from index.ingest import ingest
from index.sources.files import read_source
from index.store.embedded import EmbeddedStore
from rag.answer import Answer, Delta, Fallback, Outcome
from rag.pipeline import Answerer
from tests.chat_model import KEY, Babbles, ChatServer, Cuts, Hangs, Refuses, Reply, Request, Says, rate_limited
from tests.integration.written import INDIA, TRAIN, TRAIN_TEXT, TRAIN_TITLE, passage_number, sample_store, writing

HOTEL = "Who opened the first hotel on the Moon?"


def train(request: Request) -> Reply:
    return Says(TRAIN_TEXT.format(n=passage_number(request, TRAIN_TITLE)))


async def test_an_english_question_on_hindi_news_is_answered_in_english_with_the_hindi_sentence(
    chat_server: ChatServer, sample_news: EmbeddedStore, embedder: Embedder
) -> None:
    chat_server.reply = train
    async with writing(chat_server, sample_news, embedder) as writer:
        answer = await writer.answer(TRAIN)
    assert (answer.outcome, answer.written, answer.fallback) == (Outcome.ANSWERED, True, None)
    assert answer.text == TRAIN_TEXT.replace(" [{n}].", ". [1]")
    (citation,) = answer.citations
    assert (citation.n, citation.title) == (1, TRAIN_TITLE)
    assert "10 लोगों की जान चली गई" in citation.quote
    assert any(citation.quote in article.text for article in sample_news.articles())
    assert answer.usage
    assert answer.usage.calls == 1
    assert answer.usage.input_tokens > 100 > answer.usage.output_tokens > 10
    assert {"write_begins", "write", "check", "total"} <= set(answer.timings_ms)


async def test_what_the_model_has_written_needs_no_word_of_doubt(
    chat_server: ChatServer, sample_news: EmbeddedStore, embedder: Embedder
) -> None:
    question = "bumrah ko kaunsa award mila?"
    alone = Answerer(sample_news, embedder).answer(question)
    assert alone.unsure
    chat_server.reply = lambda request: Says(
        f"Jasprit Bumrah tournament ke best player chune gaye [{passage_number(request, alone.citations[0].title)}]."
    )
    async with writing(chat_server, sample_news, embedder) as writer:
        answer = await writer.answer(question)
        chat_server.reply = lambda request: Refuses(500)
        without = await writer.answer("bumrah ko kaunsa award mila")
    assert (answer.written, answer.unsure) == (True, False)
    assert (without.written, without.unsure) == (False, True)


async def test_a_citation_says_which_revision_of_the_article_it_stands_in(
    chat_server: ChatServer, embedder: Embedder, tmp_path: Path
) -> None:
    chat_server.reply = train
    store = sample_store(tmp_path, embedder, only=["sample-hi-21"])
    (first,) = store.articles()
    ingest([replace(first, text=f"{first.text}\nजाँच शुरू हो गई है।")], store, embedder)
    async with writing(chat_server, store, embedder) as writer:
        answer = await writer.answer(TRAIN)
    store.close()
    assert answer.written
    assert [citation.revision for citation in answer.citations] == [2]


async def test_what_the_model_is_asked_has_a_bound_on_its_length_and_streams(
    chat_server: ChatServer, sample_news: EmbeddedStore, embedder: Embedder
) -> None:
    chat_server.reply = train
    async with writing(chat_server, sample_news, embedder) as writer:
        await writer.answer(TRAIN)
    (request,) = chat_server.requests
    assert request.streamed
    assert request.body["max_completion_tokens"] == 1500
    assert [message["role"] for message in request.body["messages"]] == ["system", "user"]
    assert TRAIN in request.prompt


async def test_pieces_come_while_the_model_writes_and_the_answer_last(
    chat_server: ChatServer, sample_news: EmbeddedStore, embedder: Embedder
) -> None:
    chat_server.reply = lambda request: Says(TRAIN_TEXT.format(n=1), token_s=0.01)
    sent = []
    async with writing(chat_server, sample_news, embedder) as writer:
        events = []
        async for event in writer.stream(TRAIN):
            events.append(event)
            sent.append((chat_server.requests[0].sent, chat_server.requests[0].end))
    *deltas, answer = events
    assert isinstance(answer, Answer)
    assert "".join(delta.text for delta in deltas if isinstance(delta, Delta)) == TRAIN_TEXT.format(n=1)
    assert len(deltas) > 10
    assert sent[0][1] == ""  # the server was still writing


async def test_cancelling_the_question_cancels_the_call(
    chat_server: ChatServer, sample_news: EmbeddedStore, embedder: Embedder
) -> None:
    chat_server.reply = lambda request: Hangs("A goods train hit")
    async with writing(chat_server, sample_news, embedder) as writer:
        asking = asyncio.create_task(writer.answer(TRAIN))
        await chat_server.until(lambda: bool(chat_server.requests) and chat_server.requests[0].sent >= 3)
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking
        await chat_server.until(lambda: chat_server.requests[0].end == "disconnected")


async def test_whoever_stops_reading_ends_the_call(
    chat_server: ChatServer, sample_news: EmbeddedStore, embedder: Embedder
) -> None:
    chat_server.reply = lambda request: Hangs("A goods train hit")
    async with writing(chat_server, sample_news, embedder) as writer:
        events = writer.stream(TRAIN)
        assert isinstance(await anext(events), Delta)
        await events.aclose()
        await chat_server.until(lambda: chat_server.requests[0].end == "disconnected")


async def test_without_evidence_the_model_is_not_asked(
    chat_server: ChatServer, sample_news: EmbeddedStore, embedder: Embedder
) -> None:
    async with writing(chat_server, sample_news, embedder) as writer:
        answer = await writer.answer(HOTEL)
    assert answer.outcome is Outcome.NO_EVIDENCE
    assert answer.closest
    assert not answer.written
    assert chat_server.requests == []


@pytest.mark.parametrize(
    ("reply", "fallback"),
    [
        (Refuses(500), Fallback.FAILED),
        (Refuses(401), Fallback.FAILED),
        (Refuses(404), Fallback.FAILED),
        (rate_limited(20), Fallback.RATE_LIMITED),
        (Cuts("A goods train hit the Kanchanjunga"), Fallback.FAILED),
        (Cuts(), Fallback.FAILED),
        (Babbles("page"), Fallback.FAILED),
        (Babbles("broken"), Fallback.FAILED),
        (Babbles("other"), Fallback.FAILED),
        (Says(""), Fallback.FAILED),
        (Says("<think>Let me see."), Fallback.FAILED),
        (Says("A goods train hit the Kanchanjunga Express, and 10 people died."), Fallback.UNSUPPORTED),
        (Says("Ten million people died in Atlantis [1]."), Fallback.UNSUPPORTED),
        (Says("मालगाड़ी की टक्कर से 10 लोगों की जान चली गई [1]।"), Fallback.UNSUPPORTED),
    ],
)
async def test_whatever_the_model_does_wrong_the_reader_gets_the_sentences_of_the_news(
    reply: Reply, fallback: Fallback, chat_server: ChatServer, sample_news: EmbeddedStore, embedder: Embedder
) -> None:
    chat_server.script(reply)
    extractive = Answerer(sample_news, embedder).answer(TRAIN)
    async with writing(chat_server, sample_news, embedder) as writer:
        answer = await writer.answer(TRAIN)
    assert (answer.outcome, answer.written, answer.fallback) == (Outcome.ANSWERED, False, fallback)
    assert (answer.text, answer.citations) == (extractive.text, extractive.citations)
    assert writer.counts.fallbacks == {fallback.value: 1}
    assert len(chat_server.requests) == 1


@pytest.mark.parametrize("reply", [Hangs(), Hangs("A goods train"), Says(TRAIN_TEXT.format(n=1), token_s=0.2)])
async def test_a_model_that_dawdles_is_not_waited_for(
    reply: Reply, chat_server: ChatServer, sample_news: EmbeddedStore, embedder: Embedder
) -> None:
    chat_server.script(reply)
    async with writing(chat_server, sample_news, embedder, timeout_s=1.0) as writer:
        answer = await writer.answer(TRAIN)
        assert answer.fallback is Fallback.SLOW
        await chat_server.until(lambda: chat_server.requests[0].end == "disconnected")


async def test_a_server_that_is_not_there_is_a_fallback(
    chat_server: ChatServer, sample_news: EmbeddedStore, embedder: Embedder
) -> None:
    async with ChatServer() as gone:
        pass
    async with writing(gone, sample_news, embedder) as writer:
        assert (await writer.answer(TRAIN)).fallback is Fallback.FAILED


async def test_after_too_many_questions_the_model_is_left_alone_for_as_long_as_it_asked(
    chat_server: ChatServer, sample_news: EmbeddedStore, embedder: Embedder
) -> None:
    chat_server.reply = train
    chat_server.script(rate_limited(0.5))
    async with writing(chat_server, sample_news, embedder) as writer:
        answers = [await writer.answer(TRAIN) for _ in range(2)]
        assert [answer.fallback for answer in answers] == [Fallback.RATE_LIMITED] * 2
        assert len(chat_server.requests) == 1
        await asyncio.sleep(0.6)
        assert (await writer.answer(TRAIN)).written


async def test_where_the_model_finds_no_answer_in_the_passages_that_is_the_answer(
    chat_server: ChatServer, sample_news: EmbeddedStore, embedder: Embedder
) -> None:
    chat_server.reply = lambda request: Says("NO_ANSWER")
    async with writing(chat_server, sample_news, embedder) as writer:
        events = [event async for event in writer.stream(TRAIN)]
    (answer,) = events  # nobody sees the word
    assert isinstance(answer, Answer)
    assert answer.outcome is Outcome.NO_EVIDENCE
    assert answer.written
    assert (answer.text, answer.citations) == ("", ())
    assert answer.closest[0].title == TRAIN_TITLE


async def test_a_sentence_without_support_is_dropped_and_the_rest_stays(
    chat_server: ChatServer, sample_news: EmbeddedStore, embedder: Embedder
) -> None:
    chat_server.reply = lambda request: Says(
        f"{TRAIN_TEXT.format(n=passage_number(request, TRAIN_TITLE))} It was the worst accident in Atlantis."
    )
    async with writing(chat_server, sample_news, embedder) as writer:
        answer = await writer.answer(TRAIN)
    assert answer.written
    assert "Atlantis" not in answer.text
    assert "10 people died" in answer.text
    assert writer.counts.dropped.total() == 1


class Tired:
    """An embedder that embeds so many questions and then fails."""

    def __init__(self, embedder: Embedder, questions: int) -> None:
        self._embedder, self._left = embedder, questions

    def __getattr__(self, name: str) -> Any:
        return getattr(self._embedder, name)

    def embed_question(self, texts: Sequence[str]) -> QueryVectors:
        self._left -= 1
        if self._left < 0:
            raise EmbeddingError("The embedding model ran out of memory; give it more.")
        return self._embedder.embed_question(texts)


async def test_an_answer_that_cannot_be_checked_is_not_shown_and_the_sentences_of_the_news_are(
    chat_server: ChatServer, sample_news: EmbeddedStore, embedder: Embedder
) -> None:
    chat_server.reply = train
    async with writing(chat_server, sample_news, Tired(embedder, 1)) as writer:
        answer = await writer.answer(TRAIN)
    assert answer.fallback is Fallback.FAILED
    assert answer.text == Answerer(sample_news, embedder).answer(TRAIN).text


async def test_the_same_question_is_not_asked_twice_until_the_news_changes(
    chat_server: ChatServer, tmp_path: Path, embedder: Embedder
) -> None:
    own = sample_store(tmp_path / "data", embedder, only=["sample-hi-21", "sample-en-12", "sample-en-13"])
    chat_server.reply = train
    async with writing(chat_server, own, embedder) as writer:
        first = await writer.answer(TRAIN)
        again = await writer.answer(f"  {TRAIN.upper()} ")
        assert (again.text, again.citations, again.question) == (first.text, first.citations, TRAIN.upper())
        assert again.usage
        assert again.usage.calls == 0
        assert len(chat_server.requests) == writer.counts.cached == 1
        news = tmp_path / "news.txt"
        news.write_text("ज़ुम्बारो लौटी\n\nकेरल के तट पर ज़ुम्बारो नाम की नाव से सात मछुआरे सकुशल लौटे।", "utf-8")
        assert ingest(read_source(str(news), timezone=INDIA), own, embedder).added == 1
        await writer.answer(TRAIN)
        assert len(chat_server.requests) == 2
    own.close()


async def test_a_fallback_is_not_remembered(
    chat_server: ChatServer, sample_news: EmbeddedStore, embedder: Embedder
) -> None:
    chat_server.reply = train
    chat_server.script(Refuses(500))
    async with writing(chat_server, sample_news, embedder) as writer:
        assert (await writer.answer(TRAIN)).fallback
        assert (await writer.answer(TRAIN)).written


async def test_a_person_who_had_their_calls_gets_sentences_of_the_news_and_others_do_not_notice(
    chat_server: ChatServer, sample_news: EmbeddedStore, embedder: Embedder
) -> None:
    chat_server.reply = train
    async with writing(chat_server, sample_news, embedder, calls_per_day=1, cached_answers=0) as writer:
        assert [(await writer.answer(TRAIN, person=7)).fallback for _ in range(3)] == [None, *[Fallback.LIMIT] * 2]
        assert (await writer.answer(TRAIN, person=8)).written
        assert (await writer.answer(TRAIN)).written
    assert len(chat_server.requests) == 3


async def test_what_an_answer_took_is_logged_and_neither_question_nor_person_nor_key_is(
    chat_server: ChatServer, sample_news: EmbeddedStore, embedder: Embedder, caplog: pytest.LogCaptureFixture
) -> None:
    chat_server.reply = train
    chat_server.script(Refuses(401))
    with caplog.at_level(logging.DEBUG):
        async with writing(chat_server, sample_news, embedder) as writer:
            for _ in range(2):
                await writer.answer(TRAIN, person=424242)
    lines = [record.getMessage() for record in caplog.records]
    assert any("written; 1 calls," in line and "tokens in" in line for line in lines)
    assert any("CHAT_MODEL_KEY" in line for line in lines)
    log = caplog.text + "".join(lines)
    for secret in (KEY, KEY[-8:], "Kanchanjunga", "424242", "goods train"):
        assert secret not in log


async def test_a_model_can_be_used_in_one_event_loop_after_another(
    chat_server: ChatServer, sample_news: EmbeddedStore, embedder: Embedder
) -> None:
    chat_server.reply = train

    async def ask() -> Answer:
        async with writing(chat_server, sample_news, embedder) as writer:
            return await writer.answer(TRAIN)

    answers = [await asyncio.to_thread(asyncio.run, ask()) for _ in range(3)]
    assert all(answer.written for answer in answers)


async def test_many_people_are_served_at_once(
    chat_server: ChatServer, sample_news: EmbeddedStore, embedder: Embedder
) -> None:
    chat_server.reply = lambda request: Says(TRAIN_TEXT.format(n=passage_number(request, TRAIN_TITLE)), before_s=0.3)
    async with writing(chat_server, sample_news, embedder, cached_answers=0) as writer:
        asking = [asyncio.create_task(writer.answer(TRAIN, person=n)) for n in range(5)]
        await chat_server.until(lambda: len(chat_server.requests) == 5)
        assert sum(request.end == "" for request in chat_server.requests) > 1
        answers = await asyncio.gather(*asking)
    assert all(answer.written for answer in answers)
