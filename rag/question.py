"""A Question becomes a Query: language and script, the texts to embed, the terms to look up, what is asked for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import regex

from index.article import Language
from index.errors import QuestionError
from index.language import is_latin_hindi
from index.sound import sound_key
from index.store.protocol import View
from index.terms import LATIN_HINDI_STOP_WORDS, sound_terms, terms, terms_of, words
from index.text import clean, normalise
from rag.hinglish import Devanagariser
from rag.newest import asks_for_newest, without_saying_so
from rag.question_language import question_language

MAX_QUESTION_CHARS = 1000
"""More than any question; a pasted article is no question."""

Kind = Literal["person", "time", "place", "number", "reason", "other"]
"""What a question asks for, as far as its question word tells."""

_MIN_ENGLISH_KEY = 3

_PEOPLE_HINDI = "व्यक्ति|नेता|मंत्री|प्रधानमंत्री|प्रधान मंत्री|पीएम|मुख्यमंत्री|राष्ट्रपति|लेखक|कवि|खिलाडी|अभिनेता|अभिनेत्री|कप्तान|अधिकारी|वैज्ञानिक|राजा|रानी"
_PEOPLE_LATIN = (
    "neta|mantri|pradhanmantri|pm|cm|rashtrapati|lekhak|writer|khiladi|player|actor|captain|adhikari|raja|rani|aadmi"
)
_PEOPLE_ENGLISH = "person|leader|minister|president|official|author|writer|artist|player|actor|actress|captain|coach|king|queen|judge|scientist|man|woman"

_SAYS_SOMETHING = regex.compile(r"\p{L}")
_QUESTION_WORDS: dict[Kind, str] = {
    "number": "कितन[ाीेो]ं?|कितनों|kitn[aeio]n?|kitney|how (?:many|much|old|long|far|often)|death toll|what percent(?:age)?|"
    r"what (?:is|was|are|were) the (?:\w+ )?(?:population|percentage|number|price|cost|total|amount)",
    "time": "कब|किस (?:दिन|साल|वर्ष|तारीख|महीने|समय)|kab|kis (?:din|saal|sal|tarikh|mahine)|when|what (?:date|day|year|time|month)|"
    "which (?:year|day|month|date)",
    "place": "कहां|किस (?:जगह|शहर|देश|राज्य|स्थान)|kahan|kahaan|(?<!kya )kaha|kis (?:jagah|shahar|sheher|desh|rajya)|where|"
    "(?:which|what) (?:city|country|state|place|town|district|village)",
    "reason": "क्यों|किसलिए|kyon|kyun|kyu|kyo|why",
    # "कौन सी चीज़" asks for a thing; "किस मंत्री" and "which minister" for a person.
    "person": "कौन(?![ -]?(?:कौन )?स[ाीे])|किस(?:ने|से|को|के|की|का)|किसे|किन(?:से|को|का|के|की|्होंने)|kaun(?! s[aei](?!\\w))|"
    "kon(?! s[aei](?!\\w))|kis(?:ne|se|ko|ke|ki|ka)|kise|kisse|kin(?:se|ko|ke|ki|ka)|who|whom|whose|"
    f"किस (?:{_PEOPLE_HINDI})|kis (?:{_PEOPLE_LATIN})|(?:which (?:\\w+ ){{0,2}}|what )(?:{_PEOPLE_ENGLISH})s?",
}
_UNIT = regex.compile(r"(?<![\p{L}\p{M}])(?:कितन[ाीे]|kitn[aei]|kitney|how many) ([\p{L}\p{M}]{2,})")
_KINDS = {
    kind: regex.compile(rf"(?<![\p{{L}}\p{{M}}])(?:{words})(?![\p{{L}}\p{{M}}])")
    for kind, words in _QUESTION_WORDS.items()
}


@dataclass(frozen=True, slots=True)
class Query:
    """The standalone form of a question: what retrieval searches for.

    Attributes:
        question: As typed, cleaned.
        asked_in: Language and script of the question as typed, and so of the answer.
        standalone: The question with what it left to the turns before, cleaned; mostly the question itself.
        language: Language and script of the standalone form.
        texts: What is embedded: the standalone form and, for Hindi in Latin letters, the same in Devanagari.
        words: Stems of its content words, distinct, in order.
        sounds: Sound keys of its content words, distinct, in order.
        kind: What it asks for.
        unit: Sound key of what is counted ("कितने रन"), "" where that is not said.
        newest: It asks for the most recent of several.
    """

    question: str
    asked_in: Language
    standalone: str
    language: Language
    texts: tuple[str, ...]
    words: tuple[str, ...]
    sounds: tuple[str, ...]
    kind: Kind
    newest: bool = False
    unit: str = ""


def cleaned_question(question: str) -> str:
    """Return what a person typed without what is invisible; this alone needs neither an index nor a model.

    Raises:
        QuestionError: It has no letter, or is longer than `MAX_QUESTION_CHARS`.
    """
    if len(question) > MAX_QUESTION_CHARS:
        raise QuestionError(
            f"The question is longer than {MAX_QUESTION_CHARS} characters: ask it in one or two sentences.", "too_long"
        )
    question = " ".join(clean(question).split())
    if not _SAYS_SOMETHING.search(question):
        raise QuestionError("The question is empty: type a question in Hindi, English or Hinglish.", "empty")
    return question


def read_question(question: str, view: View, standalone: str = "") -> Query:
    """Make a question searchable.

    Args:
        question: What a person typed.
        view: The index: its words help to write Latin-letter Hindi in Devanagari.
        standalone: What to search for instead, where the question leans on earlier ones.

    Raises:
        QuestionError: It has no letter, or is longer than `MAX_QUESTION_CHARS`.
    """
    question = cleaned_question(question)
    searched = " ".join(clean(standalone).split()) or question
    asked_in, language = question_language(question), question_language(searched)
    if language == "en" and asked_in != "en":
        language = "hi-Latn"  # "और किससे?" behind a question in Latin letters
    texts = [searched]
    # A Hindi follow-up may lean on Hindi in Latin letters.
    latin_hindi = language == "hi-Latn" or (searched != question and is_latin_hindi(searched))
    if latin_hindi:
        texts.append(Devanagariser(view)(searched))
    newest = asks_for_newest(" ".join(texts))
    telling = [without_saying_so(text) for text in texts] if newest else texts
    found = terms(telling[0])
    if latin_hindi:
        # A word that the index holds in Devanagari alone counts once, not also as a word that is nowhere.
        latin = terms_of(word for word in words(telling[0]) if word not in LATIN_HINDI_STOP_WORDS)
        found = [stem for stem in latin if len(view.postings("words", stem))] + terms(telling[1])
    # The word that is meant has the sound key the index knows it by; as typed it may have another.
    sounds = sound_terms(telling[-1], latin_hindi=latin_hindi)
    if language == "en":
        # Short English words sound like some Hindi word or other: met = मौत.
        sounds = [key for key in sounds if len(key) >= _MIN_ENGLISH_KEY or key.isdigit()]
    kind = question_kind(question)
    return Query(
        question=question,
        asked_in=asked_in,
        standalone=searched,
        language=language,
        texts=tuple(texts),
        # A question of function words alone ("क्या हुआ?") is searched by all its words.
        words=tuple(dict.fromkeys(found or words(searched))),
        sounds=tuple(dict.fromkeys(sounds)),
        kind=kind if kind != "other" else question_kind(searched),
        newest=newest,
        unit=counted(searched),
    )


def without_words(query: Query, phrase: str) -> Query:
    """Return a query that does not look for the words of a phrase: a time that the filter holds need not be in the text."""
    stems, sounds = set(terms(phrase)), set(sound_terms(phrase))
    kept = tuple(word for word in query.words if word not in stems and sounds.isdisjoint(sound_terms(word)))
    heard = tuple(sound for sound in query.sounds if sound not in sounds)
    return replace(query, words=kept or query.words, sounds=heard or query.sounds)


def counted(question: str) -> str:
    """Return the sound key of what a question wants counted: "how many runs" → the key of "run"; "" if it does not say."""
    asked = _UNIT.search(normalise(question))
    found = terms(asked.group(1)) if asked else []
    return sound_key(found[0]) if found else ""


def question_kind(question: str) -> Kind:
    """Tell by its question word what a question asks for."""
    folded = normalise(question)
    for kind, pattern in _KINDS.items():
        if pattern.search(folded):
            return kind
    return "other"
