"""The numbers of a text, as values: "दो हज़ार एक सौ 55" = "2,155"; "1.5 लाख" = "1,50,000" = "डेढ़ लाख"."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from index.article import Language
from index.terms import split_words
from index.text import normalise
from rag.check.number_words import (
    ADDED_PARTS,
    AMBIGUOUS_LATIN,
    ENGLISH_VALUES,
    HINDI_VALUES,
    LATIN_VALUES,
    MULTIPLIERS,
    ORDINALS,
    SAYS_LITTLE,
    TENS,
)

_ALL_VALUES = HINDI_VALUES | LATIN_VALUES | ENGLISH_VALUES | ORDINALS
_STATED: dict[Language, dict[str, float]] = {
    "hi": HINDI_VALUES | ORDINALS,
    "en": ENGLISH_VALUES | ORDINALS,
    "hi-Latn": {word: value for word, value in _ALL_VALUES.items() if word not in AMBIGUOUS_LATIN},
}
"""What a sentence of that language must have from its source; a source may hold any of the words."""

_BREAK = regex.compile(r"[,;:](?!\d)|[()।॥\n\[\]–—]|\.(?=\s|$)")
_DIGITS = regex.compile(r"\d+(?:[.:]\d+)*")
_ORDINAL_ENDING = regex.compile("व[ांीे]ं?$")
_LINKS = frozenset({"and"})
_DOZEN, _HUNDRED = 12, 100


@dataclass(frozen=True, slots=True)
class Number:
    """A number with the words that say it.

    Attributes:
        value: What they say together.
        words: They, normalised.
    """

    value: float
    words: tuple[str, ...]


def stated_numbers(text: str, language: Language) -> list[float]:
    """Return the numbers that a sentence states, in order.

    Args:
        text: The sentence, in any script.
        language: Of the sentence; tells which words are numbers there.
    """
    numbers = _read(text, _STATED[language])
    return [number.value for number in numbers if len(number.words) > 1 or number.words[0] not in SAYS_LITTLE]


def held_values(text: str) -> frozenset[float]:
    """Return the values of all that can be a number in a source, whatever its language."""
    return frozenset(number.value for number in _read(text, _ALL_VALUES))


def _read(text: str, values: dict[str, float]) -> list[Number]:
    found: list[Number] = []
    for stretch in _BREAK.split(normalise(text)):
        run = _Run(values)
        for word in split_words(stretch):
            if not run.add(word):
                found += run.close()
                run = _Run(values)
                run.add(word)
        found += run.close()
    return found


class _Run:
    """Adjacent words that say one number together."""

    def __init__(self, values: dict[str, float]) -> None:
        self._values = values
        self._total, self._part = 0.0, 0.0
        self._current: float | None = None
        self._multiplier = 0.0
        self._after_tens = False
        self._words: list[str] = []
        self._others: list[float] = []

    def add(self, word: str) -> bool:
        """Take a word in; False if it belongs to another number, or to none while this one has begun."""
        if word in ADDED_PARTS and not self._words:
            self._part = ADDED_PARTS[word]
            return True
        if multiplier := MULTIPLIERS.get(word):
            return self._multiply(multiplier, word)
        if values := self._value(word):
            return self._put(values, word)
        if self._words:
            return word in _LINKS and self._multiplier == _HUNDRED
        return not self._part

    def close(self) -> list[Number]:
        """The numbers of this run: one, or several where a word holds several; none if no word said a number."""
        if not self._words:
            return []
        value = round(self._total + (self._current or 0.0) + self._part, 6)
        others = [Number(other, (self._words[-1],)) for other in self._others]
        return [Number(value, tuple(self._words)), *others]

    def _value(self, word: str) -> tuple[float, ...]:
        """The value of a word, or the several that it holds in digits; nothing if it is no number."""
        if word in self._values:
            return (self._values[word],)
        base = _ORDINAL_ENDING.sub("", word)
        if base != word and self._values.get(base, 0) >= 5:
            return (self._values[base],)
        return tuple(_float(digits) for digits in _DIGITS.findall(word))

    def _put(self, values: tuple[float, ...], word: str) -> bool:
        value = values[0]
        if self._others:
            return False
        if self._current is None:
            if self._multiplier and (value >= self._multiplier or value % 1):
                return False
            self._current = value
        elif self._multiplier == _HUNDRED and value < _HUNDRED:
            self._current += value
            self._multiplier = 0.0
        elif self._after_tens and value < 10:
            self._current += value
        else:
            return False
        self._after_tens = word in TENS
        self._others = list(values[1:])
        self._words.append(word)
        return True

    def _multiply(self, multiplier: float, word: str) -> bool:
        if not self._words:
            return not self._part  # "thousands of" says no number
        self._after_tens = False
        if multiplier in (_DOZEN, _HUNDRED):
            if self._current is None:
                return False
            self._current = (self._current + self._part) * multiplier
        elif self._current is None:
            self._total *= multiplier
        else:
            self._total += (self._current + self._part) * multiplier
            self._current = None
        self._part, self._multiplier = 0.0, multiplier
        self._words.append(word)
        return True


def _float(digits: str) -> float:
    whole, _, rest = digits.replace(":", ".").partition(".")
    return float(f"{whole}.{rest.replace('.', '')}") if rest else float(whole)
