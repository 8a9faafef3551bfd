"""Names in the sentences that an answer cites: whom "उन्होंने" or "there" may mean when the question itself asked who or where.

No model: English writes names with capitals; Hindi puts them behind titles, and in front of "ने" or "में".
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import takewhile
from typing import Literal

import regex

from index.language import detect_language
from index.terms import ENGLISH_STOP_WORDS
from index.text import normalise
from rag.question_words import Role, read_words

MAX_NAME_WORDS = 4

HINDI_TITLES = frozenset(
    normalise(word)
    for word in """
मंत्री प्रधानमंत्री मुख्यमंत्री राष्ट्रपति उपराष्ट्रपति राज्यपाल अध्यक्ष नेता कप्तान कोच सांसद विधायक राजदूत प्रवक्ता निदेशक महानिदेशक गवर्नर
न्यायाधीश सचिव प्रमुख महाराज राजकुमारी अभिनेता गायक लेखक डॉ डा श्री श्रीमती स्पीकर खिलाड़ी आयुक्त
""".split()
)
"""What Hindi puts in front of a person's name."""
NO_NAMES = ENGLISH_STOP_WORDS | frozenset(
    """
mr mrs ms dr prime foreign minister president vice chief justice leader secretary governor captain coach king queen
princess prince speaker sir lord general opposition
monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
october november december
""".split()
)
"""English words that are no names though they are written with a capital."""
_NO_PEOPLE = NO_NAMES | frozenset(
    """
court high supreme house party union nations world cup league premier test council committee commission ministry
government bank university hospital temple airport railway express river day games several many most few hundreds thousands
indian indians american british chinese russian pakistani ukrainian
""".split()
)
_NO_HINDI_PEOPLE = HINDI_TITLES | frozenset(
    normalise(word)
    for word in """
वेधशाला अदालत न्यायालय कोर्ट न्यायाधिकरण आयोग बैंक सरकार मंत्रालय विभाग समिति परिषद पुलिस सेना नौसेना वायुसेना टीम कंपनी विश्वविद्यालय अस्पताल
संसद लोकसभा राज्यसभा विधानसभा सभा पार्टी कांग्रेस भाजपा संस्थान संगठन एजेंसी निगम बोर्ड रेलवे क्लब संघ महासंघ मंदिर अड्डे अड्डा केंद्र इसरो दल
गठबंधन मोर्चा समूह प्रशासन ब्यूरो प्राधिकरण ट्रस्ट स्कूल कॉलेज अखबार चैनल देश राष्ट्र
""".split()
)
_MAX_RUN = 3
_DOER, _IN = normalise("ने"), normalise("में")
_PLACE_BEFORE = regex.compile(r"\b(?:in|at|near|from|to)(?:\s+the)?(?:\s+\p{Lu}[\p{L}'’-]+)*\s+$")
_ENGLISH_PLACE = regex.compile(r"\b(?:in|at|near|from)\b(?:\s+the)?((?:\s+\p{Lu}[\p{L}'’-]+)+)")
_THE = regex.compile(r"[Tt]he\s")
_THE_BEFORE = regex.compile(r"\b[Tt]he\s+$")
_CAPITALISED_RUN = regex.compile(r"\p{Lu}\p{Ll}[\p{L}’'-]*(?:\s\p{Lu}\p{Ll}[\p{L}’'-]*)+")
_CAPITALISED = regex.compile(r"\p{Lu}[\p{L}\p{M}'’-]+")


def cited_names(quotes: Iterable[str], wanted: Literal["person", "place"]) -> list[str]:
    """Return the words of names, those most likely meant first.

    Args:
        quotes: Cited sentences, best first.
        wanted: Names of whom, or of where.

    Returns:
        At most `MAX_NAME_WORDS` words, as written, none twice.
    """
    found: dict[str, str] = {}
    for quote in quotes:
        if detect_language(quote) == "en":
            names = _english_people(quote) if wanted == "person" else _english_places(quote)
        else:
            names = _hindi_people(quote) if wanted == "person" else _before(quote, _IN)
        for name in names:
            found.setdefault(normalise(name), name)
        if found:
            break
    return list(found.values())[:MAX_NAME_WORDS]


