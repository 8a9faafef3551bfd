"""One story once: copies are not stored again, and reports on one event find each other; real model, real database."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from index.article import Article
from index.embed.protocol import Embedder
from index.ingest import IngestReport, ingest, manifest_for
from index.reindex import reindex
from index.store.embedded import EmbeddedStore, open_store
from rag.bulletin.listing import first_positions, listed
from rag.bulletin.stories import stories

NOON = datetime(2024, 7, 5, 12, tzinfo=UTC)


def article(name: str, title: str, text: str, language: str = "en", hours: float = 0, source: str = "") -> Article:
    return Article(
        id=name,
        title=title,
        text=text,
        language=language,  # type: ignore[arg-type]
        source=source or f"Outlet of {name}",
        url=f"https://news.example/{name}",
        published_at=NOON + timedelta(hours=hours),
    )


FLOOD = article(
    "flood-en",
    "Flood in Sonpur: 46 families brought to safety",
    "Heavy rain flooded the lower town of Sonpur on Friday night and cut the road to Devgarh. Rescue teams in boats brought 46 "
    "families from their houses to the school on Station Road, district collector Madhav Ranganathan said. Schools stay closed on "
    "Saturday. The weather office expects more rain until Sunday.",
)
FLOOD_HINDI = article(
    "flood-hi",
    "सोनपुर में बाढ़, 46 परिवार सुरक्षित निकाले गए",
    "सोनपुर में शुक्रवार रात भारी बारिश से निचला इलाक़ा डूब गया और देवगढ़ जाने वाली सड़क कट गई। ज़िला कलेक्टर माधव रंगनाथन ने बताया कि बचाव दल 46 "
    "परिवारों को नावों से निकाल कर स्टेशन रोड के स्कूल में लाए। शनिवार को स्कूल बंद रहेंगे। मौसम विभाग ने रविवार तक और बारिश का अनुमान जताया है।",
    "hi",
    2,
)
FLOOD_OTHER = article(
    "flood-other",
    "Boats rescue 46 families as Sonpur goes under water",
    "Forty-six families were taken to a school by boat after Friday's rain put the lower part of Sonpur under water, collector Madhav "
    "Ranganathan told reporters. The road to Devgarh is cut. Schools in Sonpur will be shut on Saturday, and the weather office "
    "expects rain until Sunday.",
    hours=3,
)
OTHER_FLOOD = article(
    "flood-kalimpur",
    "Kalimpur market under water after night of rain",
    "Rain filled the market of Kalimpur with a metre of water on Friday, traders' union president Farid Ansari said. Nobody was hurt. "
    "The town has asked the state for pumps, and shops will open again next week.",
    hours=1,
)
LATER_FLOOD = replace(
    FLOOD,
    id="flood-later",
    title="Flood in Sonpur again",
    published_at=NOON + timedelta(days=40),
    text=FLOOD.text + " Once more.",
)
CRICKET = article(
    "cricket-hi",
    "भारत ने हरारे में ज़िम्बाब्वे को हराया",
    "हरारे में खेले गए दूसरे मैच में भारत ने ज़िम्बाब्वे को 100 रन से हराया। अभिषेक शर्मा ने 47 गेंदों में शतक लगाया। शृंखला अब एक-एक से बराबर है।",
    "hi",
)
CRICKET_ENGLISH = article(
    "cricket-en",
    "Abhishek Sharma's century levels series for India in Harare",
    "India beat Zimbabwe by 100 runs in the second match in Harare, where Abhishek Sharma made a century off 47 balls. The series "
    "now stands at one match each.",
    hours=1,
)
NEWS = (FLOOD, FLOOD_HINDI, FLOOD_OTHER, OTHER_FLOOD, CRICKET, CRICKET_ENGLISH)
TOLD_TOGETHER = {
    frozenset({"flood-en", "flood-hi", "flood-other"}),
    frozenset({"cricket-hi", "cricket-en"}),
    frozenset({"flood-kalimpur"}),
}

COPY = replace(
    FLOOD,
    id="copy",
    title="46 families rescued in Sonpur",
    source="The Banyan Street Courier",
    url="https://courier.example/46",
    text=FLOOD.text.replace(" The weather office", "\n\nThe weather office"),
    published_at=NOON + timedelta(hours=5),
)
SHORTENED = replace(COPY, id="shortened", text=FLOOD.text.replace(" Schools stay closed on Saturday.", ""))
CORRECTED_COPY = replace(COPY, id="copy", text=FLOOD.text.replace("46", "64"))


@pytest.fixture
def store(tmp_path: Path, embedder: Embedder) -> Iterator[EmbeddedStore]:
    opened = open_store(tmp_path / "index", manifest_for(embedder.card))
    yield opened
    opened.close()


def add(store: EmbeddedStore, embedder: Embedder, *articles: Article) -> IngestReport:
    return ingest(articles, store, embedder)


def numbers(store: EmbeddedStore) -> dict[str, int]:
    view = store.view()
    chunks = view.chunks(range(len(view.chunk_ids)))
    return {chunk.article.id: int(view.article_numbers[place]) for place, chunk in enumerate(chunks)}


def told_together(store: EmbeddedStore, of: Iterable[str] | None = None) -> set[frozenset[str]]:
    found = numbers(store)
    told = store.view().stories(found.values())
    groups: dict[int, set[str]] = {}
    for name, number in found.items():
        if of is None or name in set(of):
            groups.setdefault(told[number], set()).add(name)
    return {frozenset(group) for group in groups.values()}


def outlets_of_copies(store: EmbeddedStore, name: str) -> list[str]:
    number = numbers(store)[name]
    return [copy.source for copy in store.view().copies([number]).get(number, [])]


def test_reports_on_one_event_in_two_languages_are_one_story_and_other_events_are_not(
    store: EmbeddedStore, embedder: Embedder
) -> None:
    add(store, embedder, *NEWS)
    assert told_together(store) == TOLD_TOGETHER


@pytest.mark.parametrize("seed", [1])
def test_the_order_in_which_news_arrives_makes_no_other_stories(
    store: EmbeddedStore, embedder: Embedder, seed: int
) -> None:
    shuffled = list(NEWS)
    random.Random(seed).shuffle(shuffled)
    for one in shuffled:
        add(store, embedder, one)
    assert told_together(store) == TOLD_TOGETHER


def test_in_a_list_a_story_stands_once_in_the_language_of_the_reader(store: EmbeddedStore, embedder: Embedder) -> None:
    add(store, embedder, *NEWS)
    view = store.view()
    for language, shown in (("en", {"flood-en", "flood-other"}), ("hi", {"flood-hi"})):
        found = [one.article.id for one in stories(listed(view, first_positions(view)), language)]
        assert len(found) == 3
        assert len(shown & set(found)) == 1


def test_what_happens_weeks_later_is_another_story(store: EmbeddedStore, embedder: Embedder) -> None:
    add(store, embedder, FLOOD, LATER_FLOOD)
    assert told_together(store) == {frozenset({"flood-en"}), frozenset({"flood-later"})}


def test_an_article_that_is_corrected_into_other_news_leaves_its_story(
    store: EmbeddedStore, embedder: Embedder
) -> None:
    add(store, embedder, FLOOD, FLOOD_HINDI, CRICKET)
    add(store, embedder, replace(CRICKET_ENGLISH, id="flood-en"))
    assert told_together(store) == {frozenset({"flood-hi"}), frozenset({"flood-en", "cricket-hi"})}


def test_a_story_lives_on_when_the_article_that_opened_it_is_removed(store: EmbeddedStore, embedder: Embedder) -> None:
    add(store, embedder, *NEWS)
    with store.writing() as writer:
        writer.remove(["flood-en"])
    assert told_together(store, ["flood-hi", "flood-other"]) == {frozenset({"flood-hi", "flood-other"})}
    add(store, embedder, FLOOD)
    assert told_together(store) == TOLD_TOGETHER


def test_embedding_everything_again_keeps_stories_and_copies(tmp_path: Path, embedder: Embedder) -> None:
    with closing(open_store(tmp_path, manifest_for(embedder.card))) as store:
        add(store, embedder, *NEWS, COPY)
    assert reindex(tmp_path, embedder) == len(NEWS)
    with closing(open_store(tmp_path, manifest_for(embedder.card))) as store:
        assert told_together(store) == TOLD_TOGETHER
        assert outlets_of_copies(store, "flood-en") == ["The Banyan Street Courier"]


def test_an_index_from_before_the_stories_gets_them_when_it_is_opened(tmp_path: Path, embedder: Embedder) -> None:
    with closing(open_store(tmp_path, manifest_for(embedder.card))) as store:
        add(store, embedder, *NEWS)
        before = told_together(store)
    without_stories(tmp_path)
    with closing(open_store(tmp_path, manifest_for(embedder.card))) as store:
        assert told_together(store) == before == TOLD_TOGETHER
        assert add(store, embedder, COPY).duplicates == 1


def without_stories(folder: Path) -> None:
    import sqlite3

    from index.store import rows, schema

    with closing(sqlite3.connect(folder / "khabar.db")) as connection:
        place = next(
            n for n, statements in enumerate(schema.MIGRATIONS) if any("TABLE stories" in s for s in statements)
        )
        assert place == len(schema.MIGRATIONS) - 2, "a later migration has to be taken back, too"
        for chunk, tokens, sentences, title in connection.execute(
            "SELECT id, tokens, json_array_length(sentences), title_tokens FROM chunks"
        ).fetchall():
            of_sentences = len(tokens) - title * rows.tokens_from_blob(tokens, sentences, title).codes.shape[1]
            connection.execute("UPDATE chunks SET tokens = ? WHERE id = ?", (tokens[:of_sentences], chunk))
        connection.execute("ALTER TABLE chunks DROP COLUMN title_tokens")
        for table in ("stories", "story_sounds", "copies", "shingle_bands"):
            connection.execute(f"DROP TABLE {table}")
        connection.execute(f"PRAGMA user_version = {place}")
        connection.commit()


@pytest.mark.parametrize("copy", [COPY, SHORTENED, replace(FLOOD, id="exact", source="Other")])
def test_a_copy_of_another_outlet_is_counted_and_recorded_and_not_stored(
    store: EmbeddedStore, embedder: Embedder, copy: Article
) -> None:
    add(store, embedder, FLOOD)
    report = add(store, embedder, copy)
    assert (report.added, report.duplicates) == (0, 1)
    assert store.status().articles == 1
    assert outlets_of_copies(store, "flood-en") == [copy.source]
    generation = store.view().generation
    assert add(store, embedder, copy).duplicates == 1
    assert store.view().generation == generation, "nothing new was said"


def test_a_copy_in_the_same_batch_as_its_original_is_found_too(store: EmbeddedStore, embedder: Embedder) -> None:
    report = add(store, embedder, FLOOD, SHORTENED, CRICKET)
    assert (report.added, report.duplicates) == (2, 1)
    assert outlets_of_copies(store, "flood-en") == ["The Banyan Street Courier"]


@pytest.mark.parametrize(
    "other",
    [
        CORRECTED_COPY,
        replace(SHORTENED, source=FLOOD.source),
        replace(SHORTENED, published_at=NOON + timedelta(days=30)),
        replace(COPY, text=FLOOD.text.replace("brought 46", "did not bring 46")),
    ],
    ids=["another number", "the same outlet", "a month later", "not"],
)
def test_what_says_something_else_is_stored(store: EmbeddedStore, embedder: Embedder, other: Article) -> None:
    add(store, embedder, FLOOD)
    assert add(store, embedder, other).added == 1
    assert outlets_of_copies(store, "flood-en") == []


def test_a_changed_text_under_the_same_id_is_a_revision_and_no_copy(store: EmbeddedStore, embedder: Embedder) -> None:
    add(store, embedder, FLOOD)
    assert add(store, embedder, replace(SHORTENED, id="flood-en")).updated == 1
    assert [old.text for old in store.revisions("flood-en")] == [FLOOD.text]


def test_a_copy_comes_in_when_its_original_is_gone(store: EmbeddedStore, embedder: Embedder) -> None:
    add(store, embedder, FLOOD, CRICKET, COPY)
    with store.writing() as writer:
        writer.remove(["flood-en"])
    assert add(store, embedder, COPY).added == 1
    assert store.article("copy") == COPY


def test_a_copy_comes_in_when_its_original_is_corrected_away(store: EmbeddedStore, embedder: Embedder) -> None:
    add(store, embedder, FLOOD, COPY)
    add(store, embedder, replace(FLOOD, text=FLOOD.text.replace("46", "64")))
    assert outlets_of_copies(store, "flood-en") == []
    assert add(store, embedder, COPY).added == 1


def test_a_copy_that_is_corrected_becomes_an_article_of_its_own(store: EmbeddedStore, embedder: Embedder) -> None:
    add(store, embedder, FLOOD, COPY)
    assert add(store, embedder, CORRECTED_COPY).added == 1
    assert outlets_of_copies(store, "flood-en") == []
    assert told_together(store) == {frozenset({"flood-en", "copy"})}


def test_headlines_without_texts_are_no_copies_of_one_another(store: EmbeddedStore, embedder: Embedder) -> None:
    heads: Sequence[Article] = [
        article(f"h{number}", f"President pays homage to {name} on birth anniversary", "")
        for number, name in enumerate(["Sardar Patel", "Indira Gandhi"])
    ]
    assert add(store, embedder, *heads).added == 2
