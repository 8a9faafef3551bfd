"""What /status says of the chat model to those who run the bot."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from chat.access import Access
from chat.texts import TEXTS
from index.archive import Archive
from index.embed import Embedder
from index.ingest import manifest_for
from index.store.agenda import FeedState
from index.store.embedded import open_store
from rag.generate.usage import Counts, Usage
from rag.pipeline import INDIA
from tests.e2e.fake_newsroom import MET, FakeNewsroom
from tests.e2e.fake_writer import FakeWriter
from tests.e2e.running_bot import running_bot
from tests.e2e.telegram_server import TelegramServer


async def test_an_admin_sees_what_the_chat_model_did(
    telegram: TelegramServer, newsroom: FakeNewsroom, embedder: Embedder, tmp_path: Path
) -> None:
    writer = FakeWriter(newsroom)
    writer.counts = Counts(Usage(7, 9_000, 450), 4, 1, 1, Counter(slow=2, failed=1), Counter(no_citation=3))
    store = open_store(tmp_path / "data", manifest_for(embedder.card))
    admin = telegram.person()
    options = {"archive": Archive(store, embedder, INDIA), "access": Access(frozenset(), frozenset({admin.id}))}
    async with running_bot(telegram, newsroom, writer=writer, **options):
        admin.say("/status")
        (status,) = await admin.receives()
        admin.say(MET)
        await admin.receives(2)
        admin.say("/privacy")
        privacy = (await admin.receives(3))[-1]
    store.close()
    assert any(texts.privacy_model in privacy.text for texts in TEXTS.values())
    for figure in ("3 (failed 1, slow 2)", "3 (no_citation 3)", "9000", "450"):
        assert figure in status.text
    assert writer.asked == [(MET, admin.id, [])]
    assert writer.closed


async def test_an_admin_sees_which_feeds_are_in_trouble_and_a_list_that_cannot_be_read(
    telegram: TelegramServer, newsroom: FakeNewsroom, embedder: Embedder, tmp_path: Path
) -> None:
    well, ill = "https://well.example/rss", "https://ill.example/rss"
    listed = tmp_path / "feeds.txt"
    listed.write_text(f"{well}\n{ill}\n", "utf-8")
    store = open_store(tmp_path / "data", manifest_for(embedder.card))
    store.agenda.keep([FeedState(well, last_success=1_720_000_000.0), FeedState(ill, last_error="no <b>answer</b>")])
    admin = telegram.person()
    archive = Archive(store, embedder, INDIA, feed_list=listed)
    async with running_bot(telegram, newsroom, archive=archive, access=Access(frozenset(), frozenset({admin.id}))):
        admin.say("/status")
        (status,) = await admin.receives()
        listed.write_text("<opml><body>", "utf-8")
        admin.say("/status")
        broken = (await admin.receives(2))[-1]
    store.close()
    assert "2024-07-03 15:16" in status.text
    assert f"{ill}: no <b>answer</b>" in status.text
    assert well not in status.text
    assert str(listed) in broken.text
    assert any(texts.no_chat_model in broken.text for texts in TEXTS.values())
