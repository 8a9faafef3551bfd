# ruff: noqa: S608 - nothing but names of this package is put into SQL
"""Which article belongs to which story, kept in the database: each new article joins a story or opens one.

    new article ── its telling sounds ──▶ a few dozen articles of its time ── likeness ──▶ the story most like it, or a new one

The work for one article does not grow with the index. Where an article ties two stories together they become one, so that
the order in which articles arrive matters little. A story is called by the number of the article that opened it.
"""

from __future__ import annotations

import json
import math
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.stories.likeness import SAME_TIME_S, Traits, likeness, mean_likeness, norm_of, weights_of

TABLES = (
    # Traits of each article; the long columns come last.
    """CREATE TABLE stories (
        article INTEGER PRIMARY KEY, story INTEGER NOT NULL, language TEXT NOT NULL, source TEXT NOT NULL, published REAL, norm REAL NOT NULL,
        sounds TEXT NOT NULL, vector BLOB NOT NULL)""",
    "CREATE INDEX stories_by_story ON stories (story, article)",
    # The telling sounds of each article, by which others find it; `published` is UNDATED where it is not known.
    """CREATE TABLE story_sounds (
        sound TEXT NOT NULL, published REAL NOT NULL, article INTEGER NOT NULL, language TEXT NOT NULL,
        PRIMARY KEY (sound, published, article)) WITHOUT ROWID""",
)
UNDATED = -1e12
_CHUNKS = 3
"""Chunks from the beginning of an article that stand for it: news says first what it is about."""
_LEAD, _RAREST = 20, 20
"""An article is found by so many sounds of its headline and beginning, and by so many of its rarest: of the pairs of the
evaluation that tell the same in two languages 99 % share one of them."""
_PER_SOUND = 60
_CANDIDATES = 24
"""In each language: more words are shared within one than across two."""
_MEMBERS = 12
"""Newest members by which a story is known."""
_NEAR_STORIES = 6
_KEYS = "(SELECT value FROM json_each(?))"
_TRAITS = "article, story, language, source, published, norm, sounds, vector"


@dataclass(frozen=True, slots=True)
class Unplaced:
    """An article that is in no story yet.

    Attributes:
        number: Of the article.
        language: Of its text.
        source: Name of its outlet; may be empty.
        published: Seconds since 1970 UTC; None if unknown.
        vector: Mean of its first chunks, shape (dimension,), float32, unit length.
        sounds: Distinct sound keys of its first chunks, in order.
    """

    number: int
    language: str
    source: str
    published: float | None
    vector: NDArray[np.float32]
    sounds: list[str]

    @classmethod
    def of(
        cls,
        number: int,
        language: str,
        source: str,
        published: float | None,
        chunks: Sequence[tuple[NDArray[np.float32], Sequence[str]]],
    ) -> Unplaced | None:
        """Sum up an article from the vectors and the sounds of its chunks; None if they say nothing."""
        first = chunks[:_CHUNKS]
        sounds = dict.fromkeys(sound for _, found in first for sound in found if sound.isascii() and sound.isalnum())
        if not sounds:
            return None
        total: NDArray[np.float32] = np.array([vector for vector, _ in first], np.float32).sum(axis=0)
        length = math.sqrt(float(total @ total))
        return (
            cls(number, language, source, published, total / np.float32(length), list(sounds))
            if length > 1e-6
            else None
        )


