"""Hindi typed in Latin letters, written in Devanagari for the embedder: "jaishankar kisse mile" → "जयशंकर किससे मिले".

Each word is looked up by its sound keys among the words of the index, which knows the names of the day, and a general
Hindi word list (wordfreq). How likely it is typed so and how frequent it is decide between words that sound alike, and
so do the other words of the question: "canberra me diwali" is about दिवाली where the news that has कैनबरा has it. The
words that only build the sentence come from a table. An English word stays as it is unless the index spells it in
Devanagari.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import regex
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

from index.sound import sound_key
from index.spelling import fold_spelling, romanise
from index.store.protocol import View
from index.terms import stem
from index.text import normalise
from rag.heard import heard_keys
from rag.hinglish_words import FUNCTION_WORDS
from rag.typed import typing_cost

_TOKEN = regex.compile(r"[A-Za-z]+\d[A-Za-z\d]*|\d+[A-Za-z](?![A-Za-z])|[A-Za-z]+|\d+|[^A-Za-z\d]+")
"""Words, numbers, what stands between, and names with both, which stay as they were typed: T20, G7, 5G."""

# Chosen on one half of the Dakshina sentences and checked on the other (see docs/quality.md). Scores are in nats.
_SHORTLIST = 8
_EDIT_WEIGHT = 10.0
_INDEX_WEIGHT, _LIST_WEIGHT = 0.9, 0.1
_LIST_WEIGHT_ALONE, _MOST_WEIGHT = 0.5, 6.0
_OTHER_KEY_COST = 0.3
_COMPANY_WEIGHT = 0.2
_RIVALS, _RIVAL_MARGIN = 4, 6.0
_KEEP_ENGLISH_ZIPF = 3.5
_DOUBTFUL_COST, _MOST_COST = 1.6, 2.6
"""Above this cost a letter a word is not thought to be the one typed: the first for a word of one or two consonants,
and for one that the index does not know where a common English word was typed."""
_SHORT_KEY = 2


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A Devanagari word that may be meant, its stem, and what speaks for it alone."""

    word: str
    stem: str
    score: float


class Devanagariser:
    """Writes Latin-letter Hindi in Devanagari, with the words of one view of the index and a general word list."""

    def __init__(self, view: View) -> None:
        """Use the vocabulary of this view."""
        self._view = view

    def __call__(self, text: str) -> str:
        """Return the text with every word that has a Devanagari spelling written in it.

        Args:
            text: A question in Latin letters; digits, punctuation and Devanagari words stay.
        """
        tokens = _TOKEN.findall(text)
        typed = dict.fromkeys(token.lower() for token in tokens if token.isalpha() and token.isascii())
        open_words = [word for word in typed if word not in FUNCTION_WORDS]
        in_index = self._view.words_by_sound({key for word in open_words for key in heard_keys(word)})
        chosen = self._settle({word: _candidates(word, in_index) for word in open_words})
        return "".join(FUNCTION_WORDS.get(token.lower()) or chosen.get(token.lower()) or token for token in tokens)

    def _settle(self, candidates: Mapping[str, Sequence[_Candidate]]) -> dict[str, str]:
        """Choose for each word the candidate that is likely by itself and stands in one chunk with the other words."""
        chosen = {word: found[0].word for word, found in candidates.items() if found}
        if len(chosen) < 2 or all(len(found) < 2 for found in candidates.values()):
            return chosen
        count = len(self._view.chunk_ids)
        cover = np.zeros(count, np.float32)
        held: dict[str, tuple[NDArray[np.int64], NDArray[np.float32]]] = {}
        for word, found in candidates.items():
            held[word] = self._places(found, count)
            cover[held[word][0]] += held[word][1]
        for word, found in candidates.items():
            if len(found) > 1:
                own = cover.copy()
                own[held[word][0]] -= held[word][1]
                chosen[word] = max(found, key=lambda it: it.score + _COMPANY_WEIGHT * self._company(it, own)).word
        return chosen

    def _places(self, found: Sequence[_Candidate], count: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Where any of a word's candidates stands, and how much that tells: its information, less if it is unlikely."""
        cover = np.zeros(count, np.float32)
        for candidate in found:
            positions = self._view.postings("words", candidate.stem)
            telling = math.log1p(count / (len(positions) + 0.5)) * math.exp((candidate.score - found[0].score) / 2)
            cover[positions] = np.maximum(cover[positions], telling)
        places = np.flatnonzero(cover)
        return places, cover[places]

    def _company(self, candidate: _Candidate, others: NDArray[np.float32]) -> float:
        """The most information of the other words that one chunk with this word holds, in nats."""
        positions = self._view.postings("words", candidate.stem)
        return float(others[positions].max()) if len(positions) else 0.0


def general_words(word: str) -> list[str]:
    """The Hindi words of the general list that a lower-case Latin word may be, the likeliest first."""
    return [candidate.word for candidate in _candidates(word, {})]


def _candidates(word: str, in_index: Mapping[str, Sequence[tuple[str, int]]]) -> list[_Candidate]:
    """The likeliest words of distinct stems, best first; none where the word is better left as it was typed."""
    general = _word_list()
    counts: dict[str, tuple[int, bool]] = {}
    for key in heard_keys(word):
        other = key != heard_keys(word)[0]
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
    by_stem: dict[str, _Candidate] = {}
    english = _is_common_english(word)
    best = -math.inf
    for found in near[:_SHORTLIST]:
        doubtful = len(sound_key(found)) <= _SHORT_KEY or (english and not counts[found][0])
        most = min((_DOUBTFUL_COST if doubtful else _MOST_COST) * len(word), prior[found] - best + _RIVAL_MARGIN)
        cost = typing_cost(word, found, most)
        candidate = _Candidate(found, stem(found), prior[found] - cost)
        if cost <= most and (candidate.stem not in by_stem or by_stem[candidate.stem].score < candidate.score):
            by_stem[candidate.stem] = candidate
            best = max(best, candidate.score)
    ranked = sorted(by_stem.values(), key=lambda candidate: -candidate.score)[:_RIVALS]
    return [candidate for candidate in ranked if candidate.score >= ranked[0].score - _RIVAL_MARGIN]


def _prior(count: int, weight: float) -> float:
    """What frequency says of a word that stands in so many articles and has this weight in the general list."""
    if count:
        return _INDEX_WEIGHT * math.log1p(count) + _LIST_WEIGHT * weight
    return _LIST_WEIGHT_ALONE * (weight - _MOST_WEIGHT)


def _edits(folded: str, word: str) -> int:
    return Levenshtein.distance(folded, fold_spelling(romanise(word)))


class _WordList:
    """The general Hindi word list by sound key, with a weight that grows with each word's logarithmic frequency."""

    def __init__(self) -> None:
        import wordfreq

        self.by_sound: dict[str, list[str]] = defaultdict(list)
        self.weight: dict[str, float] = {}
        for listed, frequency in wordfreq.get_frequency_dict("hi").items():
            word = normalise(listed)
            if word and "\u0900" <= word[0] <= "\u097f" and word not in self.weight:
                self.by_sound[sound_key(word)].append(word)
                self.weight[word] = math.log10(1 + frequency * 1e8)


@lru_cache(maxsize=1)
def _word_list() -> _WordList:
    return _WordList()


@lru_cache(maxsize=1 << 14)
def _is_common_english(word: str) -> bool:
    import wordfreq

    return bool(wordfreq.zipf_frequency(word, "en") >= _KEEP_ENGLISH_ZIPF)
