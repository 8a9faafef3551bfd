from __future__ import annotations

import pytest

from rag.cited_names import MAX_NAME_WORDS, cited_names, full_names

STARMER = "ब्रिटेन के आम चुनाव में लेबर पार्टी ने भारी बहुमत पाया और उसके नेता कीर स्टार्मर ने शुक्रवार को प्रधानमंत्री पद सँभाल लिया।"


def test_hindi_names_stand_before_ne_and_behind_titles() -> None:
    quote = "विदेश मंत्री डॉ. एस. जयशंकर ने बुधवार को रूस के विदेश मंत्री सर्गेई लावरोव से बात की।"
    assert cited_names([quote], "person") == ["जयशंकर", "सर्गेई", "लावरोव"]


def test_english_names_have_capitals_and_titles_and_days_are_none() -> None:
    quote = "On Wednesday Prime Minister Narendra Modi met Vladimir Putin in Moscow."
    assert cited_names([quote], "person") == ["Narendra", "Modi", "Vladimir", "Putin"]


@pytest.mark.parametrize(
    ("quote", "names"),
    [
        ("India beat South Africa at Kensington Oval in Barbados.", ["Kensington", "Oval", "Barbados"]),
        ("बैठक अस्ताना में हुई।", ["अस्ताना"]),
    ],
)
def test_places_stand_behind_in_and_before_me(quote: str, names: list[str]) -> None:
    assert cited_names([quote], "place") == names


def test_the_first_sentence_with_names_decides_and_there_are_few() -> None:
    assert cited_names(["It rained all day.", STARMER, "अमित शाह ने कहा।"], "person")[-2:] == ["कीर", "स्टार्मर"]
    many = "Alan Border, Brian Lara, Clive Lloyd and David Gower met."
    assert len(cited_names([many], "person")) == MAX_NAME_WORDS


def test_without_sentences_there_are_no_names() -> None:
    assert cited_names([], "person") == []


@pytest.mark.parametrize(
    ("said", "names"),
    [
        (STARMER, ["कीर स्टार्मर"]),
        ("पशु चिकित्सक नीलिमा खत्री ने सलाह दी।", ["नीलिमा खत्री"]),
        ("बैठक में उपराष्ट्रपति सचिव ने भाग लिया।", []),
        ("राहुल ने कहा।", []),
        (
            "On Wednesday Prime Minister Narendra Modi met Vladimir Putin in New Delhi.",
            ["Narendra Modi", "Vladimir Putin"],
        ),
        ("Substitute Cole Palmer scored.", ["Cole Palmer"]),
        ("The Ratna Bhandar was opened by a High Court judge.", []),
        ("Gareth Southgate's side lost.", ["Gareth Southgate"]),
    ],
)
def test_full_names_are_those_of_people(said: str, names: list[str]) -> None:
    assert full_names([said, said]) == names


def test_a_number_of_people_is_nobody() -> None:
    assert full_names(["Several Indian nationals came home.", "Keir Starmer met them."]) == ["Keir Starmer"]


def test_an_institution_is_nobody() -> None:
    said = ["सफदरजंग वेधशाला ने 228 मिलीमीटर बारिश दर्ज की।", "सर्वोच्च न्यायालय ने रोक लगाई।", "कीर स्टार्मर ने शपथ ली।"]
    assert full_names(said) == ["कीर स्टार्मर"]
