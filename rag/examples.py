"""Example questions made from articles that are really indexed, so that a first tap gets an answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import regex

from index.article import Article, Language

_MAX_CHARS = 90
# "जयशंकर ने …": whoever did something can be asked after.
_DOER = regex.compile(r"^([^,:;|।?!\"'‘’“”]{3,40}?) ने\b")
_PLAIN = {"hi": "“{}”: पूरी ख़बर क्या है?", "en": "What is the news on “{}”?", "hi-Latn": "“{}”: poori khabar kya hai?"}


def example_questions(articles: Iterable[Article], language: Language) -> Iterator[str]:
    """Make a question from each article that lends itself to one.

    Args:
        articles: Newest first.
        language: Language and script of the questions.

    Yields:
        Questions of at most `_MAX_CHARS` characters, none twice.
    """
    seen: set[str] = set()
    for article in articles:
        question = _question(article.title, language)
        if question and question not in seen:
            seen.add(question)
            yield question


def _question(title: str, language: Language) -> str:
    doer = _DOER.match(title) if language == "hi" else None
    question = f"{doer.group(1)} ने क्या किया?" if doer else _PLAIN[language].format(title.strip(" .।") if title else "")
    return question if title and len(question) <= _MAX_CHARS else ""
