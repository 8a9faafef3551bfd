"""Names of a sentence, and whether a source has them, in either script."""

from __future__ import annotations

import pytest

from index.article import Language
from rag.check.name_source import Names
from rag.check.names import Name, stated_names


@pytest.mark.parametrize(
    ("sentence", "language", "names"),
    [
        ("The Supreme Court asked Foreign Minister Jaishankar on Wednesday.", "en", ["Jaishankar"]),
        ("However, police in Patna found three bodies.", "en", ["Patna"]),
        ("Trump met Putin; they spoke of the U.S. economy.", "en", ["Trump", "Putin", "US"]),
        ("Weather delayed trains to Guwahati's station.", "en", ["Guwahati"]),
        ("Energy Secretary Harish Purohit signed for India.", "en", ["Harish", "Purohit", "India"]),
        ("Jaishankar ne Lavrov se mulakat ki.", "hi-Latn", ["Jaishankar", "Lavrov"]),
        ("Sarkar ne kaha ki Yojana chalegi.", "hi-Latn", []),
        ("मोदी और पुतिन दिल्ली में मिले, पुलिस और सरकार ने सुरक्षा बढ़ाई।", "hi", ["मोदी", "पुतिन", "दिल्ली"]),
        ("निर्देशक अनुराग कश्यप को पुरस्कार मिला।", "hi", ["अनुराग", "कश्यप"]),
        ("पुलिस ने कहा और अदालत ने माना।", "hi", []),
        ("सही समय पर विमान पहुँचा और भीड़ घर गई।", "hi", []),
    ],
)
def test_names_are_told_from_common_words(sentence: str, language: Language, names: list[str]) -> None:
    assert [name.text for name in stated_names(sentence, language)] == names


@pytest.mark.parametrize(
    ("name", "source", "held"),
    [
        ("Jaishankar", "विदेश मंत्री जयशंकर ने कहा", True),
        ("जयशंकर", "Foreign minister Jaishankar said", True),
        ("Zelensky", "Zelenskyy spoke", True),
        ("India", "भारतीय टीम", True),
        ("भारत", "Indian team", True),
        ("BJP", "भाजपा ने कहा", True),
        ("NDTV", "एनडीटीवी के अनुसार", True),
        ("SCO", "Shanghai Cooperation Organisation met", True),
        ("UK", "यू. के. की सरकार", True),
        ("भाजपा", "the Bharatiya Janata Party", True),
        ("Kolkata", "कलकत्ता उच्च न्यायालय", True),
        ("Dhaka", "भोर डाक, दिल्ली", False),
        ("Rahul", "रोहित ने कहा", False),
        ("Mumbai", "दिल्ली और चेन्नई", False),
        ("पाकिस्तान", "India and China", False),
        ("Modi", "राहुल गांधी ने कहा", False),
    ],
)
def test_a_source_has_a_name_under_its_other_spellings_and_no_other(name: str, source: str, held: bool) -> None:
    assert Names.of(source).hold(Name(name)) is held


def test_a_name_of_two_words_may_be_one_in_the_other_script() -> None:
    name = next(name for name in stated_names("He flew to New York today.", "en") if name.text == "York")
    assert Names.of("वे न्यूयॉर्क गए").hold(name)


def test_a_rare_word_counts_as_a_name_where_the_source_is_in_the_same_language() -> None:
    sentence = "हुलगप्पा ने बयान दिया।"
    assert stated_names(sentence, "hi") == []
    assert [name.text for name in stated_names(sentence, "hi", same_language=True)] == ["हुलगप्पा"]
