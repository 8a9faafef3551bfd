"""What is shown of an Answer, part by part, in words that are safe to show.

How it looks is the business of `chat.render` (Telegram) and `chat.plain` (terminal). Both take their parts
from here, so that a reader sees the same in either.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime, tzinfo

import regex

from chat.texts import TEXTS, covers_text, date_text, day_text
from index.article import Language
from rag.answer import Answer, Citation, Fallback, Outcome

MAX_CLOSEST = 3
MAX_OUTLET_UNITS = 60
_MAX_URL_CHARS = 2_000  # longer ones do not open in every browser, and cost a message its room
# Controls and lone surrogates cannot be shown; a bidi embedding that is never closed turns the rest of the
# message round. (Letters and marks of right-to-left scripts need none of them.)
_UNSHOWABLE = regex.compile(r"[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069\ufeff]")
_VISIBLE = regex.compile(r"[\p{L}\p{M}\p{N}\p{P}\p{S}]")
# Telegram drops a link without a word if it dislikes the address; what it demands is in parse_url of TDLib's
# HttpUrl.cpp. This is stricter: no credentials, nothing that needs escaping, a host with a dot.
_WEB_ADDRESS = regex.compile(
    r"https?://(?:[\p{L}\p{M}\p{N}_-]++\.)+[\p{L}\p{M}\p{N}-]+(?::(?P<port>[0-9]{1,5}))?(?:[/?#][^\s\p{C}<>\"`\\^{}|]*)?",
    regex.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of the answer.

    Attributes:
        text: One line, without its numbers.
        numbers: The citations that it rests on.
    """

    text: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """One article in the list of sources.

    Attributes:
        numbers: Numbers of the citations from it.
        title: Headline, or the word for having none.
        origin: Outlet and date, as far as they are known, and the outlets that say the same.
        date: The date alone; empty if it is not known.
        url: An http(s) address that Telegram takes; empty if there is none.
        quotes: The sentences that were cited, but for those that the answer already shows.
    """

    numbers: tuple[int, ...]
    title: str
    origin: str
    url: str
    quotes: tuple[str, ...]
    date: str = ""


def statements(answer: Answer) -> list[Statement]:
    """Return the statements of an answer; numbers that no citation has stay in the text."""
    known = {str(citation.n): citation.n for citation in answer.citations}
    found = []
    for paragraph in answer.text.split("\n"):
        text = one_line(paragraph)
        numbers: list[int] = []
        while text.endswith("]"):
            before, _, number = text[:-1].rpartition("[")
            if number not in known:
                break
            numbers.insert(0, known[number])
            text = before.rstrip()
        if text:
            found.append(Statement(text, tuple(dict.fromkeys(numbers))))
    return found


def preface(answer: Answer, zone: tzinfo) -> list[str]:
    """Return the lines that a reader should see before the statements: that they may not answer, are old, or of other days."""
    texts = TEXTS[answer.language]
    lines = [texts.other_time.format(phrase=shorten(one_line(answer.period), 60))] if answer.period else []
    if answer.unsure:
        lines.append(texts.unsure)
    if answer.old:
        lines.append(texts.old_news.format(date=date_text(answer.old, answer.language, zone)))
    return lines


def differences(answer: Answer) -> list[str]:
    """Return the lines that say where outlets contradict each other, each version with its outlet and citation."""
    texts = TEXTS[answer.language]
    said = {"number": texts.numbers_differ, "date": texts.dates_differ, "name": texts.names_differ}
    lines = []
    for difference in answer.differences:
        versions = []
        for version in difference.versions:
            value = day_text(version.value, answer.language) if difference.kind == "date" else version.value
            outlet = shorten(one_line(version.source), MAX_OUTLET_UNITS)
            versions.append(f"{shorten(one_line(value), MAX_OUTLET_UNITS)} ({outlet}) [{version.n}]")
        lines.append(said[difference.kind].format(versions="; ".join(versions)))
    return lines


def note(answer: Answer) -> str:
    """Return the line that says why an answer is not in the bot's own words although it should be; "" if it need not."""
    if answer.fallback is None or not is_answered(answer):
        return ""
    texts = TEXTS[answer.language]
    return texts.out_of_calls if answer.fallback is Fallback.LIMIT else texts.not_written


