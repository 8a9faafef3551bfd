"""The general Hindi word list (wordfreq): what a word may be that the news does not have."""

from __future__ import annotations

import math
from collections import defaultdict
from functools import lru_cache

from index.sound import sound_key
from index.text import normalise


class HindiWordList:
    """Words by sound key, and a weight of each that grows with its logarithmic frequency."""

    def __init__(self) -> None:
        """Read it."""
        import wordfreq

        self.by_sound: dict[str, list[str]] = defaultdict(list)
        self.weight: dict[str, float] = {}
        for listed, frequency in wordfreq.get_frequency_dict("hi").items():
            word = normalise(listed)
            if word and "\u0900" <= word[0] <= "\u097f" and word not in self.weight:
                self.by_sound[sound_key(word)].append(word)
                self.weight[word] = math.log10(1 + frequency * 1e8)


@lru_cache(maxsize=1)
def hindi_word_list() -> HindiWordList:
    """Read the list, once."""
    return HindiWordList()
