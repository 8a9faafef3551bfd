"""Lists of articles and single ones, as Telegram HTML and as plain text. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from chat.layout import one_line, origin, shorten, units, web_address
from chat.markup import Markup, join, link, tag, text
from chat.texts import TEXTS, date_text
from index.article import Article, Language
from index.text import sentences
from rag.bulletin.changes import Correction

_TITLE_UNITS = 200
_ORIGIN_UNITS = 120
_OPENING_UNITS = 600
_MAX_OPENING_SENTENCES = 4
_QUOTE_UNITS = 400
_MAX_CHANGES = 3


@dataclass(frozen=True, slots=True)
class Written:
    """A message: as Telegram HTML, and the same without markup."""

    html: str
    plain: str


def headlines(
    heading: str, articles: Sequence[Article], language: Language, zone: tzinfo, *, first: int = 1, footer: str = ""
) -> Written:
    """Write a numbered list.

    Args:
        heading: What it is a list of.
        articles: At most ten.
        language: Of the dates.
        zone: Time zone of the dates.
        first: The first number.
        footer: A line below.
    """
    rich, plain = [tag("b", text(heading))], [heading]
    for number, article in enumerate(articles, first):
        title, where = _title(article, language), _origin(article, language, zone)
        rich.append(text(f"{number}. ") + tag("b", text(title)) + text(f"\n{where}" if where else ""))
        plain.append(f"{number}. {title}" + (f"\n{where}" if where else ""))
    if footer:
        rich.append(tag("i", text(footer)))
        plain.append(footer)
    return _written(rich, plain)


def opening(article: Article, language: Language, zone: tzinfo, *, heading: str = "") -> Written:
    """Write the beginning of an article: headline, outlet and date, the first sentences, and where to read on.

    Args:
        article: The article.
        language: Of the date.
        zone: Time zone of the date.
        heading: Why it is shown; "" where a person asked for it.
    """
    title, where, begins = _title(article, language), _origin(article, language, zone), _first_sentences(article)
    url = web_address(article.url)
    rich = [text(heading)] if heading else []
    plain = [heading] if heading else []
    rich.append(tag("b", text(title)) + text(f"\n{where}" if where else ""))
    plain.append(f"{title}\n{where}" if where else title)
    if article.gone_at:
        noticed = _taken_down(article.gone_at, language, zone)
        rich.append(tag("i", text(noticed)))
        plain.append(noticed)
    if begins:
        rich.append(text(begins))
        plain.append(begins)
    if url and not article.gone_at:
        rich.append(link(TEXTS[language].read_on, url))
        plain.append(url)
    return _written(rich, plain)


def correction(corrected: Correction, language: Language, zone: tzinfo) -> Written:
    """Write that an article has been changed: what was cited from it, and what it says now; or that it was taken down."""
    texts, article = TEXTS[language], corrected.article
    if article.gone_at:
        lines = [
            _title(article, language),
            _origin(article, language, zone),
            _taken_down(article.gone_at, language, zone),
        ]
        told = "\n".join(line for line in lines if line)
        return _written([tag("b", text(texts.removal_title)), text(told)], [texts.removal_title, told])
    title, where, url = _title(article, language), _origin(article, language, zone), web_address(article.url)
    rich = [tag("b", text(texts.correction_title)), link(title, url) + text(f"\n{where}" if where else "")]
    plain = [texts.correction_title, f"{title}\n{where}" if where else title]
    for change in corrected.changes[:_MAX_CHANGES]:
        before = texts.correction_before.format(quote=_quote(change.before))
        now = texts.correction_now.format(quote=_quote(change.now)) if change.now else texts.correction_gone
        rich.append(tag("s", text(before)) + text("\n") + text(now))
        plain.append(f"{before}\n{now}")
    return _written(rich, plain)


def _quote(sentence: str) -> str:
    return shorten(one_line(sentence), _QUOTE_UNITS)


def _taken_down(noticed_at: datetime, language: Language, zone: tzinfo) -> str:
    return TEXTS[language].taken_down.format(date=date_text(noticed_at, language, zone))


def _written(rich: Sequence[Markup], plain: Sequence[str]) -> Written:
    message = join("\n\n", rich)
    assert message.fits
    return Written(message.html, "\n\n".join(plain))


def _title(article: Article, language: Language) -> str:
    return shorten(one_line(article.title), _TITLE_UNITS) or TEXTS[language].untitled


def _origin(article: Article, language: Language, zone: tzinfo) -> str:
    return shorten(origin(article.source, article.published_at, language, zone), _ORIGIN_UNITS)


def _first_sentences(article: Article) -> str:
    shown = ""
    for start, end in sentences(article.text[: 8 * _OPENING_UNITS])[:_MAX_OPENING_SENTENCES]:
        longer = f"{shown} {one_line(article.text[start:end])}".strip()
        if shown and units(longer) > _OPENING_UNITS:
            break
        shown = longer
    return shorten(shown, _OPENING_UNITS)
