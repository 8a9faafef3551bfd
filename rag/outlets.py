"""What the outlets of one story make of a statement: who says it too, and who says another number, date or name.

Only sentences that were found for the question are compared, of articles of one story and of the same day: a later toll is news,
and no contradiction. A difference is told where exactly one number (date, name) stands against exactly one other in two
sentences that say the same otherwise; what cannot be set against each other so plainly is left alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import regex

from index.terms import split_words, stem
from index.text import normalise
from rag.answer import Difference, DifferenceKind, Version
from rag.check.dates import Day, read_dates
from rag.check.name_source import Names
from rag.check.names import stated_names
from rag.check.numbers import held_values, stated_numbers
from rag.extract import Sentence, says_the_same, translates

MAX_ALSO = 3
_SAME_DAY = timedelta(hours=24)
_MARGIN = 0.12
"""A sentence that scores so much less than the one chosen does not answer."""
_SHARED_TERMS = 0.4
_SAME_LANGUAGE, _OTHER_LANGUAGE = 0.93, 0.88
"""Cosines of sentences that say the same but for a value; translations lie further apart."""
_NEAR_WORDS = 4
_LONGEST_NAME = 3
_CAPITALISED = regex.compile(r"\p{Lu}[\p{L}\p{M}'’-]*(?: \p{Lu}[\p{L}\p{M}'’-]*)*")
_TELLING = frozenset(
    normalise(word)
    for word in """
    said says say told tells according announced added reported confirmed stated tweeted spokesman spokesperson spokeswoman reporters
    कहा बताया अनुसार मुताबिक जानकारी ऐलान घोषणा प्रवक्ता कहना बयान संवाददाताओं पत्रकारों kaha bataya mutabik anusar
    """.split()
)


@dataclass(frozen=True, slots=True)
class Rival:
    """A sentence that contradicts one that was chosen.

    Attributes:
        chosen: The sentence that was chosen.
        other: Of another outlet.
        kind: What they differ in.
        values: What either says, as it is to be shown.
    """

    chosen: Sentence
    other: Sentence
    kind: DifferenceKind
    values: tuple[str, str]


def also_told_by(chosen: Sentence, scored: Sequence[Sentence]) -> tuple[str, ...]:
    """Return the other outlets that say what a sentence says: of copies of its article, and of its story."""
    outlets = list(chosen.copied_by)
    for other in scored:
        if _of_another_outlet(chosen, other) and says_the_same(other, chosen):
            stated = stated_numbers(read_dates(chosen.text).rest, chosen.article.language)
            if set(stated) <= held_values(other.text) and rival(chosen, other) is None:
                outlets.append(other.article.source)
    return tuple(name for name in dict.fromkeys(outlets) if name and name != chosen.article.source)[:MAX_ALSO]


def rivals(chosen: Sequence[Sentence], scored: Sequence[Sentence]) -> list[Rival]:
    """Return for each chosen sentence the best one of another outlet that contradicts it, if there is one."""
    found = []
    for one in chosen:
        for other in scored:
            if not (_of_another_outlet(one, other) and _on_one_day(one, other) and _answers_too(one, other, scored)):
                continue
            told = any(translates(other, each) for each in chosen if each is not one)
            if not told and (contradicts := rival(one, other)):
                found.append(contradicts)
                break
    return found


def _answers_too(one: Sentence, other: Sentence, scored: Sequence[Sentence]) -> bool:
    """Tell whether a sentence answers nearly as well; of another language, where scores are lower, the best of its article does."""
    if one.article.language == other.article.language:
        return other.score >= one.score - _MARGIN
    return next(sentence for sentence in scored if sentence.article.id == other.article.id) is other


def beside(chosen: Sequence[Sentence], found: Sequence[Rival]) -> list[Sentence]:
    """Return the chosen sentences, each followed by the one that contradicts it."""
    by_chosen = {(rival.chosen.article.id, rival.chosen.text): rival.other for rival in found}
    ordered = [each for one in chosen for each in (one, by_chosen.get((one.article.id, one.text))) if each]
    return list({(each.article.id, each.text): each for each in ordered}.values())


def differences(found: Sequence[Rival], cited: Sequence[Sentence]) -> tuple[Difference, ...]:
    """Return the contradictions with the numbers of their citations, which are counted from 1 in the order of `cited`."""
    numbers = {(sentence.article.id, sentence.text): n for n, sentence in enumerate(cited, 1)}
    told: dict[frozenset[int], Difference] = {}
    for rival in found:
        one, other = (
            Version(numbers[sentence.article.id, sentence.text], sentence.article.source, value)
            for sentence, value in zip((rival.chosen, rival.other), rival.values, strict=True)
        )
        told.setdefault(frozenset({one.n, other.n}), Difference(rival.kind, (one, other)))
    return tuple(told.values())


def rival(one: Sentence, other: Sentence) -> Rival | None:
    """Tell in what two sentences of two outlets on one event differ; None if they do not, or talk of two things."""
    if not _same_but_for_values(one, other):
        return None
    dates, others = read_dates(one.text), read_dates(other.text)
    mine, theirs = _without(dates.days, others.days), _without(others.days, dates.days)
    if len(mine) == len(theirs) == 1:
        return Rival(one, other, "date", (_date(mine[0]), _date(theirs[0])))
    numbers = [
        n for n in dict.fromkeys(stated_numbers(dates.rest, one.article.language)) if n not in held_values(other.text)
    ]
    more = [
        n for n in dict.fromkeys(stated_numbers(others.rest, other.article.language)) if n not in held_values(one.text)
    ]
    if len(numbers) == len(more) == 1 and _count_the_same(one, numbers[0], other, more[0]):
        return Rival(one, other, "number", (_grouped(numbers[0]), _grouped(more[0])))
    if numbers or more or mine or theirs or one.article.language != other.article.language:
        return None  # a name of another script is too often not known again
    name, instead = _name_missing(one, other), _name_missing(other, one)
    return Rival(one, other, "name", (name, instead)) if name and instead else None


def _of_another_outlet(one: Sentence, other: Sentence) -> bool:
    if one.story is None or one.story != other.story or one.article.id == other.article.id:
        return False
    return bool(one.article.source and other.article.source) and one.article.source != other.article.source


def _on_one_day(one: Sentence, other: Sentence) -> bool:
    at, then = one.article.published_at, other.article.published_at
    return (at is None) == (then is None) and (at is None or then is None or abs(at - then) <= _SAME_DAY)


def _same_but_for_values(one: Sentence, other: Sentence) -> bool:
    cosine = float(one.vector @ other.vector)
    if one.article.language != other.article.language:
        return cosine >= _OTHER_LANGUAGE
    terms, others = (frozenset(term for term in s.terms if not _has_digit(term)) for s in (one, other))
    return cosine >= _SAME_LANGUAGE or len(terms & others) >= _SHARED_TERMS * max(1, len(terms | others))


def _without(days: frozenset[Day], known: frozenset[Day]) -> list[Day]:
    """The dates that are none of the others; one that names no year, or only a month, is any that fits."""
    return sorted(
        day
        for day in days
        if not any(
            day.month == other.month
            and (day.day == other.day or 0 in (day.day, other.day))
            and (day.year == other.year or 0 in (day.year, other.year))
            for other in known
        )
    )


def _count_the_same(one: Sentence, number: float, other: Sentence, instead: float) -> bool:
    """Tell whether the words beside two numbers have one in common; of two languages the sentences alone must do."""
    if one.article.language != other.article.language:
        return True
    beside, others = _beside(one.text, number), _beside(other.text, instead)
    return not beside or not others or bool(beside & others)


def _beside(text: str, number: float) -> frozenset[str]:
    found = split_words(normalise(text))
    places = [place for place, word in enumerate(found) if number in held_values(word)]
    near = {
        found[at]
        for place in places
        for at in range(max(0, place - _NEAR_WORDS), min(len(found), place + _NEAR_WORDS + 1))
    }
    return frozenset(stem(word) for word in near if not _has_digit(word) and len(word) > 2)


def _name_missing(one: Sentence, other: Sentence) -> str:
    """The one name of a sentence that the other, with its headline, has not, as written; "" if there is none, or several.

    Who only tells the news is another at every outlet, and no contradiction.
    """
    held = Names.of(f"{other.article.title}\n{other.text}")
    stated = stated_names(one.text, one.article.language, same_language=True)
    runs = dict.fromkeys(_run(one.text, name.text) for name in stated if not held.hold(name))
    found = [run for run in runs if not _tells(one.text, run)]
    return found[0] if len(found) == 1 and len(found[0].split()) <= _LONGEST_NAME else ""


def _run(text: str, name: str) -> str:
    """The capitalised words in a row that a name belongs to: "Harish Mandal"."""
    return next((run.group() for run in _CAPITALISED.finditer(text) if name in run.group().split()), name)


def _tells(text: str, name: str) -> bool:
    before, _, behind = text.partition(name)
    near = [*split_words(normalise(before))[-_NEAR_WORDS:], *split_words(normalise(behind))[:_NEAR_WORDS]]
    return not _TELLING.isdisjoint(near)


def _has_digit(word: str) -> bool:
    return any(map(str.isdigit, word))


def _date(day: Day) -> str:
    return "-".join(f"{part:02}" for part in (day.year, day.month, day.day) if part)


def _grouped(number: float) -> str:
    """Write a number in digits, grouped as in India: 12,34,567."""
    whole, _, rest = f"{number:.6f}".rstrip("0").rstrip(".").partition(".")
    head, tail = whole[:-3], whole[-3:]
    pairs = [head[max(0, end - 2) : end] for end in range(len(head), 0, -2)][::-1]
    return ",".join([*pairs, tail]) + (f".{rest}" if rest else "")
