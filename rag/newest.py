"""Does a question ask for the newest? "आखिरी मुलाकात कब हुई", "latest on the talks", "taaza khabar", "when did they last meet".

"Last" and "आखिरी" mean the most recent only of what happens again and again (a meeting, a visit, a match); of what ends they mean
the end ("the last day", "आखिरी तारीख", "the last ship"), and of time the one before ("last year"), which is a period.
"Latest" and "ताज़ा" mean the newest of anything but food, air and deadlines.
"""

from __future__ import annotations

import regex

from index.text import normalise

_B, _E = r"(?<![\p{L}\p{M}\p{N}])(?:", r")(?![\p{L}\p{M}\p{N}])"


def _any_of(words: str) -> str:
    return "|".join(regex.escape(normalise(word)).replace("_", " ") for word in words.split())


_AGAIN = _any_of(
    """
    बार मुलाकात मुलाक़ात भेंट बैठक मीटिंग बातचीत वार्ता दौरा दौरे यात्रा_कब मैच मुकाबला बयान भाषण संबोधन ट्वीट पोस्ट इंटरव्यू साक्षात्कार चुनाव हमला विस्फोट
    धमाका भूकंप हादसा दुर्घटना बाढ़ तूफान जीत हार शतक खबर खबरें समाचार अपडेट जानकारी घोषणा ऐलान रिपोर्ट आंकड़ा आंकड़े परीक्षण लॉन्च मिशन समझौता फिल्म गाना
    शिखर_सम्मेलन सम्मेलन बढ़ोतरी कटौती गिरफ्तारी
    baar bar mulakat mulaqat bhent baithak meeting baatchit batchit baatcheet vaarta varta daura daure match muqabla mukabla bayan
    bhashan tweet post interview chunav hamla visfot dhamaka bhukamp hadsa jeet haar khabar khabrein khabren samachar update report
    """
)
_AGAIN_ENGLISH = _any_of(
    """
    time meeting visit trip talks summit match statement speech address tweet post interview election elections attack explosion blast
    earthquake quake accident crash flood win victory defeat century news update report announcement test launch mission deal
    agreement film movie song hike cut arrest conversation call phone_call press_conference
    """
)
_HAPPENED = _any_of(
    """
    meet met visit visited speak spoke talk talked play played win won see seen happen happened occur occurred hold held come came
    travel travelled call called raise raised cut change changed strike struck hit attack attacked appear appeared tweet tweeted say
    said go went update updated arrest arrested test tested launch launched
    """
)
_FRESH_THINGS = _any_of(
    "फल फलों सब्जी सब्जियां सब्जियों हवा पानी खाना भोजन दूध मछली फूल फूलों मांस जूस रस hawa pani paani khana doodh phal sabzi sabji machli phool"
)
_LAST_HINDI = "आखिरी|आखरी|आखीरी|अंतिम|aakhri|akhri|aakhiri|akhiri|antim|last|laast"
_FRESH = "ताजा|ताजे|ताजी|ताजातरीन|taaza|taza|tazza|tazaa|taaja|taja|taazi|tazi|taaze"
_NEWS = "खबर|खबरें|खबरों|समाचार|अपडेट|न्यूज|जानकारी|khabar|khabre|khabrein|khabren|khabron|samachar|update|updates|news"
_ASKS = regex.compile(
    _B
    + "|".join(
        (
            rf"(?:{_LAST_HINDI}) (?:{_AGAIN})",
            r"(?:पिछली|pichli|pichhli) (?:बार|baar|bar)",
            rf"(?:last|final) (?:{_AGAIN_ENGLISH})",
            # "when did they last meet", "has last visited"; not "the last to meet".
            rf"(?<!\b(?:the|his|her|its|their|at|a) )last (?:{_HAPPENED})",
            r"(?<!at the |at )(?:latest|newest|most recent(?:ly)?|recent(?:ly)?)(?! (?:by|until)\b)",
            rf"(?:{_FRESH})(?! (?:{_FRESH_THINGS})(?![\p{{L}}\p{{M}}]))",
            "नवीनतम|लेटेस्ट|नवीन समाचार|हालिया|हाल ही|हाल में हुई|हाल में हुए|हाल में हुआ|haaliya|haliya|haal hi|hal hi|navintam|naveentam",
            "(?:सबसे|sabse) (?:नया|नई|नए|नयी|ताजा|हालिया|naya|nayi|nai|naye|taaza|taza|recent|latest|new)",
            rf"(?:नई|नयी|नया|nayi|nai|naya|new|breaking|ब्रेकिंग) (?:{_NEWS})",
            r"(?:क्या|kya) (?:नया|naya) (?:है|हुआ|hai|hua)|(?:नया|naya) (?:क्या|kya) (?:है|हुआ|hai|hua)|what(?:'s|’s| is) new",
        )
    )
    + _E
)  # fmt: skip
_DEADLINE = regex.compile(_B + "at the latest|latest by|अंतिम यात्रा|antim yatra" + _E)
_SAYING_SO = frozenset(
    f"{_LAST_HINDI}|{_FRESH}|latest|newest|most|recent|recently|नवीनतम|लेटेस्ट|हालिया|हाल|सबसे|breaking|ब्रेकिंग|haaliya|haliya|haal|sabse".split(
        "|"
    )
)


def asks_for_newest(text: str) -> bool:
    """Tell whether a question asks for the most recent of several, in any of the three ways of writing."""
    folded = " ".join(normalise(text).split())
    return _ASKS.search(_DEADLINE.sub(" · ", folded)) is not None


def without_saying_so(text: str) -> str:
    """Return a text, normalised, without the words that ask for the newest: no article is about them."""
    return regex.sub(_B + "|".join(map(regex.escape, _SAYING_SO)) + _E, " ", normalise(text))
