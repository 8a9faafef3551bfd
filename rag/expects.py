"""Does a sentence hold the kind of thing a question asks for? Who: a person; when: a time; how many: a number; where:
a place.

Surface signs, cheap and explainable; they rank sentences and never decide alone.
"""

from __future__ import annotations

import regex

from index.sound import sound_key
from index.terms import split_words, stem
from rag.question import Kind

_B, _E = r"(?<![\p{L}\p{M}])(?:", r")(?![\p{L}\p{M}])"

_MONTHS = (
    "जनवरी|फरवरी|मार्च|अप्रैल|मई|जून|जुलाई|अगस्त|सितंबर|सितम्बर|अक्टूबर|अक्तूबर|नवंबर|दिसंबर|january|february|march|april|may|june|july|august|"
    "september|october|november|december"
)
_DAYS = (
    "सोमवार|मंगलवार|बुधवार|गुरुवार|बृहस्पतिवार|शुक्रवार|शनिवार|रविवार|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
)
_TIME = regex.compile(
    _B + f"{_MONTHS}|{_DAYS}|आज|कल|परसों|सदी|शताब्दी|दशक|वर्ष|साल|सन|today|yesterday|tomorrow|century|decade|year|years|"
    r"(?:1[0-9]|20)\d\d|\d{1,2} ?(?:बजे|am|pm|दिन|days?|hours?|घंटे|महीने|months?|weeks?|हफ्ते|सप्ताह)" + _E
)
_NUMBER_WORDS = (
    "एक|दो|तीन|चार|पांच|छह|छः|सात|आठ|नौ|दस|ग्यारह|बारह|बीस|तीस|चालीस|पचास|सौ|हजार|लाख|करोड|अरब|दोनों|two|three|four|five|six|seven|eight|nine|ten|"
    "eleven|twelve|twenty|thirty|hundred|thousand|lakh|crore|million|billion|dozen|half|percent|प्रतिशत|फीसदी"
)
_NUMBER = regex.compile(r"\d|" + _B + _NUMBER_WORDS + _E)
_PERSON = regex.compile(
    _B + "श्री|श्रीमती|डॉ|मंत्री|प्रधानमंत्री|राष्ट्रपति|मुख्यमंत्री|नेता|अध्यक्ष|न्यायाधीश|राज्यपाल|राजदूत|प्रवक्ता|निदेशक|"
    "कप्तान|खिलाडी|लेखक|राजा|रानी|"
    "mr|mrs|ms|dr|minister|president|leader|chief|captain|spokesperson|director|king|queen|governor|secretary|chairman|judge|"
    "ने|द्वारा|by" + _E
)
_PLACE = regex.compile(
    _B
    + "में|शहर|नगर|जिले|जिला|राज्य|देश|प्रदेश|राजधानी|स्थित|पर|in|at|near|city|town|district|state|capital|country|province|village"
    + _E
)
_REASON = regex.compile(
    _B + "क्योंकि|कारण|वजह|चलते|इसलिए|लिए|ताकि|because|due|since|after|reason|caused?|led|owing|therefore|to" + _E
)
_SIGNS = {"time": _TIME, "number": _NUMBER, "person": _PERSON, "place": _PLACE, "reason": _REASON}


_NEAR_WORDS = 3


def holds(kind: Kind, sentence: str, unit: str = "") -> float:
    """Tell whether a sentence shows what a question asks for.

    Args:
        kind: What it asks for.
        sentence: Normalised.
        unit: Sound key of what is to be counted, "" if the question does not say.

    Returns:
        1.0 if there is a sign of it, 0.0 if not; 0.5 if no sign is known, or a number stands there, but not beside what is
        counted (which another language has another word for).
    """
    if kind == "other":
        return 0.5
    if not _SIGNS[kind].search(sentence):
        return 0.0
    if kind != "number" or not unit:
        return 1.0
    found = split_words(sentence)
    counted = [place for place, word in enumerate(found) if sound_key(stem(word)) == unit]
    numbers = [place for place, word in enumerate(found) if _NUMBER.search(word)]
    return 1.0 if any(abs(one - other) <= _NEAR_WORDS for one in counted for other in numbers) else 0.5