def sources(answer: Answer, zone: tzinfo) -> list[Source]:
    """Return the articles that an answer cites, in the order of their first numbers."""
    shown = {statement.text for statement in statements(answer)}
    by_article: dict[str, list[Citation]] = {}
    for citation in answer.citations:
        by_article.setdefault(citation.article_id, []).append(citation)
    return [_source(cited, answer.language, zone, shown) for cited in by_article.values()]


def _source(cited: list[Citation], language: Language, zone: tzinfo, shown: set[str]) -> Source:
    article = cited[0]
    quotes = dict.fromkeys(one_line(citation.quote) for citation in cited)
    names = dict.fromkeys(one_line(name) for citation in cited for name in citation.also)
    outlets = ", ".join(shorten(name, MAX_OUTLET_UNITS) for name in names if name)
    also = [TEXTS[language].also.format(outlets=outlets)] if outlets else []
    where = origin(article.source, article.published_at, language, zone)
    return Source(
        numbers=tuple(citation.n for citation in cited),
        title=one_line(article.title) or TEXTS[language].untitled,
        origin="; ".join([where, *also] if where else also),
        url=web_address(article.url),
        quotes=tuple(quote for quote in quotes if quote and quote not in shown),
    )


def origin(outlet: str, published_at: datetime | None, language: Language, zone: tzinfo) -> str:
    """Return outlet and date, as far as they are known."""
    date = date_text(published_at, language, zone) if published_at else ""
    return ", ".join(part for part in (one_line(outlet), date) if part)


def refusal(answer: Answer, zone: tzinfo) -> list[str]:
    """Return the lines that say that the news does not answer, and what it covers."""
    texts = TEXTS[answer.language]
    if answer.covers is None:
        return [texts.no_answer] if answer.closest else [texts.no_answer, texts.no_news]
    return [texts.no_answer, covers_text(answer.covers, answer.language, zone)]


def closest(answer: Answer, zone: tzinfo) -> list[Source]:
    """Return the nearest headlines of an answer that has none, best first."""
    return [
        Source(
            numbers=(),
            title=one_line(headline.title) or TEXTS[answer.language].untitled,
            origin=origin(headline.source, headline.published_at, answer.language, zone),
            url="",
            quotes=(),
            date=date_text(headline.published_at, answer.language, zone) if headline.published_at else "",
        )
        for headline in answer.closest[:MAX_CLOSEST]
    ]


def is_answered(answer: Answer) -> bool:
    """Tell whether there is anything to show as an answer."""
    return answer.outcome is Outcome.ANSWERED and bool(statements(answer))


def one_line(text: str) -> str:
    """Return a text without line breaks, repeated spaces and what cannot be shown; "" if nothing would be seen."""
    line = " ".join(_UNSHOWABLE.sub(" ", text).split())
    return line if _VISIBLE.search(line) else ""


def units(text: str) -> int:
    """Length as Telegram counts it: UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def shorten(text: str, max_units: int) -> str:
    """Return a text of at most so many UTF-16 units, cut between words where it can be, with "…" where it was cut."""
    if units(text) <= max_units:
        return text
    beginning = text[:max_units].encode("utf-16-le", "surrogatepass")[: 2 * (max_units - 1)]
    end = len(beginning.decode("utf-16-le", "ignore"))
    space = text.rfind(" ", 0, end + 1)
    if space >= end // 2 > 0:
        end = space
    else:
        while end and _joins(text[end]):  # never between a letter and its signs
            end -= 1
    return text[:end].rstrip() + "…"


def _joins(character: str) -> bool:
    return unicodedata.category(character).startswith("M") or character in "\u200d\u200c" or "🏻" <= character <= "🏿"


def web_address(url: str) -> str:
    """Return the address if a reader can be sent there and Telegram takes it, else ""."""
    url = url.strip()
    found = _WEB_ADDRESS.fullmatch(url) if len(url) <= _MAX_URL_CHARS else None
    if not found:
        return ""
    port = found["port"]
    return url if port is None or 1 <= int(port) <= 65_535 else ""
