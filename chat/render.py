"""Answer → Telegram HTML. Pure.

Telegram takes at most 4,096 UTF-16 units of text once the markup is read, 32,768 bytes before, and 100 entities.
Whatever an article holds, what comes out of here is valid and fits: there are several amounts of detail,
and the richest that fits is taken. Escaping is done in `chat.markup`, once, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import tzinfo

from chat.layout import (
    Source,
    Statement,
    closest,
    differences,
    is_answered,
    note,
    one_line,
    preface,
    refusal,
    shorten,
    sources,
    statements,
)
from chat.markup import MAX_UNITS as MAX_UNITS
from chat.markup import Markup
from chat.markup import join as _join
from chat.markup import link as _link
from chat.markup import plain_html as plain_html
from chat.markup import tag as _tag
from chat.markup import text as _text
from chat.texts import TEXTS
from rag.answer import Answer

_MAX_NUMBERS = 10
_MAX_ORIGIN_UNITS = 120
_MAX_QUESTION_UNITS = 300


@dataclass(frozen=True, slots=True)
class Detail:
    """How much of an answer is shown; lengths in UTF-16 units."""

    statement_units: int
    title_units: int
    quote_units: int
    linked_titles: bool
    statements: int = 100
    sources: int = 100


_RICH_TO_POOR = (
    Detail(statement_units=900, title_units=200, quote_units=300, linked_titles=True),
    Detail(statement_units=900, title_units=200, quote_units=300, linked_titles=False),
    Detail(statement_units=600, title_units=150, quote_units=100, linked_titles=False),
    Detail(statement_units=600, title_units=120, quote_units=0, linked_titles=False),
    Detail(statement_units=300, title_units=100, quote_units=0, linked_titles=False, statements=10, sources=10),
    Detail(statement_units=300, title_units=100, quote_units=0, linked_titles=False, statements=3, sources=3),
    Detail(statement_units=300, title_units=100, quote_units=0, linked_titles=False, statements=1, sources=1),
)


def answer_html(answer: Answer, zone: tzinfo, *, with_question: bool = False) -> str:
    """Write an answer as Telegram HTML.

    Args:
        answer: Answered or not.
        zone: Time zone of the dates.
        with_question: Put the question on top, for where the person did not type it.

    Returns:
        Valid Telegram HTML of at most 4,096 UTF-16 units, 32,768 bytes and 100 entities.
    """
    question = shorten(one_line(answer.question), _MAX_QUESTION_UNITS) if with_question else ""
    heading = _tag("b", _text(question)) + _text("\n\n") if question else _text("")
    if not is_answered(answer):
        return (heading + _refusal(answer, zone)).html
    for candidate in _candidates(answer, zone):
        if (heading + candidate).fits:
            return (heading + candidate).html
    raise AssertionError("the poorest rendering fits any answer")


def _candidates(answer: Answer, zone: tzinfo) -> Iterator[Markup]:
    found, cited = statements(answer), sources(answer, zone)
    addresses = {number: source.url for source in cited for number in source.numbers}
    for detail in _RICH_TO_POOR:
        kept = [Statement(s.text, s.numbers[:_MAX_NUMBERS]) for s in found[: detail.statements]]
        numbers = {number for statement in kept for number in statement.numbers}
        listed = [source for source in cited if len(kept) == len(found) or numbers & set(source.numbers)]
        contradictions = [_tag("i", _text(line)) for line in differences(answer)]
        first = [_text(line) for line in preface(answer, zone)]
        body = _join(
            "\n\n", [*first, *(_statement(statement, addresses, detail) for statement in kept), *contradictions]
        )
        if listed:
            heading = _tag("b", _text(TEXTS[answer.language].sources))
            lines = [heading, *(line for source in listed[: detail.sources] for line in _source_lines(source, detail))]
            body += _text("\n\n") + _tag("blockquote", _join("\n", lines), " expandable")
        if said := note(answer):
            body += _text("\n\n") + _tag("i", _text(said))
        yield body


def _statement(statement: Statement, addresses: Mapping[int, str], detail: Detail) -> Markup:
    line = _text(shorten(statement.text, detail.statement_units))
    for number in statement.numbers:
        line += _text(" ") + _link(f"[{number}]", addresses.get(number, ""))
    return line


def _source_lines(source: Source, detail: Detail) -> Iterator[Markup]:
    numbers = "".join(f"[{number}] " for number in source.numbers[:_MAX_NUMBERS])
    yield _text(numbers) + _headline(source, detail)
    if detail.quote_units:
        for quote in source.quotes:
            yield _text(f"“{shorten(quote, detail.quote_units)}”")


def _headline(source: Source, detail: Detail) -> Markup:
    line = _link(shorten(source.title, detail.title_units), source.url if detail.linked_titles else "")
    if source.origin:
        line += _text(" — " + shorten(source.origin, _MAX_ORIGIN_UNITS))
    return line


def _refusal(answer: Answer, zone: tzinfo) -> Markup:
    body = _text("\n".join(refusal(answer, zone)))
    near = closest(answer, zone)
    if not near:
        return body
    lines = [_text("• ") + _headline(source, _RICH_TO_POOR[0]) for source in near]
    return body + _text("\n\n") + _join("\n", [_tag("b", _text(TEXTS[answer.language].closest)), *lines])
