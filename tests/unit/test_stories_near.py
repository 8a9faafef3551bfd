"""What counts as a copy of a text, and what is another report of the same make."""

from __future__ import annotations

import pytest

from index.stories.near import Sketch, is_copy, sketch_of

ENGLISH = (
    "Heavy rain flooded the lower town of Sonpur on Friday night and cut the road to Devgarh. Rescue teams in boats brought "
    "46 families from their houses to the school on Station Road, the district collector said. Schools stay closed on Saturday. "
    "The weather office expects more rain until Sunday. The river stood 30 centimetres above the danger mark in the evening, and "
    "engineers were watching the old dyke near the mill. Trains between Sonpur and Devgarh will run again on Monday at the earliest."
)
HINDI = (
    "सोनपुर में शुक्रवार रात भारी बारिश से निचला इलाक़ा डूब गया और देवगढ़ जाने वाली सड़क कट गई। ज़िला कलेक्टर ने बताया कि बचाव दल 46 परिवारों को "
    "नावों से निकाल कर स्टेशन रोड के स्कूल में लाए। शनिवार को स्कूल बंद रहेंगे। मौसम विभाग के अनुसार रविवार तक और बारिश होगी। शाम को नदी ख़तरे के निशान से "
    "30 सेंटीमीटर ऊपर बह रही थी और अभियंता पुराने तटबंध पर नज़र रखे हुए थे।"
)
SHORT = "Three people are killed in an air strike carried out by the navy against a fishing boat in the eastern Pacific, the army says."


def sketch(text: str) -> Sketch:
    found = sketch_of(text)
    assert found is not None
    return found


def meets(one: str, other: str) -> bool:
    return bool(set(sketch(one).bands) & set(sketch(other).bands))


@pytest.mark.parametrize("text", [ENGLISH, HINDI])
def test_the_same_words_in_other_lines_and_signs_are_a_copy(text: str) -> None:
    again = text.replace(". ", ".\n\n").replace("। ", "।\n").replace(",", " ,")
    assert meets(again, text)
    assert is_copy(sketch(again), sketch(text))


def test_an_agency_text_without_its_last_sentence_is_a_copy_and_the_longer_text_is_none() -> None:
    shorter = ENGLISH.removesuffix(" Trains between Sonpur and Devgarh will run again on Monday at the earliest.")
    assert meets(shorter, ENGLISH)
    assert is_copy(sketch(shorter), sketch(ENGLISH))
    assert not is_copy(sketch(ENGLISH), sketch(shorter))


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        (ENGLISH, "46 families", "64 families"),
        (ENGLISH, "30 centimetres", "thirteen centimetres"),
        (ENGLISH, "will run", "will not run"),
        (HINDI, "46 परिवारों", "64 परिवारों"),
        (HINDI, "शनिवार को स्कूल बंद रहेंगे", "शनिवार को स्कूल बंद नहीं रहेंगे"),
        (SHORT, "Three", "Two"),
        (SHORT, "Pacific", "Atlantic"),
        (SHORT, "navy", "army"),
    ],
)
def test_a_report_with_another_number_name_or_not_is_no_copy(text: str, old: str, new: str) -> None:
    other = text.replace(old, new)
    assert other != text
    assert not is_copy(sketch(other), sketch(text))


def test_two_reports_of_one_make_are_no_copies() -> None:
    report = "{} is a daily newspaper in {} that is printed in {}. It is read in the whole of the state, and has been printed since the war without a break."
    one = report.format("Gana Adhikar", "Assamese", "Guwahati")
    other = report.format("Sunchari", "Nepali", "Siliguri")
    assert not is_copy(sketch(other), sketch(one))


def test_a_brief_has_no_copies() -> None:
    assert sketch_of("Rain in Sonpur.") is None
    assert sketch_of("") is None


def test_bands_are_the_same_on_every_day_and_machine() -> None:
    """They are stored: another value would make every copy come in a second time."""
    assert sketch(SHORT).bands[:2] == BANDS


BANDS = (-932687628648374639, 1880345613113908234)
