"""Devanagari questions as people type them in Latin letters: each word in a spelling that annotators gave it.

Of the Dakshina lexicon, by how many people typed the word so, English words as English spells them; what it does not
hold is spelled out. The xquad.hinglish questions of the data are romanised by rule, and have no English spelling.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import regex

from index.spelling import romanise
from index.text import normalise
from tests.benchmarks.learn_typing import LEXICON, read_pairs

_WORD = regex.compile(r"[\u0900-\u0963\u0970-\u097f]+")


def typed_by_people(folder: Path) -> Callable[[str], str]:
    """Return what writes a text in Latin letters, the same text always the same way."""
    spellings: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for word, typed, people in read_pairs(folder / LEXICON, "train", "dev", "test"):
        spellings[word].append((typed, people))

    def type_word(word: str, chance: random.Random) -> str:
        found = spellings.get(normalise(word))
        return chance.choices(*map(list, zip(*found, strict=True)))[0] if found else romanise(word)

    def write(text: str) -> str:
        chance = random.Random(text)
        return _WORD.sub(lambda match: type_word(match.group(), chance), text)

    return write
