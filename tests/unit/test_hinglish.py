"""Hindi in Latin letters becomes Devanagari, and is known for Hindi."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

import numpy as np
import pytest
from numpy.typing import NDArray

from index.sound import sound_key
from index.store.protocol import View
from index.terms import terms, words
from rag.candidates import general_words
from rag.heard import heard_keys
from rag.hinglish import Devanagariser
from rag.question import read_question
from rag.question_language import question_language
from rag.spelled_out import is_spelled_out, spelled_out
from rag.typed import english_parts, english_typing_cost, parts, typing_cost


class News:
    """The part of a View that needs no store: the words of some news, one chunk each."""

    def __init__(self, *texts: str) -> None:
        self.chunk_ids = np.arange(len(texts))
        self._stems = [frozenset(terms(text)) for text in texts]
        self._words = [frozenset(words(text)) for text in texts]

    def postings(self, field: str, term: str) -> NDArray[np.int64]:
        return np.array([place for place, held in enumerate(self._stems) if term in held], np.int64)

    def words_by_sound(self, sounds: Iterable[str]) -> dict[str, list[tuple[str, int]]]:
        every = sorted(frozenset().union(*self._words)) if self._words else []
        return {
            key: [(word, sum(word in held for held in self._words)) for word in every if sound_key(word) == key]
            for key in sounds
        }


def written(question: str, *news: str) -> str:
    return Devanagariser(cast(View, News(*news)))(question)


@pytest.mark.parametrize(
    ("spellings", "devanagari"),
    [
        ("mulakat mulaqat mulaakaat", "मुलाकात"),
        ("mausam mosam", "मौसम"),
        ("sarkar sarkaar", "सरकार"),
        ("chunav chunaav", "चुनाव"),
        ("kya kyaa", "क्या"),
        ("hai h", "है"),
        ("kam", "कम"),
        ("kaam", "काम"),
        ("rajya", "राज्य"),
        ("raja", "राजा"),
        ("samapt samaapt", "समाप्त"),
    ],
)
def test_a_word_is_known_however_it_is_spelled(spellings: str, devanagari: str) -> None:
    assert {written(spelling) for spelling in spellings.split()} == {devanagari}


@pytest.mark.parametrize(
    ("question", "news", "meant"),
    [
        ("hartal kab hui", "हड़ताल कल हुई।", "हडताल"),
        ("school kab khulenge", "स्कूल कल खुलेंगे।", "स्कूल"),
        ("gaon me kya hua", "गांव में आग लगी।", "गांव"),
        ("europe me garmi", "यूरोप में गर्मी।", "यूरोप"),
        ("budget kab aayega", "बजट कल आएगा।", "बजट"),
        ("singh ne kya kaha", "सिंह ने कहा।", "सिंह"),
        ("missile kahan giri", "मिसाइल समुद्र में गिरी।", "मिसाइल"),
    ],
)
def test_a_word_is_known_as_hindi_spells_what_is_heard(question: str, news: str, meant: str) -> None:
    assert meant in written(question, news)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("flight", "फ्लाइट"),
        ("virus", "वायरस"),
        ("series", "सीरीज"),
        ("price", "प्राइस"),
        ("highway", "हाईवे"),
        ("movie", "मूवी"),
        ("express", "एक्सप्रेस"),
        ("culture", "कल्चर"),
        ("delhi", "दिल्ली"),
        ("result", "रिजल्ट"),
    ],
)
def test_an_english_word_is_known_as_english_spells_it(typed: str, meant: str) -> None:
    alike = "लाने विरस सरस पेरिस डेली रसूल"
    assert written(f"{typed} kab", *[f"{meant} की खबर।"] * 5, alike) == f"{meant} कब"


def test_an_english_word_that_the_news_spells_nowhere_stays_english() -> None:
    assert written("exam kab hai", "एकाश्म मिला।") == "exam कब है"


@pytest.mark.parametrize("said", ["date", "case", "time"])
def test_an_english_word_is_not_a_hindi_one_only_because_the_news_has_that_often(said: str) -> None:
    often = [*["वे समय देते हैं।", "यह कैसे हुआ?", "टीम जीती।"] * 30, *["मंत्री ने बयान दिया।"] * 3000]
    assert written(f"{said} kya thi", *often) == f"{said} क्या थी"
    assert written("log aur doodh", *["लोग और दूध।"] * 1200) == "लोग और दूध"


def test_a_word_that_builds_the_sentence_is_typed_as_people_type_it() -> None:
    assert written("caa par kya hua", "सीएए पर बहस।", *["मोदी का बयान।"] * 50) == "सीएए पर क्या हुआ"
    assert "ने" not in written("new year kab hai", *["मोदी ने कहा।"] * 50).split()
    assert written("kin netaon ne", "नेताओं की बैठक।") == "किन नेताओं ने"


@pytest.mark.parametrize("word", ["something", "looking", "country", "hours"])
def test_a_common_english_word_is_no_hindi_word_that_hardly_sounds_like_it(word: str) -> None:
    assert general_words(word) == []


def test_an_english_word_is_no_word_that_builds_a_hindi_sentence() -> None:
    assert "तक" not in written("talk show", *["शाम तक बारिश।"] * 20)
    assert "कहां" not in written("jackie chan ki film", *["कहां गए?"] * 20)


@pytest.mark.parametrize(
    ("typed", "in_the_news"),
    [("cbi", "सीबीआई"), ("CBI", "सीबीआई"), ("nia", "एनआइए"), ("nia", "एनआईए"), ("phd", "पीएचडी"), ("who", "डब्ल्यूएचओ")],
)
def test_an_abbreviation_is_known_by_the_names_of_its_letters(typed: str, in_the_news: str) -> None:
    assert written(f"{typed} ne kya kiya", f"{in_the_news} ने जांच की।") == f"{in_the_news} ने क्या किया"


def test_an_abbreviation_in_capitals_is_no_word_that_builds_the_sentence() -> None:
    news = ("यूएस ने कहा।", "उस ने कहा।")
    assert written("US ne kya kiya", *news) == "यूएस ने क्या किया"
    assert written("us ne kya kiya", *news) == "उस ने क्या किया"
    assert written("US NE KYA KIYA", *news) == "उस ने क्या किया"


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("modi ne kya kaha", "मोदी ने क्या कहा"),
        ("yah kisne kaha", "यह किसने कहा"),
        ("modi ko kya karne ko kaha?", "मोदी को क्या करने को कहा?"),
        ("modi ko kaha bulaya", "मोदी को कहां बुलाया"),
        ("modi kaha gaye", "मोदी कहां गए"),
        ("salman khan kahan gaye", "सलमान खान कहां गए"),
        ("5 crore kisne diye", "5 करोड़ किसने दिए"),
    ],
)
def test_words_that_are_typed_like_others_are_told_apart(question: str, meant: str) -> None:
    assert written(question, "मोदी और सलमान खान ने कहा।") == meant


def test_the_other_words_of_a_question_decide_between_words_that_sound_alike() -> None:
    news = ("कैनबरा में दिवाली मनाई गई।", "मजदूरों को काम दिए गए।", "अस्पतालों में डॉक्टर कम हैं।")
    assert "दिवाली" in written("canberra me diwali", *news)
    assert "काम" in written("majduron ka kam", *news)
    assert "कम" in written("doctor kam kyon", *news)


def test_what_no_word_sounds_like_stays_as_it_was_typed() -> None:
    assert written("GDP kitni hai", "गद्दाफी की मौत") == "GDP कितनी है"


@pytest.mark.parametrize("name", ["T20", "G7", "5g", "covid19"])
def test_a_name_of_letters_and_digits_stays_as_it_was_typed(name: str) -> None:
    assert Devanagariser(cast(View, News("टीम ट टी जी को गया।")))(f"{name} kab hua") == f"{name} कब हुआ"


def test_a_number_glued_to_a_word_is_two_words() -> None:
    assert Devanagariser(cast(View, News("रेवती कुरुविला")))("5kuruvilla ko") == "5कुरुविला को"


def test_a_question_counts_a_word_once_in_the_script_the_news_has_it_in() -> None:
    query = read_question("jaishankar ne kisse mulakat ki?", cast(View, News("जयशंकर ने मुलाकात की।")))
    assert query.words == tuple(terms("जयशंकर मुलाकात"))
    assert set(query.sounds) == {sound_key("जयशंकर"), sound_key("मुलाकात")}


@pytest.mark.parametrize(
    "question", ["dilli mausam", "kisan andolan", "chunav parinam", "petrol daam", "modi kahan gaye", "barish kab"]
)
def test_a_few_hindi_keywords_in_latin_letters_are_hindi(question: str) -> None:
    assert question_language(question) == "hi-Latn"


@pytest.mark.parametrize(
    "question",
    [
        "Narendra Modi",
        "Asia Cup final",
        "Kerala floods",
        "Smriti Irani",
        "weather Delhi",
        "Who met Jaishankar?",
        "ISRO",
    ],
)
def test_names_and_english_keywords_are_not_hindi(question: str) -> None:
    assert question_language(question) == "en"


def test_what_is_typed_as_english_costs_less_as_english() -> None:
    assert english_typing_cost("light", "लाइट") < typing_cost("light", "लाइट")
    assert english_typing_cost("line", "लाइन") < english_typing_cost("line", "लाने")
    assert english_parts("एक्सल") == ("ए", "कस", "a", "ल", "_")
    assert english_parts("बिल्ली") == ("ब", "ि", "लल", "ी")


def test_the_spelling_that_people_use_costs_less() -> None:
    assert typing_cost("kam", "कम") < typing_cost("kam", "काम")
    assert typing_cost("kaam", "काम") < typing_cost("kaam", "कम")
    assert typing_cost("jaishankar", "जयशंकर") < typing_cost("jaishankar", "जयशंकरी")


def test_the_vowel_that_is_written_and_not_spoken_is_a_part_of_its_own() -> None:
    assert parts("समझना") == ("स", "1a", "म", "a", "झ", "_", "न", "ा")


def test_the_sound_key_of_a_word_as_typed_comes_first() -> None:
    assert heard_keys("budget")[0] == sound_key("budget")
    assert sound_key("बजट") in heard_keys("budget")
    assert heard_keys("a")
    assert sound_key("नाइट") not in heard_keys("night")
    assert sound_key("नाइट") in heard_keys("night", english=True)
    assert sound_key("टेक्नोलॉजी") in heard_keys("technology", english=True)


def test_only_words_of_a_few_letters_are_spelled_out() -> None:
    assert spelled_out("gst") == "जीएसटी"
    assert is_spelled_out("एफबीआइ", "fbi")
    assert not is_spelled_out("एफबीआई", "fb")
    assert spelled_out("a") == spelled_out("jaishankar") == spelled_out("g7") == ""
    assert not is_spelled_out("", "jaishankar")


def test_hindi_function_words_in_latin_letters_are_not_searched_for() -> None:
    news = News("jaishankar ne kya kaha hai", "जयशंकर ने मुलाकात की।")
    assert "hai" not in read_question("jaishankar kahan hai?", cast(View, news)).words
    assert "jaishankar" in read_question("jaishankar kahan hai?", cast(View, news)).words
