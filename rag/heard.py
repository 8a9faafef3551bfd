"""Under which sound keys the index may hold a word that was typed in Latin letters.

The sound key folds what nearly everyone spells in several ways. Other ways are too rare to fold, since every fold
makes more words sound alike: "school" is no शूल, "gaon" is गांव, "evam" is एवं. Such a word is looked up under each key
that it might have. English spelling hides more, and is read as English: "flight" is फ्लाइट, "culture" कल्चर.
"""

from __future__ import annotations

from functools import lru_cache

import regex

from index.sound import sound_key

# As typed → as Hindi spells what is heard.
_HEARD = tuple(
    (regex.compile(pattern), replacement)
    for pattern, replacement in (
        ("d?g(?=[eiy])", "j"),  # agent एजेंट, budget बजट
        ("sch", "sk"),  # school स्कूल
        ("sch", "shch"),  # paschim पश्चिम
        ("tch", "ch"),  # match मैच
        ("ch", "k"),  # michael माइकल
        ("(?<=[aeiou])s(?=[aeiou])", "z"),  # design डिजाइन
        ("^(?=u|eu)", "y"),  # europe यूरोप
        ("(?<=[aeiou])w(?![aeiou])", ""),  # moscow मॉस्को
        ("(?<=[ao])(?=[ao])", "v"),  # goa गोवा
        ("a+on?$", "anv"),  # gaon गांव
        ("dh?ny|jn(?=[aeiy])", "gy"),  # vidnyan विज्ञान
        ("ng?h?$", "n"),  # singh सिंह
        ("ng?h?$", ""),  # a final nasal more
        ("(?<=[aeiou])$", "n"),  # or less: logo लोगों
        ("mm", "nm"),  # sammelan सम्मेलन, which the index keeps as संमेलन
        ("m$", "n"),  # evam एवं
        ("r", "d"),  # hartal हड़ताल
        ("m[aeiou]+(?=[pbvwf])", "n"),  # samapt समाप्त, movie मूवी: in Devanagari no vowel parts the two
    )
)
_ENGLISH = tuple(
    (regex.compile(pattern), replacement)
    for pattern, replacement in (
        ("igh", "i"),  # flight फ्लाइट
        ("gh(?=t|s|$)", ""),  # daughter डॉटर
        ("qu", "kv"),  # quality क्वालिटी
        ("t(?=ur|ual)", "ch"),  # culture कल्चर
        ("d(?=u[ac])", "j"),  # education एजुकेशन
        ("(?<=[aeiouy])s(?=[aeiouymr]|$)", "z"),  # series सीरीज, israel इजराइल
        ("ews", "uz"),  # news न्यूज
        ("[ew]w(?=[aeious]|$)", "u"),  # review रिव्यू
        ("ow", "o"),  # browser ब्राउजर
        ("d?g(?=[eiy])", "j"),
        ("tch", "ch"),
        ("t(?=i[aoe])", "sh"),  # initiative इनिशिएटिव
        ("(?<=[aeiou])gn(?=[mei])", "n"),  # designer डिजाइनर
        ("mm", "nm"),
    )
)
"""What English spelling hides, read one after the other: a word has several of them at once."""
_ENGLISH_DOUBTS = tuple(
    (regex.compile(pattern), replacement)
    for pattern, replacement in (
        ("th", "d"),  # together टुगेदर
        ("ch", "k"),  # technology टेक्नोलॉजी
        ("ch", "sh"),  # machine मशीन
        ("s$", "z"),  # windows विंडोज
    )
)


@lru_cache(maxsize=1 << 12)
def heard_keys(word: str, english: bool = False) -> tuple[str, ...]:
    """Return the sound key of a word as typed, then those it might have, without repeats.

    Args:
        word: Lower-case Latin letters.
        english: Read it as an English word too.
    """
    spellings = [word, *(pattern.sub(replacement, word) for pattern, replacement in _HEARD)]
    if english:
        read = word
        for pattern, replacement in _ENGLISH:
            read = pattern.sub(replacement, read)
        for spelling in (word, read):
            spellings += [spelling, *(pattern.sub(other, spelling) for pattern, other in _ENGLISH_DOUBTS)]
    return tuple(dict.fromkeys(key for key in map(sound_key, spellings) if key))
