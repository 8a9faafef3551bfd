"""A statement that says no where its source says yes, and the other way round."""

from __future__ import annotations

import pytest

from rag.check.negation import contradicts


@pytest.mark.parametrize(
    ("statement", "nearest", "around", "found"),
    [
        ("The bridge has not opened.", "पुल शुक्रवार को खुल गया।", "", True),
        ("पुल नहीं खुला।", "The bridge opened on Friday.", "", True),
        ("Pul nahi khula.", "पुल शुक्रवार को खुल गया।", "", True),
        ("Fares will be charged.", "किराया नहीं लिया जाएगा।", "", True),
        ("No fare is charged.", "किराया नहीं लिया जाएगा।", "", False),
        ("Passengers do not pay.", "Travel is free.", "", False),
        ("The deal isn't public.", "The text is unpublished.", "", False),
        ("They did not meet in Delhi.", "They met in Astana.", "Delhi was never planned.", False),
        ("Talks were held in Astana.", "Talks were held in Astana, which had not seen so many ministers in ten years or more.", "", False),
        ("The river rose.", "नदी का जलस्तर बढ़ा।", "", False),
    ],
)  # fmt: skip
def test_a_denial_is_seen_by_its_words(statement: str, nearest: str, around: str, found: bool) -> None:
    assert contradicts(statement, nearest, around) is found
