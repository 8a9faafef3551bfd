"""Which language and script a question is in, also where it is all keywords: "dilli mausam" has no "ka" and no "hai".

Long texts show their language by their function words (`index.language`). Where a question in Latin letters has none of
English, each word that is far more frequent in Hindi, written in Devanagari, than in English speaks for Hindi. Names
are frequent in both and decide nothing: "Narendra Modi" stays what it was.
"""

from __future__ import annotations

from functools import lru_cache

import regex

from index.article import Language
from index.language import detect_language
from index.terms import ENGLISH_STOP_WORDS, LATIN_HINDI_STOP_WORDS
from rag.candidates import general_words

_WORD = regex.compile("[a-z]+")
_ENGLISH_ONLY = ENGLISH_STOP_WORDS - LATIN_HINDI_STOP_WORDS
_SHORTEST, _MOST_WORDS = 3, 30
_HINDI_LEAD, _NAME_LEAD, _COMMON_ENGLISH = 2.5, 0.5, 3.0
"""In powers of ten (the Zipf scale of wordfreq): a Hindi word leads by so much, an English one has no lead like a name's."""


def question_language(text: str) -> Language:
    """Tell the language and script of a question, by its content words where function words do not tell."""
    language = detect_language(text)
    if language == "en":
        words = _WORD.findall(text.lower())
        if len(words) <= _MOST_WORDS and _ENGLISH_ONLY.isdisjoint(words) and sum(map(_leaning, words)) > 0:
            return "hi-Latn"
    return language


@lru_cache(maxsize=1 << 12)
def _leaning(word: str) -> int:
    """1 for a word of Hindi, -1 for one of English, 0 for names, function words and what neither list has."""
    import wordfreq

    if len(word) < _SHORTEST or word in LATIN_HINDI_STOP_WORDS:
        return 0
    english = wordfreq.zipf_frequency(word, "en")
    hindi = max((wordfreq.zipf_frequency(found, "hi") for found in general_words(word)), default=0.0)
    if hindi - english >= _HINDI_LEAD:
        return 1
    return -1 if english >= _COMMON_ENGLISH and hindi - english <= _NAME_LEAD else 0
