"""A question that leans on the ones before it is made to stand alone: "और किससे?" → "जयशंकर ने मुलाकात की और किससे?"

Rules only, no model. A question leans if a pronoun of it points at nothing in it, if no word of it names a topic, or if it
is a fragment ("और एयरटेल का?"). It is completed with words of the question before, and where that asked who or where, with the
names that its answer cites. A question that names a topic of its own is left alone: an answer to something else is
worse than none.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import groupby
from typing import Literal

from index.sound import sound_key
from index.terms import words as split_words
from index.text import normalise
from rag.cited_names import cited_names
from rag.conversation import Turn
from rag.periods import find_period
from rag.question import MAX_QUESTION_CHARS, question_kind
from rag.question_words import POINTING, Role, Word, families, read_words

MAX_CONTEXT_WORDS = 24
_MAX_FRAGMENT_TOPICS = 2
_MAX_TOPICS_WITH_THING = 1
"""With more topics of its own, "it" and "this" are taken to mean nothing outside: "is it true that …"."""

_ANY_DAY = datetime(2024, 1, 1, tzinfo=UTC)
_LEFT_OUT = POINTING | {Role.LINKS, Role.STATES}
_CONTENT = frozenset({Role.TOPIC, Role.EVENT})
_CLAUSE_OPENERS = frozenset(
    normalise(word)
    for word in """
, ; : कि ki और aur जब jab तो to toh लेकिन lekin ताकि taki क्योंकि kyunki that and when while if after before but because where who
say says said think thinks believe believes claim claims
""".split()
)
_EXPLETIVE = frozenset("is are was were be been will would has have had can could".split())
_NOW = frozenset(
    normalise(word)
    for word in """
