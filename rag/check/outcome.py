"""What the checks leave of a draft."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Why a sentence of a draft is not shown."""

    NO_CITATION = "no_citation"
    """It cites nothing."""
    UNKNOWN_CITATION = "unknown_citation"
    """It cites only numbers that the model was not given."""
    UNSUPPORTED_NAME = "unsupported_name"
    """A name in it stands in none of the passages that it cites."""
    UNSUPPORTED_NUMBER = "unsupported_number"
    """The same of a number or a date."""
    UNSUPPORTED_MEANING = "unsupported_meaning"
    """No cited passage says anything like it."""
    WRONG_LANGUAGE = "wrong_language"
    """Its language or script is not the question's."""
    UNSAFE = "unsafe"
    """It holds a link, an address, a command, markup or words of the prompt, or says what an order in a passage wants said."""
    REPEATED = "repeated"
    """It says what a sentence before it says."""
    TOO_LONG = "too_long"
    """The answer is long enough without it."""


@dataclass(frozen=True, slots=True)
class Support:
    """What a statement rests on.

    Attributes:
        n: Number of the passage.
        quote: The sentence of the passage that is nearest to the statement, literally.
    """

    n: int
    quote: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence that passed.

    Attributes:
        text: Plain text without citation marks, markup or links. Written by a model: escape it at rendering all the same.
        support: At least one, in the order cited; one for each passage that bears it out.
    """

    text: str
    support: tuple[Support, ...]


@dataclass(frozen=True, slots=True)
class Dropped:
    """A sentence that did not pass, and why."""

    text: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Checked:
    """The outcome.

    Attributes:
        statements: What may be shown, in order.
        dropped: The rest, in order.
        refused: The model said that the passages do not answer.
    """

    statements: tuple[Statement, ...]
    dropped: tuple[Dropped, ...]
    refused: bool = False
