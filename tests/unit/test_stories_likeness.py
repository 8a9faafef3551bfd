"""When two articles count as telling of one event, by what is known of them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from index.stories.likeness import Traits, likeness, mean_likeness, norm_of, weights_of

NAMES = ("snpr", "srj", "dbgr", "rngntn")
COMMON = ("sd", "ppl")
WEIGHTS = weights_of(
    dict.fromkeys(COMMON, 9000) | dict.fromkeys(NAMES, 2), (*NAMES, *COMMON, "klnpr", "ansr", "brj", "mrkt"), 10_000
)
HOUR = 3600.0


def vector(cosine: float) -> np.ndarray:
    return np.array([cosine, np.sqrt(1 - cosine**2)], np.float32)


def told(
    language: str, source: str, cosine: float = 1.0, sounds: tuple[str, ...] = (*NAMES, *COMMON), at: float | None = 0.0
) -> Traits:
    return Traits(language, source, at, vector(cosine), frozenset(sounds), norm_of(sounds, WEIGHTS))


def test_rare_names_weigh_much_more_than_words_that_stand_everywhere() -> None:
    assert WEIGHTS["snpr"] > 20 * WEIGHTS["sd"]
    assert all(weight >= 0 for weight in weights_of({"x": 10**9}, ["x"], 3).values())


def test_two_outlets_with_the_same_names_tell_of_one_event_in_two_languages_and_in_one() -> None:
    assert likeness(told("hi", "A"), told("en", "B", 0.88), WEIGHTS) > 0
    assert likeness(told("en", "A"), told("en", "B", 0.88), WEIGHTS) > 0


@pytest.mark.parametrize("language", ["hi", "en"])
def test_the_same_kind_of_news_with_other_names_is_another_event(language: str) -> None:
    other = told(language, "B", 0.89, ("klnpr", "ansr", "brj", "mrkt", *COMMON))
    assert likeness(told("en", "A"), other, WEIGHTS) < 0


def test_time_parts_events_and_a_missing_date_is_no_date() -> None:
    near = likeness(told("hi", "A"), told("en", "B", 0.9), WEIGHTS)
    later = likeness(told("hi", "A"), told("en", "B", 0.9, at=40 * HOUR), WEIGHTS)
    assert near > later > -1
    assert likeness(told("hi", "A"), told("en", "B", 1.0, at=80 * HOUR), WEIGHTS) == -1
    assert likeness(told("hi", "A"), told("en", "B", 1.0, at=None), WEIGHTS) == -1
    assert likeness(told("hi", "A", at=None), told("en", "B", 0.9, at=None), WEIGHTS) == pytest.approx(near)


def test_two_reports_of_one_outlet_must_be_nearer_to_be_of_one_event() -> None:
    one, other = told("en", "A"), told("en", "B", 0.82)
    assert likeness(one, replace(other, source="A"), WEIGHTS) < 0 < likeness(one, other, WEIGHTS)
    assert likeness(told("hi", "A"), told("en", "A", 0.88), WEIGHTS) > 0


def test_an_article_is_held_against_all_of_a_story_and_not_against_its_nearest_member() -> None:
    one, near, far = told("hi", "A"), told("en", "B", 0.9), told("en", "C", 0.5)
    both = [likeness(one, near, WEIGHTS), likeness(one, far, WEIGHTS)]
    assert both[0] > 0
    assert mean_likeness([one], [near, far], WEIGHTS) == pytest.approx(sum(both) / 2)
