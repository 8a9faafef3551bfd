"""Which Devanagari words are names: Hindi has no capitals, but English has most names too, and Hindi words seldom."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import regex

from index.sound import sound_key
from index.spelling import romanise
from index.terms import HINDI_STOP_WORDS, stem
from index.text import normalise
from rag.check.english_words import english_words, is_common_english
from rag.check.number_words import HINDI_VALUES, MULTIPLIERS
from rag.check.other_names import GROUPS, HINDI_NAMES
from rag.check.spellings import ALIKE_SPELLING, distance
from rag.cited_names import HINDI_TITLES
from rag.periods.names import MONTHS, WEEKDAYS

_DOER = normalise("ने")
_TITLES = HINDI_TITLES | frozenset(
    normalise(word)
    for word in """
निर्देशक महासचिव महापौर मेयर न्यायमूर्ति जस्टिस अधीक्षक उपायुक्त कलेक्टर इंजीनियर वैज्ञानिक प्रोफेसर अधिकारी पत्रकार सरपंच पार्षद उपाध्यक्ष
संपादक संस्थापक मालिक गवाह पूर्व उद्योगपति कारोबारी अभिनेत्री गायिका लेखिका बल्लेबाज गेंदबाज पहलवान धावक
""".split()
)
_HEARD_OF = 1.8
_HINDI_LEAD = 2.3
"""An Indian name is so much more frequent in Hindi than in English at most, in powers of ten."""
_SAME_SPELLING = 0.1
_LONG_NAME = 5
_INFLECTED_HINDI = regex.compile("(?:ों|ां|एं|ें|ेगा|ेगी|ेंगे|ूंगा|ता|ते|ती|कर|ना|नी|ने)$")
"""Plurals and forms of verbs; the few names that end so are among those that are known."""
_NUMBERS = HINDI_VALUES.keys() | MULTIPLIERS.keys()


@lru_cache(maxsize=1 << 14)
def is_devanagari_name(word: str) -> bool:
    """Tell whether a Devanagari word is surely a name: a known one, or one that English has as a name and Hindi hardly as a word."""
    if word in HINDI_NAMES:
        return True
    if _is_no_name(word):
        return False
    if word in GROUPS:
        return True
    if not _is_hindi_word(word):
        return _in_english(word, common=False) > _in_english(word, common=True)
    spelt_so = _in_english(word, common=False, within=_SAME_SPELLING)
    return len(romanise(word)) >= _LONG_NAME and spelt_so > max(
        _frequency_in_hindi(word), _in_english(word, common=True)
    )


def named_by_place(words: Sequence[str]) -> list[int]:
    """Return the places of words that stand where a person is named, and that English has as a name.

    Args:
        words: Normalised, of one sentence, in order.
    """
    return [
        place
        for place, word in enumerate(words)
        if (_beside_title(words, place) or _DOER in words[place + 1 : place + 3]) and _may_name_person(word)
    ]


def _beside_title(words: Sequence[str], place: int) -> bool:
    return any(word in _TITLES for word in words[max(0, place - 2) : place])


@lru_cache(maxsize=1 << 14)
def _may_name_person(word: str) -> bool:
    """Tell whether a word is not so much more frequent in Hindi than its Latin spelling is, as a name, in English."""
    import wordfreq

    latin = romanise(word)
    if _is_no_name(word) or len(latin) < _LONG_NAME or is_common_english(latin) or _INFLECTED_HINDI.search(word):
        return False
    frequency = wordfreq.zipf_frequency(latin, "en")
    return bool(frequency >= _HEARD_OF and frequency >= _frequency_in_hindi(word) - _HINDI_LEAD)


@lru_cache(maxsize=1 << 14)
def may_be_devanagari_name(word: str) -> bool:
    """Tell whether a Devanagari word is one that Hindi hardly uses, and no word that it has from English."""
    return not _is_no_name(word) and not _is_hindi_word(word) and not _in_english(word, common=True)


def _is_no_name(word: str) -> bool:
    return (
        len(word) < 3
        or word in HINDI_STOP_WORDS
        or word in HINDI_TITLES
        or word in MONTHS
        or word in WEEKDAYS
        or word in _NUMBERS
    )


def _is_hindi_word(word: str) -> bool:
    stems = _hindi_words()
    return word in stems or stem(word) in stems or _INFLECTED_HINDI.search(word) is not None


def _frequency_in_hindi(word: str) -> float:
    """Frequency of a word in the general Hindi list, or of what it is the stem of; 0 if it is not there."""
    import wordfreq

    listed = _hindi_words().get(word)
    return wordfreq.zipf_frequency(listed, "hi") if listed is not None else 0.0


@lru_cache(maxsize=1)
def _hindi_words() -> dict[str, str]:
    """The words of the general Hindi list and their stems, each with the most frequent listed word of that form."""
    import wordfreq

    found: dict[str, str] = {}
    for listed in wordfreq.iter_wordlist("hi"):
        word = normalise(listed)
        found.setdefault(word, listed)
        found.setdefault(stem(word), listed)
    return found


@lru_cache(maxsize=1 << 14)
def _in_english(word: str, *, common: bool, within: float = ALIKE_SPELLING) -> float:
    """Frequency of a Devanagari word among the common words of English, or among its names; 0 if it is not there."""
    import wordfreq

    return max(
        (
            wordfreq.zipf_frequency(english, "en")
            for english in english_words().get(sound_key(word), ())
            if distance(english, word) <= within and is_common_english(english) == common
        ),
        default=0.0,
    )
