"""Languages, scripts and search terms."""

from __future__ import annotations

import pytest

from index.language import detect_language
from index.terms import sound_terms, terms


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("जयशंकर ने किससे मुलाकात की?", "hi"),
        ("IPL 2024 का फ़ाइनल किसने जीता?", "hi"),
        ("Where did Jaishankar meet Lavrov?", "en"),
        ("Union Cabinet approves new railway line", "en"),
        ("jaishankar kisse mile?", "hi-Latn"),
        ("Modi ji kahan gaye the", "hi-Latn"),
        ("T20 world cup final kisne jeeta", "hi-Latn"),
        ("budget kab pesh hoga", "hi-Latn"),
        ("who is the main speaker of the house", "en"),
        ("", "en"),
    ],
)
def test_language_and_script_are_told_apart(text: str, language: str) -> None:
    assert detect_language(text) == language


def test_the_forms_of_a_word_share_a_stem_and_function_words_are_left_out() -> None:
    assert terms("भारतीय नागरिकों की सुरक्षा") == terms("भारतीय नागरिक के सुरक्षा")
    assert terms("meetings of ministers") == terms("the meeting minister")
    assert terms("क्या है और किसने किया") == []


def test_vowel_signs_stay_with_their_word() -> None:
    assert terms("दिल्ली")[0].startswith("दिल्ल")


def test_english_words_that_look_like_hindi_particles_stay_in_english() -> None:
    assert "m" not in sound_terms("Tell me men")
    assert sound_terms("hum log", latin_hindi=True) == ["lg"]
    assert len(sound_terms("hum log")) == 2
