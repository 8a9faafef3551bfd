"""Which questions lean on the ones before, and what they get from them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.conversation import Turn
from rag.follow_up import standalone

NOW = datetime(2024, 7, 4, tzinfo=UTC)
ASTANA = "विदेश मंत्री डॉ. एस. जयशंकर ने बुधवार को कज़ाख़स्तान की राजधानी अस्ताना में रूस के विदेश मंत्री सर्गेई लावरोव के साथ बातचीत की।"
TARIFFS = "Jio's cheapest monthly plan goes up to Rs 189, while Airtel's entry pack will cost Rs 199."


def turn(question: str, *quotes: str, standalone: str = "") -> Turn:
    return Turn(question, standalone or question, "hi", quotes, NOW)


MET = turn("जयशंकर ने लावरोव से कब मुलाकात की?", ASTANA)
MET_LATIN = turn("jaishankar ne lavrov se kab mulakat ki?", ASTANA)
MET_ENGLISH = turn("When did Jaishankar meet Lavrov?", ASTANA)


@pytest.mark.parametrize(
    "question",
    [
        "कहाँ?",
        "और किससे?",
        "क्यों",
        "kahan?",
        "aur kisse?",
        "kab hua?",
        "where?",
        "And why?",
        "Who else?",
        "और बताओ",
        "tell me more",
    ],
)
@pytest.mark.parametrize("before", [MET, MET_LATIN, MET_ENGLISH])
def test_an_elliptical_question_takes_the_names_of_the_one_before_whatever_either_is_written_in(
    question: str, before: Turn
) -> None:
    completed = standalone(question, [before])
    assert completed.endswith(f" {question}")
    assert any(name in completed for name in ("जयशंकर", "jaishankar", "Jaishankar"))
    assert any(name in completed for name in ("लावरोव", "lavrov", "Lavrov"))


def test_the_question_word_of_the_old_question_makes_room_for_the_new_one() -> None:
    assert standalone("और किससे?", [MET]) == "जयशंकर ने लावरोव से मुलाकात की और किससे?"
    assert standalone("where?", [MET_ENGLISH]) == "Jaishankar meet Lavrov where?"


@pytest.mark.parametrize(
    "question",
    [
        "उन्होंने क्या कहा?",
        "इसके बाद वे किससे मिले?",
        "वहाँ और कौन था?",
        "रूस ने उन्हें क्या दिया?",
        "unhone kya kaha?",
        "waha aur kaun tha?",
        "What did he say?",
        "Did they sign anything there?",
        "What was that about?",
        "What did Putin give him?",
    ],
)
def test_a_pronoun_without_a_name_in_its_own_clause_points_back(question: str) -> None:
    assert "जयशंकर" in standalone(question, [MET])


@pytest.mark.parametrize(
    "question",
    [
        "मोदी ने कहा कि वे ऑस्ट्रिया कब जाएँगे?",
        "नायडू के वे साथी कौन हैं जिन्होंने शपथ ली?",
        "जिस दिन छत गिरी उस दिन दिल्ली में कितनी बारिश हुई?",
        "इस साल मॉनसून कब आया?",
        "What did Sunak say about his seat?",
        "Is it true that Pezeshkian won in Iran?",
        "Are there floods in Assam?",
        "Who said that Messi would retire?",
        "When did Starmer say he would visit Kyiv?",
        "What is this Starliner trouble?",
    ],
)
def test_a_pronoun_that_its_own_question_explains_points_nowhere(question: str) -> None:
    assert standalone(question, [MET]) == question


@pytest.mark.parametrize(
    "question",
    [
        "Who won Wimbledon?",
        "दिल्ली में बारिश?",
        "और दिल्ली में क्या हुआ?",
        "विंबलडन किसने जीता?",
        "aur wimbledon kisne jeeta?",
        "hathras me kya hua?",
        "And who won the Iranian election?",
        "What about mobile tariffs?",
        "What happened yesterday?",
        "कल क्या हुआ?",
        "आज की ख़बर?",
        "latest news",
        "मौसम कैसा है?",
        "budget kab aayega?",
    ],
)
def test_a_new_topic_is_not_dragged_into_the_old_one(question: str) -> None:
    assert standalone(question, [MET]) == question


@pytest.mark.parametrize("said", ["धन्यवाद", "thanks!", "ok", "great", "wow", "नमस्ते", "ठीक है", "हाँ", "nahi", "👍"])
def test_small_talk_is_no_follow_up(said: str) -> None:
    assert standalone(said, [MET]) == said


def test_what_was_spoken_of_just_now_goes_on() -> None:
    plan = turn("How much is Jio's cheapest plan?", TARIFFS)
    assert standalone("What about Airtel?", [plan]).startswith("much Jio's cheapest plan ")
    assert standalone("What about Starliner?", [plan]) == "What about Starliner?"


def test_a_fragment_takes_the_place_of_what_does_the_same_in_the_question_before() -> None:
    assert standalone("और मुंबई में?", [turn("दिल्ली में कितनी बारिश हुई?")]) == "कितनी बारिश और मुंबई में?"
    assert standalone("And in Mumbai?", [turn("How much rain fell in Delhi?")]) == "How much rain fell And in Mumbai?"


def test_a_word_for_the_event_points_back_only_to_an_event_of_its_kind() -> None:
    assert standalone("बैठक में क्या हुआ?", [MET]) != "बैठक में क्या हुआ?"
    assert standalone("मैच कहाँ हुआ?", [MET]) == "मैच कहाँ हुआ?"
    assert standalone("Where was the match?", [turn("टी-20 का फ़ाइनल किसने जीता?")]).startswith("टी-20")


def test_the_name_that_answered_who_or_where_is_what_a_pronoun_means() -> None:
    who = turn("ब्रिटेन का नया प्रधानमंत्री कौन बना?", "लेबर पार्टी के नेता कीर स्टार्मर ने प्रधानमंत्री पद सँभाला।")
    assert "स्टार्मर" in standalone("उनकी उम्र कितनी है?", [who])
    assert "स्टार्मर" not in standalone("कब?", [who])
    where = turn("जयशंकर लावरोव से कहाँ मिले?", ASTANA)
    assert "अस्ताना" in standalone("वहाँ और क्या हुआ?", [where])


def test_a_chain_of_follow_ups_keeps_the_topic() -> None:
    first = turn("हाथरस की भगदड़ में कितने लोग मरे?")
    second = turn("मुआवज़ा कितना मिलेगा?", standalone=standalone("मुआवज़ा कितना मिलेगा?", [first]))
    third = standalone("किसने घोषणा की?", [first, second])
    assert "हाथरस" in third
    assert "भगदड़" in third


def test_the_last_topic_counts_and_not_an_earlier_one() -> None:
    completed = standalone("कब?", [MET, turn("Who won Wimbledon?")])
    assert "Wimbledon" in completed
    assert "जयशंकर" not in completed
    assert "जयशंकर" in standalone("कब?", [MET, turn("धन्यवाद", standalone="और?")])


def test_a_date_of_its_own_takes_the_place_of_the_old_one() -> None:
    before = turn("3 जुलाई को जयशंकर किससे मिले?")
    assert "3 जुलाई" in standalone("कहाँ?", [before])
    completed = standalone("और 4 जुलाई को?", [before])
    assert "3" not in completed
    assert completed.startswith("जयशंकर")


def test_without_turns_nothing_is_completed() -> None:
    assert standalone("कब?", []) == "कब?"
    assert standalone("कब?", [turn("और?")]) == "कब?"


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=200))
def test_whatever_is_typed_comes_back_with_at_most_something_in_front(question: str, before: str, quote: str) -> None:
    assert standalone(question, [turn(before, quote)]).endswith(question)


@given(
    st.lists(
        st.sampled_from("उन्होंने और क्या में there it that किस-किस - ' T20 3 जुलाई , ? Modi मिले there's".split()), max_size=8
    )
)
def test_any_order_of_pointing_and_asking_words_can_be_read(words: list[str]) -> None:
    question = " ".join(words)
    assert standalone(question, [MET]).endswith(question)


def test_a_pasted_article_is_no_follow_up() -> None:
    long = "उसने कहा। " * 500
    assert standalone(long, [MET]) == long
