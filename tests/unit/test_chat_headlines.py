"""Lists of articles and their beginnings are valid Telegram HTML, whatever an article holds."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from chat.headlines import correction, headlines, opening
from index.article import LANGUAGES, Article
from rag.bulletin.changes import Change, Correction
from tests.unit.test_chat_render import ADDRESSES, INDIA, MOMENTS, TEXTS, read

JULY = datetime(2024, 7, 3, 20, 0, tzinfo=UTC)

ARTICLES = st.builds(
    Article,
    id=st.just("a"),
    title=TEXTS,
    text=TEXTS,
    language=st.sampled_from(LANGUAGES),
    source=TEXTS,
    url=ADDRESSES,
    published_at=MOMENTS,
)


@given(st.lists(ARTICLES, min_size=1, max_size=10), st.sampled_from(LANGUAGES), st.text(max_size=200))
@settings(max_examples=60, deadline=None)
def test_a_list_of_any_articles_is_a_message(articles: list[Article], language: str, footer: str) -> None:
    written = headlines("ताज़ा ख़बरें", articles, language, INDIA, footer=footer.strip())  # type: ignore[arg-type]
    assert read(written.html).text


@given(ARTICLES, st.sampled_from(LANGUAGES))
@settings(max_examples=100, deadline=None)
def test_the_beginning_of_any_article_is_a_message(article: Article, language: str) -> None:
    written = opening(article, language, INDIA)  # type: ignore[arg-type]
    assert read(written.html).text
    assert written.plain


def test_a_list_numbers_its_headlines_with_outlet_and_date() -> None:
    article = Article("a", "पुल <टूटा>", "एक वाक्य।", "hi", "अख़बार", "", JULY)
    written = headlines("ताज़ा", [article, article], "hi", INDIA, first=6, footer="और")
    line = "पुल <टूटा>\nअख़बार, 4 जुलाई 2024"
    assert written.plain == f"ताज़ा\n\n6. {line}\n\n7. {line}\n\nऔर"
    assert read(written.html).text == written.plain


def test_the_beginning_of_an_article_ends_with_a_sentence() -> None:
    text = "पहला वाक्य। दूसरा वाक्य। " + "बहुत लंबा तीसरा वाक्य " * 60 + "। चौथा।"
    written = opening(Article("a", "शीर्षक", text, "hi", "", "https://example.org/x", None), "hi", INDIA)
    assert written.plain == "शीर्षक\n\nपहला वाक्य। दूसरा वाक्य।\n\nhttps://example.org/x"


def test_an_article_that_was_taken_down_says_since_when_and_leads_nowhere() -> None:
    article = Article("a", "शीर्षक", "पहला वाक्य।", "hi", "", "https://example.org/x", None, gone_at=JULY)
    noticed = "प्रकाशक ने यह ख़बर अपनी साइट से हटा ली है (4 जुलाई 2024 को देखा गया)।"
    written = opening(article, "hi", INDIA)
    assert written.plain == f"शीर्षक\n\n{noticed}\n\nपहला वाक्य।"
    assert read(written.html).text == written.plain
    told = correction(Correction(article, (Change("पहला वाक्य।", ""),)), "hi", INDIA)
    assert told.plain.endswith(f"शीर्षक\n{noticed}")
    assert read(told.html).text == told.plain


CORRECTIONS = st.builds(
    Correction, ARTICLES, st.lists(st.builds(Change, TEXTS, TEXTS), min_size=1, max_size=5).map(tuple)
)


@given(CORRECTIONS, st.sampled_from(LANGUAGES))
@settings(max_examples=60, deadline=None)
def test_any_correction_is_a_message(corrected: Correction, language: str) -> None:
    written = correction(corrected, language, INDIA)  # type: ignore[arg-type]
    assert read(written.html).text
