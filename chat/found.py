"""An article that was found, to be chosen from a list and sent to some chat, as Telegram HTML. Pure."""

from __future__ import annotations

from datetime import tzinfo

from chat.layout import one_line, origin, shorten, web_address
from chat.markup import join, link, tag, text
from chat.texts import TEXTS
from index.article import Language
from rag.answer import Citation

_TITLE_UNITS = 200
_ORIGIN_UNITS = 120
_QUOTE_UNITS = 600


def title_of(found: Citation, language: Language) -> str:
    """Return the headline, or the word for having none."""
    return shorten(one_line(found.title), _TITLE_UNITS) or TEXTS[language].untitled


def description_of(found: Citation, language: Language, zone: tzinfo) -> str:
    """Return what stands below the headline in a list: outlet and date, then the sentence."""
    return "\n".join(part for part in (_origin(found, language, zone), _quote(found)) if part)


def found_html(found: Citation, language: Language, zone: tzinfo) -> str:
    """Return the message that is sent where somebody chooses the article."""
    where, quote, url = _origin(found, language, zone), _quote(found), web_address(found.url)
    parts = [tag("b", text(title_of(found, language))) + text(f"\n{where}" if where else "")]
    if quote:
        parts.append(text(f"“{quote}”"))
    if url:
        parts.append(link(TEXTS[language].read_on, url))
    message = join("\n\n", parts)
    assert message.fits
    return message.html


def _origin(found: Citation, language: Language, zone: tzinfo) -> str:
    return shorten(origin(found.source, found.published_at, language, zone), _ORIGIN_UNITS)


def _quote(found: Citation) -> str:
    return shorten(one_line(found.quote), _QUOTE_UNITS)
