"""The words that name times, in Devanagari, English, and Hindi in Latin letters; and names that only look like them."""

from __future__ import annotations

from functools import lru_cache

import regex

from index.language import is_latin_hindi
from index.sources.month_names import DAY_WORDS
from index.sources.month_names import MONTHS as _WRITTEN_MONTHS
from index.text import normalise

_BEGIN, _END = r"(?<![\p{L}\p{M}\p{N}])", r"(?![\p{L}\p{M}\p{N}])"


def _numbered(groups: dict[int, str]) -> dict[str, int]:
    return {normalise(word): number for number, words in groups.items() for word in words.split()}


_LATIN_MONTHS = _numbered(
    {
        1: "janvari janwari janvary janavari", 2: "farvari farwari faravari febrwari", 3: "maarch", 4: "aprail epril", 5: "mai",
        6: "joon", 7: "julai julaai", 8: "agast", 9: "sitambar sitamber", 10: "aktubar aktoobar octobar", 11: "navambar navamber",
        12: "disambar disamber",
    }
)  # fmt: skip
MONTHS = {normalise(name): number for name, number in (_WRITTEN_MONTHS | _LATIN_MONTHS).items()}
WEEKDAYS = _numbered(
    {
        0: "सोमवार monday somvar somwar somvaar somwaar", 1: "मंगलवार tuesday mangalvar mangalwar mangalvaar mangalwaar",
        2: "बुधवार wednesday budhvar budhwar budhvaar budhwaar",
        3: "गुरुवार गुरूवार बृहस्पतिवार वीरवार thursday guruvar guruwar guruvaar guruwaar brihaspativar veervar",
        4: "शुक्रवार friday shukravar shukrawar shukrvar shukrwar shukravaar shukrawaar", 5: "शनिवार saturday shanivar shaniwar shanivaar shaniwaar",
        6: "रविवार इतवार sunday ravivar raviwar ravivaar raviwaar itwar itvar",
    }
)  # fmt: skip
UNITS = _numbered(
    {
        0: "घंटे घंटों घंटा hour hours hrs ghante ghanton ghanto ghanta",
        1: "दिन दिनों day days din dino dinon",
        7: "हफ्ते हफ्ता हफ्तों सप्ताह week weeks hafte haftey hafta hafton hafto hapte saptah",
        2: "वीकेंड सप्ताहांत weekend",
        30: "महीने महीना महीनों माह month months mahine mahiney mahina mahinon mahino maheene maah",
        365: "साल सालों वर्ष वर्षों year years saal saalon saalo sal varsh",
    }
)  # fmt: skip
"""Length in days; 0 is an hour, 2 a weekend."""
FEW = frozenset(map(normalise, "कुछ few several couple kuch kuchh".split()))
NUMBERS = (
    {normalise(word): number for word, number in DAY_WORDS.items()}
    | _numbered({48: "अड़तालीस", 72: "बहत्तर"})
    | _numbered(
        {
            1: "a an one ek", 2: "two do", 3: "three teen tin", 4: "four char chaar", 5: "five paanch panch", 6: "six chhah chhe chah che",
            7: "seven saat sat", 8: "eight aath", 9: "nine nau", 10: "ten das dus", 12: "twelve barah", 15: "fifteen pandrah",
            20: "twenty bees", 24: "twenty-four chaubis", 48: "forty-eight",
        }
    )
)  # fmt: skip
_LATIN_DAY_WORDS = "ek do teen tin char chaar paanch panch chhah saat aath nau das barah pandrah bees".split()
ORDINALS = _numbered(
    {
        1: "first पहली पहले pehli pahli pehle pahle", 2: "second दूसरी दूसरे doosri dusri doosre dusre", 3: "third तीसरी तीसरे teesri tisri teesre tisre",
        4: "fourth चौथी चौथे chauthi chauthe", 5: "fifth", -1: "last final आखिरी अंतिम aakhri akhri aakhiri akhiri",
    }
)  # fmt: skip
_OTHER = {
    "past": "पिछले पिछली पिछला पिछ्ले गत विगत बीते बीती बीता गुजरे गुजरी last past previous "
    "pichle pichhle pichley pichli pichhli pichla pichhla pichale pichali beete beeti bite biti gat guzre guzri",
    "this": "इस इसी मौजूदा चालू this current is iss isi maujuda",
    "next": "अगले अगली अगला आगामी आने_वाले आनेवाले next coming upcoming agle agley agli agla aagami aane_wale aane_vale",
    "ago": "पहले पूर्व ago pehle pahle pahele",
}
_AMBIGUOUS = frozenset(
    """
    is do bite gat sal sat das teen tin char che a an dino last past previous this current next coming upcoming ago few several
    couple final first second third fourth fifth mai din
    """.split()
)
"""Latin-letter words that are also English, or are English."""
_VOCABULARY: dict[str, list[str]] = {
    "month": list(MONTHS), "weekday": list(WEEKDAYS), "unit": list(UNITS), "number": [*NUMBERS, *FEW], "nth": list(ORDINALS),
    "day_word": [*map(normalise, DAY_WORDS), *_LATIN_DAY_WORDS],
    **{name: [normalise(word).replace("_", " ") for word in words.split()] for name, words in _OTHER.items()},
}  # fmt: skip
_ENGLISH = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday hour hours hrs day days week weeks weekend month months year years few
    several couple a an one two three four five six seven eight nine ten twelve fifteen twenty twenty-four forty-eight first second
    third fourth fifth last final past previous this current next coming upcoming ago
    """.split()
) | frozenset(_WRITTEN_MONTHS)
_LATIN_HINDI = frozenset(
    word for words in _VOCABULARY.values() for word in words if word.isascii() and word not in _ENGLISH
)
_SURELY_LATIN_HINDI = regex.compile(
    _BEGIN + "(?:" + "|".join(sorted(_LATIN_HINDI - _AMBIGUOUS)) + "|kal|aaj|aj|parso)" + _END
)
_NAMES = regex.compile(
    _BEGIN + r"(?:(?i:India|USA) Today|(?i:aaj tak|आज तक|kal penn|kal ho na+ ho|कल हो ना हो|कल हो न हो|kal[ -]el)|"
    r"(?i:black|good|bloody|super|ash|palm|easter|cyber|holy|sheffield|ब्लैक|गुड|सुपर) (?i:monday|tuesday|wednesday|thursday|friday|saturday|sunday|"
    r"फ्राइडे|शुक्रवार)|(?i:friday the 13th)|"
    r"(?i:theresa|teresa|brian|elaine|mrs\.?|ms\.?|minister) (?i:may)|"
    r"(?i:सोमवार|मंगलवार|बुधवार|गुरुवार|शुक्रवार|शनिवार|रविवार|somwar|mangalwar|budhwar|guruwar|shukrawar|shaniwar|raviwar) "
    r"(?i:पेठ|पेठे|peth|(?:का |के |ka |ke )?(?:व्रत|vrat))|"
    r"(?i:every|each|हर|प्रत्येक|har) \p{L}[\p{L}\p{M}]*|"
    r"(?i:मई दिवस|may day|(?:independence|republic) day))" + _END
)
"""A newspaper, a film, a prime minister, a quarter of Pune, a day that comes every week: none of them is a day."""


def folded(text: str) -> str:
    """Return a text as the rules read it: normalised, with single spaces, without names that look like dates."""
    return " ".join(normalise(_NAMES.sub(" · ", text)).split())


def reads_latin_hindi(text: str) -> bool:
    """Tell whether "is", "do" and "kal" of a text are to be read as Hindi."""
    return is_latin_hindi(text) or _SURELY_LATIN_HINDI.search(text) is not None


@lru_cache(maxsize=2)
def vocabulary(latin_hindi: bool) -> dict[str, str]:
    """Return for each kind of word a pattern that matches any of it, the longest first, in a group of that name."""
    return {
        name: f"(?P<{name}>"
        + "|".join(
            map(
                regex.escape,
                sorted((word for word in words if latin_hindi or word not in _LATIN_HINDI), key=len, reverse=True),
            )
        )
        + ")"
        for name, words in _VOCABULARY.items()
    }


def compiled(template: str, latin_hindi: bool) -> regex.Pattern[str]:
    """Compile a rule: "<month>" and so on stand for words of that kind, "<latin:…>" for what only Latin-letter Hindi says."""
    template = regex.sub(r"\|?<latin:([^>]*)>", lambda found: f"|{found[1]}" if latin_hindi else "", template)
    words = vocabulary(latin_hindi)
    template = regex.sub(r"(?<!\?P)<(\w+)>", lambda found: words[found[1]], template)
    return regex.compile(f"{_BEGIN}(?:{template}){_END}")
