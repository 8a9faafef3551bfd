"""Words that say numbers, in Devanagari, English, and Hindi in Latin letters."""

from __future__ import annotations

from index.text import normalise

_HINDI = """
शून्य|सिफर,एक,दो,तीन,चार,पांच,छह|छः|छ|छे,सात,आठ,नौ,दस,ग्यारह,बारह,तेरह,चौदह,पंद्रह|पन्द्रह,सोलह,सत्रह|सतरह,अठारह|अट्ठारह,उन्नीस,
बीस,इक्कीस,बाईस|बाइस,तेईस|तेइस,चौबीस,पच्चीस,छब्बीस,सत्ताईस|सत्ताइस,अट्ठाईस|अट्ठाइस|अठाईस|अठाइस,उनतीस|उन्तीस,
तीस,इकतीस|इकत्तीस,बत्तीस,तैंतीस|तेंतीस,चौंतीस,पैंतीस,छत्तीस,सैंतीस,अड़तीस,उनतालीस|उन्तालीस,
चालीस,इकतालीस,बयालीस,तैंतालीस|तिरालीस,चवालीस|चौवालीस,पैंतालीस,छियालीस,सैंतालीस,अड़तालीस,उनचास|उन्चास,
पचास,इक्यावन,बावन,तिरपन,चौवन|चव्वन,पचपन,छप्पन,सत्तावन,अट्ठावन|अठावन,उनसठ,
साठ,इकसठ,बासठ,तिरसठ,चौंसठ|चौसठ,पैंसठ,छियासठ,सड़सठ,अड़सठ,उनहत्तर|उनहतर,
सत्तर,इकहत्तर,बहत्तर,तिहत्तर,चौहत्तर,पचहत्तर,छिहत्तर,सतहत्तर,अठहत्तर,उन्यासी|उनासी,
अस्सी,इक्यासी,बयासी,तिरासी,चौरासी,पचासी,छियासी,सत्तासी|सतासी,अट्ठासी|अठासी,नवासी,
नब्बे,इक्यानवे|इक्यानबे,बानवे|बानबे,तिरानवे|तिरानबे,चौरानवे|चौरानबे,पचानवे|पंचानवे|पचानबे,छियानवे|छियानबे,सत्तानवे|सत्तानबे,अट्ठानवे|अट्ठानबे|अठानवे,निन्यानवे|निन्यानबे
"""
_ENGLISH = """
zero,one,two,three,four,five,six,seven,eight,nine,ten,eleven,twelve,thirteen,fourteen,fifteen,sixteen,seventeen,eighteen,nineteen
"""
_ENGLISH_TENS = "twenty,thirty,forty,fifty,sixty,seventy,eighty,ninety"
_LATIN = """
shunya,ek,do,teen|tin,char|chaar,paanch|panch,chhah|chhe|chah|che|chhai,saat|sat,aath|ath,nau,das|dus,gyarah|gyaarah,barah|baarah,
terah,chaudah,pandrah|pandra,solah,satrah|sattrah,atharah|athaarah,unnis|unnees,bees|bis,ikkis,bais,teis,chaubis,pachchis|pachis|pacchis,
chhabbis,sattais,atthais,untis,tees|tis
"""
_LATIN_TENS = {
    "chalis": 40,
    "chaalis": 40,
    "pachas": 50,
    "pachaas": 50,
    "saath": 60,
    "sattar": 70,
    "assi": 80,
    "nabbe": 90,
}
_ORDINALS = {
    3: "third तीसरा तीसरी तीसरे teesra teesri teesre tisra tisri tisre",
    4: "fourth चौथा चौथी चौथे chautha chauthi chauthe",
    5: "fifth", 6: "sixth छठा छठी छठे छठवां छठवीं chhatha chhathi", 7: "seventh", 8: "eighth", 9: "ninth नवां नवीं नौवां", 10: "tenth",
    11: "eleventh", 12: "twelfth", 13: "thirteenth", 14: "fourteenth", 15: "fifteenth", 20: "twentieth",
}  # fmt: skip
"""Without the first and the second: "the other", "again" and "first of all" say no number."""
_MULTIPLIERS = {
    12: "dozen dozens दर्जन darjan", 100: "hundred सौ sau", 1_000: "thousand हजार हज़ार hazar hazaar hajar hajaar",
    100_000: "lakh lakhs lac lacs लाख laakh", 1_000_000: "million mn मिलियन",
    10_000_000: "crore crores करोड़ करोड karod karor", 1_000_000_000: "billion bn अरब बिलियन arab", 100_000_000_000: "खरब kharab",
    1_000_000_000_000: "trillion ट्रिलियन",
}  # fmt: skip
_WHOLE_AND_PART = {"डेढ़": 1.5, "ढाई": 2.5, "dedh": 1.5, "dhai": 2.5, "dhaai": 2.5}
_ADDED_PARTS = {
    "साढ़े": 0.5,
    "सवा": 0.25,
    "पौने": -0.25,
    "saadhe": 0.5,
    "sadhe": 0.5,
    "sava": 0.25,
    "sawa": 0.25,
    "paune": -0.25,
}


def _counted(listed: str) -> dict[str, float]:
    return {
        normalise(word): float(number)
        for number, words in enumerate(listed.replace("\n", "").split(","))
        for word in words.split("|")
        if word
    }


_tens = {word: 10.0 * number for number, word in enumerate(_ENGLISH_TENS.split(","), start=2)}
HINDI_VALUES = _counted(_HINDI) | {normalise(word): value for word, value in _WHOLE_AND_PART.items()}
ENGLISH_VALUES = _counted(_ENGLISH) | _tens
LATIN_VALUES = _counted(_LATIN) | {word: float(value) for word, value in _LATIN_TENS.items()}
ORDINALS = {normalise(word): float(number) for number, words in _ORDINALS.items() for word in words.split()}
MULTIPLIERS = {normalise(word): float(value) for value, words in _MULTIPLIERS.items() for word in words.split()}
ADDED_PARTS = {normalise(word): value for word, value in _ADDED_PARTS.items()}
TENS = frozenset(_tens)
"""What an English unit may follow: twenty-five."""

SAYS_LITTLE = frozenset({normalise(word) for word in "एक one ek शून्य zero".split()})
"""Articles and pronouns as often as numbers."""
AMBIGUOUS_LATIN = frozenset("do char sat ath tin che das bis tis bais arab saath sava".split())
"""Also other words of Hindi as it is typed: give, that, with."""