def full_names(said: Iterable[str]) -> list[str]:
    """Return names of people that have two or three words, as written, in the order in which they are told of.

    Args:
        said: Sentences.
    """
    found: dict[str, str] = {}
    for sentence in said:
        names = _english_runs(sentence) if detect_language(sentence) == "en" else _hindi_runs(sentence)
        for name in names:
            found.setdefault(normalise(name), name)
    return list(found.values())


def _english_runs(sentence: str) -> list[str]:
    """Two or three words with capitals, without the titles in front of them."""
    names: list[str] = []
    for match in _CAPITALISED_RUN.finditer(sentence):
        run = match.group().split()
        while run and run[0].lower() in NO_NAMES:
            run = run[1:]
        before = sentence[: match.start()]
        if len(run) == _MAX_RUN and not before:
            run = run[1:]  # "Substitute Cole Palmer": any word that begins a sentence has a capital
        of_thing = _PLACE_BEFORE.search(before) or _THE_BEFORE.search(before) or _THE.match(match.group())
        if 2 <= len(run) <= _MAX_RUN and not of_thing and _NO_PEOPLE.isdisjoint(word.lower() for word in run):
            names.append(" ".join(run).removesuffix("'s").removesuffix("’s"))
    return names


def _hindi_runs(sentence: str) -> list[str]:
    """The two words directly in front of "ने", if neither is a title or what an institution is called."""
    names: list[str] = []
    words = read_words(sentence)
    for place, word in enumerate(words):
        if word.folded == _DOER:
            run = list(takewhile(lambda one: one.role is Role.TOPIC and one.folded, words[:place][::-1]))[::-1]
            run = run[-2:]  # what stands before two words is an office as a rule, not a third name
            if len(run) == 2 and not any(one.folded in _NO_HINDI_PEOPLE for one in run):
                names.append(" ".join(one.text for one in run))
    return names


def _hindi_people(quote: str) -> list[str]:
    return [*_before(quote, _DOER), *_behind_titles(quote)]


def _before(quote: str, particle: str) -> list[str]:
    """The words directly in front of a particle."""
    words = read_words(quote)
    names: list[str] = []
    for place, word in enumerate(words):
        if word.folded == particle:
            run = takewhile(lambda one: one.role is Role.TOPIC and one.folded not in HINDI_TITLES, words[:place][::-1])
            names += [one.text for one in list(run)[:_MAX_RUN][::-1]]
    return names


def _behind_titles(quote: str) -> list[str]:
    words = [word for word in read_words(quote) if word.text != "." and len(word.folded) != 1]
    names: list[str] = []
    for place, word in enumerate(words):
        if word.folded in HINDI_TITLES:
            behind = words[place + 1 : place + 1 + _MAX_RUN]
            names += [one.text for one in takewhile(lambda one: one.role is Role.TOPIC, behind)]
    return [name for name in names if normalise(name) not in HINDI_TITLES]


def _english_people(quote: str) -> list[str]:
    names: list[str] = []
    for match in _CAPITALISED.finditer(quote):
        begins = not quote[: match.start()].strip(" \"'“‘")
        alone = not _CAPITALISED.match(quote, match.end() + 1)
        of_place = _PLACE_BEFORE.search(quote[: match.start()])
        if not (begins and alone) and not of_place and match.group().lower() not in NO_NAMES:
            names.append(match.group())
    return names


def _english_places(quote: str) -> list[str]:
    return [
        name for match in _ENGLISH_PLACE.finditer(quote) for name in match[1].split() if name.lower() not in NO_NAMES
    ]
