"""Make untrusted text safe to stand in a prompt as data: it hides nothing, closes nothing, and looks like nobody speaking."""

from __future__ import annotations

import regex

_COMMENT = regex.compile(r"<!--.*?(?:-->|\Z)", regex.DOTALL)
_TURN = regex.compile(r"<\|[^|<>\n]{0,40}\|>|<</?SYS>>|\[/?INST\]", regex.IGNORECASE)
_CONTROL = regex.compile(r"[\p{Cc}\p{Zl}\p{Zp}]+")
_INVISIBLE = regex.compile(
    # ZWJ and ZWNJ shape letters inside a Devanagari word. Anywhere else they hide text, as every other format character,
    # lone surrogate, unassigned sign, filler and variation selector does.
    r"(?!(?<=\p{Devanagari})[\u200c\u200d](?=\p{Devanagari}))"
    r"[\p{Cf}\p{Cs}\p{Co}\p{Cn}\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)
_MOST_MARKS = 6
_STACKED = regex.compile(rf"(\p{{M}}{{{_MOST_MARKS}}})\p{{M}}+")
_BRACKETED_NUMBER = regex.compile(r"[\[【［]\s*([^\[\]【】［］\n]{0,12}\p{N}[\p{N}\s,;–-]*)[\]】］]")
_FENCE = regex.compile(r"`{3,}|~{3,}")
_ANGLES = str.maketrans("<>＜＞", "‹›‹›")


def quoted(text: str) -> str:
    """Return untrusted text as data for a prompt.

    Args:
        text: Of an article, a headline, an outlet's name or a question.

    Returns:
        One line in which every character is visible. HTML comments and the marks by which models are told who speaks are
        gone; there is no "<" or ">", so that no tag can be opened or closed; a number in square brackets is in round ones, so that
        it is no citation. What is said stays: an order in it is news like everything else.
    """
    # Invisible signs go first: they may stand inside of what is looked for behind them.
    text = _INVISIBLE.sub("", text)
    text = _TURN.sub(" ", _COMMENT.sub(" ", text))
    text = _STACKED.sub(r"\1", _CONTROL.sub(" ", text))
    text = _BRACKETED_NUMBER.sub(r"(\1)", _FENCE.sub("", text))
    return " ".join(text.translate(_ANGLES).split())
