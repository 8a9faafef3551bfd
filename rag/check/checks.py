"""Judge a chat model's draft sentence by sentence: what its sources do not bear out is not shown.

draft ─▶ sentences with their citations ─▶ safe? cited? in the right language? names, numbers, dates in the sources?
      ─▶ near enough in meaning? ─▶ said before? too long? ─▶ statements, each with the sentences it rests on

What this cannot see: who did what to whom, a number or a name put with the wrong thing of the same source, a denial without
a word that denies ("lost" for "won"), and news that is false itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.article import Language
from index.embed.late import TokenVectors
from index.embed.protocol import Embedder
from index.language import detect_language
from index.terms import terms
from rag.check.claims import Claim, claims
from rag.check.facts import Source, missing
from rag.check.meaning import Nearness, Reading, floors, joined
from rag.check.negation import contradicts
from rag.check.orders import gives_orders, part_orders
from rag.check.outcome import Checked, Dropped, Reason, Statement, Support
from rag.check.rewording import for_embedder
from rag.check.safety import is_unsafe, says_no_answer
from rag.check.wording import is_worded_in
from rag.generate.passage import Passage

MAX_WORDS = 120
"""Of all statements together; the last one may not go beyond."""
_SAME_TERMS = 0.75
_ADDS = 0.02
"""What a further source has to add to the nearness of a statement, to be one."""


def check(draft: str, passages: Sequence[Passage], language: Language, question: str, embedder: Embedder) -> Checked:
    """Keep of a draft what its passages bear out.

    Args:
        draft: What the model said; anything.
        passages: That it was given.
        language: Language and script of the question, and so of the answer.
        question: Standalone. A refusal is not believed where the question or a passage gives orders to the model.
        embedder: For the meaning. Only the default model has measured floors; another one bears everything out.

    Returns:
        The statements with their support, and what was dropped for which reason.

    Raises:
        EmbeddingError: The model fails.
    """
    news = {passage.n: _News.of(passage) for passage in passages}
    if says_no_answer(draft):
        ordered = gives_orders(question) or any(one.orders for one in news.values())
        return Checked((), (), refused=not ordered)
    found = claims(draft)
    judged: dict[int, Statement | Reason] = {}
    worth: list[int] = []
    for place, claim in enumerate(found):
        if reason := _at_first_sight(claim, language, news):
            judged[place] = reason
        else:
            worth.append(place)
    for place, statement in zip(worth, _supported([found[n] for n in worth], language, news, embedder), strict=True):
        judged[place] = statement
    return _without_excess(found, [judged[place] for place in range(len(found))])


@dataclass(frozen=True, slots=True)
class _News:
    """What of a passage can bear a statement out.

    Attributes:
        passage: Whole.
        sentences: Those that give no orders.
        source: Their facts.
        orders: The sentences that do, with the headline and the outlet's name if they do.
    """

    passage: Passage
    sentences: tuple[str, ...]
    source: Source
    orders: tuple[str, ...]

    @classmethod
    def of(cls, passage: Passage) -> _News:
        article = passage.article
        sentences, orders = part_orders(passage.text, passage.sentences)
        labels = [label for label in (article.title, article.source) if label]
        true_labels = [label for label in labels if not gives_orders(label)]
        source = Source.of("\n".join(true_labels), sentences, article.published_at, article.language)
        return cls(passage, sentences, source, (*orders, *(label for label in labels if label not in true_labels)))

    def near(self, place: int) -> tuple[str, str]:
        """A sentence, and those beside it."""
        beside = self.sentences[max(0, place - 1) : place] + self.sentences[place + 1 : place + 2]
        return self.sentences[place], " ".join(beside)


def _at_first_sight(claim: Claim, language: Language, news: dict[int, _News]) -> Reason | None:
    """What is wrong with a sentence, as far as no model is needed to tell."""
    if is_unsafe(claim.text):
        return Reason.UNSAFE
    if not claim.cited:
        return Reason.NO_CITATION
    if any(not news.keys() & set(part.cited) for part in claim.parts):
        return Reason.UNKNOWN_CITATION
    if not is_worded_in(claim.text, language):
        return Reason.WRONG_LANGUAGE
    for part in claim.parts:
        if reason := missing(part.text, language, [news[n].source for n in part.cited if n in news]):
            return reason
    return None


def _supported(
    found: Sequence[Claim], language: Language, news: dict[int, _News], embedder: Embedder
) -> list[Statement | Reason]:
    """Judge the meaning of the sentences, all embedded at once, and each passage once.

    What is nearer to an order in any passage than to the news that it cites has obeyed the order.
    """
    if not found:
        return []
    readings = {
        n: Reading(embedder, news[n].sentences)
        for n in sorted({n for claim in found for n in claim.cited})
        if n in news and news[n].sentences
    }
    orders = [for_embedder(order, detect_language(order), []) for one in news.values() for order in one.orders]
    ordered = Reading(embedder, orders) if orders else None
    texts = [
        for_embedder(claim.text, language, [news[n].passage.text for n in claim.cited if n in news]) for claim in found
    ]
    asked = embedder.embed_question(texts)
    tokens: Sequence[TokenVectors | None] = asked.tokens if len(asked.tokens) == len(texts) else [None] * len(texts)
    outcomes: list[Statement | Reason] = []
    for claim, vector, mine in zip(found, asked.texts, tokens, strict=True):
        near = _nearness(claim, readings, vector, mine)
        obeyed = ordered.nearness(vector, mine).score if ordered else None
        if obeyed is not None and obeyed >= max((one.score for one in near.values()), default=-1.0):
            outcomes.append(Reason.UNSAFE)
        else:
            outcomes.append(_support(claim, language, news, near, embedder))
    return outcomes


def _nearness(
    claim: Claim, readings: dict[int, Reading], vector: NDArray[np.float32], tokens: TokenVectors | None
) -> dict[int, Nearness]:
    return {n: readings[n].nearness(vector, tokens) for n in claim.cited if n in readings}


def _support(
    claim: Claim, language: Language, news: dict[int, _News], near: dict[int, Nearness], embedder: Embedder
) -> Statement | Reason:
    """The passages that bear a sentence out: each by itself, or, where none does, those that do together."""
    limits = {
        n: floors().of(embedder, f"{language}>{news[n].passage.article.language}", late=one.late)
        for n, one in near.items()
    }
    near = {n: one for n, one in near.items() if not contradicts(claim.text, *news[n].near(one.nearest))}
    bearing = [
        n for n, one in near.items() if one.score >= limits[n] and not missing(claim.text, language, [news[n].source])
    ]
    if not bearing and len(near) > 1 and joined(list(near.values())) >= min(limits.values()):
        bearing = [n for n in near if _adds(n, claim, language, news, near)]
    if not bearing:
        return Reason.UNSUPPORTED_MEANING
    return Statement(claim.text, tuple(Support(n, news[n].sentences[near[n].nearest]) for n in bearing))


def _adds(n: int, claim: Claim, language: Language, news: dict[int, _News], near: dict[int, Nearness]) -> bool:
    """Tell whether the sources would bear out less without this one."""
    rest = {other: one for other, one in near.items() if other != n}
    if missing(claim.text, language, [news[other].source for other in rest]):
        return True
    return joined(list(near.values())) - joined(list(rest.values())) >= _ADDS


def _without_excess(found: Sequence[Claim], judged: Sequence[Statement | Reason]) -> Checked:
    """Drop what was said before, and what makes the answer too long."""
    statements: list[Statement] = []
    dropped: list[Dropped] = []
    said: list[frozenset[str]] = []
    words = 0
    for claim, outcome in zip(found, judged, strict=True):
        if isinstance(outcome, Statement):
            held = frozenset(terms(claim.text))
            length = len(claim.text.split())
            if any(len(held & other) >= _SAME_TERMS * len(held | other) for other in said):
                outcome = Reason.REPEATED
            elif words + length > MAX_WORDS:
                outcome = Reason.TOO_LONG
            else:
                statements.append(outcome)
                said.append(held)
                words += length
                continue
        dropped.append(Dropped(claim.text, outcome))
    return Checked(tuple(statements), tuple(dropped))
