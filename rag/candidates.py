"""The Devanagari words that a word typed in Latin letters may be, and what speaks for each.

They sound like it (`rag.heard`) and stand in the index, which knows the names of the day, or in a general Hindi word
list (wordfreq). How likely a word is typed so (`rag.typed`) and how frequent it is are put together. A common English
word may also be an English one that Hindi writes as it is heard, and any short one an abbreviation.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from index.sound import sound_key
from index.spelling import fold_spelling, romanise
from index.terms import stem
from rag.heard import heard_keys
from rag.hindi_word_list import hindi_word_list
from rag.hinglish_words import FUNCTION_WORDS
from rag.spelled_out import is_spelled_out, spelled_out
from rag.typed import english_typing_cost, typing_cost

# Chosen on one half of the Dakshina sentences and checked on the other; what concerns English words, on the "dev" words
# of its lexicon (docs/quality.md). Scores and costs are in nats.
_SHORTLIST, _ENGLISH_SHORTLIST = 8, 40
_EDIT_WEIGHT = 10.0
_INDEX_WEIGHT, _LIST_WEIGHT = 0.9, 0.1
_LIST_WEIGHT_ALONE, _MOST_WEIGHT = 0.7, 6.0
_OTHER_KEY_COST = 0.3
_BUILDER_COST = 3.0
"""The words that build sentences are in a table as people type them: another spelling of one is odd, as "caa" for का."""
_AS_ENGLISH_COST = 1.0
_AS_TYPED_COST = 1.0
"""Of leaving an English word in Latin letters; chosen on the learning half of our own questions."""
_WORDS_IN_A_CHUNK = 60
_SPELLED_OUT_COST = 1.0
_RIVALS, _RIVAL_MARGIN = 4, 6.0
_ENGLISH_ZIPF = 3.0
_DOUBTFUL_COST, _MOST_COST = 1.7, 2.6
"""Above this cost a letter a word is not thought to be the one typed: the first for a word of one or two consonants, and
where an English word was typed, which may be meant as it stands."""
_SHORT_KEY = 2
_LEAST_ENGLISH = 3

_BUILDERS = frozenset(FUNCTION_WORDS.values())
"""Hindi words that nobody types as an English one: "talk" is not तक."""

Counts = Mapping[str, Sequence[tuple[str, int]]]
"""By sound key: the words of an index and in how many articles each stands."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A Devanagari word that may be meant, its stem, and what speaks for it alone."""

    word: str
    stem: str
    score: float


def keys_of(word: str) -> tuple[str, ...]:
    """The sound keys under which `candidates` looks a lower-case Latin word up."""
    keys = heard_keys(word, english=is_english(word))
    spelled = sound_key(spelled_out(word))
    return (*keys, spelled) if spelled and spelled not in keys else keys


def candidates(word: str, in_index: Counts, chunks: int = 0) -> list[Candidate]:
    """The likeliest words of distinct stems, best first; none where the word is better left as it was typed.

    Args:
        word: Lower-case Latin letters. One that builds sentences ("us") can be only an abbreviation here.
        in_index: What the index has under `keys_of(word)`, at least.
        chunks: How many chunks the index has.

    Returns:
        Of an English word also itself, as it was typed.
    """
    english = is_english(word)
    found = [] if word in FUNCTION_WORDS else _alike(word, heard_keys(word, english), in_index, english)
    said = _said(word, chunks) if found and english else 0.0
    if said > 0:
        found.append(Candidate(word, stem(word), said - _AS_TYPED_COST))
    for letters, count in in_index.get(sound_key(spelled_out(word)), ()):
        if is_spelled_out(letters, word):
            found.append(Candidate(letters, stem(letters), _prior(count, 0.0) - _SPELLED_OUT_COST))
    return _best(found)


def general_words(word: str) -> list[str]:
    """The words of the general list that a lower-case Latin word may be if it is Hindi, the likeliest first."""
    return [candidate.word for candidate in _best(_alike(word, heard_keys(word), {}, english=False))]


def _alike(word: str, keys: Sequence[str], in_index: Counts, english: bool) -> list[Candidate]:
    """The words that sound alike and are likely to be typed so."""
    general = hindi_word_list()
    counts: dict[str, tuple[int, bool]] = {}
    for key in keys:
        other = key != keys[0]
        for found, count in in_index.get(key, ()):
            if "\u0900" <= found[0] <= "\u097f":
                counts.setdefault(found, (count, other))
        for found in general.by_sound.get(key, ()):
            counts.setdefault(found, (0, other))
    folded = fold_spelling(word)
    prior = {
        found: _prior(count, general.weight.get(found, 0.0)) - _OTHER_KEY_COST * other
        for found, (count, other) in counts.items()
    }
    near = sorted(counts, key=lambda found: _EDIT_WEIGHT * _edits(folded, found) / len(word) - prior[found])
    kept: list[Candidate] = []
    best = -math.inf
    for place, found in enumerate(near[: _ENGLISH_SHORTLIST if english else _SHORTLIST]):
        doubtful = is_english(word) or len(sound_key(found)) <= _SHORT_KEY
        most = min((_DOUBTFUL_COST if doubtful else _MOST_COST) * len(word), prior[found] - best + _RIVAL_MARGIN)
        cost = typing_cost(word, found, most) if place < _SHORTLIST else math.inf
        score = prior[found] - cost - _BUILDER_COST * (found in _BUILDERS)
        if english and found not in _BUILDERS:
            cost = min(cost, english_typing_cost(word, found, most) + _AS_ENGLISH_COST)
            score = prior[found] - cost
        if cost <= most:
            kept.append(Candidate(found, stem(found), score))
            best = max(best, score)
    return kept


def _best(found: Sequence[Candidate]) -> list[Candidate]:
    """The best of each stem, as far as they are rivals of the best of all."""
    by_stem: dict[str, Candidate] = {}
    for candidate in sorted(found, key=lambda candidate: -candidate.score):
        by_stem.setdefault(candidate.stem, candidate)
    ranked = list(by_stem.values())[:_RIVALS]
    return [candidate for candidate in ranked if candidate.score >= ranked[0].score - _RIVAL_MARGIN]


def _prior(count: int, weight: float) -> float:
    """What frequency says of a word that stands in so many articles and has this weight in the general list."""
    if count:
        return _INDEX_WEIGHT * math.log1p(count) + _LIST_WEIGHT * weight
    return _LIST_WEIGHT_ALONE * (weight - _MOST_WEIGHT)


def _said(word: str, chunks: int) -> float:
    """What frequency would say of an English word if the news said it as often as English does; 0 if not even once.

    The news writes डेट seldom and देते often; who types "date" means the first.
    """
    import wordfreq

    share = 10 ** (wordfreq.zipf_frequency(word, "en") - 9)
    return _INDEX_WEIGHT * math.log(max(1.0, chunks * _WORDS_IN_A_CHUNK * share))


def _edits(folded: str, word: str) -> int:
    return Levenshtein.distance(folded, fold_spelling(romanise(word)))


@lru_cache(maxsize=1 << 14)
def is_english(word: str) -> bool:
    """Whether a lower-case Latin word is common enough in English to have been meant as one."""
    import wordfreq

    return len(word) >= _LEAST_ENGLISH and bool(wordfreq.zipf_frequency(word, "en") >= _ENGLISH_ZIPF)
