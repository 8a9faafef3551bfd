"""Whether a sentence is in the language and script it should be in."""

from __future__ import annotations

import regex

from index.article import Language
from index.language import is_latin_hindi
from index.terms import ENGLISH_STOP_WORDS, LATIN_HINDI_STOP_WORDS
from rag.question_language import question_language

_LETTER = regex.compile(r"\p{L}")
_DEVANAGARI = regex.compile(r"(?=\p{Devanagari})\p{L}")
_LATIN = regex.compile(r"(?=\p{Latin})\p{L}")
_LATIN_WORD = regex.compile(r"(?<![\p{Latin}'’])(?:\p{Ll}|^\p{Lu})\p{Latin}*")

_MAIN_SHARE = 0.5
"""Names, acronyms and units in the other script are tolerated up to half of the letters."""
_OTHER_SCRIPTS_SHARE = 0.1
_FEW_WORDS = 3
_ENGLISH_ZIPF = 4.3
"""Words of English news that are no names have a mean of 5.5 on wordfreq's scale. Where it is lower, they must be more frequent
in English than in each of the other languages."""
_OTHER_LANGUAGES = ("de", "fr", "es", "it", "pt", "nl", "id", "tr", "pl", "sv")
_ENGLISH_SHARE = 0.25
"""Of its words so many are function words of English where rare ones pull that mean down."""


def is_worded_in(text: str, language: Language) -> bool:
    """Tell whether a sentence is in a language and its script; words of names may be in the other script.

    Args:
        text: Plain text.
        language: What it should be.
    """
    letters = len(_LETTER.findall(text))
    devanagari, latin = len(_DEVANAGARI.findall(text)), len(_LATIN.findall(text))
    if not letters or letters - devanagari - latin > _OTHER_SCRIPTS_SHARE * letters:
        return False
    if language == "hi":
        return devanagari >= _MAIN_SHARE * letters
    if latin < _MAIN_SHARE * letters:
        return False
    words = [word.lower() for word in _LATIN_WORD.findall(text)]
    if language == "hi-Latn":
        return question_language(text) == "hi-Latn" or (len(words) <= _FEW_WORDS and not set(words) & _ENGLISH_ONLY)
    return not is_latin_hindi(text) and _is_english(words)


_ENGLISH_ONLY = ENGLISH_STOP_WORDS - LATIN_HINDI_STOP_WORDS


def _is_english(words: list[str]) -> bool:
    """Tell English from other languages in Latin letters, by how frequent its lower-case words are in English."""
    if len(words) < _FEW_WORDS or sum(word in _ENGLISH_ONLY for word in words) >= _ENGLISH_SHARE * len(words):
        return True
    english = _mean_frequency(words, "en")
    return english >= _ENGLISH_ZIPF or english > max(_mean_frequency(words, other) for other in _OTHER_LANGUAGES)


def _mean_frequency(words: list[str], language: str) -> float:
    import wordfreq

    return float(sum(wordfreq.zipf_frequency(word, language, wordlist="small") for word in words) / len(words))
