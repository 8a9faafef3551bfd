"""Lines in, lines out: a terminal, or whatever stands in for one."""

from __future__ import annotations

import contextlib
import importlib
import sys
from typing import TextIO

from chat.layout import one_line
from chat.plain import paint

PROMPT = "› "


class Console:
    """Where a conversation is typed and read.

    Attributes:
        colour: Whether what is written may be coloured.
        out: Where it is written.
    """

    def __init__(self, in_stream: TextIO, out_stream: TextIO, *, colour: bool) -> None:
        """Take the streams; a person at a keyboard gets line editing and a history."""
        self._in, self.out, self.colour = in_stream, out_stream, colour
        self._at_keyboard = in_stream is sys.stdin and out_stream is sys.stdout and in_stream.isatty()
        if self._at_keyboard:
            with contextlib.suppress(ImportError):  # not on Windows
                importlib.import_module("readline")  # being imported is all it takes to give input() a history

    def read(self) -> str | None:
        """Return the next line, or None at the end of the input."""
        if self._at_keyboard:
            try:
                return input(PROMPT)
            except EOFError:
                self.write("")
                return None
        line = self._in.readline()
        if not line:
            return None
        if shown := one_line(line):
            self.write(PROMPT + shown)  # so that what is written can be read as a conversation
        return line

    def write(self, text: str, style: str = "") -> None:
        """Write a text and a line end, in an ANSI colour or weight where colours are wanted."""
        print(paint(style, text, self.colour and bool(style)), file=self.out, flush=True)

    def list(self, lines: list[str], style: str) -> None:
        """Write numbered lines."""
        for number, line in enumerate(lines, 1):
            self.write(f"  {paint(style, str(number), self.colour)} {line}")
