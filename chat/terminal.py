"""The same conversation in a terminal: answers, what may follow them, the latest news, and whatever stands behind a number."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, tzinfo
from functools import partial
from typing import TYPE_CHECKING, TextIO, TypeVar
from zoneinfo import ZoneInfo

from chat.background import Background
from chat.console import PROMPT, Console
from chat.headlines import headlines, opening
from chat.layout import MAX_CLOSEST, is_answered, one_line
from chat.newsroom import Newsroom, Writer
from chat.plain import BOLD, CYAN, DIM, answer_text, paint
from chat.texts import TEXTS, Texts
from chat.writing import watch
from index.article import LANGUAGES, Language
from index.errors import KhabarError, QuestionError
from rag.answer import Answer
from rag.conversation import Conversation, Turn
from rag.question_language import question_language

if TYPE_CHECKING:
    from rag.bulletin.board import Bulletin

Value = TypeVar("Value")

INDIA = ZoneInfo("Asia/Kolkata")
_LATEST, _FOLLOW_UPS = 5, 2
_LEAVE = ("/quit", "/exit", "/q")


def hold_conversation(
    newsroom: Newsroom,
    in_stream: TextIO,
    out_stream: TextIO,
    language: Language = "hi",
    *,
    writer: Writer | None = None,
    bulletin: Bulletin | None = None,
    examples_first: bool = False,
    colour: bool = False,
    zone: tzinfo = INDIA,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> None:
    """Answer questions line by line until the input ends, the person leaves, or presses Ctrl-C twice.

    Ctrl-C while a question is being answered cancels it.

    Args:
        newsroom: Who answers.
        in_stream: Where questions come from. A person at a keyboard gets line editing and history.
        out_stream: Where answers go.
        language: What the bot speaks until it has read a question.
        writer: Who answers instead, where a chat model is set; closed at the end.
        bulletin: The news without a question: what /latest lists, and articles to read; None: there is neither.
        examples_first: Ask and answer three example questions before anything is read.
        colour: Whether the output may be coloured: a terminal, and NO_COLOR unset.
        zone: Time zone of the dates in answers.
        clock: Tells the present, timezone-aware: what was said half an hour ago is forgotten.
    """
    console = Console(in_stream, out_stream, colour=colour)
    with Background() as background:
        talk = _Talk(newsroom, writer, bulletin, background, console, language, zone, clock)
        try:
            talk.greet()
            if examples_first:
                talk.show_examples()
            talk.listen()
        except KeyboardInterrupt:
            out_stream.write("\n")  # behind the ^C
        finally:
            if writer:
                background.run(writer.close())
    talk.leave()


class _Talk:
    def __init__(
        self,
        newsroom: Newsroom,
        writer: Writer | None,
        bulletin: Bulletin | None,
        background: Background,
        console: Console,
        language: Language,
        zone: tzinfo,
        clock: Callable[[], datetime],
    ) -> None:
        self._newsroom, self._console, self._write = newsroom, console, console.write
        self._writer, self._bulletin, self._background = writer, bulletin, background
        self._language: Language = language
        self._chosen: Language | None = None
        self._zone, self._clock = zone, clock
        self._said = Conversation()
        self._choices: Sequence[Callable[[], None]] = ()
        self._commands: dict[str, Callable[[], None]] = {
            "/help": self._help,
            "/new": self._begin_anew,
            "/latest": self._latest,
            "/language": self._ask_language,
        }

    def greet(self) -> None:
        texts = TEXTS[self._language]
        self._write(texts.greeting, BOLD)
        self._write(f"{texts.terminal_help}\n", DIM)

    def show_examples(self) -> None:
        """One in each way of writing."""
        for language in LANGUAGES:
            try:
                questions = self._newsroom.examples(language, 1)
            except KhabarError as error:
                self._write(f"{error}\n")
                return
            for question in questions:
                self._write(PROMPT + question, CYAN)
                self._said = Conversation()
                self._answer(question)

    def listen(self) -> None:
        interrupted = False
        while True:
            try:
                line = self._console.read()
                if line is None:
                    return
                if line.strip().lower() in _LEAVE:
                    return
                interrupted = False
                self._obey(line.strip())
            except UnicodeDecodeError:
                self._write(self._texts.empty_question)
            except KeyboardInterrupt:
                if interrupted:
                    raise
                interrupted = True
                self._write(f"\n{self._texts.press_again}", DIM)

    def leave(self) -> None:
        self._write(self._texts.goodbye)

    @property
    def _texts(self) -> Texts:
        return TEXTS[self._language]

    def _obey(self, said: str) -> None:
        """Do what a line says: a command, the number of something that was offered, or a question."""
        if said.isdecimal() and 0 < int(said) <= len(self._choices):
            self._choices[int(said) - 1]()
        elif said.startswith("/"):
            command = self._commands.get(said.lower())
            if command and not (command == self._latest and self._bulletin is None):
                self._language = self._chosen or self._language
                command()
            else:
                self._write(f"{self._texts.unknown_command}\n")
        elif said:
            self._answer(said, self._said.turns(self._clock()), offer=True)

    def _help(self) -> None:
        self._write(f"{self._texts.help}\n{self._texts.terminal_help}\n")

    def _begin_anew(self) -> None:
        self._said, self._choices = Conversation(), ()
        self._write(f"{self._texts.new_topic}\n")

    def _latest(self) -> None:
        assert self._bulletin is not None
        try:
            page = self._bulletin.page(0, _LATEST, self._language)
        except KhabarError as error:
            self._write(f"{error}\n")
            return
        articles = [listed.article for listed in page.articles]
        if not articles:
            self._write(f"{self._texts.no_news}\n")
            return
        self._write(headlines(self._texts.latest_title, articles, self._language, self._zone).plain)
        self._offer([partial(self._show, article.id) for article in articles])

    def _ask_language(self) -> None:
        self._write(self._texts.language_question)
        self._console.list([TEXTS[language].language_name for language in LANGUAGES], CYAN)
        self._offer([partial(self._choose, language) for language in LANGUAGES])

    def _choose(self, language: Language) -> None:
        self._language = self._chosen = language
        self._choices = ()
        self._write(f"{self._texts.language_chosen}\n")

    def _show(self, article_id: str) -> None:
        """Show how an article begins; what was offered beside it can still be chosen."""
        assert self._bulletin is not None
        try:
            article = self._bulletin.article(article_id)
        except KhabarError as error:
            self._write(f"{error}\n")
            return
        shown = opening(article, self._language, self._zone).plain if article else self._texts.article_gone
        title, newline, rest = shown.partition("\n")
        self._write(paint(BOLD, title, self._console.colour and bool(article)) + newline + rest + "\n")

    def _answer(self, question: str, turns: Sequence[Turn] = (), *, offer: bool = False) -> None:
        self._choices = ()
        if any(character.isalpha() for character in question):
            self._language = question_language(question)
        try:
            answer = self._answered(question, turns)
        except QuestionError as error:
            texts = self._texts
            self._write((texts.long_question if error.reason == "too_long" else texts.empty_question) + "\n")
        except KhabarError as error:
            self._write(f"{error}\n")
        else:
            if answer is None:
                return
            self._language = answer.language
            self._said = self._said.with_turn(Turn.of(answer, self._clock()))
            self._write(answer_text(answer, self._zone, colour=self._console.colour) + "\n")
            if offer:
                self._offer_more(answer)

    def _answered(self, question: str, turns: Sequence[Turn]) -> Answer | None:
        """Return the answer; None if Ctrl-C cancelled the question, and a second one was not pressed."""
        try:
            if self._writer is None:
                return self._run(lambda: self._newsroom.answer(question, turns=turns))
            return self._background.run(watch(self._writer.stream(question, turns=turns), self._console.out))
        except KeyboardInterrupt:
            self._write(self._texts.cancelled)
            raise

    def _offer_more(self, answer: Answer) -> None:
        """Offer what may follow an answer, or the articles nearest to none."""
        if not is_answered(answer):
            if answer.closest and self._bulletin:
                read = [partial(self._show, near.article_id) for near in answer.closest[:MAX_CLOSEST]]
                self._offer(read)
            return
        try:
            found = self._run(lambda: self._newsroom.follow_ups(answer, _FOLLOW_UPS))
        except KhabarError:
            return  # the answer is there, and its next question will tell
        turns = (Turn.of(answer, self._clock()),)
        self._console.list([one_line(asked.question) for asked in found], CYAN)
        asks = [partial(self._ask, asked.question, turns if asked.leans else ()) for asked in found]
        self._offer(asks)

    def _ask(self, question: str, turns: Sequence[Turn]) -> None:
        self._write(PROMPT + one_line(question), CYAN)
        self._answer(question, turns, offer=True)

    def _offer(self, choices: Sequence[Callable[[], None]]) -> None:
        self._choices = choices
        if choices:
            hint = self._texts.choose_number if len(choices) > 1 else self._texts.choose_one
            self._write(f"{hint.format(last=len(choices))}\n", DIM)

    def _run(self, work: Callable[[], Value]) -> Value:
        """Do something that blocks, so that Ctrl-C ends the wait for it."""
        return self._background.run(asyncio.to_thread(work))
