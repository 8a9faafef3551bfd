"""The checks of a draft, through the real embedding model: what is kept, what is quoted, and where it ends."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index.embed import Embedder
from rag.check import MAX_WORDS, NO_ANSWER, Reason, check
from rag.check.meaning import floors
from rag.generate.passage import Passage
from tests.integration.drafts import passages_of, read_news


@pytest.fixture(scope="module")
def passages() -> tuple[Passage, ...]:
    return passages_of(list(read_news().values()))


def test_sentences_of_the_news_itself_are_kept_until_the_answer_is_long_enough(
    passages: tuple[Passage, ...], embedder: Embedder
) -> None:
    english = [passage for passage in passages if passage.article.language == "en"]
    draft = " ".join(f"{sentence} [{passage.n}]" for passage in english for sentence in passage.sentences)
    checked = check(draft, passages, "en", "What happened?", embedder)
    assert {dropped.reason for dropped in checked.dropped} == {Reason.TOO_LONG}
    assert 80 < sum(len(statement.text.split()) for statement in checked.statements) <= MAX_WORDS
    quotes = [statement.support[0].quote for statement in checked.statements]
    assert quotes == [statement.text for statement in checked.statements]


def test_the_same_sentences_with_another_articles_number_are_not_kept(
    passages: tuple[Passage, ...], embedder: Embedder
) -> None:
    hindi = [passage for passage in passages if passage.article.language == "hi"]
    kept = total = 0
    for passage, other in zip(hindi, [*hindi[1:], hindi[0]], strict=True):
        draft = " ".join(f"{sentence} [{other.n}]" for sentence in passage.sentences[:3])
        kept += len(check(draft, passages, "hi", "क्या हुआ?", embedder).statements)
        total += 3
    assert kept == 0, f"{kept} of {total}"


def test_a_statement_on_two_passages_needs_both_only_if_neither_has_all_of_it(
    passages: tuple[Passage, ...], embedder: Embedder
) -> None:
    by_id = {passage.article.id: passage for passage in passages}
    hindi, english = replace(by_id["bridge-hi"], n=1), replace(by_id["bridge-en"], n=2)
    both = "Tolls for cars are 85 rupees and the distance to Devgarh shrinks by 46 km. [1][2]"
    either = "The six-lane bridge over the Saryu opened on Friday. [1][2][7]"
    checked = check(f"{both} {either}", [hindi, english], "en", "What of the bridge?", embedder)
    assert [[support.n for support in statement.support] for statement in checked.statements] == [[1, 2], [1, 2]]


@pytest.mark.parametrize("draft", [NO_ANSWER, f"**{NO_ANSWER}**", f"{NO_ANSWER}. The passages tell of a bridge. [1]"])
def test_a_refusal_is_no_statement(draft: str, passages: tuple[Passage, ...], embedder: Embedder) -> None:
    checked = check(draft, passages, "en", "Who won?", embedder)
    assert checked.refused
    assert checked.statements == ()


@pytest.mark.parametrize("draft", ["", " \n", "…", "[1][2]", "\u200b", "```\n```", "{}", "[1" * 5000, "।" * 9000])
def test_nonsense_leaves_nothing_and_fails_nowhere(
    draft: str, passages: tuple[Passage, ...], embedder: Embedder
) -> None:
    checked = check(draft, passages, "hi", "क्या हुआ?", embedder)
    assert checked.statements == ()
    assert not checked.refused


def test_floors_belong_to_the_model_they_were_measured_with(embedder: Embedder) -> None:
    assert floors().of(embedder, "en>hi", late=True) > 0
    assert floors().of(embedder, "en>hi", late=False) > floors().of(embedder, "en>hi", late=True)
    assert floors().of(embedder, "hi>hi-Latn", late=True) > 0

    class Other:
        card = replace(embedder.card, name="another/model")

    assert floors().of(Other(), "en>hi", late=True) == -1  # type: ignore[arg-type]
