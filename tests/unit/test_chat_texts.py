from __future__ import annotations

import string
from dataclasses import fields
from datetime import UTC, datetime

import pytest

from chat.texts import TEXTS, Texts, date_text
from index.article import LANGUAGES, Language
from index.language import detect_language


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("name", [field.name for field in fields(Texts)])
def test_a_sentence_asks_for_the_same_in_every_language(name: str) -> None:
    assert len({frozenset(placeholders(getattr(TEXTS[language], name))) for language in LANGUAGES}) == 1
    assert all(getattr(TEXTS[language], name).strip() for language in LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_are_in_their_own_language_and_script(language: Language) -> None:
    texts = TEXTS[language]
    for sentence in (texts.no_answer, texts.wait, texts.empty_question, texts.long_question, texts.apology):
        assert detect_language(sentence) == language, sentence


@pytest.mark.parametrize(
    ("language", "written"), [("hi", "3 जुलाई 2024"), ("en", "3 July 2024"), ("hi-Latn", "3 July 2024")]
)
def test_a_date_is_written_as_its_readers_do(language: Language, written: str) -> None:
    assert date_text(datetime(2024, 7, 3, tzinfo=UTC), language, UTC) == written


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_twelve_months(language: Language) -> None:
    written = [date_text(datetime(2024, month, 1, tzinfo=UTC), language, UTC) for month in range(1, 13)]
    assert len(set(written)) == 12
