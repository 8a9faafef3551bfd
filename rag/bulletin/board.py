"""The news of one store without a question: lists, sections, single articles, and what came in since."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from index.article import Article, Language
from index.embed.protocol import Embedder
from index.store.protocol import Store, View
from rag.bulletin.changes import Correction, correction
from rag.bulletin.listing import Listed, find, first_positions, listed
from rag.bulletin.sections import SECTIONS, Section
from rag.bulletin.sorting import Sorter
from rag.bulletin.stories import stories
from rag.bulletin.watching import Watcher
from rag.examples import example_questions

RECENT = 300
"""Of so many newest articles the sections are known."""


@dataclass(frozen=True, slots=True)
class Page:
    """A part of a list.

    Attributes:
        articles: Newest first, one a story.
        more: Whether older ones follow.
        until: The newest date of the whole list; with it the next page belongs to this one, whatever comes in meanwhile.
    """

    articles: tuple[Listed, ...]
    more: bool
    until: datetime | None


class Bulletin:
    """The news of one store. Every method blocks; safe to call from several threads."""

    def __init__(self, store: Store, embedder: Embedder, answers: Callable[[str], bool]) -> None:
        """Show the news of a store.

        Args:
            store: The index.
            embedder: The one that made it.
            answers: Tells whether the index answers a question.
        """
        self._store, self._answers = store, answers
        self._sorter, self._watcher = Sorter(embedder), Watcher(embedder)
        self._recent: tuple[int, dict[int, Section | None]] = (-1, {})
        self._lock = Lock()

    def page(
        self, start: int, count: int, language: Language, section: Section | None = None, until: datetime | None = None
    ) -> Page:
        """Return a part of the list of newest stories.

        Args:
            start: How many stories to leave out.
            count: Most stories.
            language: Of a story that several tell, the version in this language.
            section: Of this section only.
            until: As of the page before; None for the first.

        Raises:
            StoreError: The index cannot be read.
        """
        view = self._store.view()
        positions = first_positions(view)
        published = view.published[positions]
        if until is not None:
            kept = ~(published > until.timestamp())
            positions, published = positions[kept], published[kept]
        if section is not None:
            positions = self._of(view, positions, {section})
            published = view.published[positions]
        found = list(islice(stories(listed(view, positions), language), start, start + count + 1))
        dated = published[~np.isnan(published)]
        newest = datetime.fromtimestamp(float(dated.max()), UTC) if len(dated) else None
        return Page(tuple(found[:count]), len(found) > count, until or newest)

    def sections(self) -> dict[Section, int]:
        """Return how many of the newest articles belong to each section that has any, in the order of the sections.

        Raises:
            StoreError: The index cannot be read.
        """
        counted = Counter(self._sorted(self._store.view()).values())
        return {section: counted[section] for section in SECTIONS if counted[section]}

    def article(self, reference: str) -> Article | None:
        """Return the article of a reference, or of an id; None if there is none.

        Raises:
            StoreError: The index cannot be read.
        """
        return self._store.article(reference) or find(self._store.view(), reference)

    def question(self, article: Article, language: Language) -> str:
        """Return a question on an article that the index answers; "" if none was found.

        Raises:
            StoreError: The index cannot be read.
        """
        return next((asked for asked in example_questions([article], language) if self._answers(asked)), "")

    def newest_number(self) -> int:
        """Return the number of the article that came in last; 0 if there is none.

        Raises:
            StoreError: The index cannot be read.
        """
        numbers = self._store.view().article_numbers
        return int(numbers.max()) if len(numbers) else 0

    def came_in(
        self, since: int, not_before: datetime, language: Language, wanted: Collection[Section], count: int
    ) -> list[Listed]:
        """Return the newest stories that came in.

        Args:
            since: Articles with higher numbers came in.
            not_before: What was published earlier is old news, whenever it came in; what has no date counts as new.
            language: Of a story that several tell, the version in this language.
            wanted: Of these sections only; empty: of any or none.
            count: Most stories.

        Raises:
            StoreError: The index cannot be read.
        """
        view = self._store.view()
        positions = first_positions(view)
        new = (view.article_numbers[positions] > since) & ~(view.published[positions] < not_before.timestamp())
        positions = positions[new]
        if wanted:
            positions = self._of(view, positions, wanted)
        return list(islice(stories(listed(view, positions), language), count))

    def on(
        self,
        subject: str,
        since: int,
        not_before: datetime,
        language: Language,
        wanted: Callable[[Article], bool] = lambda article: True,
    ) -> list[Listed]:
        """Return the stories that came in on a subject; as `Watcher.found`, but of two that tell the same one, in this language.

        Raises:
            QuestionError: The subject says nothing.
            StoreError: The index cannot be read.
        """
        return list(stories(self._watcher.found(self._store.view(), subject, since, not_before, wanted), language))

    def revised(self, cited: Mapping[str, int]) -> dict[str, int]:
        """Return which of these articles no longer are what they were in this revision.

        Args:
            cited: Revisions by id.

        Returns:
            By id the revision from which on an article is what it is now: its newest; one more than that where its outlet
            has taken it down, so that those who read the newest are meant, too.

        Raises:
            StoreError: The index cannot be read.
        """
        found = ((article, revision) for name, revision in cited.items() if (article := self._store.article(name)))
        now = ((article.id, article.revision + (article.gone_at is not None), revision) for article, revision in found)
        return {name: newest for name, newest, revision in now if newest > revision}

    def corrected(self, article_id: str, quotes: Iterable[str]) -> Correction | None:
        """Tell what an article says now that no longer holds all of these sentences; None if it does, or is gone.

        Raises:
            StoreError: The index cannot be read.
        """
        article = self._store.article(article_id)
        return correction(article, quotes) if article else None

    def generation(self) -> int:
        """Return a number that changes whenever the index does.

        Raises:
            StoreError: The index cannot be read.
        """
        return self._store.view().generation

    def _of(self, view: View, positions: NDArray[np.int64], wanted: Collection[Section]) -> NDArray[np.int64]:
        """The positions, of the newest articles, that belong to one of the sections."""
        known = self._sorted(view)
        numbers = view.article_numbers[positions].tolist()
        kept: NDArray[np.int64] = positions[np.array([known.get(number) in wanted for number in numbers], bool)]
        return kept

    def _sorted(self, view: View) -> dict[int, Section | None]:
        """The sections of the newest articles by number, from memory while the index stays as it is."""
        with self._lock:
            generation, known = self._recent
        if generation == view.generation:
            return known
        positions = first_positions(view)[:RECENT]
        numbers = view.article_numbers[positions].tolist()
        known = dict(zip(numbers, self._sorter.sort(view, positions), strict=True))
        with self._lock:
            self._recent = (view.generation, known)
        return known
