"""Which questions ask for the newest, and which only speak of an end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.newest import asks_for_newest, without_saying_so


@pytest.mark.parametrize(
    "question",
    [
        "आखिरी मुलाकात कब हुई?",
        "आख़िरी बार कब मिले थे?",
        "जयशंकर और लावरोव की अंतिम बैठक कहाँ हुई?",
        "पिछली बार कौन जीता था?",
        "असम बाढ़ की ताज़ा ख़बर",
        "ताज़ा आँकड़े क्या हैं?",
        "महँगाई के नवीनतम आँकड़े",
        "मोदी का हालिया दौरा",
        "हाल ही में किसने इस्तीफ़ा दिया?",
        "सबसे नया फ़ैसला क्या है?",
        "सबसे हालिया भूकंप कहाँ आया?",
        "नई ख़बर क्या है?",
        "क्या नया है?",
        "What is the latest on the Assam flood?",
        "latest news",
        "मोदी पर लेटेस्ट न्यूज़",
        "the most recent meeting of Jaishankar and Lavrov",
        "Who is the newest member of NATO?",
        "When did Jaishankar last meet Lavrov?",
        "When was the last time they met?",
        "Where was their last meeting?",
        "the last earthquake in Japan",
        "What's new?",
        "aakhri mulakat kab hui",
        "akhri baar kab mile the",
        "pichli baar kaun jeeta",
        "taaza khabar kya hai",
        "nayi khabar batao",
        "assam ki latest khabar",
        "latest match kisne jeeta",
        "sabse naya update kya hai",
        "haal hi me kisne istifa diya",
        "last match kisne jeeta",
    ],
)
def test_the_latest_is_asked_for(question: str) -> None:
    assert asks_for_newest(question)


@pytest.mark.parametrize(
    "question",
    [
        "आखिरी दिन क्या हुआ?",
        "फ़ॉर्म भरने की आखिरी तारीख़ क्या है?",
        "आवेदन की अंतिम तिथि कब है?",
        "आखिरी ओवर में कितने रन बने?",
        "अंतिम संस्कार कहाँ हुआ?",
        "अंतिम यात्रा में कौन शामिल हुआ?",
        "अंतिम पंघाल ने कौन सा पदक जीता?",
        "आखिरी मुग़ल बादशाह कौन था?",
        "आख़िर ऐसा क्यों हुआ?",
        "ताज़ा फल कहाँ मिलते हैं?",
        "ताज़ी हवा के लिए क्या किया गया?",
        "ताजमहल कब खुला?",
        "पिछले साल कौन जीता?",
        "नई दिल्ली में क्या हुआ?",
        "नया क़ानून क्या है?",
        "last year",
        "Who won last week?",
        "What is his last name?",
        "When did the last ship leave?",
        "Who was the last to leave?",
        "What is the last date for applications?",
        "Apply by Friday at the latest",
        "Who was the last man standing?",
        "How many runs came in the last over?",
        "Did the talks last two days?",
        "How long did the war last?",
        "aakhri din kya hua",
        "aakhri tareekh kab hai",
        "antim sanskar kahan hua",
        "taza phal kahan milte hain",
        "new delhi me kya hua",
        "taj mahal kab khula",
    ],
)
def test_an_end_a_deadline_and_the_year_before_are_not_the_latest(question: str) -> None:
    assert not asks_for_newest(question)


def test_no_article_is_searched_for_the_word_latest() -> None:
    assert without_saying_so("असम की ताज़ा ख़बर").split() == ["असम", "की", "खबर"]
    assert without_saying_so("the latest on Assam").split() == ["the", "on", "assam"]


@given(st.text(max_size=80))
def test_any_text_can_be_asked(text: str) -> None:
    asks_for_newest(text)
    without_saying_so(text)
