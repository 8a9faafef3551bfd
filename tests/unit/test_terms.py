"""The forms and spellings of a word share a stem."""

from __future__ import annotations

import pytest

from index.terms import terms


@pytest.mark.parametrize(
    "forms",
    [
        "किराया किराए किराये",
        "रुपया रुपये रुपए रुपयों",
        "नया नए नये नई नयी",
        "कार्रवाई कार्रवाइयाँ कार्रवाइयों",
        "उपाय उपायों",
        "व्यवसायी व्यवसायियों",
        "बढ़ाया बढ़ाए बढ़ाये बढ़ाई",
        "लड़की लड़कियाँ लड़कियों",
        "fare fares",
    ],
)
def test_forms_of_a_word_share_a_stem(forms: str) -> None:
    assert len({*terms(forms)}) == 1


@pytest.mark.parametrize("pair", ["किराया किरण", "रुपया रूप", "उपाय उपयोग", "न्याय न्यूज़"])
def test_other_words_keep_their_own(pair: str) -> None:
    assert len({*terms(pair)}) == 2