class StoryTable:
    """The stories of one database, inside the caller's transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Work on a writer's connection."""
        self._connection = connection

    def place(self, articles: Sequence[Unplaced]) -> None:
        """Find the story of each article, in order; the vocabulary must hold their words by now."""
        if not articles:
            return
        weights = self._weights({sound for article in articles for sound in article.sounds})
        for article in articles:
            norm = norm_of(article.sounds, weights)
            new = Traits(
                article.language, article.source, article.published, article.vector, frozenset(article.sounds), norm
            )
            telling = _telling(article.sounds, weights)
            self._insert(article.number, new, self._join(new, telling, weights), telling)

    def remove(self, number: int) -> None:
        """Take an article out of its story; the others stay together."""
        row = self._connection.execute(f"SELECT {_TRAITS} FROM stories WHERE article = ?", (number,)).fetchone()
        if row is None:
            return
        self._connection.execute("DELETE FROM stories WHERE article = ?", (number,))
        _, _, traits = _read(row)
        self._connection.executemany(
            "DELETE FROM story_sounds WHERE sound = ? AND published = ? AND article = ?",
            [(sound, _time(traits.published), number) for sound in traits.sounds],
        )

    def clear(self) -> None:
        """Forget all stories."""
        self._connection.execute("DELETE FROM stories")
        self._connection.execute("DELETE FROM story_sounds")

    def _join(self, new: Traits, telling: Sequence[str], weights: Mapping[str, float]) -> int | None:
        """The story that an article belongs to; None if it opens one. Stories that it ties together become one."""
        best: dict[int, float] = {}
        for story, known in self._candidates(new, telling, weights):
            if (like := likeness(new, known, weights)) >= 0:
                best[story] = max(like, best.get(story, like))
        near = sorted(best, key=lambda story: (-best[story], story))[:_NEAR_STORIES]
        members = {story: self._members(story) for story in near}
        means = {story: mean_likeness([new], members[story], weights) for story in near}
        fitting = sorted((story for story in near if means[story] >= 0), key=lambda story: (-means[story], story))
        if not fitting:
            return None
        joined, *others = fitting
        for other in others:
            of_members = self._weights({sound for member in members[joined] for sound in member.sounds})
            if mean_likeness(members[joined], members[other], of_members) >= 0:
                older, newer = sorted((joined, other))
                self._connection.execute("UPDATE stories SET story = ? WHERE story = ?", (older, newer))
                members[older] = (members[joined] + members[other])[:_MEMBERS]
                joined = older
        return joined

    def _candidates(
        self, new: Traits, telling: Sequence[str], weights: Mapping[str, float]
    ) -> Iterator[tuple[int, Traits]]:
        at = _time(new.published)
        reach = 0.0 if new.published is None else SAME_TIME_S
        found: dict[str, dict[int, float]] = {}
        query = (
            "SELECT article, language FROM story_sounds WHERE sound = ? AND published BETWEEN ? AND ? "
            "ORDER BY published DESC, article DESC LIMIT ?"
        )
        for sound in telling:
            for article, language in self._connection.execute(query, (sound, at - reach, at + reach, _PER_SOUND)):
                shared = found.setdefault(language, {})
                shared[article] = shared.get(article, 0.0) + weights[sound]
        chosen = [
            article
            for shared in found.values()
            for article in sorted(shared, key=lambda article: (-shared[article], article))[:_CANDIDATES]
        ]
        query = f"SELECT {_TRAITS} FROM stories WHERE article IN {_KEYS} ORDER BY article"
        for row in self._connection.execute(query, (json.dumps(chosen),)).fetchall():
            _, story, traits = _read(row)
            yield story, traits

    def _members(self, story: int) -> list[Traits]:
        query = f"SELECT {_TRAITS} FROM stories WHERE story = ? ORDER BY article DESC LIMIT ?"
        return [_read(row)[2] for row in self._connection.execute(query, (story, _MEMBERS)).fetchall()]

    def _insert(self, number: int, new: Traits, story: int | None, telling: Sequence[str]) -> None:
        self._connection.execute(
            f"INSERT INTO stories ({_TRAITS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                number,
                number if story is None else story,
                new.language,
                new.source,
                new.published,
                new.norm,
                " ".join(sorted(new.sounds)),
                new.vector.astype("<f2").tobytes(),
            ),
        )
        self._connection.executemany(
            "INSERT INTO story_sounds VALUES (?, ?, ?, ?)",
            [(sound, _time(new.published), number, new.language) for sound in telling],
        )

    def _weights(self, sounds: Iterable[str]) -> dict[str, float]:
        asked = sorted(sounds)
        query = f"SELECT sound, sum(articles) FROM vocabulary WHERE sound IN {_KEYS} GROUP BY sound"
        counts = dict(self._connection.execute(query, (json.dumps(asked),)).fetchall())
        (articles,) = self._connection.execute("SELECT coalesce(max(number), 0) FROM articles").fetchone()
        return weights_of(counts, asked, articles)


def stories_of(connection: sqlite3.Connection, numbers: Iterable[int]) -> dict[int, int]:
    """The story of each of these articles that has one."""
    query = f"SELECT article, story FROM stories WHERE article IN {_KEYS}"
    return dict(connection.execute(query, (json.dumps(list(numbers)),)).fetchall())


def _read(row: tuple[Any, ...]) -> tuple[int, int, Traits]:
    article, story, language, source, published, norm, sounds, vector = row
    values = np.frombuffer(vector, "<f2").astype(np.float32)
    return article, story, Traits(language, source, published, values, frozenset(sounds.split()), norm)


def _telling(sounds: Sequence[str], weights: Mapping[str, float]) -> list[str]:
    rarest = sorted(sounds, key=lambda sound: (-weights[sound], sound))[:_RAREST]
    return list(dict.fromkeys([*rarest, *sounds[:_LEAD]]))


def _time(published: float | None) -> float:
    return UNDATED if published is None else published
