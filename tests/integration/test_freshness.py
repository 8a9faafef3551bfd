"""Dates and freshness, through the real model and store, on a frozen clock: Wednesday, 10 July 2024, in India."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from chat.plain import answer_text
from chat.render import answer_html
from index.article import Article, Language
from index.embed.protocol import Embedder
from index.ingest import ingest, manifest_for
from index.store.embedded import EmbeddedStore, open_store
from rag.answer import Answer, Outcome
from rag.pipeline import Answerer

INDIA = ZoneInfo("Asia/Kolkata")
NOW = datetime(2024, 7, 10, 9, 0, tzinfo=INDIA)


def article(id: str, day: str, title: str, text: str, language: Language = "hi") -> Article:
    at = datetime.fromisoformat(day).replace(hour=11, tzinfo=INDIA) if day else None
    return Article(id, title, text, language, "नमूना समाचार", "", at)


# Three meetings of the same two people, two counts of one flood, and what has nothing to do with either.
ARTICLES = [
    article(
        "met-march", "2024-03-04", "कुरुविला और सोल्बर्ग की मुलाकात",
        "भारत की वित्त सचिव रेवती कुरुविला ने सोमवार को ओस्लो में नॉर्वे के वित्त सचिव हेनरिक सोल्बर्ग से मुलाकात की। दोनों ने हरित ऋण की शर्तों पर बात की।",
    ),
    article(
        "met-june", "2024-06-20", "कुरुविला और सोल्बर्ग की मुलाकात",
        "भारत की वित्त सचिव रेवती कुरुविला ने गुरुवार को बाकू में नॉर्वे के वित्त सचिव हेनरिक सोल्बर्ग से मुलाकात की। दोनों ने जलवायु कोष पर बात की।",
    ),
    article(
        "met-july", "2024-07-05", "कुरुविला और सोल्बर्ग की मुलाकात",
        "भारत की वित्त सचिव रेवती कुरुविला ने शुक्रवार को जिनेवा में नॉर्वे के वित्त सचिव हेनरिक सोल्बर्ग से मुलाकात की। दोनों ने कर संधि पर बात की।",
    ),
    article(
        "met-morita", "2023-07-05", "कुरुविला और मोरीता की मुलाकात",
        "भारत की वित्त सचिव रेवती कुरुविला ने बुधवार को टोक्यो में जापान के वित्त सचिव केन्जी मोरीता से मुलाकात की। दोनों ने मुद्रा विनिमय पर बात की।",
    ),
    article(
        "flood-old", "2024-07-06", "असम में बाढ़", "असम के लखीमपुर ज़िले में बाढ़ से अब तक 12 लोगों की मौत हुई है। राहत दल नावों से लोगों को निकाल रहे हैं।"
    ),
    article(
        "flood-new", "2024-07-09", "असम में बाढ़", "असम के लखीमपुर ज़िले में बाढ़ से अब तक 31 लोगों की मौत हुई है। राहत दल नावों से लोगों को निकाल रहे हैं।"
    ),
    article(
        "dam", "2023-02-01", "कोसी बाँध",
        "बिहार में कोसी नदी पर बने वीरपुर बाँध की मरम्मत पर 640 करोड़ रुपये ख़र्च हुए। मुख्य अभियंता सुबोध झा ने बताया कि बाँध के 56 फाटक हैं।",
    ),
    article(
        "river", "2024-07-09", "कोसी में उफान", "बिहार में कोसी नदी का जलस्तर मंगलवार को ख़तरे के निशान से ऊपर पहुँच गया। सुपौल के गाँवों में पानी भर गया।"
    ),
    article(
        "museum", "2024-07-09", "Museum opens",
        "The Kelwara textile museum in Udaipur opened on Tuesday with a show of 200 block prints. Curator Anita Solanki said entry is free until Diwali.",
        "en",
    ),
    article(
        "museum-old", "2024-07-02", "Museum to open",
        "The Kelwara textile museum in Udaipur will open next week with a show of block prints. Curator Anita Solanki said entry would cost 50 rupees.",
        "en",
    ),
    article("undated", "", "खुबानी", "लद्दाख के शार गाँव में खुबानी की खेती 300 साल पुरानी है। किसान स्टैन्ज़िन दोर्जे के पास 90 पेड़ हैं।"),
]  # fmt: skip


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[EmbeddedStore]:
    store = open_store(tmp_path_factory.mktemp("news"), manifest_for(embedder.card))
    assert ingest(iter(ARTICLES), store, embedder).added == len(ARTICLES)
    yield store
    store.close()


@pytest.fixture
def ask(news: EmbeddedStore, embedder: Embedder) -> Answerer:
    return Answerer(news, embedder, INDIA, lambda: NOW)


def cited(answer: Answer) -> str:
    """Id of the article that answers first."""
    assert answer.outcome is Outcome.ANSWERED
    return answer.citations[0].article_id


@pytest.mark.parametrize(
    ("question", "article_id"),
    [
        ("कल असम की बाढ़ में कितने लोग मरे?", "flood-new"),
        ("6 जुलाई को असम की बाढ़ में कितने लोग मरे?", "flood-old"),
        ("६ जुलाई २०२४ को असम की बाढ़ में कितनी मौतें हुईं?", "flood-old"),
        ("kal assam ki badh me kitne log mare", "flood-new"),
        ("How many people died in the Assam flood last Saturday?", "flood-old"),
        ("20 जून को कुरुविला ने किससे मुलाकात की?", "met-june"),
        ("5 जुलाई को कुरुविला ने किससे मुलाकात की?", "met-july"),
        ("5 july ko kuruvilla ne kisse mulakat ki", "met-july"),
        ("5 जुलाई 2023 को कुरुविला ने किससे मुलाकात की?", "met-morita"),
        ("5 जुलाई को कुरुविला टोक्यो में मोरीता से किस बारे में मिलीं?", "met-morita"),
        ("पिछले महीने कुरुविला और सोल्बर्ग की मुलाकात कहाँ हुई?", "met-june"),
        ("मार्च 2024 में कुरुविला और सोल्बर्ग की मुलाकात कहाँ हुई?", "met-march"),
        ("Where did Kuruvilla meet Solberg last Friday?", "met-july"),
        ("pichle hafte kuruvilla aur solberg ki mulakat kahan hui", "met-july"),
        ("Where did Kuruvilla meet Solberg before June 2024?", "met-march"),
    ],
)
def test_a_named_time_is_a_filter(question: str, article_id: str, ask: Answerer) -> None:
    answer = ask.answer(question)
    assert cited(answer) == article_id
    assert answer.period == ""


@pytest.mark.parametrize(
    ("question", "warning"),
    [
        ("कल खुबानी के पेड़ किस किसान के पास थे?", "“कल” की ख़बरों में इसका जवाब नहीं मिला; यह दूसरे दिनों की ख़बर है।"),
        ("What did the Kosi dam repair cost last week?", "The news of “last week” does not answer this; here is news of other days."),
        ("kal kosi baandh ki marammat par kitna kharch hua", "“kal” ki khabron mein iska jawab nahin mila; yeh doosre dinon ki khabar hai."),
    ],
)  # fmt: skip
def test_where_the_named_time_holds_no_answer_other_times_answer_and_the_reader_sees_a_warning(
    question: str, warning: str, ask: Answerer
) -> None:
    answer = ask.answer(question)
    assert answer.outcome is Outcome.ANSWERED
    assert answer.period
    assert answer_text(answer, INDIA).startswith(warning)
    assert answer_html(answer, INDIA).startswith(warning)


@pytest.mark.parametrize(
    "question",
    [
        "असम की बाढ़ में कितने लोग मरे?",
        "How many people died in the Assam flood?",
        "assam ki badh me kitne log mare",
    ],
)
def test_newer_wins_among_equals(question: str, ask: Answerer) -> None:
    assert cited(ask.answer(question)) == "flood-new"


def test_newer_wins_among_equals_in_whatever_order_they_came(
    tmp_path_factory: pytest.TempPathFactory, embedder: Embedder
) -> None:
    store = open_store(tmp_path_factory.mktemp("reversed"), manifest_for(embedder.card))
    ingest(iter(ARTICLES[::-1]), store, embedder)
    answer = Answerer(store, embedder, INDIA, lambda: NOW).answer("असम की बाढ़ में कितने लोग मरे?")
    assert cited(answer) == "flood-new"
    store.close()


@pytest.mark.parametrize(
    ("question", "article_id"),
    [
        ("कोसी बाँध की मरम्मत पर कितना ख़र्च हुआ?", "dam"),
        ("How many gates does the Virpur dam on the Kosi have?", "dam"),
        ("kosi baandh ke kitne phatak hain", "dam"),
        ("कुरुविला और सोल्बर्ग ओस्लो में किस बारे में मिले?", "met-march"),
        ("लद्दाख के शार गाँव में किसके पास खुबानी के पेड़ हैं?", "undated"),
    ],
)
def test_an_exact_older_answer_beats_newer_news_of_something_else(
    question: str, article_id: str, ask: Answerer
) -> None:
    assert cited(ask.answer(question)) == article_id


@pytest.mark.parametrize(
    "question",
    [
        "कुरुविला और सोल्बर्ग की आखिरी मुलाकात कब हुई?",
        "कुरुविला सोल्बर्ग से आख़िरी बार कहाँ मिलीं?",
        "कुरुविला और सोल्बर्ग की सबसे हालिया मुलाकात कहाँ हुई?",
        "When did Kuruvilla last meet Solberg?",
        "Where was the latest meeting of Kuruvilla and Solberg?",
        "kuruvilla aur solberg ki aakhri mulakat kahan hui",
        "kuruvilla aur solberg ki latest meeting kab hui",
    ],
)
def test_whoever_asks_for_the_newest_gets_the_newest_that_answers(question: str, ask: Answerer) -> None:
    assert cited(ask.answer(question)) == "met-july"


@pytest.mark.parametrize(
    ("question", "article_id"),
    [
        ("कोसी बाँध की मरम्मत की ताज़ा ख़बर?", "dam"),
        ("What is the latest on the price of the Kosi dam repair?", "dam"),
        ("khubani ki kheti ki latest khabar", "undated"),
        ("What is the latest on the flood in Assam?", "flood-new"),
        ("असम की बाढ़ की ताज़ा ख़बर", "flood-new"),
        ("assam badh ki taaza khabar kya hai", "flood-new"),
    ],
)
def test_the_newest_is_looked_for_among_the_articles_that_answer(question: str, article_id: str, ask: Answerer) -> None:
    assert cited(ask.answer(question)) == article_id


@pytest.mark.parametrize(
    ("question", "first_line"),
    [
        ("कोसी बाँध की मरम्मत पर कितना ख़र्च हुआ?", "यह 1 फ़रवरी 2023 की ख़बर है:"),
        ("What did the repair of the Kosi dam cost?", "This is news of 1 February 2023:"),
        ("kosi baandh ki marammat par kitna kharch hua", "Yeh 1 February 2023 ki khabar hai:"),
    ],
)
def test_an_answer_older_than_a_month_says_its_date_first(question: str, first_line: str, ask: Answerer) -> None:
    answer = ask.answer(question)
    assert cited(answer) == "dam"
    assert answer_text(answer, INDIA).startswith(first_line)
    assert answer_html(answer, INDIA).startswith(first_line)


def test_an_answer_of_this_month_does_not_say_its_date_first(ask: Answerer) -> None:
    answer = ask.answer("असम की बाढ़ में कितने लोग मरे?")
    assert answer.old is None
    assert answer_text(answer, INDIA).startswith(answer.citations[0].quote)
