"""What each word of a question does: asks, points back, links, builds the sentence, names an event, or names a topic.

A question leans on the ones before it where no word of it names a topic. What news can be about has no end, so the words
that name none are listed (`rag.question_lexicon`), and a single common word names none either: "who was on board?".
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import lru_cache

import regex

from index.language import is_latin_hindi
from index.spelling import fold_spelling, romanise
from index.terms import ENGLISH_STOP_WORDS, HINDI_STOP_WORDS, LATIN_HINDI_STOP_WORDS, stem
from index.text import normalise
from rag import question_lexicon as lexicon


class Role(Enum):
    """What a word does in a question."""

    ASKS = auto()
    """A question word: कब, who."""
    PERSON = auto()
    """A pronoun that needs a name somewhere: उन्होंने, they."""
    OWNER = auto()
    """An English possessive, which a name in front of it explains: his, and दोनों, which works alike."""
    PLACE = auto()
    """वहाँ, there."""
    THING = auto()
    """A pronoun or demonstrative that may also stand for nothing: यह, it, that."""
    LINKS = auto()
    """Goes on from what was said: और, but."""
    STATES = auto()
    """A copula or auxiliary verb: है, did."""
    BUILDS = auto()
    """Any other function word: में, the."""
    LIGHT = auto()
    """A word that many questions share and that needs to be told of what: won, injured, captain, reason."""
    EVENT = auto()
    """A word for the event, such as meeting or match: a topic unless that event is being talked of."""
    PLAIN = auto()
    """Any other word that is common: one alone says little, two together name a topic."""
    TOPIC = auto()
    """Anything else, names above all: it says what the question is about."""


POINTING = frozenset({Role.PERSON, Role.OWNER, Role.PLACE, Role.THING})

_TOKEN = regex.compile(r"[\p{L}\p{M}\p{N}\u200c\u200d]+(?:[-.'’][\p{L}\p{M}\p{N}\u200c\u200d]+)*|[,;:.!?।]")
_CLITIC = regex.compile(r"(?:['’](?:s|re|d|ll|ve|m)|n['’]t)$")
_PARTICIPLE = regex.compile("[ाेीईए]ं?$|[aei]$")
_CLOSERS = frozenset(
    """
था थे थी थीं गया गई गए गयी गये रहा रही रहे tha thi thee the gaya gya gayi gai gaye gae raha rha rahi rhi rahe rhe
""".split()
)
_TAKE_NOUNS = frozenset(
    """
कितना कितने कितनी किस किन कौनसा कौनसी कौनसे सा सी से kitna kitne kitni kis kin kaunsa kaunsi kaunse konsa konsi konse sa si se
""".split()
)
_RELATIVES = frozenset(map(normalise, lexicon.RELATIVES.split()))
_AH = regex.compile("eh(?![aeiou])")
_INNER_A = regex.compile("(?<=.)a(?=.)")
_SHORT = 5
_COMMON_ZIPF = 4.5


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a question, or a mark of punctuation.

    Attributes:
        text: As typed.
        folded: Normalised, without 's and the like; "" for punctuation.
        role: What it does.
        keys: Stem, and for Latin letters a spelling key: what it is compared by.
    """

    text: str
    folded: str
    role: Role
    keys: frozenset[str]

    @property
    def relative(self) -> bool:
        """Whether it is a Hindi relative, which the pronoun of the same sentence answers to."""
        return self.folded in _RELATIVES


def read_words(text: str) -> list[Word]:
    """Tell for each word of a text, in order, what it does; punctuation BUILDS.

    Args:
        text: A question, in any of the three ways of writing, or in several at once.
    """
    latin_hindi = is_latin_hindi(text)
    tokens = _TOKEN.findall(text)
    small = any(token.islower() for token in tokens)
    words = [
        # At the beginning a capital says nothing, and neither does it where all is written in capitals.
        _word(token, latin_hindi, capital=place > 0 and small and token[0].isupper())
        for place, token in enumerate(tokens)
    ]
    verb = _verb(words, latin_hindi)
    return words if verb is None else [*words[:verb], replace(words[verb], role=Role.LIGHT), *words[verb + 1 :]]


def families(words: list[Word]) -> frozenset[int]:
    """Return the kinds of event that words name, as numbers."""
    keys = frozenset().union(*(word.keys for word in words))
    return frozenset(table[key] for table in (_EVENT_KEYS, _HAPPENED_KEYS) for key in keys & table.keys())


def _word(token: str, latin_hindi: bool, capital: bool) -> Word:
    folded = _CLITIC.sub("", normalise(token))
    if not regex.search(r"[\p{L}\p{N}]", folded):
        return Word(token, "", Role.BUILDS, frozenset())
    role = _role(folded, latin_hindi)
    if role in {Role.TOPIC, Role.PLAIN} and "-" in folded:
        parts = [_role(part, latin_hindi) for part in folded.split("-") if part]
        role = parts[0] if Role.TOPIC not in parts else role  # किस-किस
    if role is Role.PLAIN and capital:
        role = Role.TOPIC
    return Word(token, folded, role, _keys(folded, latin_hindi))


