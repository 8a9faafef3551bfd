"""Under which sound keys the index may hold a word that was typed in Latin letters.

The sound key folds what nearly everyone spells in several ways. Other ways are too rare to fold, since every fold
makes more words sound alike: "school" is no शूल, "gaon" is गांव, "evam" is एवं. Such a word is looked up under each key
that it might have.
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
        ("m[aeiou]+(?=[pb])", "n"),  # samapt समाप्त: in Devanagari no vowel parts the two
    )
)


@lru_cache(maxsize=1 << 12)
def heard_keys(word: str) -> tuple[str, ...]:
    """Return the sound key of a word as typed, then those it might have, without repeats.

    Args:
        word: Lower-case Latin letters.
    """
    spellings = [word, *(pattern.sub(replacement, word) for pattern, replacement in _HEARD)]
    return tuple(dict.fromkeys(key for key in map(sound_key, spellings) if key))
