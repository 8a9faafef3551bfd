"""From a file to an answer, through the real model, SQLite and FAISS."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from chat.plain import answer_text
from chat.texts import TEXTS
from index.article import Article
from index.embed.protocol import Embedder
from index.errors import SourceError, StoreMismatch
from index.ingest import ingest, manifest_for
from index.reindex import reindex
from index.sources.files import read_source
from index.store.embedded import EmbeddedStore, open_store, read_manifest
from rag.answer import Outcome
from rag.pipeline import Answerer
from rag.retrieve import Filters

INDIA = ZoneInfo("Asia/Kolkata")

# One file, two items, the second with its headline: as news is often pasted.
TWO_ITEMS = """बाकू। भारत की वित्त सचिव रेवती कुरुविला ने अज़रबैजान की राजधानी बाकू में जलवायु कोष की बैठक से इतर नॉर्वे के वित्त सचिव \
हेनरिक सोल्बर्ग के साथ मुलाकात की। दोनों ने हरित ऋण की शर्तों पर बात की। पिछली बार दोनों की मुलाकात वर्ष 2022 के नवंबर महीने में हुई थी।

रेवती कुरुविला ने छात्रों से बात की

बाकू विश्वविद्यालय में रेवती कुरुविला ने भारतीय छात्रों से बात की। इसके बाद कुरुविला ने अज़रबैजान के ऊर्जा सचिव एल्दार मम्मादोव से भी \
मुलाकात की। उन्होंने कहा कि छात्रवृत्ति दोगुनी होगी।
"""


@pytest.fixture(scope="module")
def samples(sample_index: Path, embedder: Embedder) -> Iterator[EmbeddedStore]:
    store = open_store(sample_index, manifest_for(embedder.card), create=False)
    assert store.status().articles == 38
    yield store
    store.close()


@pytest.fixture
def store(tmp_path: Path, embedder: Embedder) -> Iterator[EmbeddedStore]:
    opened = open_store(tmp_path / "data", manifest_for(embedder.card))
    yield opened
    opened.close()


@pytest.mark.parametrize(
    "question", ["कुरुविला ने किससे मुलाकात की?", "Whom did Kuruvilla meet?", "kuruvilla ne kisse mulakat ki?"]
)
def test_two_people_met_in_two_items_are_both_answers(
    question: str, store: EmbeddedStore, embedder: Embedder, tmp_path: Path
) -> None:
    (tmp_path / "news.txt").write_text(TWO_ITEMS, "utf-8")
    assert ingest(read_source(str(tmp_path / "news.txt"), timezone=INDIA), store, embedder).added == 2
    answer = Answerer(store, embedder).answer(question)
    assert answer.outcome is Outcome.ANSWERED
    quotes = [citation.quote for citation in answer.citations]
    assert any("सोल्बर्ग" in quote for quote in quotes)
    assert any("मम्मादोव" in quote for quote in quotes)
    texts = {article.id: article.text for article in store.articles()}
    assert all(citation.quote in texts[citation.article_id] for citation in answer.citations)
    assert [f"[{citation.n}]" in answer.text for citation in answer.citations] == [True] * len(quotes)


def test_when_asked_for_a_time_the_sentence_with_the_time_answers(
    store: EmbeddedStore, embedder: Embedder, tmp_path: Path
) -> None:
    (tmp_path / "news.txt").write_text(TWO_ITEMS, "utf-8")
    ingest(read_source(str(tmp_path / "news.txt"), timezone=INDIA), store, embedder)
    answer = Answerer(store, embedder).answer("पिछली मुलाकात कब हुई थी?")
    assert "नवंबर" in answer.citations[0].quote


@pytest.mark.parametrize(
    "question",
    ["मंगल ग्रह पर फुटबॉल विश्व कप किसने जीता?", "Who painted the Mona Lisa?", "mere mobile ka recharge kaise hoga"],
)
def test_what_the_news_does_not_tell_is_refused(question: str, samples: EmbeddedStore, embedder: Embedder) -> None:
    answer = Answerer(samples, embedder).answer(question)
    assert answer.outcome is Outcome.NO_EVIDENCE
    assert answer.citations == ()
    assert answer.text == ""
    assert len({headline.article_id for headline in answer.closest}) == 3
    assert answer.covers is not None


@pytest.mark.parametrize(
    ("question", "article_ids"),
    [
        ("How many people died in the Hathras stampede?", {"sample-hi-07", "sample-hi-08"}),
        ("टी-20 विश्व कप फ़ाइनल में मैन ऑफ़ द मैच कौन रहा?", {"sample-hi-04", "sample-en-02"}),
        ("delhi me barish se airport pe kya hua", {"sample-hi-05", "sample-en-03"}),
        ("ब्रिटेन का नया प्रधानमंत्री कौन बना?", {"sample-hi-10", "sample-en-05"}),
    ],
)
def test_news_in_either_language_answers_a_question_in_any(
    question: str, article_ids: set[str], samples: EmbeddedStore, embedder: Embedder
) -> None:
    answer = Answerer(samples, embedder).answer(question)
    assert {citation.article_id for citation in answer.citations} & article_ids


def test_the_statements_of_an_answer_do_not_repeat_one_another(samples: EmbeddedStore, embedder: Embedder) -> None:
    answer = Answerer(samples, embedder).answer("जयशंकर ने लावरोव से कहाँ मुलाकात की?")
    quotes = [set(citation.quote.split()) for citation in answer.citations]
    assert all(len(a & b) < 0.6 * len(a | b) for n, a in enumerate(quotes) for b in quotes[n + 1 :])


def test_filters_keep_to_dates_language_and_outlet(samples: EmbeddedStore, embedder: Embedder) -> None:
    answerer = Answerer(samples, embedder)
    question = "What happened in the Delhi rain?"
    hindi = answerer.trace(question, Filters(languages=frozenset({"hi"})))
    assert {hit.article.language for hit in hindi.retrieved.hits} == {"hi"}
    july = Filters(since=datetime(2024, 7, 1, tzinfo=INDIA), until=datetime(2024, 7, 10, tzinfo=INDIA))
    for hit in answerer.trace(question, july).retrieved.hits:
        assert hit.article.published_at is not None
        assert datetime(2024, 7, 1, tzinfo=INDIA) <= hit.article.published_at < datetime(2024, 7, 10, tzinfo=INDIA)
    outlet = samples.view().sources[0]
    of_outlet = answerer.trace(question, Filters(sources=frozenset({outlet})))
    assert {hit.article.source for hit in of_outlet.retrieved.hits} == {outlet}
    assert answerer.trace(question, Filters(sources=frozenset({"nobody"}))).answer.outcome is Outcome.NO_EVIDENCE


def test_a_long_article_does_not_crowd_out_the_others(samples: EmbeddedStore, embedder: Embedder) -> None:
    hits = Answerer(samples, embedder).trace("मुलाकात").retrieved.hits
    ids = [hit.article.id for hit in hits]
    assert max(map(ids.count, ids)) <= 2
    assert [hit.rank for hit in hits] == list(range(len(hits)))
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_examples_are_questions_that_the_index_answers(samples: EmbeddedStore, embedder: Embedder) -> None:
    answerer = Answerer(samples, embedder)
    for language in ("hi", "en"):
        examples = answerer.examples(language, 3)
        assert len(examples) == 3
        assert all(answerer.answer(example).outcome is Outcome.ANSWERED for example in examples)


def test_an_empty_index_refuses_and_does_not_fail(store: EmbeddedStore, embedder: Embedder) -> None:
    answer = Answerer(store, embedder).answer("आज क्या हुआ?")
    assert answer.outcome is Outcome.NO_EVIDENCE
    assert answer.closest == ()
    assert answer.covers is None


def test_a_citation_says_which_revision_of_the_article_it_quotes(store: EmbeddedStore, embedder: Embedder) -> None:
    first = Article("a", "असम में बाढ़", "असम में बाढ़ से पाँच गाँव डूब गए।", "hi")
    corrected = replace(first, text="असम में बाढ़ से नौ गाँव डूब गए।")
    for revision, article in enumerate((first, corrected), 1):
        ingest(iter([article]), store, embedder)
        (citation,) = Answerer(store, embedder).answer("असम में बाढ़ से कितने गाँव डूबे?").citations
        assert (citation.article_id, citation.revision, citation.quote) == ("a", revision, article.text)


def test_repeats_within_one_batch_are_told_apart(store: EmbeddedStore, embedder: Embedder) -> None:
    one = Article("a", "बाढ़", "असम में बाढ़ से पाँच गाँव डूबे।", "hi")
    batch = [one, one, replace(one, id="b"), replace(one, text="असम में बाढ़ से नौ गाँव डूबे।"), SourceError("x", "broken.")]
    report = ingest(iter(batch), store, embedder)
    assert (report.added, report.unchanged, report.duplicates, report.updated) == (1, 1, 1, 1)
    assert [error.source for error in report.failed] == ["x"]
    assert [old.text for old in store.revisions("a")] == [one.text]


def test_an_index_of_another_model_names_the_way_out_and_reindexing_is_it(tmp_path: Path, embedder: Embedder) -> None:
    other = replace(manifest_for(embedder.card), revision="of another time")
    store = open_store(tmp_path, other)
    ingest(iter([Article("a", "बाढ़", "असम में बाढ़ से पाँच गाँव डूबे।", "hi")]), store, embedder)
    store.close()
    with pytest.raises(StoreMismatch, match="reindex"):
        open_store(tmp_path, manifest_for(embedder.card))
    assert reindex(tmp_path, embedder) == 1
    assert read_manifest(tmp_path) == manifest_for(embedder.card)
    store = open_store(tmp_path, manifest_for(embedder.card))
    assert Answerer(store, embedder).answer("असम में बाढ़ से कितने गाँव डूबे?").outcome is Outcome.ANSWERED
    store.close()


def test_a_named_time_filters_and_is_given_up_with_a_word_where_it_does_not_answer(
    samples: EmbeddedStore, embedder: Embedder
) -> None:
    now = datetime(2024, 7, 9, 12, 0, tzinfo=INDIA)
    answerer = Answerer(samples, embedder, INDIA, lambda: now)
    in_june = answerer.answer("जून में दिल्ली में बारिश से क्या हुआ?")
    assert in_june.outcome is Outcome.ANSWERED
    assert in_june.period == ""
    assert {citation.published_at.month for citation in in_june.citations if citation.published_at} == {6}
    other = answerer.answer("टी-20 विश्व कप फ़ाइनल 2 जुलाई को किसने जीता?")
    assert other.outcome is Outcome.ANSWERED
    assert other.period
    assert other.old is None


def test_an_answer_older_than_a_month_knows_its_date(samples: EmbeddedStore, embedder: Embedder) -> None:
    later = datetime(2024, 12, 1, tzinfo=INDIA)
    answer = Answerer(samples, embedder, INDIA, lambda: later).answer("टी-20 विश्व कप फ़ाइनल किसने जीता?")
    assert answer.old == answer.citations[0].published_at


def test_an_answer_that_is_rather_none_says_so_and_is_not_offered_as_a_question(
    samples: EmbeddedStore, embedder: Embedder
) -> None:
    now = datetime(2024, 7, 9, 12, 0, tzinfo=INDIA)
    answerer = Answerer(samples, embedder, INDIA, lambda: now)
    sure = answerer.answer("टी-20 विश्व कप फ़ाइनल किसने जीता?")
    unsure = answerer.answer("bumrah ko kaunsa award mila?")
    refused = answerer.answer("mere mobile ka recharge kaise hoga")
    assert [one.outcome for one in (sure, unsure, refused)] == [Outcome.ANSWERED, Outcome.ANSWERED, Outcome.NO_EVIDENCE]
    assert [one.unsure for one in (sure, unsure, refused)] == [False, True, False]
    assert unsure.confidence < 0.5 < sure.confidence
    assert answer_text(unsure, INDIA).startswith(TEXTS["hi-Latn"].unsure)
    assert TEXTS["hi"].unsure not in answer_text(sure, INDIA)
    offered = answerer.examples("hi", 3) + answerer.examples("en", 3)
    assert offered
    assert not any(answerer.answer(question).unsure for question in offered)
