"""What written answers cost: calls and tokens, of one answer and of all since the program started."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Usage:
    """Calls to the chat model, and the tokens that they took; 0 where the provider does not tell.

    Attributes:
        calls: Calls that were begun.
        input_tokens: Of the prompts.
        output_tokens: Of the replies.
    """

    calls: int = 0
    input_tokens: int = 0
    output_tokens: int = 0

    def __add__(self, other: Usage) -> Usage:
        return Usage(
            self.calls + other.calls,
            self.input_tokens + other.input_tokens,
            self.output_tokens + other.output_tokens,
        )


@dataclass(slots=True)
class Counts:
    """What became of the questions that had evidence, since the program started.

    Attributes:
        usage: Calls and tokens of all.
        written: Answers in the model's words, those from the cache among them.
        cached: Answers that needed no call.
        refused: The model said that the passages do not answer.
        fallbacks: Extractive answers given instead, by reason.
        dropped: Sentences that did not pass the checks, by reason.
    """

    usage: Usage = field(default_factory=Usage)
    written: int = 0
    cached: int = 0
    refused: int = 0
    fallbacks: Counter[str] = field(default_factory=Counter)
    dropped: Counter[str] = field(default_factory=Counter)
