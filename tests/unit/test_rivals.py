"""Which two sentences of two outlets contradict each other."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from index.article import Language
from rag.extract import Sentence
from rag.outlets import rival, rivals
from tests.unit.test_newest_answer import OLD, sentence

TOKENS = np.array([[127, 0]], np.int8)


def printed(text: str, language: Language, source: str) -> Sentence:
    made = sentence(text, OLD)
    article = replace(made.article, id=f"{source} {text}", language=language, source=source)
    return replace(made, article=article, story=1, tokens=TOKENS if "pupils" in text or "विद्यार्थी" in text else -TOKENS)


def test_a_name_that_is_not_known_again_in_another_script_is_no_contradiction() -> None:
    hindi = printed("मंत्री ने आयोवा के अख़बार में छपे कांग्रेस के चुनाव के विज्ञापन की निंदा की।", "hi", "भोर डाक")
    english = printed(
        "The minister condemned what an Iowa newspaper printed on the congressional vote.", "en", "The Lantern"
    )
    assert rival(hindi, english) is None
    assert rival(english, hindi) is None


def test_a_sentence_that_is_cited_in_the_other_language_is_not_set_against_another() -> None:
    schools = printed("राज्य के निजी स्कूल 2,018 शिक्षकों के साथ चलते हैं।", "hi", "भोर डाक")
    pupils = printed("राज्य के निजी स्कूलों में 30,000 विद्यार्थी पढ़ते हैं।", "hi", "भोर डाक")
    in_english = printed("Private schools of the state have 30,000 pupils.", "en", "The Lantern")
    scored = [in_english, pupils, schools]
    assert [found.other for found in rivals([schools], scored)] == [in_english]
    assert rivals([pupils, schools], scored) == []
