"""Scores of written answers, over questions whose answers are known."""

from __future__ import annotations

import asyncio

from index.embed.protocol import Embedder
from index.store.embedded import EmbeddedStore
from rag.evaluate import Asked
from rag.evaluate_written import evaluate_written
from rag.generate.writer import Writer
from rag.pipeline import Answerer
from tests.chat_model import ChatServer, Refuses, Reply, Request, Says
from tests.integration.written import TRAIN, TRAIN_TEXT, TRAIN_TITLE, passage_number, scripted_model


def asked(question: str, article_id: str, answer: str, answerable: bool = True) -> Asked:
    return Asked(question, "news/en/fact", question, frozenset([article_id]), (answer,), (answer,), answerable)


QUESTIONS = [
    asked(TRAIN, "sample-hi-21", "10"),
    asked("How far above the ground did the Kanchanjunga Express fly?", "sample-hi-21", "", answerable=False),
    asked("Who opened the first hotel on the Moon?", "sample-hi-21", "", answerable=False),
    asked("Who won the men's singles at Wimbledon?", "sample-hi-22", "कार्लोस अल्काराज़"),
    asked("Which team won the European Championship in Berlin?", "sample-en-12", "Spain"),
    asked("😀", "sample-hi-21", "", answerable=False),
]


def reply(request: Request) -> Reply:
    if "<question>Which team" in request.prompt:
        return Refuses(500)
    if "fly?" in request.prompt:
        return Says("NO_ANSWER")
    if "Wimbledon?" in request.prompt:
        return Says("Mars beat Venus in Atlantis [1].")
    return Says(TRAIN_TEXT.format(n=passage_number(request, TRAIN_TITLE)))


async def test_what_reaches_the_reader_is_scored_and_what_the_model_did_is_counted(
    chat_server: ChatServer, sample_news: EmbeddedStore, embedder: Embedder
) -> None:
    chat_server.reply = reply
    writer = Writer(Answerer(sample_news, embedder), embedder, scripted_model(chat_server))
    indexed = frozenset(article.id for article in sample_news.articles())
    progress: list[int] = []
    figures = await asyncio.to_thread(evaluate_written, writer, QUESTIONS, indexed, progress.append)
    assert progress == [1] * 6
    assert figures["questions"] == 6
    assert figures["written"] == 1
    assert figures["language_match"] == 1.0
    assert figures["citation_support"] == 0.5
    assert figures["dropped"] == {"unsupported_name": 1}
    assert figures["fallbacks"] == {"failed": 1, "unsupported": 1}
    assert (figures["refused"], figures["refused_rightly"]) == (1, 1.0)
    assert figures["false_answer_rate"] == figures["false_refusal_rate"] == 0.0
    assert figures["citation_accuracy"] == figures["answer_coverage"] == 1.0
    assert 0 < figures["f1"] < 1
    assert figures["calls"] == 4
    assert figures["output_tokens"] > 10
