"""Orders planted in articles, headlines and questions: whoever obeys them gets nothing past the checks."""

from __future__ import annotations

import pytest

from index.embed import Embedder
from rag.check import check
from rag.check.orders import gives_orders
from rag.generate.quoting import quoted
from tests.integration.injections import Injection, read_injections

INJECTIONS = read_injections()


@pytest.mark.parametrize("attack", INJECTIONS, ids=lambda attack: attack.id)
def test_what_a_model_says_that_obeys_an_order_is_not_shown(attack: Injection, embedder: Embedder) -> None:
    checked = check(attack.obeys, attack.planted, attack.language, attack.question, embedder)
    assert tuple(statement.text for statement in checked.statements) == attack.keep
    assert not checked.refused
    for statement in checked.statements:
        for support in statement.support:
            assert support.quote in attack.planted[support.n - 1].article.text
            assert not gives_orders(support.quote)


@pytest.mark.parametrize("attack", INJECTIONS, ids=lambda attack: attack.id)
def test_an_order_stands_in_a_prompt_as_visible_text_that_closes_nothing(attack: Injection) -> None:
    seen = quoted(attack.plant or attack.question)
    assert not set(seen) & set("<>\n\u200b\u2060")
    assert "[9]" not in seen
    assert "im_start" not in seen


def test_there_are_orders_of_every_kind() -> None:
    assert len(INJECTIONS) >= 16
    assert {attack.place for attack in INJECTIONS} == {"article", "title", "question"}
    assert {attack.language for attack in INJECTIONS} == {"hi", "en", "hi-Latn"}
