"""Late interaction through the real model: which sentence has what the question asks for, across languages and scripts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index.article import Article
from index.embed import Embedder, Passage, load_embedder
from index.ingest import ingest, manifest_for
from index.store.embedded import open_store
from rag.extract import score_sentences
from rag.late import Meeting, meet
from rag.question import read_question
from rag.retrieve import IN_ONE_SENTENCE, Retriever

HINDI = (
    "बाढ़ से नदी किनारे के चौदह गाँव डूब गए।",
    "जिलाधिकारी मीना कपूर ने शिविरों का दौरा किया।",
    "राज्य सरकार ने हर पीड़ित परिवार को पचास हज़ार रुपये देने की घोषणा की।",
)
ENGLISH = (
    "Fourteen villages along the river were flooded.",
    "District magistrate Meena Kapoor visited the camps.",
    "The state government promised every family fifty thousand rupees.",
)


def passage(sentences: tuple[str, ...], title: str = "") -> Passage:
    text = " ".join(sentences)
    return Passage(title, text, tuple((text.index(one), text.index(one) + len(one)) for one in sentences))


def meeting(embedder: Embedder, question: str, sentences: tuple[str, ...], title: str = "") -> Meeting:
    (found,) = embedder.embed_passages([passage(sentences, title)])
    (met,) = meet(embedder.embed_question([question]).tokens, [found.tokens])
    assert met is not None
    return met


@pytest.mark.parametrize("sentences", [HINDI, ENGLISH], ids=["Hindi news", "English news"])
@pytest.mark.parametrize(
    ("question", "answering"),
    [
        ("कितने गाँव डूबे?", 0),
        ("शिविरों में कौन गया?", 1),
        ("परिवारों को कितने रुपये मिलेंगे?", 2),
        ("How many villages were flooded?", 0),
        ("Who went to the camps?", 1),
        ("How much money will each family get?", 2),
    ],
)
def test_the_words_of_a_question_meet_the_sentence_that_answers(
    embedder: Embedder, sentences: tuple[str, ...], question: str, answering: int
) -> None:
    assert int(np.argmax(meeting(embedder, question, sentences).sentences)) == answering


def test_what_the_news_lacks_meets_less_than_what_it_has(embedder: Embedder) -> None:
    has = meeting(embedder, "How much money will each family get?", ENGLISH).chunk
    lacks = meeting(embedder, "Which bridge did the river wash away?", ENGLISH).chunk
    assert has > lacks


@pytest.mark.parametrize("question", ["बराक नदी में बाढ़ कब आई?", "When did the Barak river flood?"])
def test_what_only_the_title_names_is_met_by_the_chunk(embedder: Embedder, question: str) -> None:
    bare = meeting(embedder, question, ENGLISH)
    titled = meeting(embedder, question, ENGLISH, "Barak river floods Cachar district")
    other = meeting(embedder, question, ENGLISH, "Meeting of the district council")
    assert bare.title.max() == -1
    assert titled.chunk > max(bare.chunk, other.chunk)
    assert titled.nearness.shape == bare.nearness.shape


def test_a_title_helps_to_find_its_article_and_makes_none_of_its_sentences_answer_better(
    tmp_path: Path, embedder: Embedder
) -> None:
    store = open_store(tmp_path, manifest_for(embedder.card))
    text = " ".join(ENGLISH)
    news = [
        Article("council", "Meeting of the district council", text, "en"),
        Article("flood", "Barak floods", text, "en"),
    ]
    ingest(iter(news), store, embedder)
    query = read_question("Who visited the camps after the Barak floods?", store.view())
    found = Retriever(store.view(), embedder).retrieve(query)
    store.close()
    first, second = found.hits
    assert first.article.id == "flood"
    assert first.from_title > second.from_title >= 0
    bare = replace(found, hits=[replace(hit, score=hit.score - hit.from_title, from_title=0.0) for hit in found.hits])
    titled, untitled = (score_sentences(query, one) for one in (found, bare))
    assert [one.score for one in titled] == pytest.approx([one.score for one in untitled])
    assert "Meena Kapoor" in titled[0].text


def test_words_that_stand_in_one_sentence_tell_more_than_words_spread_over_the_news(
    tmp_path: Path, embedder: Embedder
) -> None:
    store = open_store(tmp_path, manifest_for(embedder.card))
    spread = "The magistrate was in the capital. Nobody visited the hospital. The camps are closed."
    together = "The magistrate visited the camps. Nobody was in the hospital. The capital is closed."
    news = [
        Article("spread", "", spread, "en"),
        Article("together", "", together, "en"),
        Article("hindi", "", HINDI[1], "hi"),
    ]
    ingest(iter(news), store, embedder)
    query = read_question("Which magistrate visited the camps?", store.view())
    hits = {hit.article.id: hit for hit in Retriever(store.view(), embedder).retrieve(query).hits}
    store.close()
    assert hits["together"].words == hits["spread"].words == 1
    assert hits["together"].from_one_sentence == pytest.approx(IN_ONE_SENTENCE)
    assert 0 < hits["spread"].from_one_sentence < hits["together"].from_one_sentence
    assert hits["together"].rank < hits["spread"].rank
    # Another language has other words, for which its news is not put behind.
    assert hits["hindi"].from_one_sentence == pytest.approx(IN_ONE_SENTENCE / 2)


def test_a_question_has_the_same_vectors_with_its_tokens_as_without(embedder: Embedder) -> None:
    texts = ["शिविरों में कौन गया?", "Who?"]
    found = embedder.embed_question(texts)
    np.testing.assert_allclose(found.texts, embedder.embed_queries(texts), atol=1e-3)
    assert [tokens.weights.sum() for tokens in found.tokens] == pytest.approx([1.0, 1.0], abs=1e-3)


def test_codes_agree_between_the_8_bit_model_and_pytorch(embedder: Embedder, model_dir: Path) -> None:
    torch = load_embedder("intfloat/multilingual-e5-small", model_dir, "torch")
    ours, theirs = (one.embed_passages([passage(HINDI, "कछार में बाढ़")])[0].tokens for one in (embedder, torch))
    assert (ours.counts, ours.title) == (theirs.counts, theirs.title)
    cosines = (ours.codes.astype(float) * theirs.codes).sum(axis=1) / 127**2
    assert np.mean(cosines) > 0.97


def test_stored_codes_are_those_of_the_article(tmp_path: Path, embedder: Embedder) -> None:
    store = open_store(tmp_path, manifest_for(embedder.card))
    ingest(iter([Article("flood", "कछार में बाढ़", " ".join(HINDI), "hi")]), store, embedder)
    (chunk,) = store.view().chunks([0])
    (made,) = embedder.embed_passages([passage(HINDI, "कछार में बाढ़")])
    assert chunk.tokens.title == made.tokens.title > 0
    assert chunk.tokens.counts == made.tokens.counts
    assert np.array_equal(chunk.tokens.codes, made.tokens.codes)
    store.close()
