"""The prompt: what comes from outside stays data in it."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from index.article import LANGUAGES, Article, Language
from rag.generate.passage import Passage
from rag.generate.prompt import WRITING_PROMPT, WritingTask, writing_values

NOW = datetime(2026, 11, 27, 20, 0, tzinfo=UTC)
INDIA = ZoneInfo("Asia/Kolkata")


def prompt(passage: Passage, question: str = "Who won?", language: Language = "en") -> tuple[str, str]:
    task = WritingTask(question, language, [passage], NOW, INDIA)
    system, human = WRITING_PROMPT.invoke(writing_values(task)).to_messages()
    return str(system.content), str(human.content)


def passage(text: str, title: str = "Final", source: str = "The Lantern") -> Passage:
    at = datetime(2024, 6, 29, 20, 0, tzinfo=UTC)
    return Passage(3, Article("a", title, text, "en", source=source, published_at=at), text, (text,))


def test_a_passage_has_number_outlet_and_its_date_where_the_reader_is() -> None:
    _, human = prompt(passage("India won."))
    assert '<passage n="3" outlet="The Lantern" date="2024-06-30" title="Final">India won.</passage>' in human


def test_the_rules_name_today_and_the_language_with_its_script() -> None:
    asked = {language: prompt(passage("India won."), language=language) for language in LANGUAGES}
    assert all("Saturday, 2026-11-28" in system for system, _ in asked.values())
    assert "Devanagari script" in asked["hi"][0]
    assert "English only" in asked["en"][1]
    assert "Latin letters" in asked["hi-Latn"][1]


@given(st.text(), st.text(), st.text(), st.text())
def test_no_text_from_outside_opens_or_closes_a_tag_begins_a_line_or_cites(
    text: str, title: str, source: str, question: str
) -> None:
    system, human = prompt(passage(text, title, source), question)
    assert system == prompt(passage("x"))[0]
    assert human.count("<") == human.count(">") == 6
    assert len(human.splitlines()) == 7
    assert re.search(r'^<passage n="3"( [a-z]+="[^"<>]*"){1,3}>[^<>]*</passage>$', human, re.MULTILINE)


def test_braces_in_an_article_are_no_placeholders() -> None:
    _, human = prompt(passage("{language} {0} {{x}}"))
    assert ">{language} {0} {{x}}</passage>" in human
