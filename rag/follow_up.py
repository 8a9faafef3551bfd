"""A question that leans on the ones before it is made to stand alone: "और किससे?" → "जयशंकर ने मुलाकात की और किससे?"

Rules only, no model. A question leans if a pronoun of it points at nothing in it, if no word of it names a topic, if its topics
were all spoken of just now, or if it is a fragment that hangs on something left out ("और एयरटेल का?"). It is completed with
words of the question before, and where that asked who or where, with the names that its answer cites. A question that
names a topic of its own is left alone: an answer to something else is worse than none.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from itertools import groupby, pairwise
from typing import Literal

from index.language import is_latin_hindi
from index.sound import sound_key
from index.terms import words as split_words
from index.text import normalise
from rag.cited_names import cited_names
from rag.conversation import Turn
from rag.periods import find_period
from rag.pointing import points_outside
from rag.question import MAX_QUESTION_CHARS, question_kind
from rag.question_words import POINTING, Role, Word, families, read_words

MAX_CONTEXT_WORDS = 24
_MAX_PLAIN = 1
_MAX_FRAGMENT_TOPICS = 2
_MIN_SOUND = 3
_ANY_DAY = datetime(2024, 1, 1, tzinfo=UTC)
_CONTENT = frozenset({Role.TOPIC, Role.EVENT, Role.PLAIN})
_LEFT_OUT = POINTING | {Role.LINKS, Role.STATES}
_PARTICLES = {
    normalise(word): number
    for number, group in enumerate(
        (
            "में me mein mai main", "का के की ka ke ki", "को ko", "से se", "ने ne", "पर par pe",
            "in at", "of for", "from", "by", "against with",
        )
    )
    for word in group.split()
}  # fmt: skip
"""Postpositions and prepositions; those of one number do the same."""


def standalone(question: str, turns: Sequence[Turn]) -> str:
    """Complete a question that leans on the turns before it.

    Args:
        question: As typed.
        turns: What this person was answered before, oldest first; only recent ones.

    Returns:
        The question with the words that it lacks in front of it; unchanged if it stands alone or there is nothing to lean
        on. It may mix languages and scripts.
    """
    if len(question) > MAX_QUESTION_CHARS:
        return question
    asked = read_words(question)
    for place in range(len(turns) - 1, -1, -1):
        before = read_words(turns[place].standalone)
        if any(word.role in _CONTENT for word in before):
            context = _context(question, asked, turns[place], before, _cited(turns[: place + 1]))
            return f"{context} {question}" if context else question
    return question


def _cited(turns: Sequence[Turn]) -> list[Word]:
    """The words of the sentences cited for the last turn, and for those it followed up."""
    said: list[Word] = []
    for turn in reversed(turns):
        said += [word for quote in turn.quotes for word in read_words(quote)]
        if turn.standalone == turn.question:
            break
    return said


def _context(question: str, asked: list[Word], turn: Turn, before: list[Word], cited: list[Word]) -> str:
    """What the question lacks; "" if it stands alone."""
    said = frozenset().union(*map(_forms, before), *map(_forms, cited))
    dates = _date_words(question)
    undated = [word for word in asked if word.folded not in dates]
    topics = _topics(undated, families([*before, *cited]))
    new = [word for word in topics if not _forms(word) & said]
    pointing = [word for place, word in enumerate(asked) if points_outside(asked, place, topics, new)]
    fragment = _is_fragment(undated, topics)
    leans = (not new or (fragment and _is_oblique(asked))) if topics else _goes_on(undated, fragment, bool(dates))
    if not (leans or pointing):
        return ""
    dropped = _replaced(asked, topics, before) if fragment and not pointing else []
    if dates:
        dropped += _dated(before, _date_words(turn.standalone))
    own = frozenset().union(*map(_forms, topics))
    taken = before if fragment else _topic_phrases(before)
    without = _LEFT_OUT | {Role.ASKS} if any(word.role is Role.ASKS for word in asked) else _LEFT_OUT
    texts = [
        word.text
        for word in taken
        if word.folded and word.role not in without and word not in dropped and not _forms(word) & own
    ]
    texts += _names(turn, pointing, texts + [word.text for word in asked])
    return " ".join(texts[:MAX_CONTEXT_WORDS])


def _topics(asked: list[Word], known: Collection[int]) -> list[Word]:
    """The words that name what the question is about, if any do."""
    plain = sum(word.role is Role.PLAIN for word in asked)
    return [
        word
        for word in asked
        if word.role is Role.TOPIC
        or (word.role is Role.PLAIN and plain > _MAX_PLAIN)
        or (word.role is Role.EVENT and families([word]).isdisjoint(known))
    ]


def _is_fragment(asked: list[Word], topics: list[Word]) -> bool:
    """Tell whether the question has no predicate: a question word or a name with a particle, and that is all."""
    if any(word.role in {Role.LIGHT, Role.EVENT} and word not in topics for word in asked):
        return False
    named = [word.role is Role.PLAIN or word in topics for word in asked]
    if not any(named):
        return True
    states = any(word.role is Role.STATES for word in asked)
    return not states and sum(named) <= _MAX_FRAGMENT_TOPICS and [run for run, _ in groupby(named)].count(True) == 1


def _is_oblique(asked: list[Word]) -> bool:
    """Tell whether a fragment hangs on something that is left out: "और मुंबई में?", "and in Mumbai?"."""
    spoken = [word.folded for word in asked if word.folded and word.role is not Role.LINKS]
    text = " ".join(spoken)
    return bool(spoken) and spoken[0 if text.isascii() and not is_latin_hindi(text) else -1] in _PARTICLES


def _goes_on(asked: list[Word], fragment: bool, dated: bool) -> bool:
    """Tell whether a question without a topic goes on from the one before; "wow" does not."""
    spoken = [word for word in asked if word.folded]
    links = len(spoken) > 1 and spoken[0].role is Role.LINKS
    if dated and fragment:
        return links  # "what happened yesterday?" is a question of its own
    roles = {word.role for word in spoken}
    asks = Role.ASKS in roles or any(word.text == "?" for word in asked)
    return links or bool(roles & {Role.LIGHT, Role.EVENT}) or (asks and bool(roles - {Role.BUILDS, Role.STATES}))


def _topic_phrases(before: list[Word]) -> list[Word]:
    """The words that name the topic of a question, with those that stand right beside them: Andhra chief minister."""
    content = [word.role in _CONTENT for word in before]
    return [
        word
        for place, word in enumerate(before)
        if content[place] or (word.role is Role.LIGHT and any(content[max(0, place - 1) : place + 2]))
    ]


def _replaced(asked: list[Word], topics: list[Word], before: list[Word]) -> list[Word]:
    """The name that this question puts another in the place of: "दिल्ली में" for "और मुंबई में?"."""
    for place, word in enumerate(asked):
        number = _PARTICLES.get(word.folded)
        behind = place > 0 and asked[place - 1] in topics
        ahead = place + 1 < len(asked) and asked[place + 1] in topics
        if number is None or not (behind or ahead):
            continue
        for other, earlier in enumerate(before):
            if _PARTICLES.get(earlier.folded) == number:
                run = _run(before[:other][::-1] if behind else before[other + 1 :])
                if run:
                    return [earlier, *run]
    return []


def _run(words: list[Word]) -> list[Word]:
    run: list[Word] = []
    for word in words:
        if word.role not in {Role.TOPIC, Role.PLAIN}:
            break
        run.append(word)
    return run


def _forms(word: Word) -> frozenset[str]:
    """What a word is known by, in either script."""
    sound = sound_key(word.folded) if word.folded else ""
    return word.keys | {f"={sound}"} if len(sound) >= _MIN_SOUND else word.keys


def _date_words(text: str) -> frozenset[str]:
    """The words that name a time; which time it is does not matter here."""
    period = find_period(text, _ANY_DAY, UTC)
    return frozenset(split_words(period.phrase)) if period else frozenset()


def _dated(words: list[Word], dates: Collection[str]) -> list[Word]:
    """The words of a date, with the particle behind them: 3 जुलाई को."""
    behind = pairwise(words)
    particles = [after for word, after in behind if word.folded in dates and after.folded in _PARTICLES]
    return [*(word for word in words if word.folded in dates), *particles]


def _names(turn: Turn, pointing: list[Word], there: Sequence[str]) -> list[str]:
    """Names that the answer before gave to a question of who or where, if a pronoun means them."""
    kind = question_kind(turn.question)
    wanted: Literal["person", "place"] | None = None
    if kind == "place" and any(word.role is Role.PLACE for word in pointing):
        wanted = "place"
    elif kind == "person" and any(word.role in {Role.PERSON, Role.OWNER} for word in pointing):
        wanted = "person"
    if wanted is None:
        return []
    sounds = {sound_key(normalise(text)) for text in there}
    return [name for name in cited_names(turn.quotes, wanted) if sound_key(normalise(name)) not in sounds]
