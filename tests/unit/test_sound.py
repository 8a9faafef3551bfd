"""The sound key and the Latin spelling of Devanagari words."""

from __future__ import annotations

import pytest

from index.sound import sound_key
from index.spelling import romanise, spelling_distance


@pytest.mark.parametrize(
    "spellings",
    [
        "जयशंकर Jaishankar jayshankar jaishankar",
        "मुलाकात mulakat mulaqaat mulaakaat",
        "मोदी Modi modee",
        "लावरोव Lavrov lavrow",
        "क्रिकेट cricket kriket",
        "शिक्षा shiksha shikshaa siksha",
        "ख़बर खबर khabar khabr",
        "ज्ञान gyan gyaan",
        "फ़्रांस फ्रांस france phrans",
        "लोगों logon logo~",
        "२०२४ 2024",
    ],
)
def test_the_spellings_of_a_word_in_both_scripts_share_a_key(spellings: str) -> None:
    words = [word for word in spellings.split() if not word.endswith("~")]
    assert len({sound_key(word) for word in words}) == 1, {word: sound_key(word) for word in words}


@pytest.mark.parametrize(
    ("one", "other"), [("दिल्ली", "mumbai"), ("राम", "shyam"), ("मोदी", "gandhi"), ("लोकसभा", "rajyasabha")]
)
def test_different_words_have_different_keys(one: str, other: str) -> None:
    assert sound_key(one) != sound_key(other)


@pytest.mark.parametrize(
    ("word", "latin"),
    [
        ("सरकार", "sarkar"),
        ("दिल्ली", "dilli"),
        ("भारत", "bharat"),
        ("मंत्री", "mantri"),
        ("लड़का", "ladka"),
        ("कमल", "kamal"),
    ],
)
def test_vowels_that_are_not_spoken_are_not_spelled(word: str, latin: str) -> None:
    assert romanise(word) == latin


def test_a_spelling_is_nearer_to_its_own_word_than_to_one_that_sounds_alike() -> None:
    assert spelling_distance("diwali", "दिवाली") < spelling_distance("diwali", "दौलत")
    assert spelling_distance("pakistan", "पाकिस्तान") == 0.0
