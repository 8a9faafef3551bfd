"""Whether a source has a name, under its other spellings and in either script."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import regex
from rapidfuzz.distance import Levenshtein

from index.terms import split_words, stem
from index.text import normalise
from rag.check.names import Name
from rag.check.other_names import GROUPS, MOST_WORDS, spelt_out
from rag.check.spellings import ALIKE_SPELLING, distance, sound_keys

_INITIALS = regex.compile(r"\b(?:\p{Lu}\.){2,}")
_NEAR_SPELLING = (0.28, 0.34, 0.5)
"""How far spellings of one sound may be apart, by its consonants: one, two, more."""
_LONG_KEY = 3
"""Consonants that two words need to have in common for one of them to differ."""


@dataclass(frozen=True, slots=True)
class Names:
    """The words of a source, looked up by spelling and by sound.

    Attributes:
        words: Normalised, with runs of adjacent words of known names ("भारतीय जनता पार्टी").
        stems: Of the words.
        sounds: By sound key, the words, and adjacent words run together ("न्यूयॉर्क", "New York").
        groups: Numbers of the groups of names that it holds.
        initials: Of runs of words, as short forms have them.
    """

    words: frozenset[str]
    stems: frozenset[str]
    sounds: dict[str, tuple[str, ...]]
    groups: frozenset[int]
    initials: frozenset[str]

    @classmethod
    def of(cls, text: str) -> Names:
        """Read a source.

        Args:
            text: In any script, or both.
        """
        found = split_words(normalise(_INITIALS.sub(lambda match: match.group().replace(".", ""), text)))
        runs = {
            " ".join(found[start : start + length])
            for length in range(2, MOST_WORDS + 1)
            for start in range(len(found) - length + 1)
        }
        joined = ["".join(pair) for pair in pairwise(found)]
        words = frozenset([*found, *joined])
        sounds: dict[str, list[str]] = {}
        for word in dict.fromkeys([*found, *joined]):
            for key in sound_keys(word):
                sounds.setdefault(key, []).append(word)
        groups = {number for name in words | runs for number in GROUPS.get(name, ())}
        letters = [word[0] for word in found if word not in ("of", "the", "and", "for", "in")]
        initials = {
            "".join(letters[start : start + length])
            for length in range(2, 6)
            for start in range(len(letters) - length + 1)
        }
        return cls(
            words,
            frozenset(map(stem, words)),
            {key: tuple(same) for key, same in sounds.items()},
            frozenset(groups),
            frozenset(initials),
        )

    def hold(self, name: Name) -> bool:
        """Tell whether the source has a name, in either script, by itself or run together with the word beside it."""
        return self._holds(name.text) or any(
            self._holds(one + other)
            for beside in name.beside
            for one, other in ((beside, name.text), (name.text, beside))
        )

    def _holds(self, name: str) -> bool:
        word = normalise(name)
        if word in self.words or stem(word) in self.stems:
            return True
        if self.groups & GROUPS.get(word, frozenset()):
            return True
        if name.isupper() and name.isascii() and (spelt_out(word) in self.words or word in self.initials):
            return True
        return any(self._sounds_like(word, key) for key in sound_keys(word))

    def _sounds_like(self, word: str, key: str) -> bool:
        within = _NEAR_SPELLING[min(len(key), len(_NEAR_SPELLING)) - 1]
        if any(distance(word, other) <= within for other in self.sounds.get(key, ())):
            return True
        return len(key) >= _LONG_KEY and any(
            distance(word, other) <= ALIKE_SPELLING
            for held, others in self.sounds.items()
            if abs(len(held) - len(key)) <= 1 and Levenshtein.distance(held, key, score_cutoff=1) <= 1
            for other in others
        )
