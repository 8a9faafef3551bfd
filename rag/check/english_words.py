"""Which English words are common words, though they may have a capital: "Supreme Court".

English inflects a common word freely (court, courts), and a name hardly; so the frequencies of a word's forms tell, and no
dictionary is needed.
"""

from __future__ import annotations

from functools import lru_cache

import regex

from index.sound import sound_key
from index.terms import ENGLISH_STOP_WORDS
from rag.cited_names import NO_NAMES

# In powers of ten (wordfreq's Zipf scale).
_INFLECTED = 1.45
"""A common word's other forms are this much rarer than itself at most."""
_KNOWN = 2.0
"""A rarer word in Latin letters is no common word."""

_COMMON_SUFFIXES = regex.compile(
    "(?:tion|sion|ment|ical|ional|ity|ative|ology|ance|ence|ship|ness|ism|ary|ery|ward|wide|less|ful|able|ible)s?$"
)
COMMON = NO_NAMES | ENGLISH_STOP_WORDS | frozenset(
    """
health energy defence defense education agriculture commerce water power transport railway railways tourism culture steel coal
mines petroleum textiles information technology justice law environment sports youth women child food housing weather
supreme foreign world south north east west central southern northern eastern western southeast northeast southwest northwest
pm cm sc hc parliament treasury royal senior junior former late federal national international global internal external public private civil
criminal commissioner deputy vice acting interim joint general assistant special chief union home rural urban human
i i'm i've i'd i'll ok okay yes no mr mrs ms dr prof sir madam
god man woman men women child children person people foot feet life wife mass mid east president presidential congressman congresswoman senator senate republican democrat democratic conservative liberal
labour labor christmas easter diwali holi eid monday am gmt ist utc bst est usd inr rs km kg mp mla ceo md tv ai gdp fir id
""".split()
)  # fmt: skip


SENTENCE_OPENERS = frozenset(
    """
however meanwhile instead now last never after before since because although though while whilst once here there these
those three four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred thousand eighteen all any
anyone anything everybody everyone everything nobody none nothing somebody someone something only more most much many
several some such therefore thus indeed maybe perhaps also even still yet already soon later earlier other others today
yesterday tomorrow tonight within without under over above below between among amid amidst during despite unless until till
whatever whoever whichever whether besides moreover furthermore additionally nevertheless nonetheless hence accordingly
according ago nearly about around across along against apart aside like unlike per plus via upon toward towards back both
each either neither every two second third final finally going non anti pro ex pre post pretty women men children people
next previously recently currently out off up down just let please often sometimes always usually mostly mainly almost
quite rather so than too very well especially particularly overall initially eventually subsequently simultaneously
separately similarly conversely otherwise given following regarding concerning including together
""".split()
)
"""Words that stand at the beginning of sentences and have one form only."""


@lru_cache(maxsize=1 << 14)
def is_common_english(word: str) -> bool:
    """Tell whether English uses a lower-case word as a word, not as a name: it has other forms, nearly as frequent."""
    import wordfreq

    if word in COMMON or _COMMON_SUFFIXES.search(word):
        return True
    frequency = wordfreq.zipf_frequency(word, "en")
    if frequency < _KNOWN:
        return False
    return bool(max(wordfreq.zipf_frequency(form, "en") for form in _other_forms(word)) >= frequency - _INFLECTED)


def _other_forms(word: str) -> list[str]:
    forms = [word + ending for ending in ("s", "es", "ed", "ing", "ly", "er")]
    if word.endswith("y"):
        forms += [word[:-1] + ending for ending in ("ies", "ied", "ily")]
    if word.endswith("e"):
        forms += [word[:-1] + ending for ending in ("ing", "ed", "y", "er")]
    for ending, instead in (
        ("s", ""),
        ("es", ""),
        ("ies", "y"),
        ("ed", ""),
        ("ed", "e"),
        ("ing", ""),
        ("ing", "e"),
        ("ly", ""),
        ("er", ""),
        ("er", "e"),
    ):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            forms.append(word[: -len(ending)] + instead)
    return forms


@lru_cache(maxsize=1)
def english_words() -> dict[str, list[str]]:
    """Return the frequent words of English, by sound key."""
    import wordfreq

    found: dict[str, list[str]] = {}
    for word in wordfreq.iter_wordlist("en", "small"):
        if len(word) > 2 and word.isalpha() and word.isascii():
            found.setdefault(sound_key(word), []).append(word)
    return found
