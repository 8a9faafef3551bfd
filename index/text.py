"""Text as Khabar stores it (`clean`), as it compares it (`normalise`), and its sentences."""

from __future__ import annotations

import unicodedata

import regex

# Zero-width joiners stay: Devanagari spells conjuncts and half letters with them.
_UNWANTED = regex.compile(
    "["
    "\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f"  # control characters but tab and newline
    "\u00ad\u200b\u2060\ufeff"  # soft hyphen, zero-width space, word joiner, byte order mark
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidirectional marks and overrides
    "\ufff9-\ufffb\U000e0000-\U000e007f"  # annotations, invisible tags
    "\ud800-\udfff"  # lone surrogates
    "]"
)
_NEWLINES = regex.compile("\\r\\n?|[\\x0b\\x0c\\x85\u2028\u2029]")
_ODD_SPACES = "\\t\u00a0\u2000-\u200a\u202f\u205f\u3000"
_SPACES = regex.compile(f"[{_ODD_SPACES}][ {_ODD_SPACES}]*| [ {_ODD_SPACES}]+")  # not one space, which stays

# A mark or joiner with no letter before it belongs to nothing.
_ORPHANS = regex.compile(
    r"(?<![^\s])[\p{M}\u200c\u200d]+|(?<![\p{L}\p{M}\p{N}\u200c\u200d])[\u0900-\u0903\u093a-\u094f]+"
)

_JOINERS = regex.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")
_DEVANAGARI_DIGIT = regex.compile("[०-९]")
_NUKTA = "\u093c"
_CHANDRABINDU, _ANUSVARA = "\u0901", "\u0902"
# A nasal that only prepares the next consonant is written either way: हिन्दी = हिंदी.
_HOMORGANIC_NASAL = regex.compile("[ङञणनम]\u094d(?=[क-म])")

MAX_SENTENCE_CHARS = 1000
"""A longer run without an end is cut, so that a quotation stays one that a person would read."""

_ENDS = regex.compile(r"[।॥!?.…]+|\n+")
_CLOSERS = "\"'’”»)]}"
_EXTENDS = regex.compile(r"[\p{M}\u200c\u200d]")
_LETTER = regex.compile(r"[\p{L}\p{M}\p{N}]")
_LAST_TOKEN = regex.compile(r"[\p{L}\p{M}.]{1,12}$")
_INITIALS = regex.compile(r"(?:\p{L}\p{M}*\.)+\p{L}\p{M}*|\p{Lu}")
_ABBREVIATIONS = frozenset(
    # Titles and measures, then the names of Latin letters as Hindi spells initials (एस. जयशंकर).
    """
    dr mr mrs ms prof st jr sr gen col maj capt lt sgt rev hon gov sen rep no nos vs rs fig etc inc ltd co corp approx
    jan feb mar apr jun jul aug sep sept oct nov dec a.m p.m u.s u.k u.n e.g i.e ph.d
    डॉ डा श्री सुश्री श्रीमती प्रो पं स्व कु सं रु रू कि मि सें पू वि किमी मी नं ई.पू ले कर्नल मे
    ए बी सी डी ई एफ एफ़ जी एच आई आइ जे के एल एम एन ओ पी क्यू आर एस टी यू वी डब्ल्यू डब्लू एक्स वाई जेड जेड़ ज़ेड
    """.split()
)


def clean(text: str) -> str:
    """Make outside text safe to store and quote, changing nothing that a reader would see.

    Args:
        text: Anything, lone surrogates and control characters included.

    Returns:
        Composed text (NFC) with "\\n" as the only line end, single spaces, at most one blank line in a row.
    """
    text = _UNWANTED.sub("", _NEWLINES.sub("\n", text))
    text = unicodedata.normalize("NFC", _SPACES.sub(" ", _ORPHANS.sub("", text)))
    lines = [line.strip() for line in text.split("\n")]
    return regex.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def normalise(text: str) -> str:
    """Fold what differs in writing and not in meaning. Idempotent; offsets are not kept.

    Joiners and nukta go, chandrabindu and a nasal before its own consonant become anusvara, Devanagari digits become
    ASCII, letters lower case.
    """
    text = unicodedata.normalize("NFKD", _JOINERS.sub("", text)).replace(_NUKTA, "")
    text = unicodedata.normalize("NFC", text.casefold()).replace(_CHANDRABINDU, _ANUSVARA)
    text = _DEVANAGARI_DIGIT.sub(lambda match: str(ord(match.group()) - 0x966), text)
    return _HOMORGANIC_NASAL.sub(_ANUSVARA, text)


