"""What a chat model can do with a question: say something, refuse, hang, be cut off, or talk nonsense."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Says:
    """Answers with a text, which may be empty.

    Attributes:
        text: All of it.
        before_s: Wait before the first token.
        token_s: Wait before each further token.
    """

    text: str
    before_s: float = 0.0
    token_s: float = 0.0


@dataclass(frozen=True)
class Refuses:
    """Answers with an error.

    Attributes:
        code: HTTP status.
        message: What the error says.
        retry_after_s: Sent as the header Retry-After, if given.
    """

    code: int
    message: str = "The server had an error while processing your request"
    retry_after_s: float | None = None


@dataclass(frozen=True)
class Hangs:
    """Says the first tokens of a text, if any, and then nothing, until the caller goes."""

    text: str = ""


@dataclass(frozen=True)
class Cuts:
    """Says the first tokens of a text and closes the connection in the middle of the reply."""

    text: str = ""
    token_s: float = 0.0


@dataclass(frozen=True)
class Babbles:
    """Answers with status 200 and something that is no reply.

    Attributes:
        kind: "page" is HTML; "broken" is JSON (or an event) cut in the middle; "other" is JSON of another form.
    """

    kind: Literal["page", "broken", "other"] = "page"


Reply = Says | Refuses | Hangs | Cuts | Babbles

_TOKEN = re.compile(r"\s*\S{1,4}|\s+")


def tokens(text: str) -> list[str]:
    """Cut a text as a model would: pieces of a few letters, in Hindi also inside what a reader sees as one letter."""
    return _TOKEN.findall(text)


def rate_limited(retry_after_s: float = 20) -> Refuses:
    """The refusal of a caller who asks too often."""
    return Refuses(429, f"Rate limit reached for requests. Please try again in {retry_after_s:g}s.", retry_after_s)
