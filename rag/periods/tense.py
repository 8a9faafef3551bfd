"""Back or ahead? "कल" is yesterday or tomorrow by the verb of its sentence, and "Friday" the last or the next one."""

from __future__ import annotations

from typing import Literal

import regex

Tense = Literal["past", "ahead", "present", ""]
"""What the verb tells; "" if nothing does."""

_B, _E = r"(?<![\p{L}\p{M}\p{N}])(?:", r")(?![\p{L}\p{M}\p{N}])"
# मनरेगा, दरोगा, योगा and challenge end like verbs in the future.
_NOT_AHEAD = (
    r"(?!(?:मनरेगा|नरेगा|दारोगा|दरोगा|योगा|मेगा|ओमेगा|(?:m[an]*|n)rega|narega|yoga|daroga|o?mega|vega|ortega|noriega|bodega|"
    r"challenge|(?:re|a|sca)venge|sponge)(?![\p{L}\p{M}]))"
)
_AHEAD = regex.compile(
    _B
    + _NOT_AHEAD
    + r"[\p{L}\p{M}]+(?:ेगा|ेगी|ेंगे|ेंगी|एगा|एगी|एंगे|एंगी|ोगा|ोगी|ोंगे|ोंगी|ूंगा|ूंगी|ऊंगा|ऊंगी)|[\p{L}\p{M}]+ने वाल[ाीे](?! (?:था|थी|थे))|"
    + _NOT_AHEAD
    + r"[a-z]+(?:ega|egi|enge|engi|oga|ogi|onge|ongi|yga|ygi|unga|ungi)|[a-z]+ne wal[aie](?! (?:tha|thi|the))|"
    r"will|shall|going to|scheduled|due|upcoming|tomorrow" + _E
)
_PAST = regex.compile(
    _B
    + "था|थे|थी|थीं|हुआ|हुई|हुए|गया|गई|गए|गयी|गये|किया|किए|किये|दिया|दिए|दिये|लिया|लिए थे|कहा|बोला|बोले|बताया|आया|आई|आए|मिला|मिले|मिली|जीता|"
    "जीते|जीती|हारा|हारे|मरे|मारे|बना|बने|बनी|रहा था|ने|किसने|किन्होंने|उसने|उन्होंने|खबर|खबरें|खबरों|समाचार|न्यूज|सुर्खियां|सुर्खियों|"
    "tha|thi|thin|hua|huwa|hui|hue|huye|gaya|gya|gayi|gai|gaye|gae|kiya|kiye|diya|diye|liya|bola|bole|bataya|aaya|aayi|aaye|aye|mila|"
    "mile|mili|jeeta|jeete|jeeti|jita|hara|haare|mare|bana|ne|kisne|kisney|usne|unhone|khabar|khabrein|khabren|khabre|samachar|"
    "was|were|did|had|happened|won|lost|died|said|met|made|began|became|took|went|came|held|killed|news|headlines|"
    r"[a-z]{3,}(?<!ne)(?<!scheduled)(?<!need)(?<!speed)(?<!united)ed" + _E
)
_PRESENT = regex.compile(_B + "है|हैं|hai|hain|h|is|are" + _E)


def tense(text: str, start: int) -> Tense:
    """Tell the tense of the clause that a word stands in.

    Args:
        text: The question, folded.
        start: Where the word begins. A Hindi verb follows it; an English one mostly stands before.
    """
    signs = sorted(
        [(match.start(), "ahead") for match in _AHEAD.finditer(text) if match.start() != start]
        + [(match.start(), "past") for match in _PAST.finditer(text)]
    )
    behind = [sign for place, sign in signs if place >= start]
    before = [sign for place, sign in signs if place < start]
    if behind or before:
        return "ahead" if (behind[0] if behind else before[-1]) == "ahead" else "past"
    return "present" if _PRESENT.search(text) else ""
