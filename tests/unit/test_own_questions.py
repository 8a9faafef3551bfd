"""The questions of our own: whole, apart in their halves, and joined with the articles of a folder."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from tests.benchmarks.own_questions import OWN_QUESTIONS, own_questions

ROWS = [json.loads(line) for line in OWN_QUESTIONS.read_text("utf-8").splitlines()]


def test_the_halves_have_no_article_in_common() -> None:
    halves = {
        half: {
            article
            for row in ROWS
            if row["half"] == half
            for article in [*(span[0] for span in row.get("spans", [])), *row.get("about", [])]
        }
        for half in ("learn", "test")
    }
    assert halves["learn"].isdisjoint(halves["test"])
    assert len({row["id"] for row in ROWS}) == len(ROWS)


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