def sentences(text: str) -> list[tuple[int, int]]:
    """Find the sentences of a text.

    A danda ends a sentence also where a quotation mark or the next word is glued to it; a full stop does not behind an
    abbreviation, an initial or inside a number; a line end always does.

    Returns:
        (start, end) of each sentence in order, without surrounding white space; together they hold every visible
        character. None is longer than `MAX_SENTENCE_CHARS`.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _ENDS.finditer(text):
        if match.start() < start:
            continue
        if "\n" in match.group():
            _add(text, start, match.start(), spans)
            start = match.end()
            continue
        end = _behind_closers(text, start, match.end())
        if _is_end(text, start, match.start(), match.end(), end):
            _add(text, start, end, spans)
            start = end
    _add(text, start, len(text), spans)
    return spans


def _behind_closers(text: str, start: int, end: int) -> int:
    """Take the closing quotation marks and brackets behind an end into the sentence."""
    while end < len(text) and (text[end] in _CLOSERS or _EXTENDS.match(text[end])):
        mark = text[end]
        if (
            mark in "\"'"
            and end + 1 < len(text)
            and _LETTER.match(text[end + 1])
            and text.count(mark, start, end) % 2 == 0
        ):
            break  # a straight mark that opens the next sentence
        end += 1
    return end


def _is_end(text: str, start: int, mark_start: int, mark_end: int, end: int) -> bool:
    mark = text[mark_start:mark_end]
    if "।" in mark or "॥" in mark:
        return True
    following = text[end : end + 1]
    if following and not following.isspace():
        # Glued: "3.5" and "example.com" go on; "था?उन्होंने" and "है.वह" do not.
        glued_hindi = "\u0900" <= following <= "\u0963" and "\u0900" <= text[mark_start - 1 : mark_start] <= "\u0963"
        return glued_hindi and (mark != "." or not _is_abbreviation(text, start, mark_start))
    if mark != ".":
        after = text[end:].lstrip()[:1] if len(text) - end < 80 else text[end : end + 80].lstrip()[:1]
        return not (after.islower() and mark_end != end)  # "Why?" he asked
    if _is_abbreviation(text, start, mark_start):
        return False
    after = text[end : end + 80].lstrip()[:1]
    return not after.islower()


def _is_abbreviation(text: str, start: int, dot: int) -> bool:
    token = _LAST_TOKEN.search(text, max(start, dot - 12), dot)
    if token is None:
        return False
    word = token.group().lstrip(".")
    before = text[token.start() - 1 : token.start()]
    if before and (before.isalnum() or _EXTENDS.match(before)):
        return False  # the end of a longer word
    whole = word.casefold()
    # A dotted word is one where each part is: "एस.ए. बोबड़े".
    return (
        whole in _ABBREVIATIONS or _INITIALS.fullmatch(word) is not None or _ABBREVIATIONS.issuperset(whole.split("."))
    )


def _add(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> None:
    """Add the trimmed span, cut where it is too long."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > MAX_SENTENCE_CHARS:
        cut = text.rfind(" ", start + MAX_SENTENCE_CHARS // 2, start + MAX_SENTENCE_CHARS)
        if cut < 0:
            cut = _grapheme_start(text, start, start + MAX_SENTENCE_CHARS)
        _add(text, start, cut, spans)
        start = cut
        while text[start].isspace():
            start += 1
    if end > start:
        if spans and not _LETTER.search(text, start, end):
            spans[-1] = (spans[-1][0], end) if end - spans[-1][0] <= MAX_SENTENCE_CHARS else spans[-1]
            if spans[-1][1] == end:
                return
        spans.append((start, end))


def _grapheme_start(text: str, start: int, position: int) -> int:
    """The last start of a user-perceived character at or before a position, but behind `start`."""
    window = max(start, position - 64)
    cut = position
    for match in regex.finditer(r"\X", text, pos=window, endpos=position + 64):
        if match.start() > position:
            break
        cut = match.start()
    return cut if cut > start else position
