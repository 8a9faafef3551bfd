"""Questions that may follow an answer, and that the index answers with something the reader has not seen yet.

Three kinds, in this order: when, where or why, if the article says so outside of what was cited; other people of the
article by name; and other articles near it. Whether the index answers one is not guessed: each is asked before it is offered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice, zip_longest

import regex

from index.article import Article, Language
from index.spelling import romanise
from index.terms import terms
from index.text import normalise, sentences
from rag.answer import Answer, Outcome
from rag.cited_names import full_names
from rag.examples import example_questions
from rag.expects import holds
from rag.question import Kind, question_kind

MAX_TRIES = 6
_MAX_CHARS = 70
_MAX_SENTENCES = 30
_MAX_READ_CHARS = 10_000
_SHARED_WORDS = 2
_COMMON = frozenset(
    terms("साल बाद दिन बार आज कल नया पहला सबसे लोग भारत देश year years day days time first last new india")
)
_MIN_WORD = 3
_DEVANAGARI = regex.compile(r"\p{Devanagari}")
_ASKED: dict[Language, dict[Kind, str]] = {
    "hi": {"time": "यह कब हुआ?", "place": "यह कहाँ हुआ?", "reason": "ऐसा क्यों हुआ?"},
    "en": {"time": "When did this happen?", "place": "Where did this happen?", "reason": "Why did this happen?"},
    "hi-Latn": {"time": "yeh kab hua?", "place": "yeh kahan hua?", "reason": "aisa kyon hua?"},
}
_ABOUT: dict[Language, str] = {
    "hi": "{} कौन हैं?",
    "en": "Who is {}?",
    "hi-Latn": "{} kaun hain?",
}


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question that may follow an answer.

    Attributes:
        question: In the language and script of the question that was answered.
        leans: It is to be asked with that answer as the turn before it, and otherwise with none.
    """

    question: str
    leans: bool = False


@dataclass(frozen=True, slots=True)
class _Suggestion:
    """A follow-up that nobody has tried yet.

    Attributes:
        asked: The follow-up.
        kind: What its answer has to show; "other" for anything.
        of: Ids of the articles that its answer must cite first; empty for any.
    """

    asked: FollowUp
    kind: Kind = "other"
    of: frozenset[str] = frozenset()


def follow_ups(
    answer: Answer,
    article: Article,
    near: Sequence[Article],
    ask: Callable[[FollowUp], Answer],
    count: int,
    in_time: Callable[[], bool] = lambda: True,
) -> list[FollowUp]:
    """Return questions that may follow an answer.

    Args:
        answer: What was answered.
        article: The first that it cites.
        near: Other articles near it, nearest first.
        ask: Answers one.
        count: Most questions.
        in_time: Tells whether there is time to try one more.

    Returns:
        Questions of at most 70 characters, each of which was answered with a sentence that neither the answer nor another
        of them shows first.
    """
    shown = {normalise(cited.quote) for cited in answer.citations}
    found: list[FollowUp] = []
    for suggestion in islice(_suggestions(answer, article, near), MAX_TRIES):
        if len(found) == count or not in_time():
            break
        first = _first_quote(ask(suggestion.asked), suggestion)
        if first and first not in shown:
            shown.add(first)
            found.append(suggestion.asked)
    return found


def _first_quote(answer: Answer, suggestion: _Suggestion) -> str:
    """What an answer shows first, if it is an answer to what was suggested; else ""."""
    if answer.outcome is not Outcome.ANSWERED or answer.period or answer.unsure:
        return ""
    cited = answer.citations[0]
    if suggestion.of and cited.article_id not in suggestion.of:
        return ""
    folded = normalise(cited.quote)
    return folded if suggestion.kind == "other" or holds(suggestion.kind, folded) == 1.0 else ""


def _suggestions(answer: Answer, article: Article, near: Sequence[Article]) -> Iterator[_Suggestion]:
    names = (_Suggestion(FollowUp(asked)) for asked in _about_people(answer, article))
    others = (
        _Suggestion(FollowUp(asked), of=frozenset({one.id}))
        for one in near
        if _is_told_of(one, article, answer.language)
        for asked in example_questions([one], answer.language)
    )
    mixed = (one for pair in zip_longest(names, others) for one in pair if one)
    for suggestion in chain(_of_kinds(answer, article), mixed):
        if len(suggestion.asked.question) <= _MAX_CHARS and suggestion.asked.question != answer.question:
            yield suggestion


def _is_told_of(near: Article, article: Article, language: Language) -> bool:
    """Tell whether an article is in the reader's language and has to do with another: words of its headline stand there."""
    if (near.language == "en") != (language == "en"):
        return False
    told = set(terms(f"{article.title}\n{article.text[:_MAX_READ_CHARS]}"))
    shared = [term for term in (set(terms(near.title)) & told) - _COMMON if len(term) >= _MIN_WORD]
    return len(shared) >= _SHARED_WORDS


def _of_kinds(answer: Answer, article: Article) -> Iterator[_Suggestion]:
    """When, where and why, as far as what was cited does not say it and the rest of the article does."""
    quotes = {normalise(cited.quote) for cited in answer.citations}
    rest = [folded for said in _said(article) if (folded := normalise(said)) not in quotes]
    cited = frozenset(one.article_id for one in answer.citations)
    for kind, asked in _ASKED[answer.language].items():
        shown = any(holds(kind, quote) for quote in quotes)
        if kind != question_kind(answer.question) and not shown and any(holds(kind, other) == 1.0 for other in rest):
            yield _Suggestion(FollowUp(asked, leans=True), kind, cited)


def _about_people(answer: Answer, article: Article) -> Iterator[str]:
    asked = normalise(f"{answer.question} {answer.standalone}")
    quotes = [cited.quote for cited in answer.citations]
    rest = (said for said in _said(article) if said not in quotes)
    for name in full_names(chain(rest, quotes)):
        written = " ".join(romanise(word) for word in name.split()) if answer.language == "hi-Latn" else name
        foreign = answer.language == "en" and _DEVANAGARI.search(name)
        if not foreign and not any(word in asked for word in normalise(f"{name} {written}").split()):
            yield _ABOUT[answer.language].format(written)


def _said(article: Article) -> list[str]:
    text = article.text[:_MAX_READ_CHARS]
    return [text[start:end] for start, end in sentences(text)[:_MAX_SENTENCES]]
