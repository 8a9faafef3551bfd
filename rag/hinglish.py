"""Hindi typed in Latin letters, written in Devanagari for the embedder: "jaishankar kisse mile" → "जयशंकर किससे मिले".

What a word may be (`rag.candidates`) is decided by how likely and how frequent it is, and by the other words of the
question: "canberra me diwali" is about दिवाली where the news that has कैनबरा has it. The words that only build the
sentence come from a table. An English word stays as it is unless the index or the word list spells it in Devanagari.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
import regex
from numpy.typing import NDArray

from index.store.protocol import View
from rag.candidates import Candidate, candidates, keys_of
from rag.hinglish_words import FUNCTION_WORDS

_TOKEN = regex.compile(r"[A-Za-z]+\d[A-Za-z\d]*|\d+[A-Za-z](?![A-Za-z])|[A-Za-z]+|\d+|[^A-Za-z\d]+")
"""Words, numbers, what stands between, and names with both, which stay as they were typed: T20, G7, 5G."""

_SAID = regex.compile(
    r"(?<=\b(?:kya+|kia|kisney?|unhon+e|usney?|aisa|yah|yeh?|bhi)\s+)kaha\b|(?<=\bko\s+)kaha(?=\W*$)", regex.IGNORECASE
)
"""Here "kaha" is कहा, elsewhere कहां: "usne kya kaha", "kisse jaane ko kaha", "modi kaha gaye"."""

_ABBREVIATION = regex.compile("[A-Z]{2,}")
"""Written so among small letters, it is no word that builds the sentence: "US ne kya kaha"."""

_COMPANY_WEIGHT = 0.2
"""Chosen on one half of the Dakshina sentences and checked on the other (docs/quality.md)."""


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
        tokens = _TOKEN.findall(_SAID.sub("कहा", text))
        shouted = not any(token.islower() for token in tokens)
        built = {
            token: FUNCTION_WORDS.get(token.lower())
            for token in tokens
            if shouted or not _ABBREVIATION.fullmatch(token)
        }
        latin = (token for token in tokens if token.isalpha() and token.isascii())
        open_words = dict.fromkeys(token.lower() for token in latin if not built.get(token))
        in_index = self._view.words_by_sound({key for word in open_words for key in keys_of(word)})
        chosen = self._settle({word: candidates(word, in_index, len(self._view.chunk_ids)) for word in open_words})
        return "".join(built.get(token) or chosen.get(token.lower()) or token for token in tokens)

    def _settle(self, likely: Mapping[str, Sequence[Candidate]]) -> dict[str, str]:
        """Choose for each word the candidate that is likely by itself and stands in one chunk with the other words."""
        chosen = {word: found[0].word for word, found in likely.items() if found}
        if len(chosen) < 2 or all(len(found) < 2 for found in likely.values()):
            return chosen
        count = len(self._view.chunk_ids)
        cover = np.zeros(count, np.float32)
        held: dict[str, tuple[NDArray[np.int64], NDArray[np.float32]]] = {}
        for word, found in likely.items():
            held[word] = self._places(found, count)
            cover[held[word][0]] += held[word][1]
        for word, found in likely.items():
            if len(found) > 1:
                own = cover.copy()
                own[held[word][0]] -= held[word][1]
                chosen[word] = max(found, key=lambda it: it.score + _COMPANY_WEIGHT * self._company(it, own)).word
        return chosen

    def _places(self, found: Sequence[Candidate], count: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Where any of a word's candidates stands, and how much that tells: its information, less if it is unlikely."""
        cover = np.zeros(count, np.float32)
        for candidate in found:
            positions = self._view.postings("words", candidate.stem)
            telling = math.log1p(count / (len(positions) + 0.5)) * math.exp((candidate.score - found[0].score) / 2)
            cover[positions] = np.maximum(cover[positions], telling)
        places = np.flatnonzero(cover)
        return places, cover[places]

    def _company(self, candidate: Candidate, others: NDArray[np.float32]) -> float:
        """The most information of the other words that one chunk with this word holds, in nats."""
        positions = self._view.postings("words", candidate.stem)
        return float(others[positions].max()) if len(positions) else 0.0
