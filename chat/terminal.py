"""The same conversation in a terminal."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from contextlib import ExitStack, suppress
from datetime import UTC, datetime, tzinfo
from typing import TextIO
from zoneinfo import ZoneInfo

from chat.background import Background
from chat.layout import one_line
from chat.newsroom import Newsroom, Writer
from chat.plain import BOLD, CYAN, DIM, answer_text, paint
from chat.texts import TEXTS
from chat.writing import watch
from index.article import LANGUAGES, Language
from index.errors import KhabarError, QuestionError
from index.language import detect_language
from rag.answer import Answer
from rag.conversation import Conversation, Turn

PROMPT = "› "
INDIA = ZoneInfo("Asia/Kolkata")
_LEAVE = ("/quit", "/exit", "/q")


def hold_conversation(
    newsroom: Newsroom,
    in_stream: TextIO,
    out_stream: TextIO,
    language: Language = "hi",
    *,
    writer: Writer | None = None,
    examples_first: bool = False,
    colour: bool = False,
    zone: tzinfo = INDIA,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> None:
    """Answer questions line by line until the input ends, the person leaves, or presses Ctrl-C.

    While a chat model writes, Ctrl-C cancels that question only.

    Args:
        newsroom: Who answers.
        in_stream: Where questions come from. A person at a keyboard gets line editing and history.
        out_stream: Where answers go.
        language: What the bot speaks until it has read a question.
        writer: Who answers instead, where a chat model is set; closed at the end.
        examples_first: Ask and answer three example questions before anything is read.
        colour: Whether the output may be coloured: a terminal, and NO_COLOR unset.
        zone: Time zone of the dates in answers.
        clock: Tells the present, timezone-aware: what was said half an hour ago is forgotten.
    """
    with ExitStack() as stack:
        background = stack.enter_context(Background()) if writer else None
        talk = _Talk(newsroom, writer, background, in_stream, out_stream, language, colour, zone, clock)
        try:
            talk.greet()
            if examples_first:
                talk.show_examples()
            talk.listen()
        except KeyboardInterrupt:
            out_stream.write("\n")  # behind the ^C
        finally:
            if writer and background:
                background.run(writer.close())
    talk.leave()


class _Talk:
    def __init__(
        self,
        newsroom: Newsroom,
        writer: Writer | None,
        background: Background | None,
        in_stream: TextIO,
        out_stream: TextIO,
        language: Language,
        colour: bool,
        zone: tzinfo,
        clock: Callable[[], datetime],
    ) -> None:
        self._newsroom, self._in, self._out = newsroom, in_stream, out_stream
        self._writer, self._background = writer, background
        self._language: Language = language
        self._colour, self._zone, self._clock = colour, zone, clock
        self._said = Conversation()
        self._at_keyboard = in_stream is sys.stdin and out_stream is sys.stdout and in_stream.isatty()
        if self._at_keyboard:
            with suppress(ImportError):  # not on Windows
                importlib.import_module("readline")  # being imported is all it takes to give input() a history

    def greet(self) -> None:
        texts = TEXTS[self._language]
        self._write(paint(BOLD, texts.greeting, self._colour))
        self._write(paint(DIM, texts.terminal_help, self._colour) + "\n")

    def show_examples(self) -> None:
        """One in each way of writing."""
        for language in LANGUAGES:
            try:
                questions = self._newsroom.examples(language, 1)
            except KhabarError as error:
                self._write(f"{error}\n")
                return
            for question in questions:
                self._write(paint(CYAN, PROMPT + question, self._colour))
                self._said = Conversation()
                self._answer(question)

    def listen(self) -> None:
        while True:
            try:
                line = self._read()
            except UnicodeDecodeError:
                self._write(TEXTS[self._language].empty_question)
                continue
            if line is None:
                return
            question = line.strip()
            if question.lower() in _LEAVE:
                return
            if question.lower() == "/help":
                self._write(f"{TEXTS[self._language].help}\n{TEXTS[self._language].terminal_help}\n")
            elif question.lower() == "/new":
                self._said = Conversation()
                self._write(f"{TEXTS[self._language].new_topic}\n")
            elif question.startswith("/"):
                self._write(f"{TEXTS[self._language].unknown_command}\n")
            elif question:
                self._answer(question)

    def leave(self) -> None:
        self._write(TEXTS[self._language].goodbye)

    def _answer(self, question: str) -> None:
        if any(character.isalpha() for character in question):
            self._language = detect_language(question)
        texts = TEXTS[self._language]
        try:
            answer = self._answered(question)
        except QuestionError as error:
            self._write((texts.long_question if error.reason == "too_long" else texts.empty_question) + "\n")
        except KhabarError as error:
            self._write(f"{error}\n")
        else:
            if answer is None:
                self._write(texts.cancelled + "\n")
                return
            self._language = answer.language
            self._said = self._said.with_turn(Turn.of(answer, self._clock()))
            self._write(answer_text(answer, self._zone, colour=self._colour) + "\n")

    def _answered(self, question: str) -> Answer | None:
        """Return the answer; None if Ctrl-C cancelled the question while a model was to write."""
        turns = self._said.turns(self._clock())
        if self._writer is None or self._background is None:
            return self._newsroom.answer(question, turns=turns)
        try:
            return self._background.run(watch(self._writer.stream(question, turns=turns), self._out))
        except KeyboardInterrupt:
            return None

    def _read(self) -> str | None:
        """Return the next line, or None at the end of the input."""
        if self._at_keyboard:
            try:
                return input(PROMPT)
            except EOFError:
                self._write("")
                return None
        line = self._in.readline()
        if not line:
            return None
        if shown := one_line(line):
            self._write(PROMPT + shown)  # so that what is written can be read as a conversation
        return line

    def _write(self, text: str) -> None:
        print(text, file=self._out, flush=True)
