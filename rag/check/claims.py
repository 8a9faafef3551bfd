"""A draft taken apart: its sentences, each with the numbers it cites."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import regex

from index.text import clean, sentences

MAX_DRAFT_CHARS = 8_000
"""What a model writes beyond this is not read: an answer has 120 words."""
_MOST_CITED = 20

_LABEL = r"(?:\^|(?:passages?|sources?|स्रोत|srot)\s*)?"
_NUMBERS = rf"{_LABEL}\p{{Nd}}{{1,4}}(?:\s*(?:,|;|-|–|&|and|और|aur)\s*{_LABEL}\p{{Nd}}{{1,4}})*"
_MARK = regex.compile(rf"[\[【]\s*({_NUMBERS})\s*(?:†[^\]】]{{0,40}})?[\]】]", regex.IGNORECASE)
_RUN = regex.compile(rf"(?:\s*{_MARK.pattern})+", regex.IGNORECASE)
_END_THEN_RUN = regex.compile(rf"((?<![।॥.!?…])[।॥.!?…]++[\"'”’»)]*+)({_RUN.pattern})", regex.IGNORECASE)
_RANGE = regex.compile(r"(\p{Nd}+)\s*[-–]\s*(?:\^)?(\p{Nd}+)|(\p{Nd}+)")

_FENCE = regex.compile(r"^\s*```.*$", regex.MULTILINE)
_BULLET = regex.compile(r"^\s*(?:[-*•·‣▪–—]|\p{Nd}{1,2}[.)])\s+")
_HEADING = regex.compile(r"^\s*#{1,6}\s+")
_EMPHASIS = regex.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1|(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])")
_BEFORE_MARK = regex.compile(r"\s+(?=[।॥,;:.!?…])")
_LETTER = regex.compile(r"\p{L}")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a sentence up to its citations.

    Attributes:
        text: Without them.
        cited: Their numbers, in order, none twice.
    """

    text: str
    cited: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence of a draft.

    Attributes:
        text: Plain, without citation marks.
        parts: Its stretches, at least one; the words behind the last mark belong to the last.
    """

    text: str
    parts: tuple[Part, ...]

    @property
    def cited(self) -> tuple[int, ...]:
        """All numbers that it cites, in order."""
        return tuple(dict.fromkeys(n for part in self.parts for n in part.cited))


def claims(draft: str) -> list[Claim]:
    """Take a draft apart.

    Args:
        draft: As a model wrote it; anything.

    Returns:
        Its sentences in order. Marks behind a full stop belong to the sentence that it ends; list marks and emphasis are
        gone; what has no letter is left out.
    """
    text = _FENCE.sub("", clean(draft[:MAX_DRAFT_CHARS]))
    found: list[Claim] = []
    for line in text.split("\n"):
        line = _plain(line)
        # "…है। [1]" becomes "…है [1]।", so that the sentence keeps its mark.
        line = _END_THEN_RUN.sub(lambda match: f"{match[2]}{match[1]} ", line)
        found += (_claim(line[start:end]) for start, end in sentences(line))
    return [claim for claim in found if _LETTER.search(claim.text)]


def _plain(line: str) -> str:
    line = _BULLET.sub("", _HEADING.sub("", line))
    return _EMPHASIS.sub(lambda match: match[2] or match[3], line)


def _claim(sentence: str) -> Claim:
    parts: list[Part] = []
    at = 0
    for run in _RUN.finditer(sentence):
        cited = tuple(dict.fromkeys(n for mark in _MARK.finditer(run.group()) for n in _numbers(mark[1])))
        parts.append(Part(_tidy(sentence[at : run.start()]), cited[:_MOST_CITED]))
        at = run.end()
    rest = _tidy(sentence[at:])
    if not parts:
        parts.append(Part(rest, ()))
    elif rest:
        parts[-1] = Part(_tidy(f"{parts[-1].text} {rest}"), parts[-1].cited)
    return Claim(_tidy(_RUN.sub(" ", sentence)), tuple(part for part in parts if part.text or part.cited))


def _numbers(listed: str) -> Iterator[int]:
    for match in _RANGE.finditer(listed):
        if match[3]:
            yield _number(match[3])
        else:
            first, last = _number(match[1]), _number(match[2])
            yield from range(first, min(last, first + _MOST_CITED) + 1)


def _number(digits: str) -> int:
    return int("".join(str(unicodedata.digit(digit)) for digit in digits))


def _tidy(text: str) -> str:
    return _BEFORE_MARK.sub("", " ".join(text.split()))
