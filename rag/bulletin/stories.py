"""Several outlets tell one story: in a list it stands once.

The index knows which articles belong to one story (`index.stories`). Beside that, two articles of two days tell the same where
their headlines mostly sound alike; and of articles that no story was found for, as in an index made before there were stories,
those whose vectors nearly coincide. Texts of one language lie nearer to each other than to a translation, so that the bound
for those is lower. The bounds were chosen on 140 broadcast items in Hindi and English, of which 15 pairs across languages
are above theirs, 13 of them one story.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from functools import lru_cache

from index.article import Language
from index.terms import sound_terms
from rag.bulletin.listing import Listed

SAME_LANGUAGE, OTHER_LANGUAGE = 0.93, 0.875
_SAME_HEADLINE = 0.5
_MIN_SOUNDS = 3
_SAME_TIME = timedelta(hours=48)
_LOOK_AHEAD = 20


def stories(articles: Iterable[Listed], language: Language) -> Iterator[Listed]:
    """Leave out what tells the same as an article before it.

    Args:
        articles: Newest first.
        language: Of two that tell the same the one in this language is shown, else the newer.

    Yields:
        One article a story, newest story first.
    """
    waiting: list[list[Listed]] = []
    told: list[list[Listed]] = []
    for article in articles:
        known = next((story for story in (*waiting, *told[-_LOOK_AHEAD:]) if _tells(story, article)), None)
        if known is not None:
            known.append(article)
            continue
        waiting.append([article])
        if len(waiting) > _LOOK_AHEAD:  # a version in the reader's language may still have come until here
            told.append(waiting.pop(0))
            yield _shown(told[-1], language)
    for story in waiting:
        yield _shown(story, language)


def tell_the_same(one: Listed, other: Listed) -> bool:
    """Tell whether two articles tell the same story."""
    if one.story is not None and one.story == other.story:
        return True
    at, then = one.article.published_at, other.article.published_at
    if at and then and abs(at - then) > _SAME_TIME:
        return False
    sounds, others = _sounds(one.article.title), _sounds(other.article.title)
    if min(len(sounds), len(others)) >= _MIN_SOUNDS:
        shared = len(sounds & others)
        if shared >= _SAME_HEADLINE * (len(sounds) + len(others) - shared):
            return True
    if one.story is not None and other.story is not None:
        return False
    bound = SAME_LANGUAGE if one.article.language == other.article.language else OTHER_LANGUAGE
    return float(one.vector @ other.vector) >= bound


def _tells(story: list[Listed], article: Listed) -> bool:
    return any(tell_the_same(one, article) for one in story)


def _shown(story: list[Listed], language: Language) -> Listed:
    wanted = "en" if language == "en" else "hi"
    return next((article for article in story if article.article.language == wanted), story[0])


@lru_cache(maxsize=4096)
def _sounds(title: str) -> frozenset[str]:
    return frozenset(sound_terms(title))
