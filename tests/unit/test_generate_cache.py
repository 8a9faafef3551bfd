"""Which answers are given again without asking the model."""

from __future__ import annotations

from datetime import date

from rag.answer import Answer, Outcome
from rag.generate.cache import Cache, Key

DAY = date(2024, 7, 3)


def answer(text: str) -> Answer:
    return Answer(text, "en", Outcome.ANSWERED, text)


def test_the_same_question_in_other_letters_is_the_same() -> None:
    cache = Cache()
    cache.put(Key.of("Who  won?", "en", 4, DAY), answer("India"))
    assert cache.get(Key.of("who won?", "en", 4, DAY)) == answer("India")


def test_another_language_another_day_or_another_state_of_the_index_is_another_question() -> None:
    cache = Cache()
    cache.put(Key.of("Who won?", "en", 4, DAY), answer("India"))
    for other in (("hi", 4, DAY), ("en", 5, DAY), ("en", 4, date(2024, 7, 4))):
        assert cache.get(Key.of("Who won?", *other)) is None


def test_the_answers_used_last_stay_and_those_of_an_older_index_go() -> None:
    cache = Cache(2)
    keys = [Key.of(f"question {n}", "en", 4, DAY) for n in range(3)]
    cache.put(keys[0], answer("0"))
    cache.put(keys[1], answer("1"))
    assert cache.get(keys[0])
    cache.put(keys[2], answer("2"))
    assert [bool(cache.get(key)) for key in keys] == [True, False, True]
    cache.put(Key.of("question 0", "en", 5, DAY), answer("new"))
    assert [bool(cache.get(key)) for key in keys] == [False, False, False]