साल वर्ष बार हफ्ते हफ़्ते सप्ताह महीने माह समय वक्त सीज़न saal sal baar bar hafte mahine samay waqt season year week month time morning
evening summer winter season
""".split()
)
_POSTPOSITIONS = {
    normalise(word): number
    for number, group in enumerate(
        ("में me mein mai", "का के की ka ke ki", "को ko", "से se", "ने ne", "पर par pe", "in at", "of for", "from", "by", "against with")
    )
    for word in group.split()
}  # fmt: skip


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
    for turn in reversed(turns):
        before = read_words(turn.standalone)
        if any(word.role is Role.TOPIC for word in before):
            context = _context(question, asked, turn, before)
            return f"{context} {question}" if context else question
    return question


def _context(question: str, asked: list[Word], turn: Turn, before: list[Word]) -> str:
    """What the question lacks; "" if it stands alone."""
    known = families(before) | families([word for quote in turn.quotes for word in read_words(quote)])
    dates = _date_words(question)
    topics = [word for word in asked if _names_topic(word, known) and word.folded not in dates]
    pointing = [word for place, word in enumerate(asked) if _points_outside(asked, place, topics)]
    fragment = _is_fragment(asked, topics)
    if not topics:
        leans = bool(pointing) or _continues(asked, fragment, bool(dates))
    elif fragment:
        leans = _is_talked_of(topics, before, turn.quotes) or _replaced(asked, topics, before) != []
    else:
        leans = bool(pointing) or _is_talked_of(topics, before, ())
    if not leans:
        return ""
    dropped = _replaced(asked, topics, before) if fragment else []
    if dates:
        dropped += [word for word in before if word.folded in _date_words(turn.standalone)]
    kept = [word for word in before if word.folded and word not in dropped]
    own = {key for word in topics for key in _forms(word)}
    if not fragment:
        taken = [word for word in kept if word.role in _CONTENT]
    elif any(word.role is Role.ASKS for word in asked):
        taken = [word for word in kept if word.role not in _LEFT_OUT | {Role.ASKS}]
    else:
        taken = [word for word in kept if word.role not in _LEFT_OUT]
    texts = [word.text for word in taken if not _forms(word) & own]
    texts += _names(turn, pointing, texts + [word.text for word in asked])
    return " ".join(texts[:MAX_CONTEXT_WORDS])


def _names_topic(word: Word, known: frozenset[int]) -> bool:
    return word.role is Role.TOPIC or (word.role is Role.EVENT and not families([word]) & known)


def _points_outside(asked: list[Word], place: int, topics: list[Word]) -> bool:
    """Tell whether the word is a pronoun that nothing in its own question explains."""
    word = asked[place]
    if word.role not in POINTING or any(other.relative for other in asked):
        return False
    earlier = asked[:place]
    named = [n for n, other in enumerate(earlier) if other.role is Role.TOPIC]
    following = asked[place + 1].folded if place + 1 < len(asked) else ""
    previous = earlier[-1].folded if earlier else ""
    if word.role is Role.OWNER:
        return not named
    if word.role is Role.PLACE:
        if word.folded == "there":
            return following not in _EXPLETIVE and not (previous in _EXPLETIVE and following)
        return not any(asked[n + 1].folded in _POSTPOSITIONS for n in named)
    if word.role is Role.THING:
        if following in _NOW or len(topics) > _MAX_TOPICS_WITH_THING:
            return False
        if word.folded == "that":
            # "said that Modi …": a conjunction between a verb and what was said.
            return not (earlier and following and earlier[-1].role in {Role.LIGHT, Role.TOPIC})
    # In the clause of its name a pronoun means somebody else: "रूस ने उन्हें क्या दिया?"
    return not any((other.text if not other.folded else other.folded) in _CLAUSE_OPENERS for n in named[:1] for other in earlier[n:])


def _is_fragment(asked: list[Word], topics: list[Word]) -> bool:
    """Tell whether the question has no predicate: a question word or a name with a particle, and that is all."""
    if any(word.role in {Role.LIGHT, Role.EVENT} and word not in topics for word in asked):
        return False
    states = [word for word in asked if word.role is Role.STATES]
    if not topics:
        return True
    runs = [is_topic for is_topic, _ in groupby(word in topics for word in asked)]
    return not states and len(topics) <= _MAX_FRAGMENT_TOPICS and runs.count(True) == 1


def _continues(asked: list[Word], fragment: bool, dated: bool) -> bool:
    """Tell whether a question without a topic goes on from the one before."""
    links = bool(asked) and asked[0].role is Role.LINKS
    asks = any(word.role is Role.ASKS for word in asked)
    if dated and fragment:
        return links  # "what happened yesterday?" is a question of its own
    light = any(word.role in {Role.LIGHT, Role.EVENT} for word in asked)
    return asks or light or (links and any(word.folded for word in asked))


def _is_talked_of(topics: list[Word], before: list[Word], quotes: Sequence[str]) -> bool:
    """Tell whether every topic was named in the question before, or in one of the sentences."""
    said = [*before, *(word for quote in quotes for word in read_words(quote))]
    forms = {form for word in said for form in _forms(word)}
    return all(_forms(topic) & forms for topic in topics)


def _forms(word: Word) -> set[str]:
    sound = sound_key(word.folded) if word.folded else ""
    return {*word.keys, *({f"={sound}"} if len(sound) > 2 else ())}


def _replaced(asked: list[Word], topics: list[Word], before: list[Word]) -> list[Word]:
    """The name of the question before that this one puts another in the place of: "और मुंबई में?" for "दिल्ली में"."""
    if not topics:
        return []
    for place, word in enumerate(asked):
        number = _POSTPOSITIONS.get(word.folded)
        if number is None:
            continue
        behind = place > 0 and asked[place - 1] in topics
        ahead = place + 1 < len(asked) and asked[place + 1] in topics
        for other, earlier in enumerate(before):
            if _POSTPOSITIONS.get(earlier.folded) == number:
                run = _run(before[:other][::-1])[::-1] if behind else _run(before[other + 1 :]) if ahead else []
                if run:
                    return run
    return []


def _run(words: list[Word]) -> list[Word]:
    run: list[Word] = []
    for word in words:
        if word.role is not Role.TOPIC:
            break
        run.append(word)
    return run


def _date_words(text: str) -> frozenset[str]:
    """The words that name a time; which time it is does not matter here."""
    period = find_period(text, _ANY_DAY, UTC)
    return frozenset(split_words(period.phrase)) if period else frozenset()


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
