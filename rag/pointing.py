"""Does a pronoun of a question point at something outside it?

"मोदी ने कहा कि वे कब जाएँगे?" explains its own "वे"; "रूस ने उन्हें क्या दिया?" does not, since in the clause of a name a pronoun means
somebody else. "Is it raining in Delhi?" points at nothing at all.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from index.text import normalise
from rag.question_words import POINTING, Role, Word

_MAX_OWN_TOPICS = 1
"""With more topics of its own, "it" and "this" are taken to mean nothing outside: "is it true that …"."""


def _folded(words: str) -> frozenset[str]:
    return frozenset(map(normalise, words.split()))


_CLAUSE_OPENERS = _folded(
    """
    , ; : कि ki और aur जब jab तो to toh लेकिन lekin ताकि taki क्योंकि kyunki that and when while if after before but because where
    who say says said think thinks believe believes claim claims
    """
)
_HELPERS = _folded("is are was were be been will would has have had can could")
_NOW = _folded(
    """
    साल वर्ष बार हफ्ते सप्ताह महीने माह समय वक्त सीजन saal sal baar bar hafte mahine samay waqt season year week month time morning
    evening summer winter
    """
)
"""Behind a demonstrative these mean the present: इस साल, this week."""
_RELATES = _folded("पहले बाद अलावा बावजूद pehle pahle baad bad alawa bawajood")
"""Behind a pronoun these make an adverb of it, which may as well mean the question's own topic: इससे पहले."""
_IN = _folded("में me mein mai main पर par pe")


def points_outside(asked: Sequence[Word], place: int, topics: Collection[Word], new: Collection[Word]) -> bool:
    """Tell whether a word is a pronoun that nothing in its own question explains.

    Args:
        asked: The question.
        place: Which of its words.
        topics: Those that name what it is about.
        new: Those of them that were not spoken of before.
    """
    word = asked[place]
    if word.role not in POINTING or any(other.relative for other in asked):
        return False
    earlier = asked[:place]
    following = asked[place + 1] if place + 1 < len(asked) else None
    named = [n for n, other in enumerate(earlier) if other.role is Role.TOPIC]
    if word.role is Role.OWNER:
        return not named
    if word.role is Role.PLACE:
        return _means_a_place(word, earlier, following, named)
    may_mean_nothing = word.role is Role.THING or (following is not None and following.folded in _RELATES)
    if may_mean_nothing and not _means_a_thing(word, earlier, following, topics, new):
        return False
    behind_name = earlier[named[0] :] if named else []
    return not any((other.folded or other.text) in _CLAUSE_OPENERS for other in behind_name)


def _means_a_place(word: Word, earlier: Sequence[Word], following: Word | None, named: Sequence[int]) -> bool:
    if word.folded != "there":
        return not any(earlier[n + 1].folded in _IN for n in named if n + 1 < len(earlier))
    spoken = following.folded if following else ""
    # "there were", "is there any": no place is meant.
    return spoken not in _HELPERS and not (earlier and earlier[-1].folded in _HELPERS and spoken)


def _means_a_thing(
    word: Word, earlier: Sequence[Word], following: Word | None, topics: Collection[Word], new: Collection[Word]
) -> bool:
    spoken = following.folded if following else ""
    if spoken in _NOW or following in new:
        return False
    before = earlier[-1].role if earlier else None
    if word.folded == "that" and spoken and before in {Role.LIGHT, Role.TOPIC}:
        return False  # "said that Modi …"
    ends_as_object = before not in {None, Role.STATES} and not spoken
    return len(topics) <= _MAX_OWN_TOPICS or ends_as_object
