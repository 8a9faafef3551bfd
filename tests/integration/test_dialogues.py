"""Dialogues on the sample news, through the real model and index: follow-ups find their article, new topics stay their own.

dialogues.jsonl was written for this in three batches ("", "second-", "third-"). The rules were worked on with the first two;
the third shows what they do with questions that they have not seen (one rule, of "इससे पहले", was mended after it).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from index.embed.protocol import Embedder
from index.ingest import manifest_for
from index.store.embedded import EmbeddedStore, open_store
from rag.conversation import Conversation, Turn
from rag.pipeline import Answerer, Trace

DIALOGUES = Path(__file__).with_name("dialogues.jsonl")
NOW = datetime(2024, 7, 16, tzinfo=UTC)
TOP = 3
# Of the questions that follow up, and of those that bring up a new topic: the share that finds its article among the first
# three, and for a new topic is left as it was typed. Measured: 0.978 and 0.985.
FOLLOW_UP_FLOOR, NEW_TOPIC_FLOOR = 0.96, 0.95
# The share of follow-ups that find it without the turns before: 0.64. With fewer the floor above would prove nothing.
WITHOUT_TURNS_CEILING = 0.75


@dataclass(frozen=True)
class Asked:
    """One question of a dialogue behind the first, and how it fared."""

    dialogue: str
    question: str
    follow_up: bool
    completed: str
    found: list[str]
    found_alone: list[str]
    gold: frozenset[str]

    @property
    def right(self) -> bool:
        return bool(self.gold & set(self.found)) and (self.follow_up or not self.completed)

    @property
    def right_alone(self) -> bool:
        return bool(self.gold & set(self.found_alone))


@pytest.fixture(scope="module")
def answerer(sample_index: Path, embedder: Embedder) -> Iterator[Answerer]:
    store: EmbeddedStore = open_store(sample_index, manifest_for(embedder.card), create=False)
    yield Answerer(store, embedder, clock=lambda: NOW)
    store.close()


@pytest.fixture(scope="module")
def asked(answerer: Answerer) -> list[Asked]:
    return [one for line in DIALOGUES.read_text("utf-8").splitlines() for one in hold(answerer, json.loads(line))]


def hold(answerer: Answerer, dialogue: dict[str, Any]) -> Iterator[Asked]:
    conversation = Conversation()
    for place, said in enumerate(dialogue["turns"]):
        trace = answerer.trace(said["question"], turns=conversation.turns(NOW))
        if place:
            yield Asked(
                dialogue["id"],
                said["question"],
                said["follow_up"],
                trace.answer.standalone,
                articles(trace),
                articles(answerer.trace(said["question"])),
                frozenset(said["article_ids"]),
            )
        conversation = conversation.with_turn(Turn.of(trace.answer, NOW))


def articles(trace: Trace) -> list[str]:
    return list(dict.fromkeys(hit.article.id for hit in trace.retrieved.hits))[:TOP]


def share(asked: list[Asked]) -> float:
    for one in asked:
        if not one.right:
            print(one.dialogue, "|", one.question, "|", one.completed or "as typed", "|", *one.found)
    return sum(one.right for one in asked) / len(asked)


def test_follow_ups_find_the_article_that_the_conversation_is_about(asked: list[Asked]) -> None:
    follow_ups = [one for one in asked if one.follow_up]
    assert len(follow_ups) >= 150
    assert share(follow_ups) >= FOLLOW_UP_FLOOR
    assert sum(one.right_alone for one in follow_ups) / len(follow_ups) <= WITHOUT_TURNS_CEILING


def test_new_topics_are_not_dragged_into_the_old_one(asked: list[Asked]) -> None:
    new_topics = [one for one in asked if not one.follow_up]
    assert len(new_topics) >= 60
    assert share(new_topics) >= NEW_TOPIC_FLOOR


@pytest.mark.parametrize(
    ("before", "question", "language"),
    [
        ("जयशंकर अस्ताना में किससे मिले?", "where?", "en"),
        ("Whom did Jaishankar meet in Astana?", "kab?", "hi-Latn"),
        ("jaishankar astana me kisse mile?", "और किससे?", "hi"),
    ],
)
def test_the_answer_is_in_the_language_of_the_question_as_typed(
    answerer: Answerer, before: str, question: str, language: str
) -> None:
    first = answerer.answer(before)
    answer = answerer.answer(question, turns=[Turn.of(first, NOW)])
    assert answer.language == language
    assert answer.question == question
    assert answer.standalone.endswith(question)
    assert {citation.article_id for citation in answer.citations} & {"sample-hi-01", "sample-hi-02", "sample-en-01"}
