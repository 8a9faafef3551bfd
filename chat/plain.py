"""Answer → plain text: for the terminal, and for Telegram where it will not read our HTML. Pure."""

from __future__ import annotations

from datetime import tzinfo

from chat.layout import Source, closest, differences, is_answered, note, preface, refusal, sources, statements
from chat.texts import TEXTS
from rag.answer import Answer

BOLD, DIM, CYAN = "1", "2", "36"


def paint(code: str, text: str, colour: bool) -> str:
    """Return the text in an ANSI colour or weight, or as it is if colour is off."""
    return f"\x1b[{code}m{text}\x1b[0m" if colour else text


def answer_text(answer: Answer, zone: tzinfo, *, colour: bool = False) -> str:
    """Write an answer as plain text, without a line break at the end.

    Args:
        answer: Answered or not.
        zone: Time zone of the dates.
        colour: Whether to use ANSI colours.
    """
    if is_answered(answer):
        return _answered(answer, zone, colour)
    lines = refusal(answer, zone)
    near = closest(answer, zone)
    if near:
        lines += ["", paint(BOLD, TEXTS[answer.language].closest, colour)]
        lines += [f"  • {_headline(source, colour)}" for source in near]
    return "\n".join(lines)


def _answered(answer: Answer, zone: tzinfo, colour: bool) -> str:
    lines = [paint(DIM, line, colour) for line in preface(answer, zone)]
    for statement in statements(answer):
        numbers = "".join(f" [{n}]" for n in statement.numbers)
        lines.append(paint(BOLD, statement.text, colour) + paint(CYAN, numbers, colour and bool(numbers)))
    lines += differences(answer)
    cited = sources(answer, zone)
    if cited:
        lines += ["", paint(DIM, TEXTS[answer.language].sources, colour)]
    for source in cited:
        numbers = " ".join(f"[{n}]" for n in source.numbers)
        lines.append(f"  {paint(CYAN, numbers, colour)} {_headline(source, colour)}")
        lines += [f"      “{quote}”" for quote in source.quotes]
        if source.url:
            lines.append(f"      {paint(DIM, source.url, colour)}")
    if said := note(answer):
        lines += ["", paint(DIM, said, colour)]
    return "\n".join(lines)


def _headline(source: Source, colour: bool) -> str:
    return source.title + paint(DIM, f" — {source.origin}", colour) if source.origin else source.title
