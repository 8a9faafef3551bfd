"""The questions of our own: whole, apart in their halves, and joined with the articles of a folder."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from tests.benchmarks.corpus import read_rows
from tests.benchmarks.own_questions import OWN_QUESTIONS, READING_QUESTIONS, own_questions

ROWS = list(read_rows(OWN_QUESTIONS))
READING_ROWS = list(read_rows(READING_QUESTIONS))


def test_the_parts_have_no_article_in_common() -> None:
    parts = {
        part: {
            article
            for row in [*ROWS, *READING_ROWS]
            if row["half"] == part
            for article in [*(span[0] for span in row.get("spans", [])), *row.get("about", [])]
        }
        for part in ("learn", "judge", "test")
    }
    assert parts["learn"].isdisjoint(parts["judge"])
    assert parts["test"].isdisjoint(parts["learn"] | parts["judge"])
    assert len({row["id"] for row in [*ROWS, *READING_ROWS]}) == len(ROWS) + len(READING_ROWS)
    assert len({row["question"] for row in READING_ROWS} - {row["question"] for row in ROWS}) == len(READING_ROWS)


def test_a_question_has_the_words_of_its_articles_or_is_a_near_miss(tmp_path: Path) -> None:
    answerable = next(row for row in ROWS if len(row.get("spans", [])) == 1)
    article, start, end = answerable["spans"][0]
    text = "." * start + "x" * (end - start)
    with gzip.open(tmp_path / "newsonair.articles.jsonl.gz", "wt", encoding="utf-8") as lines:
        lines.write(json.dumps({"id": article, "text": text}) + "\n")
    asked = {question.id: question for question in own_questions(tmp_path)}
    assert asked[answerable["id"]].spans == ("x" * (end - start),)
    assert asked[answerable["id"]].gold == {article}
    near = [question for question in asked.values() if not question.answerable]
    assert near
    assert all(not question.gold and question.group.endswith("/near-miss") for question in near)
