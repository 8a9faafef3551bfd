"""The news out of an index and into another one: everything that the first held is in the second."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from index.article import Article
from index.embed import Embedder
from index.errors import SourceError
from index.exchange import export_lines, read_export, write_export
from index.ingest import ingest, manifest_for
from index.restore import restore
from index.retention import expire
from index.store.embedded import EmbeddedStore, open_store

NEPAL = timezone(timedelta(hours=5, minutes=45))


@contextmanager
def opened(folder: Path, embedder: Embedder) -> Iterator[EmbeddedStore]:
    with closing(open_store(folder, manifest_for(embedder.card))) as store:
        yield store


@pytest.fixture
def news(tmp_path: Path, sample_index: Path, embedder: Embedder) -> Path:
    """Some of the sample news, with an article corrected twice, so that it says now what another one says, and an undated one."""
    folder = tmp_path / "news"
    shutil.copytree(sample_index, folder)
    with opened(folder, embedder) as store:
        with store.writing() as writer:
            writer.remove([article.id for article in store.articles()][6:-2])
        first, second = list(store.articles())[:2]
        odd = Article(
            "अजीब id",
            "",
            'एक\u2028वाक्य "उद्धरण" \\n <b>।\n\nदूसरा 😀।',
            "hi",
            published_at=datetime(2024, 7, 1, tzinfo=NEPAL),
        )
        undated = Article(
            "undated",
            "Undated",
            "Nobody knows when this was.",
            "en",
            "Outlet",
            "https://news.example/?a=1&b=2",
            author="A. Reporter",
            section="World",
            modified_at=datetime(2024, 7, 3, 9, 30, tzinfo=NEPAL),
        )
        for article in (
            replace(first, text="It was this."),
            replace(first, title=second.title, text=second.text),
            odd,
            undated,
        ):
            ingest([article], store, embedder)
        ingest([replace(undated, id="copy", source="Another", url="https://another.example/")], store, embedder)
        with store.writing() as writer:
            writer.mark_gone([list(store.articles())[5].id], datetime(2024, 7, 9, tzinfo=UTC))
        assert store.article(first.id) == replace(first, title=second.title, text=second.text)
    return folder


def test_an_export_brings_every_article_and_every_revision_into_another_index(
    tmp_path: Path, news: Path, embedder: Embedder
) -> None:
    with opened(news, embedder) as before, opened(tmp_path / "other", embedder) as after:
        file = tmp_path / "news.jsonl.gz"
        written = write_export(export_lines(before), file)
        report = restore(read_export(file), after, embedder)
        assert (report.restored, report.present, report.failed) == (written, 0, [])
        articles = list(before.articles())
        assert list(after.articles()) == articles
        assert [each.revision for each in after.articles()] == [each.revision for each in articles]
        assert [copy.source for copy in after.copies("undated")] == ["Another"]
        assert max(each.revision for each in articles) == 3
        assert [each.gone_at for each in after.articles()] == [each.gone_at for each in articles]
        assert sum(each.gone_at is not None for each in articles) == 1
        for article in articles:
            assert after.revisions(article.id) == before.revisions(article.id)
            assert after.copies(article.id) == before.copies(article.id)
            assert str(after.article(article.id).published_at) == str(article.published_at)  # type: ignore[union-attr]
        assert list(export_lines(after)) == list(export_lines(before))
        assert after.status().chunks == before.status().chunks
        again = restore(read_export(file), after, embedder)
        assert (again.restored, again.present) == (0, written)


def test_what_the_other_index_has_is_not_overwritten(tmp_path: Path, news: Path, embedder: Embedder) -> None:
    with opened(news, embedder) as before, opened(tmp_path / "other", embedder) as after:
        ingest([Article("undated", "Undated", "Now somebody knows.", "en")], after, embedder)
        write_export(export_lines(before), tmp_path / "news.jsonl")
        assert restore(read_export(tmp_path / "news.jsonl"), after, embedder).present == 1
        assert after.article("undated").text == "Now somebody knows."  # type: ignore[union-attr]


def test_lines_that_are_no_export_are_told_and_the_rest_is_brought_back(
    tmp_path: Path, news: Path, embedder: Embedder
) -> None:
    file = tmp_path / "news.jsonl"
    with opened(news, embedder) as before, opened(tmp_path / "other", embedder) as after:
        good = list(export_lines(before))[-1]
        file.write_text(
            "\n".join(
                [
                    '{"id": "a", "title": "t", "text": "x"}',
                    "no JSON",
                    good.replace('"revision": 1', '"revision": 2'),
                    good.replace('"lang": "en"', '"lang": "fr"'),
                    good.replace('"date": ""', '"date": "yesterday"'),
                    good.replace('"date": ""', '"date": "2024-07-01T10:00:00"'),
                    good,
                ]
            )
        )
        report = restore(read_export(file), after, embedder)
        assert report.restored == 1
        assert [error.source for error in report.failed] == [f"news.jsonl:{number}" for number in range(1, 7)]
        assert all("\n" not in str(error) for error in report.failed)


def test_a_file_that_cannot_be_read_or_written_is_one_sentence(tmp_path: Path) -> None:
    (error,) = read_export(tmp_path / "nowhere.jsonl")
    assert isinstance(error, SourceError)
    with pytest.raises(SourceError, match="cannot be written"):
        write_export(["{}"], tmp_path / "no folder" / "news.jsonl")


def test_an_export_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    file = tmp_path / "news.jsonl"
    file.write_text("old")

    def breaking() -> Iterator[str]:
        yield "{}"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_export(breaking(), file)
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("news.jsonl", "old")]


def test_news_that_is_too_old_leaves_the_index_and_undated_news_stays(news: Path, embedder: Embedder) -> None:
    with opened(news, embedder) as store:
        articles = list(store.articles())
        now = datetime(2024, 7, 20, tzinfo=UTC)
        young = [a.id for a in articles if a.published_at is None or now - a.published_at <= timedelta(days=20)]
        assert 1 < len(young) < len(articles)
        assert expire(store, timedelta(days=20), now) == len(articles) - len(young)
        assert [article.id for article in store.articles()] == young
        assert expire(store, timedelta(days=20), now) == 0
