"""A question becomes a query."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

import numpy as np
import pytest
from numpy.typing import NDArray

from index.errors import QuestionError
from index.sound import sound_key
from index.store.protocol import View
from index.text import normalise
from rag.expects import holds
from rag.question import MAX_QUESTION_CHARS, counted, question_kind, read_question, without_words


class Words:
    """The part of a View that a question needs: the words of a small index."""

    def __init__(self, *words: str) -> None:
        self._words = words

    chunk_ids = np.arange(10)

    def postings(self, field: str, term: str) -> NDArray[np.int64]:
        return np.array([], np.int64)

    def words_by_sound(self, sounds: Iterable[str]) -> dict[str, list[tuple[str, int]]]:
        return {key: [(word, 5) for word in self._words if sound_key(word) == key] for key in sounds}


def read(question: str, *words: str) -> Any:
    return read_question(question, cast(View, Words(*words)))


@pytest.mark.parametrize("question", ["", "   ", "😀😀", "?!।", "1", "२०२४", "\u200b\u202e"])
def test_a_question_that_says_nothing_is_refused_with_a_remedy(question: str) -> None:
    with pytest.raises(QuestionError, match="type a question") as caught:
        read(question)
    assert caught.value.reason == "empty"


def test_a_question_of_a_hundred_thousand_characters_is_refused_with_a_remedy() -> None:
    with pytest.raises(QuestionError, match=str(MAX_QUESTION_CHARS)) as caught:
        read("क्या " * 20_000)
    assert caught.value.reason == "too_long"


def test_hindi_in_latin_letters_is_searched_in_both_scripts() -> None:
    query = read("jaishankar ne kisse mulakat ki?", "जयशंकर", "मुलाकात")
    assert query.language == "hi-Latn"
    assert query.texts == ("jaishankar ne kisse mulakat ki?", "जयशंकर ने किससे मुलाकात की?")
    assert query.kind == "person"


def test_a_name_of_the_day_is_spelled_as_the_index_spells_it() -> None:
    assert read("nurtulu kab mile", "नुरतुलू").texts[1] == "नुरतुलू कब मिले"


def test_an_english_word_without_a_devanagari_spelling_stays() -> None:
    assert "weather" in read("weather kaisa hai").texts[1]


def test_a_question_of_function_words_alone_is_still_searched() -> None:
    assert read("क्या हुआ?").words


def test_a_follow_up_is_searched_in_its_standalone_form_and_answered_as_it_was_typed() -> None:
    query = read_question("where?", cast(View, Words()), "जयशंकर ने मुलाकात की where?")
    assert (query.question, query.asked_in, query.kind) == ("where?", "en", "place")
    assert (query.standalone, query.language) == ("जयशंकर ने मुलाकात की where?", "hi")
    assert query.texts == ("जयशंकर ने मुलाकात की where?",)
    assert {sound_key("जयशंकर"), sound_key("मुलाकात")} <= set(query.sounds)


def test_a_hindi_follow_up_on_hindi_in_latin_letters_is_searched_in_devanagari_too() -> None:
    query = read_question("कब?", cast(View, Words("जयशंकर", "मिले")), "jaishankar lavrov se mile the कब?")
    assert query.asked_in == "hi"
    assert "जयशंकर" in query.texts[1]


def test_a_fragment_asks_for_what_the_question_before_asked_for() -> None:
    assert read_question("और मुंबई में?", cast(View, Words()), "कितनी बारिश हुई और मुंबई में?").kind == "number"


def test_a_question_that_stands_alone_is_searched_as_it_was_typed() -> None:
    query = read("जयशंकर ने किससे मुलाकात की?")
    assert query.standalone == query.question == query.texts[0]
    assert query.asked_in == query.language == "hi"


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("जयशंकर ने किससे मुलाकात की?", "person"),
        ("आखिरी मुलाकात कब हुई थी?", "time"),
        ("बैठक कहाँ हुई?", "place"),
        ("कितने लोग घायल हुए?", "number"),
        ("दाम क्यों बढ़े?", "reason"),
        ("How many seats did they win?", "number"),
        ("Whom did Jaishankar meet?", "person"),
        ("kab aur kahan mile?", "time"),
        ("modi kaha gaye the?", "place"),
        ("usne kya kaha?", "other"),
        ("सरकार की योजना क्या है?", "other"),
    ],
)
def test_the_question_word_tells_what_is_asked_for(question: str, kind: str) -> None:
    assert question_kind(question) == kind


@pytest.mark.parametrize(
    ("kind", "with_it", "without_it"),
    [
        ("time", "मुलाकात दिसंबर में हुई थी।", "मुलाकात अच्छी रही।"),
        ("number", "हादसे में १२ लोग घायल हुए।", "हादसे में लोग घायल हुए।"),
        ("person", "विदेश मंत्री ने कहा।", "बारिश जारी रही।"),
        ("reason", "The match stopped because of rain.", "It rained all day."),
    ],
)
def test_a_sentence_shows_whether_it_holds_what_is_asked_for(kind: Any, with_it: str, without_it: str) -> None:
    assert holds(kind, normalise(with_it)) == 1.0
    assert holds(kind, normalise(without_it)) == 0.0


def test_who_asks_for_the_latest_is_not_searched_for_that_word() -> None:
    query = read("असम की ताज़ा ख़बर")
    assert query.newest
    assert not any(word.startswith("ताज") for word in query.words)
    assert not read("आखिरी दिन क्या हुआ?").newest


def test_a_time_that_the_filter_holds_is_not_searched_for_in_either_script() -> None:
    query = read("20 joon ko assam me kya hua", "जून", "असम")
    assert {"20", "जून"} <= set(query.words)
    left = without_words(query, "20 joon")
    assert {"20", "joon", "जून"}.isdisjoint(left.words)
    assert "असम" in left.words
    assert without_words(read("कल?"), "कल").words == ("कल",)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("कौन सी चीज़ बेचने पर रोक लगी?", "other"),
        ("पहली बार कौन-से खेल होंगे?", "other"),
        ("kaun si team jeeti", "other"),
        ("kaun jeeta", "person"),
        ("कौन जीता?", "person"),
        ("किस मंत्री ने इस्तीफ़ा दिया?", "person"),
        ("kis khiladi ne shatak banaya", "person"),
        ("Which foreign minister resigned?", "person"),
        ("What does the president want?", "other"),
        ("What was the population of Patna?", "number"),
    ],
)
def test_a_question_for_a_thing_is_not_one_for_a_person(question: str, kind: str) -> None:
    assert question_kind(question) == kind


@pytest.mark.parametrize(
    ("question", "sentence", "shown"),
    [
        ("भारत ने कितने रन से हराया?", "भारत ने 12 रन से जीत हासिल की।", 1.0),
        ("भारत ने कितने रन से हराया?", "भारत ने सात विकेट से जीत हासिल की।", 0.5),
        ("kitne run se haraya", "भारत ने 12 रन से जीत हासिल की।", 1.0),
        ("How many runs did he score?", "He made 88 runs.", 1.0),
        ("How many runs did he score?", "He took five wickets.", 0.5),
        ("How many runs did he score?", "He was injured.", 0.0),
    ],
)
def test_a_number_beside_what_is_counted_says_more_than_any_number(question: str, sentence: str, shown: float) -> None:
    assert holds("number", normalise(sentence), counted(question)) == shown
