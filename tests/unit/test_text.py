"""Normal form and sentences."""

from __future__ import annotations

import itertools

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from index.text import MAX_SENTENCE_CHARS, clean, normalise, sentences

MIXED = st.text(alphabet=st.sampled_from(list("कखन्दि़ीेंँ।.?! \n\"'’abcA1२,‌‍😀👨‍👩‍👧")), max_size=300)


def split(text: str) -> list[str]:
    return [text[a:b] for a, b in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("राम आया। श्याम गया॥", ["राम आया।", "श्याम गया॥"]),
        ("बात हुई थी।’दोनों देशों ने कहा।", ["बात हुई थी।’", "दोनों देशों ने कहा।"]),
        ('उन्होंने कहा, "मैं आऊँगा।"फिर वे चले गए।', ['उन्होंने कहा, "मैं आऊँगा।"', "फिर वे चले गए।"]),
        ("मंत्री एस. जयशंकर पहुँचे। डॉ. सिंह भी थे।", ["मंत्री एस. जयशंकर पहुँचे।", "डॉ. सिंह भी थे।"]),
        (
            "न्यायमूर्ति एस.ए. बोबड़े और बी.आर.गवई बैठे। आई.टी.टी.एफ. की सूची आई।",
            ["न्यायमूर्ति एस.ए. बोबड़े और बी.आर.गवई बैठे।", "आई.टी.टी.एफ. की सूची आई।"],
        ),
        ("गाँव 50 कि. मी. दूर है. पानी 100° सें. पर उबला.", ["गाँव 50 कि. मी. दूर है.", "पानी 100° सें. पर उबला."]),
        (
            "Mr. Rao met Dr. Iyer in the U.S. capital. They left.",
            ["Mr. Rao met Dr. Iyer in the U.S. capital.", "They left."],
        ),
        (
            "Prices rose 3.5 per cent. Rs. 200 is the new fare.",
            ["Prices rose 3.5 per cent.", "Rs. 200 is the new fare."],
        ),
        ("यह सही है. वह गलत है.", ["यह सही है.", "वह गलत है."]),
        ("यह सही है.वह गलत है.", ["यह सही है.", "वह गलत है."]),
        ("A headline\nThe first line. Next", ["A headline", "The first line.", "Next"]),
        ('"Why?" he asked. "No!"', ['"Why?" he asked.', '"No!"']),
        ("", []),
        ("।।। ...", ["।।। ..."]),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text: str, expected: list[str]) -> None:
    assert split(text) == expected


def test_a_text_without_an_end_is_cut_into_sentences_of_bounded_length() -> None:
    parts = split("क" * 5000)
    assert max(map(len, parts)) <= MAX_SENTENCE_CHARS
    assert "".join(parts) == "क" * 5000


@given(MIXED)
@settings(max_examples=200, deadline=None)
def test_sentences_hold_every_visible_character_in_order_and_never_split_a_grapheme(text: str) -> None:
    text = clean(text)
    spans = sentences(text)
    assert all(a < b for a, b in spans)
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(spans))
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())
    starts = {match.start() for match in regex.finditer(r"\X", text)} | {len(text)}
    assert all(a in starts and b in starts for a, b in spans)


@given(MIXED)
@settings(max_examples=200, deadline=None)
def test_normalising_and_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize(
    ("one", "other"), [("हिन्दी", "हिंदी"), ("ख़बर", "खबर"), ("चाँद", "चांद"), ("२०२४", "2024"), ("PM", "pm")]
)
def test_spellings_of_one_word_meet(one: str, other: str) -> None:
    assert normalise(one) == normalise(other)


def test_what_is_unsafe_or_invisible_is_taken_out_and_the_rest_stays() -> None:
    assert clean("a\x00b\ud800c\u202ed\u200be\ufefff") == "abcdef"
    assert clean("क्\u200dष र्\u200cक") == "क्\u200dष र्\u200cक"
    assert clean("एक\r\n\r\n\r\n\r\nदो  तीन\u00a0चार") == "एक\n\nदो तीन चार"
