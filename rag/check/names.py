"""Names in a sentence.

English writes names with capitals, and so do models that write Hindi in Latin letters; but they write "Supreme Court" so
too (`rag.check.english_words`). Devanagari has no capitals (`rag.check.devanagari_names`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import regex

from index.article import Language
from index.sound import sound_key
from index.terms import LATIN_HINDI_STOP_WORDS
from index.text import normalise
from rag.candidates import general_words
from rag.check.devanagari_names import is_devanagari_name, may_be_devanagari_name, named_by_place
from rag.check.english_words import COMMON, SENTENCE_OPENERS, is_common_english
from rag.check.other_names import GROUPS, HINDI_NAMES
from rag.check.spellings import ALIKE_SPELLING, distance, sound_keys
from rag.periods.names import MONTHS, WEEKDAYS

_LATIN_WORD = regex.compile(r"\p{Latin}[\p{Latin}\p{M}\p{N}]*(?:['’.&-]\p{Latin}[\p{Latin}\p{N}]*)*")
_DEVANAGARI_WORD = regex.compile(r"\p{Devanagari}[\p{Devanagari}\u200c\u200d]*")
_POSSESSIVE = regex.compile("['’]s?$")
_DOTTED = regex.compile(r"(?:\p{Lu}\.)+\p{Lu}?")
_BEGINS = regex.compile(r"(?:^|[.!?।:]\s*|\n\s*)[\"'“‘(«\[]*$")

_SHORT_TITLES = frozenset({"pm", "cm", "sc", "hc"})
_LONGEST_ACRONYM = 6

# In powers of ten (wordfreq's Zipf scale).
_FREQUENT = 3.6
"""A more frequent word that begins a sentence may be any word, such as "weather", which English does not inflect."""
_HINDI_LEAD = 2.5
"""So much more frequent in Hindi than in English is a word of Hindi that is typed in Latin letters."""


@dataclass(frozen=True, slots=True)
class Name:
    """A word that names somebody or something.

    Attributes:
        text: As written, without 's.
        first: It begins a sentence, so that its capital says nothing.
        beside: The capitalised words directly in front of it and behind it.
    """

    text: str
    first: bool = False
    beside: tuple[str, ...] = ()


def stated_names(text: str, language: Language, *, same_language: bool = False) -> list[Name]:
    """Return the names in a sentence, in order.

    Args:
        text: Without citation marks.
        language: That it is written in.
        same_language: Its sources are in that language too, so that it has its rarer words from them: those count as
            names where it is not sure what they are.
    """
    found = [name for name in _capitalised(text) if _is_latin_name(name, language)]
    written = _DEVANAGARI_WORD.findall(text)
    folded = [normalise(word) for word in written]
    named = set(named_by_place(folded))
    for place, word in enumerate(folded):
        if is_devanagari_name(word) or place in named or (same_language and may_be_devanagari_name(word)):
            found.append(Name(written[place]))
    return found


def _capitalised(text: str) -> Iterator[Name]:
    """The words with a capital; "U.S." is one, "al-Assad" two."""
    found: list[tuple[int, int, str]] = []
    for match in _LATIN_WORD.finditer(text):
        parts = (
            [match.group().replace(".", "")]
            if _DOTTED.fullmatch(match.group())
            else regex.split("[-’'.]", match.group())
        )
        found += [(match.start(), match.end(), part) for part in parts if any(map(str.isupper, part))]
    for place, (start, end, part) in enumerate(found):
        near = [
            other
            for other_start, other_end, other in found[max(0, place - 1) : place + 2]
            if other is not part
            and (not text[other_end:start].strip() if other_start < start else not text[end:other_start].strip())
        ]
        yield Name(part, _BEGINS.search(text[:start]) is not None, tuple(near))


def _is_latin_name(name: Name, language: Language) -> bool:
    word = normalise(name.text)
    if name.text.isupper() and word in GROUPS and word not in _SHORT_TITLES:
        return True
    if len(word) < 2 or word in COMMON or word in SENTENCE_OPENERS or word in MONTHS or word in WEEKDAYS:
        return False
    if word in GROUPS:
        return True
    if name.text.isupper() and len(word) <= _LONGEST_ACRONYM:
        return True
    if language == "hi-Latn" and (word in LATIN_HINDI_STOP_WORDS or (name.first and _is_hindi(word))):
        return False
    return not is_common_english(word) and (not name.first or _is_rare_or_known(word))


@lru_cache(maxsize=1 << 12)
def _is_rare_or_known(word: str) -> bool:
    """Tell whether a word that has a capital only because it begins a sentence is a name all the same."""
    import wordfreq

    known = _known_by_sound()
    return wordfreq.zipf_frequency(word, "en") < _FREQUENT or any(
        distance(word, other) <= ALIKE_SPELLING for key in sound_keys(word) for other in known.get(key, ())
    )


@lru_cache(maxsize=1)
def _known_by_sound() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name in HINDI_NAMES:
        found.setdefault(sound_key(name), []).append(name)
    return found


@lru_cache(maxsize=1 << 12)
def _is_hindi(word: str) -> bool:
    """Tell whether a Latin-letter word is a common word of Hindi, typed."""
    import wordfreq

    hindi = max((wordfreq.zipf_frequency(found, "hi") for found in general_words(word)), default=0.0)
    return bool(hindi - wordfreq.zipf_frequency(word, "en") >= _HINDI_LEAD)
