"""What of an example is shown to the reader while it learns; no two draws are alike.

A chunk is shown whole, or without some of the sentences that do not answer, or, as one that does not answer, without those that do:
so that what is learnt is how an answer stands beside a question, and not the chunk. A near miss that was written as the twin of a
question is often shown in the same batch, beside the very chunk that answers the other.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from index.embed.late import SentenceTokens
from tests.benchmarks.reading_examples import Example, Shown

MISS_SHARE, ANSWER_SHARE, ALIKE_SHARE = 0.85, 0.6, 0.3
"""How often a near miss is drawn beside an answerable question; an answering chunk is shown; another of its article beside it."""
CUT_SHARE, HIDDEN_SHARE, KEPT_SHARE, TWIN_SHARE = 0.5, 0.3, 0.75, 0.4
"""How often chunks are cut; of those that answer without the answer; a sentence stays in one that is cut; a twin is shown too."""
SHOWN = 3


@dataclass(frozen=True, slots=True)
class Draws:
    """Examples to draw from.

    Attributes:
        examples: In the order in which they were written.
        twins: By place of an answerable one, the place of the near miss that was written beside it.
    """

    examples: Sequence[Example]
    twins: Mapping[int, int]

    @classmethod
    def of(cls, examples: Sequence[Example]) -> Draws:
        """Find the twins: a near miss on the same article, directly behind its question."""
        twins = {
            place: place + 1
            for place in range(len(examples) - 1)
            if examples[place].answering
            and not examples[place + 1].answering
            and examples[place].articles & examples[place + 1].articles
        }
        return cls(examples, twins)

    def batch(self, size: int, chance: random.Random) -> list[tuple[Example, list[Shown]]]:
        """Draw so many questions, each with what is shown beside it."""
        shares = list(accumulate(1.0 if one.answering else MISS_SHARE for one in self.examples))
        drawn: list[tuple[Example, list[Shown]]] = []
        while len(drawn) < size:
            (place,) = chance.choices(range(len(self.examples)), cum_weights=shares)
            one = self.examples[place]
            if place in self.twins and chance.random() < TWIN_SHARE:
                shown = chance.choice(one.answering)
                drawn.append((one, draw(one, chance, shown)))
                drawn.append((self.examples[self.twins[place]], draw(one, chance, Shown(shown.tokens))))
            else:
                drawn.append((one, draw(one, chance)))
        return drawn[:size]


def draw(one: Example, chance: random.Random, first: Shown | None = None) -> list[Shown]:
    """Choose what is shown beside a question, `first` before all else."""
    is_cut = chance.random() < CUT_SHARE
    shown: list[Shown] = [first] if first else []
    if first is None and one.answering and chance.random() < ANSWER_SHARE:
        answering = chance.choice(one.answering)
        hidden = without_answer(answering) if is_cut and chance.random() < HIDDEN_SHARE else None
        shown.append(hidden or (cut(answering, chance) if is_cut else answering))
    elif first is None and one.alike and not one.answering:
        shown.append(cut(chance.choice(one.alike), chance) if is_cut else chance.choice(one.alike))
    if shown and one.answering and one.alike and chance.random() < ALIKE_SHARE:
        shown.append(chance.choice(one.alike))
    others = chance.sample(one.others, max(0, min(SHOWN - len(shown), len(one.others))))
    return shown + [cut(other, chance) if is_cut else other for other in others]


def cut(shown: Shown, chance: random.Random) -> Shown:
    """Leave out some sentences, none that holds the answer."""
    return (
        _only(
            shown, [_holds(shown, place) or chance.random() < KEPT_SHARE for place in range(len(shown.tokens.counts))]
        )
        or shown
    )


def without_answer(shown: Shown) -> Shown | None:
    """Leave out the sentences that hold the answer; None where none is left."""
    left = _only(shown, [not _holds(shown, place) for place in range(len(shown.tokens.counts))])
    return left and Shown(left.tokens)


def _holds(shown: Shown, sentence: int) -> bool:
    start = sum(shown.tokens.counts[:sentence])
    return shown.answer is not None and bool(shown.answer[start : start + shown.tokens.counts[sentence]].any())


def _only(shown: Shown, kept: Sequence[bool]) -> Shown | None:
    counts = shown.tokens.counts
    tokens = np.repeat(np.array(kept, np.bool_), counts)
    if not tokens.any():
        return None
    held = SentenceTokens(
        shown.tokens.codes[: len(tokens)][tokens], tuple(n for n, keep in zip(counts, kept, strict=True) if keep)
    )
    return Shown(held, None if shown.answer is None else shown.answer[: len(tokens)][tokens])
