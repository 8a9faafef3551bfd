"""Search terms as FTS5 sees them: every term one token, found by exactly itself."""

from __future__ import annotations

import re
from collections.abc import Iterable

# The `ascii` tokenizer keeps a–z, 0–9 and everything beyond ASCII, folds A–Z and splits at the rest. Those others
# are therefore written as private-use characters, and those private-use characters with a mark before them.
_OTHERS = re.compile("[^a-z0-9\x80-\ud7ff\ue100-\U0010ffff]")
_BASE = 0xE000
_MARK = "\ue0ff"


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    return chr(_BASE + ord(character)) if character < "\x80" else _MARK + character


def token(term: str) -> str:
    """Write a term as one FTS5 token; different terms give different tokens.

    Raises:
        UnicodeEncodeError: The term holds a lone surrogate.
    """
    escaped = _OTHERS.sub(_escape, term)
    escaped.encode("utf-8")
    return escaped


def tokens(terms: Iterable[str]) -> str:
    """The distinct terms of a chunk as the text of an FTS5 row."""
    return " ".join(token(term) for term in dict.fromkeys(terms) if term)


def match_expression(term: str) -> str | None:
    """FTS5 query for the rows that hold a term; None if no row can."""
    try:
        return f'"{token(term)}"' if term else None
    except UnicodeEncodeError:
        return None
