"""Wishes to be told of news, and questions that only look like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.bulletin.asking import MAX_SUBJECT_CHARS, wanted_subject

WISHES = [
    ("जयशंकर की ख़बर आए तो बताना", "जयशंकर"),
    ("जयशंकर की खबर आये तो बता देना", "जयशंकर"),
    ("अगर असम की बाढ़ पर कोई नई ख़बर आए तो मुझे बताइएगा।", "असम की बाढ़"),
    ("नीट परीक्षा के बारे में कुछ आए तो बताना", "नीट परीक्षा"),
    ("रेपो दर पर ख़बर मिले तो सूचित करना", "रेपो दर"),
    ("इसरो से जुड़ी ख़बर आने पर बताइए", "इसरो"),
    ("जब भी विराट कोहली की कोई ख़बर आए तो मुझे बताना", "विराट कोहली"),
    ("मुझे बताना जब मॉनसून की ख़बर आए", "मॉनसून"),
    ("सेंसेक्स का अलर्ट लगा दो", "सेंसेक्स"),
    ("मुझे चंद्रयान की हर ख़बर भेजते रहना", "चंद्रयान"),
    ("सूर्यकुमार यादव को लेकर कोई अपडेट आए तो बताना!", "सूर्यकुमार यादव"),
    ("Jaishankar ki khabar aaye to batana", "Jaishankar"),
    ("agar virat kohli ki koi news aaye toh mujhe batana", "virat kohli"),
    ("neet ke baare mein koi update aaye to bata dena", "neet"),
    ("assam ki baadh par kuch aaye to inform karna", "assam ki baadh"),
    ("sensex ka alert laga do", "sensex"),
    ("Tell me when there is news on S. Jaishankar", "S. Jaishankar"),
    ("please let me know if there's any news about the Assam floods", "the Assam floods"),
    ("Notify me when news on ISRO comes in.", "ISRO"),
    ("alert me about Sunita Williams", "Sunita Williams"),
    ("Set an alert for petrol prices", "petrol prices"),
    ("Keep me posted on the Wimbledon final", "the Wimbledon final"),
    ("when there is news on Putin, tell me", "Putin"),
    ("tell me when Elon Musk is in the news", "Elon Musk"),
    ("send me alerts on Kerala rain", "Kerala rain"),
]
QUESTIONS = [
    "जयशंकर की ख़बर क्या है?",
    "जयशंकर के बारे में बताओ",
    "जयशंकर ने किससे मुलाकात की?",
    "कल की ख़बर बताना",
    "मुझे आज की ताज़ा ख़बरें बताइए",
    "बारिश हो तो स्कूल बंद रहेंगे?",
    "अगर बारिश आए तो मैच का क्या होगा?",
    "चुनाव के नतीजे कब आएँगे?",
    "jaishankar ki khabar batao",
    "kal ki news kya hai",
    "barish aaye to kya hoga",
    "Tell me about Jaishankar",
    "Tell me when India won the World Cup",
    "Let me know who won the match",
    "What is the news on Assam?",
    "When is there news on the budget?",
    "Who was alerted about the flood?",
    "tell me the latest news on Putin",
    "जयशंकर",
    "",
    "।।।",
]


@pytest.mark.parametrize(("text", "subject"), WISHES)
def test_a_wish_to_be_told_names_its_subject_in_the_persons_words(text: str, subject: str) -> None:
    assert wanted_subject(text) == subject


@pytest.mark.parametrize("text", QUESTIONS)
def test_a_question_is_no_wish(text: str) -> None:
    assert wanted_subject(text) is None


@pytest.mark.parametrize(
    "text", ["इसकी कोई नई ख़बर आए तो बताना", "koi nayi khabar ki news aaye to batana", "notify me about anything new"]
)
def test_a_wish_without_a_subject_is_known_as_one(text: str) -> None:
    assert wanted_subject(text) == ""


def test_a_subject_that_is_too_long_is_none() -> None:
    assert wanted_subject(f"{'जयशंकर ' * 25} की ख़बर आए तो बताना") == ""


@given(st.text(max_size=300))
def test_any_text_is_read_and_a_subject_is_part_of_it(text: str) -> None:
    subject = wanted_subject(f"{text} की ख़बर आए तो बताना")
    assert subject is None or len(subject) <= MAX_SUBJECT_CHARS
