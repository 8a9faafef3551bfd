"""The sample news is whole, varied and readable from the package; the questions on it have their answers there."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from datetime import datetime, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

QUESTIONS = Path(__file__).parents[1] / "integration" / "questions.jsonl"


def rows(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture(scope="module")
def samples() -> list[dict[str, Any]]:
    names = ("hindi.jsonl", "english.jsonl")
    return [row for name in names for row in rows((files("index.samples") / name).read_text(encoding="utf-8"))]


@pytest.fixture(scope="module")
def questions() -> list[dict[str, Any]]:
    return rows(QUESTIONS.read_text(encoding="utf-8"))


def test_there_are_24_hindi_and_14_english_items_with_ids_of_their_own(samples: list[dict[str, Any]]) -> None:
    assert Counter(row["language"] for row in samples) == {"hi": 24, "en": 14}
    assert len({row["id"] for row in samples}) == len({row["url"] for row in samples}) == len(samples)


def test_each_item_is_a_short_text_with_headline_and_invented_outlet(samples: list[dict[str, Any]]) -> None:
    for row in samples:
        assert 400 <= len(row["text"]) <= 1200, row["id"]
        assert row["title"], row["id"]
        assert row["source"], row["id"]
        assert urlsplit(row["url"]).hostname == "khabar.example", row["id"]


def test_the_script_of_each_text_is_that_of_its_language(samples: list[dict[str, Any]]) -> None:
    for row in samples:
        letters = [letter for letter in row["text"] if letter.isalpha()]
        devanagari = sum("\u0900" <= letter <= "\u097f" for letter in letters) / len(letters)
        assert devanagari == (1.0 if row["language"] == "hi" else 0.0), row["id"]


def test_the_dates_are_indian_time_over_more_than_three_weeks(samples: list[dict[str, Any]]) -> None:
    times = [datetime.fromisoformat(row["published_at"]) for row in samples]
    assert {time.utcoffset() for time in times} == {timedelta(hours=5, minutes=30)}
    assert max(times) - min(times) >= timedelta(weeks=3)


def test_five_stories_and_more_are_told_by_several_outlets_within_a_few_days(samples: list[dict[str, Any]]) -> None:
    told: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in samples:
        if "story" in row:
            told[row["story"]].append(row)
    assert len(told) >= 5
    for story, tellings in told.items():
        assert len({row["source"] for row in tellings}) >= 2, story
        times = [datetime.fromisoformat(row["published_at"]) for row in tellings]
        assert max(times) - min(times) <= timedelta(days=4), story


def test_the_questions_come_in_three_languages_and_a_fifth_has_no_answer(questions: list[dict[str, Any]]) -> None:
    assert Counter(row["lang"] for row in questions) == {"hi": 20, "en": 20, "hi-Latn": 20}
    assert Counter(row["lang"] for row in questions if not row["answerable"]) == {"hi": 4, "en": 4, "hi-Latn": 4}
    assert len({row["id"] for row in questions}) == len({row["question"] for row in questions}) == 60


def test_every_gold_article_holds_an_answer_literally_and_every_answer_stands_in_one(
    samples: list[dict[str, Any]], questions: list[dict[str, Any]]
) -> None:
    texts = {row["id"]: row["text"] for row in samples}
    for row in questions:
        gold = [texts[article_id] for article_id in row["article_ids"]]
        assert bool(gold) is bool(row["answers"]) is row["answerable"], row["id"]
        assert row["kind"] == ("factoid" if row["answerable"] else "absent"), row["id"]
        assert all(any(answer in text for answer in row["answers"]) for text in gold), row["id"]
        assert all(any(answer in text for text in gold) for answer in row["answers"]), row["id"]
