"""Any sequence of additions, corrections and removals leaves what a dictionary would hold."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.store.embedded import open_store
from index.store.protocol import IndexedArticle
from tests.integration.store_model import MANIFEST, assert_store_equals, example

names = st.sampled_from(["a", "b", "c", "d"])
puts = st.lists(st.builds(example, names, st.integers(0, 3), st.integers(0, 3)), max_size=3)
removals = st.lists(names, max_size=3)
transactions = st.one_of(puts.map(lambda found: ("put", found)), removals.map(lambda found: ("remove", found)))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(transactions, st.booleans()), min_size=2, max_size=8))
def test_any_sequence_of_changes_leaves_what_a_dictionary_holds(sequence: list[tuple[tuple[str, list], bool]]) -> None:
    model: dict[str, IndexedArticle] = {}
    older: dict[str, list] = {}
    with tempfile.TemporaryDirectory() as folder:
        watching, writing = open_store(Path(folder), MANIFEST), open_store(Path(folder), MANIFEST)
        for (action, things), look in sequence:
            with writing.writing() as writer:
                if action == "put":
                    writer.put(things)
                else:
                    assert writer.remove(things) == [name for name in dict.fromkeys(things) if name in model]
            for thing in things:
                if action == "put":
                    before = model.get(thing.article.id)
                    if before and before.article != thing.article:
                        older.setdefault(thing.article.id, []).append(before.article)
                    model[thing.article.id] = thing
                else:
                    model.pop(thing, None)
                    older.pop(thing, None)
            if look:
                assert_store_equals(watching, model)
        for store in (watching, writing, open_store(Path(folder), MANIFEST)):
            assert_store_equals(store, model)
            assert {name: store.revisions(name) for name in older} == older
            store.close()