def _verb(words: list[Word], latin_hindi: bool) -> int | None:
    """Place of a verb that no list knows: participles close a Hindi question ("कहाँ उतरा?"), English ones end in -ed."""
    asks = [place for place, word in enumerate(words) if word.role is Role.ASKS]
    spoken = [place for place, word in enumerate(words) if word.folded]
    while spoken and asks and spoken[-1] > asks[-1] and words[spoken[-1]].folded in _CLOSERS:
        spoken.pop()
    if len(spoken) < 2 or not asks:
        return None
    word, before = words[spoken[-1]], words[spoken[-2]]
    if word.role not in {Role.TOPIC, Role.PLAIN} or word.keys & _TOPIC_KEYS:
        return None
    if word.text.isascii() and not latin_hindi:
        return spoken[-1] if word.text.islower() and len(word.text) > 4 and word.text.endswith("ed") else None
    closes = spoken[-1] > asks[-1] and _PARTICIPLE.search(word.folded) and before.folded not in _TAKE_NOUNS
    # "kisse mile birla?": the verb comes first, and a name last.
    verb_before = before.role is Role.STATES or (before.role is Role.LIGHT and _PARTICIPLE.search(before.folded))
    return spoken[-1] if closes and not verb_before else None


def _role(folded: str, latin_hindi: bool) -> Role:
    if latin_hindi and folded in _LATIN_ROLES:
        return _LATIN_ROLES[folded]
    if folded in _ROLES:
        return _ROLES[folded]
    if folded in HINDI_STOP_WORDS or folded in ENGLISH_STOP_WORDS or (latin_hindi and folded in LATIN_HINDI_STOP_WORDS):
        return Role.BUILDS
    keys = _keys(folded, latin_hindi)
    if keys & _TOPIC_KEYS or keys & _HAPPENED_KEYS.keys():
        return Role.TOPIC
    if keys & _LIGHT_KEYS:
        return Role.LIGHT
    if keys & _EVENT_KEYS.keys():
        return Role.EVENT
    return Role.PLAIN if folded in _common() or keys & _common() else Role.TOPIC


@lru_cache(maxsize=1 << 14)
def _keys(folded: str, latin_hindi: bool) -> frozenset[str]:
    """The stem, and of a word that may be Hindi in Latin letters its spelling."""
    return frozenset({stem(folded), _spelling(folded)} if latin_hindi and folded.isascii() else {stem(folded)})


def _listed_keys(word: str) -> frozenset[str]:
    """What a listed word is found by: its stem, and its spelling in Latin letters if it is Hindi."""
    folded = normalise(word)
    return frozenset({stem(folded)} if folded.isascii() else {stem(folded), _spelling(romanise(folded))})


def _spelling(latin: str) -> str:
    """A spelling without what varies; "a" inside a longer word often is left out."""
    spelled = _AH.sub("ah", fold_spelling(latin))
    return "~" + (_INNER_A.sub("", spelled) if len(spelled) > _SHORT else spelled)


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    """The common English words, and keys of the Hindi ones."""
    import wordfreq

    least = 10 ** (_COMMON_ZIPF - 9)
    english = wordfreq.get_frequency_dict("en", "small").items()
    hindi = wordfreq.get_frequency_dict("hi", "small").items()
    found = {word for word, frequency in english if frequency >= least}
    return frozenset(
        found.union(*(_listed_keys(word) for word, frequency in hindi if frequency >= least and not word.isascii()))
    )


def _roles(*listed: tuple[Role, str]) -> dict[str, Role]:
    found: dict[str, Role] = {}
    for role, words in listed:
        for word in words.split():
            found.setdefault(normalise(word), role)
    return found


_ROLES = _roles(
    (Role.ASKS, lexicon.ASKS),
    (Role.PERSON, lexicon.PERSON),
    (Role.OWNER, lexicon.OWNER),
    (Role.PLACE, lexicon.PLACE),
    (Role.THING, lexicon.THING),
    (Role.LINKS, lexicon.LINKS),
    (Role.STATES, lexicon.STATES),
    (Role.LIGHT, lexicon.LIGHT),
)
_LATIN_ROLES = _roles(
    (Role.PERSON, lexicon.LATIN_PERSON),
    (Role.OWNER, lexicon.LATIN_OWNER),
    (Role.PLACE, lexicon.LATIN_PLACE),
    (Role.THING, lexicon.LATIN_THING),
    (Role.LINKS, lexicon.LATIN_LINKS),
    (Role.STATES, lexicon.LATIN_STATES),
    (Role.LIGHT, lexicon.LATIN_LIGHT),
)
_LIGHT_KEYS = frozenset(key for word in lexicon.LIGHT.split() for key in _listed_keys(word))
_TOPIC_KEYS = frozenset(key for word in lexicon.TOPICS.split() for key in _listed_keys(word))
_EVENT_KEYS, _HAPPENED_KEYS = (
    {key: number for number, family in enumerate(table) for word in family for key in _listed_keys(word)}
    for table in (lexicon.EVENTS, lexicon.HAPPENED)
)
