"""Whether a statement says no where its source says yes, or the other way round: by the words that deny.

On parallel news (NTREX) 95 of 100 English sentences with such a word have one in their Hindi translation too, and 87 of
100 the other way; most of the rest are mistakes of the translation. What denies without any of these words is not seen.
"""

from __future__ import annotations

import regex

from index.terms import split_words
from index.text import normalise

_DENIES = frozenset(
    normalise(word)
    for word in """
not no never none nobody nothing neither nor without cannot cant dont doesnt didnt isnt wasnt arent werent wont wouldnt
shouldnt couldnt hasnt havent hadnt aint
नहीं नही न ना मत बिना बगैर
nahi nahin nahee nhi nahiin bina
""".split()
)
_MAY_DENY = _DENIES | frozenset(
    normalise(word)
    for word in """
denied deny denies denying refuse refused refuses refusal fail failed fails failing failure unable unlikely lack lacks lacking
lacked hardly barely stop stops stopped prevent prevented prevents avoid avoided free instead ban banned bans
cancel cancelled canceled suspend suspended false wrong absence absent reject rejected rejects impossible only unless except
exempt missing
कभी इनकार इंकार इन्कार असफल विफल असमर्थ अभाव मुश्किल रोक रोका रोकने रोकी मना मुक्त मुफ्त छूट बजाय अलावा गैर रद्द बंद गलत
असंभव सिवाय वंचित खारिज ठुकराया स्थगित निलंबित
mat kabhi inkar inkaar asafal vifal mana mukt muft free chhoot radd band galat asambhav alava siway rok roka
""".split()
)
_SHORT_NOT = regex.compile(r"n['’]t\b")
_UN = regex.compile(r"\bun(?=\p{L}{4})")
_AS_LONG = 1.3


def contradicts(statement: str, nearest: str, around: str) -> bool:
    """Tell whether a statement and its source differ in whether something is so.

    Args:
        statement: Without citation marks.
        nearest: The sentence of the source that is nearest to it.
        around: The sentences beside it, one of which may be what the statement denies.

    Returns:
        True where the statement denies, the nearest sentence cannot be read so, and none beside it denies; or where the nearest
        sentence, if it is about as short, denies and the statement does not.
    """
    if _has(statement, _DENIES):
        return not (_has(nearest, _MAY_DENY) or _UN.search(nearest.casefold()) or _has(around, _DENIES))
    as_long = len(nearest.split()) <= _AS_LONG * len(statement.split())
    return (
        as_long and _has(nearest, _DENIES) and not _has(statement, _MAY_DENY) and not _UN.search(statement.casefold())
    )


def _has(text: str, listed: frozenset[str]) -> bool:
    return not listed.isdisjoint(split_words(normalise(_SHORT_NOT.sub("nt", text))))
