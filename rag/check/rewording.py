"""A statement as the embedder reads it best: Hindi with Latin letters in Devanagari, and no number that is written otherwise.

Numbers are compared by value elsewhere (`rag.check.numbers`); "1,50,000" and "डेढ़ लाख" are far apart for the embedder.
"""

from __future__ import annotations

from collections.abc import Iterable

import regex

from index.article import Language
from index.language import detect_language
from index.terms import words
from rag.candidates import general_words
from rag.check.spellings import spelt_alike
from rag.heard import heard_keys
from rag.hinglish_words import FUNCTION_WORDS

_NUMBER = regex.compile(r"\p{Nd}+(?:[.,:]\p{Nd}+)*")
_TOKEN = regex.compile(r"[A-Za-z]+|[^A-Za-z]+")


def for_embedder(text: str, language: Language, sources: Iterable[str]) -> str:
    """Return a statement as the embedder reads it best.

    Args:
        text: The statement.
        language: That it is in.
        sources: The passages that it cites: their Devanagari words are the first that a word in Latin letters may be.
    """
    sources = list(sources)
    held = {word for source in sources for word in words(source)}
    text = _NUMBER.sub(lambda match: match.group() if words(match.group())[0] in held else "", text)
    if language != "hi-Latn" or detect_language(text) == "hi":
        return text
    by_sound: dict[str, list[str]] = {}
    for source in sources:
        for word in dict.fromkeys(words(source)):
            if "\u0900" <= word[0] <= "\u097f":
                for key in heard_keys(word):
                    by_sound.setdefault(key, []).append(word)
    return "".join(_written(token, by_sound) for token in _TOKEN.findall(text))


def _written(token: str, by_sound: dict[str, list[str]]) -> str:
    word = token.lower()
    if not word.isalpha() or not word.isascii():
        return token
    if word in FUNCTION_WORDS:
        return FUNCTION_WORDS[word]
    for key in heard_keys(word):
        for other in by_sound.get(key, ()):
            if spelt_alike(word, other):
                return other
    return next(iter(general_words(word)), token)
