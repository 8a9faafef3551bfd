"""Example questions made from articles that are really indexed, so that a first tap gets an answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import regex

from index.article import Article, Language
from index.spelling import romanise

_MAX_CHARS = 90
_CLAUSE_END = regex.compile(r"[:,;|?!।]| - | – ")
_MIN_WORDS = 3
_ASKED = {
    "hi": "{} – इस पर क्या ख़बर है?",
    "en": "What is the news on {}?",
    "hi-Latn": "{} – kya khabar hai?",
}


def example_questions(articles: Iterable[Article], language: Language) -> Iterator[str]:
    """Make a question from each article whose headline lends itself to one.

    Args:
        articles: Newest first.
        language: Language and script of the questions.

    Yields:
        Questions of at most `_MAX_CHARS` characters, none twice.
    """
    seen: set[str] = set()
    for article in articles:
        subject = _subject(article.title)
        if language == "hi-Latn":
            subject = " ".join(romanise(word) for word in subject.split())
        question = _ASKED[language].format(subject)
        if subject and len(question) <= _MAX_CHARS and question not in seen:
            seen.add(question)
            yield question


def _subject(title: str) -> str:
    """The first clause of a headline that is long enough to name what it is about."""
    for end in (*(match.start() for match in _CLAUSE_END.finditer(title)), len(title)):
        if len(title[:end].split()) >= _MIN_WORDS:
            return title[:end].strip(" .'\"‘’“”")
    return ""
