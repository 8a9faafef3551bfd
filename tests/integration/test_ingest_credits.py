"""What stands beside an article is kept as the newest copy has it, through the whole pipeline."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from index.article import Article
from index.embed import Embedder
from index.ingest import ingest, manifest_for
from index.store.embedded import open_store

ARTICLE = Article(
    "a",
    "Roads of the old town",
    "The council approved a plan to mend twelve roads of the old town.",
    "en",
    author="Desk",
)


def test_a_later_time_of_change_is_kept_without_a_new_revision_and_new_words_make_one(
    tmp_path: Path, embedder: Embedder
) -> None:
    store = open_store(tmp_path, manifest_for(embedder.card))
    changed = datetime(2024, 7, 3, 12, tzinfo=UTC)
    touched = replace(ARTICLE, author="Anita Verma", modified_at=changed)
    corrected = replace(touched, text=ARTICLE.text.replace("twelve", "ten"))
    counts = []
    for article in (ARTICLE, touched, touched, corrected):
        report = ingest([article], store, embedder)
        counts.append((report.added, report.updated, report.unchanged))
    newest, (before,) = store.article("a"), store.revisions("a")
    store.close()
    assert counts == [(1, 0, 0), (0, 0, 1), (0, 0, 1), (0, 1, 0)]
    assert newest == corrected
    assert newest.revision == 2
    assert before == touched
