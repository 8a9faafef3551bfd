"""An answer is quoted in the question's language where the news says the same in it too."""

from __future__ import annotations

from collections.abc import Sequence

from index.article import Language
from rag.extract import Sentence
from rag.late import mutual_nearness

_NEAR = 0.68
"""What stands in the place of another sentence must be nearer to it than what is merely not said beside it."""


def in_language(language: Language, chosen: Sequence[Sentence], scored: Sequence[Sentence]) -> list[Sentence]:
    """Put for each chosen sentence of another language the nearest of this one that says the same, if there is one.

    Args:
        language: Of the question; Hindi is Hindi in either script.
        chosen: Sentences to answer with.
        scored: All sentences that were scored.

    Returns:
        As many, in the same order.
    """
    own = [other for other in scored if _is_in(language, other)]
    return [one if _is_in(language, one) else _translation(one, own) for one in chosen]


def _is_in(language: Language, sentence: Sentence) -> bool:
    return (sentence.article.language == "en") == (language == "en")


def _translation(one: Sentence, own: Sequence[Sentence]) -> Sentence:
    near = [(mutual_nearness(one.tokens, other.tokens), other) for other in own if other.holds >= one.holds]
    nearness, nearest = max(near, key=lambda pair: pair[0], default=(0.0, one))
    return nearest if nearness >= _NEAR else one
