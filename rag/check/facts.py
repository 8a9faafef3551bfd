"""Whether the names, numbers and dates of a statement stand in its sources, in either script."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo

from index.article import Language
from rag.check.dates import Dates, known_dates, read_dates, supports_dates
from rag.check.name_source import Names
from rag.check.names import stated_names
from rag.check.numbers import held_values, stated_numbers
from rag.check.outcome import Reason

INDIA = ZoneInfo("Asia/Kolkata")


@dataclass(frozen=True, slots=True)
class Source:
    """What one passage has of facts.

    Attributes:
        language: Of its article.
        names: Its words.
        values: Its numbers, and the year of publication.
        dates: Its dates, with those that follow from when it was published.
    """

    language: Language
    names: Names
    values: frozenset[float]
    dates: Dates

    @classmethod
    def of(
        cls,
        headline: str,
        sentences: Sequence[str],
        published_at: datetime | None,
        language: Language,
        zone: tzinfo = INDIA,
    ) -> Source:
        """Read a passage.

        Args:
            headline: Of its article, and the outlet: what else of it the model was shown.
            sentences: Of the passage.
            published_at: Timezone-aware; None if unknown.
            language: Of the article.
            zone: In which its readers live.
        """
        text = "\n".join([headline, *sentences])
        years = {float(published_at.year), float(published_at.astimezone(zone).year)} if published_at else set()
        return cls(language, Names.of(text), held_values(text) | years, known_dates(text, published_at, zone))


def missing(text: str, language: Language, sources: Sequence[Source]) -> Reason | None:
    """Return what kind of fact of a statement stands in none of its sources; None if nothing is missing.

    Args:
        text: The statement, without citation marks.
        language: That it is written in.
        sources: At least one.
    """
    stated = read_dates(text)
    values = frozenset[float]().union(*(source.values for source in sources))
    if not all(value in values for value in stated_numbers(stated.rest, language)):
        return Reason.UNSUPPORTED_NUMBER
    if not supports_dates(stated, _together([source.dates for source in sources]), values):
        return Reason.UNSUPPORTED_NUMBER
    same = all((source.language == "en") == (language == "en") for source in sources)
    for name in stated_names(text, language, same_language=same):
        if not any(source.names.hold(name) for source in sources):
            return Reason.UNSUPPORTED_NAME
    return None


def _together(found: Sequence[Dates]) -> Dates:
    if len(found) == 1:
        return found[0]
    days, months, weekdays = (
        frozenset().union(*(getattr(one, part) for one in found)) for part in ("days", "months", "weekdays")
    )
    return Dates(days, months, weekdays, "")
