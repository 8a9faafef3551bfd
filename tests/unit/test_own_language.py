"""A sentence of another language gives way to its translation, and to nothing that only resembles it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from index.article import Language
from rag.extract import Sentence
from rag.own_language import in_language
from tests.unit.test_newest_answer import OLD, sentence

ONE_WAY, OTHER_WAY = np.array([[127, 0]], np.int8), np.array([[0, 127]], np.int8)


def written(text: str, language: Language, tokens: NDArray[np.int8], holds: float = 1.0) -> Sentence:
    made = sentence(text, OLD)
    return replace(made, article=replace(made.article, language=language), tokens=tokens, holds=holds)


ENGLISH = written("Twelve people died in Lakhimpur.", "en", ONE_WAY)
HINDI = written("लखीमपुर में बारह लोगों की मौत हुई।", "hi", ONE_WAY)
BESIDE = written("लखीमपुर में स्कूल बंद रहे।", "hi", OTHER_WAY)


@pytest.mark.parametrize(
    ("language", "shown"), [("hi", HINDI), ("hi-Latn", HINDI), ("en", ENGLISH)], ids=["Hindi", "Hinglish", "English"]
)
def test_the_translation_in_the_language_of_the_question_is_quoted(language: Language, shown: Sentence) -> None:
    assert in_language(language, [ENGLISH], [ENGLISH, BESIDE, HINDI]) == [shown]
    assert in_language(language, [HINDI], [HINDI, BESIDE, ENGLISH]) == [shown]


def test_news_in_hinglish_stays_as_it_is_written() -> None:
    hinglish = written("Lakhimpur mein baarah logon ki maut hui.", "hi-Latn", ONE_WAY)
    assert in_language("hi-Latn", [hinglish], [hinglish, HINDI]) == [hinglish]


def test_what_is_not_its_translation_does_not_stand_in_its_place() -> None:
    assert in_language("hi", [ENGLISH], [ENGLISH, BESIDE]) == [ENGLISH]
    assert in_language("hi", [ENGLISH], [ENGLISH]) == [ENGLISH]


def test_a_translation_that_leaves_out_what_was_asked_for_does_not_either() -> None:
    vague = written("लखीमपुर में कई लोगों की मौत हुई।", "hi", ONE_WAY, holds=0.0)
    assert in_language("hi", [ENGLISH], [ENGLISH, vague]) == [ENGLISH]
