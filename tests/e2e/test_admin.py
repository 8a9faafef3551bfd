"""The keepers of the news change it in Telegram: the real model and the real index, the loopback Bot API server."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from chat.access import Access
from chat.texts import TEXTS
from index.archive import Archive
from index.embed import Embedder
from index.ingest import manifest_for
from index.store.embedded import EmbeddedStore, open_store
from rag.pipeline import INDIA, Answerer
from tests.e2e.kept import Kept
from tests.e2e.running_bot import running_bot
from tests.e2e.telegram_server import Person, TelegramServer
from tests.web import Page, WebServer

HINDI = TEXTS["hi"]
ADMIN = 4_711
BOAT = "ज़ुम्बारो लौटी\n\nकेरल के तट पर ज़ुम्बारो नाम की नाव से सात मछुआरे सकुशल लौटे। गाँव में ख़ुशी है।"
QUESTION = "ज़ुम्बारो नाव से कितने मछुआरे लौटे?"
COUNTS = "नई: {}, बदली हुई: {}, पहले से थीं: {}, दोहराव: {}, पढ़ी नहीं गईं: {}"


@pytest.fixture
def store(tmp_path: Path, embedder: Embedder) -> Iterator[EmbeddedStore]:
    opened = open_store(tmp_path / "data", manifest_for(embedder.card))
    yield opened
    opened.close()


@pytest_asyncio.fixture
async def admin(
    telegram: TelegramServer, store: EmbeddedStore, embedder: Embedder, tmp_path: Path
) -> AsyncIterator[Person]:
    """Somebody who keeps the news; the bot runs."""
    access = Access(frozenset({1}), frozenset({ADMIN}))
    newsroom, archive = Answerer(store, embedder), Archive(store, embedder, INDIA, ["127.0.0.1"])
    async with running_bot(telegram, newsroom, archive=archive, access=access, data_dir=tmp_path):
        yield telegram.person(person_id=ADMIN)


async def reported(telegram: TelegramServer, admin: Person, count: int = 1) -> str:
    """What the bot says in the end of the file that was sent last."""
    reading = (await admin.receives(count))[-1]
    await telegram.world.until(lambda: reading.text != HINDI.add_reading, 20, "the file is read")
    return reading.text


async def test_a_file_becomes_news_that_is_answered_from_and_can_be_removed(
    telegram: TelegramServer, admin: Person, store: EmbeddedStore, kept: Kept
) -> None:
    admin.attach("नाव.txt", BOAT.encode(), "/add")
    assert await reported(telegram, admin) == COUNTS.format(1, 0, 0, 0, 0)
    admin.say(QUESTION)
    answer = (await admin.receives(2, 10))[-1]
    assert "सात मछुआरे" in answer.text

    admin.say("/status")
    status = (await admin.receives(3))[-1].text
    assert "ख़बरें: 1 (hi 1)" in status
    assert HINDI.no_chat_model in status
    await kept.until([(1,)], "SELECT count(*) FROM answers")  # which happens just after it is sent
    admin.say("/remove", reply_to_message=admin.written(answer))
    lines = (await admin.receives(4))[-1].text.splitlines()
    (article,) = store.articles()
    assert lines[-1] == f"/remove {article.id}"
    admin.say(f"/remove {article.id} nobody")
    removed = (await admin.receives(5))[-1].text.splitlines()
    assert removed == [HINDI.removed.format(id=article.id), HINDI.not_in_index.format(id="nobody")]
    assert list(store.articles()) == []


async def test_the_same_file_with_other_words_corrects_the_article(
    telegram: TelegramServer, admin: Person, store: EmbeddedStore
) -> None:
    for count, (words, counts) in enumerate(
        [("सात", (1, 0, 0, 0, 0)), ("सात", (0, 0, 1, 0, 0)), ("नौ", (0, 1, 0, 0, 0))], 1
    ):
        admin.attach("boat.txt", BOAT.replace("सात", words).encode(), "/add@khabar_bot")
        assert await reported(telegram, admin, count) == COUNTS.format(*counts)
    (article,) = store.articles()
    assert article.revision == 2
    assert "नौ मछुआरे" in article.text


async def test_a_reply_to_a_file_adds_it_and_what_cannot_be_read_is_said_without_a_path(
    telegram: TelegramServer, admin: Person
) -> None:
    lines = '{"title": "बाढ़", "text": "असम में बाढ़ से पाँच गाँव डूब गए।"}\n{broken\n{"title": "ख़ाली"}\n'
    sent = admin.attach("../../etc/news?.jsonl", lines.encode())
    assert (await admin.receives())[-1].text == HINDI.written_only
    admin.say("/add", reply_to_message=sent["message"])
    text = await reported(telegram, admin, 2)
    assert text.startswith(COUNTS.format(1, 0, 0, 0, 2))
    reasons = text.splitlines()[1:]
    assert [bool(re.match(r"• news_\.jsonl:\d: ", reason)) for reason in reasons] == [True, True]
    assert "/tmp" not in text
    assert not telegram.refusals


@pytest.mark.parametrize("name", ["news.pdf", "news.txt.gz", "news", ".txt", ""])
async def test_a_file_of_another_kind_is_not_even_fetched(telegram: TelegramServer, admin: Person, name: str) -> None:
    admin.attach(name, BOAT.encode(), "/add")
    (answer,) = await admin.receives()
    assert answer.text == HINDI.add_help.format(megabytes=20)
    assert telegram.calls_of("getFile") == []


async def test_a_file_that_is_too_big_is_not_even_fetched(telegram: TelegramServer, admin: Person) -> None:
    admin.attach("news.txt", bytes(20_000_001), "/add")
    (answer,) = await admin.receives()
    assert answer.text == HINDI.add_help.format(megabytes=20)
    assert telegram.calls_of("getFile") == []


async def test_a_file_that_telegram_no_longer_has_is_asked_for_again(telegram: TelegramServer, admin: Person) -> None:
    sent = admin.attach("news.txt", BOAT.encode())
    telegram.world.files.clear()
    await admin.receives()
    admin.say("/add", reply_to_message=sent["message"])
    assert await reported(telegram, admin, 2) == HINDI.add_not_fetched


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("/add /etc/hosts.txt", HINDI.add_help.format(megabytes=20)),
        ("/add", HINDI.add_help.format(megabytes=20)),
        ("/remove", HINDI.remove_help),
    ],
)
async def test_a_path_of_the_machine_is_nobodys(
    telegram: TelegramServer, admin: Person, store: EmbeddedStore, said: str, answer: str
) -> None:
    admin.say(said)
    assert [message.text for message in await admin.receives()] == [answer]
    assert list(store.articles()) == []


PAGE = (
    "<html><head><meta charset='utf-8'><title>ज़ुम्बारो लौटी</title></head><body><main><h1>ज़ुम्बारो लौटी</h1><article>"
    "<p>केरल के तट पर ज़ुम्बारो नाम की नाव से सात मछुआरे सकुशल लौटे, जिन्हें दो दिन से खोजा जा रहा था।</p>"
    "<p>गाँव में ख़ुशी है और मछुआरों के परिवारों ने तटरक्षकों को धन्यवाद दिया।</p></article></main></body></html>"
)


async def test_a_page_behind_a_link_becomes_news_that_is_answered_from(
    telegram: TelegramServer, admin: Person, store: EmbeddedStore
) -> None:
    async with WebServer({"/naav": Page(PAGE), "/naav?utm_source=x": Page(PAGE)}) as web:
        sent = admin.say(f"देखिए ({web.url('/naav')})")
        await admin.receives()
        for count, (words, reply_to, counts) in enumerate(
            [
                (f"/add {web.url('/naav?utm_source=x')} {web.url('/gone')}", None, (1, 0, 0, 0, 1)),
                ("/add", sent["message"], (0, 0, 1, 0, 0)),
            ],
            2,
        ):
            admin.say(words, **({"reply_to_message": reply_to} if reply_to else {}))
            fetching = (await admin.receives(count))[-1]
            await telegram.world.until(lambda message=fetching: message.text != HINDI.add_fetching, 20, "it is fetched")
            assert fetching.text.splitlines()[0] == COUNTS.format(*counts)
        address = web.url("/naav")
    (article,) = store.articles()
    assert (article.url, article.title) == (address, "ज़ुम्बारो लौटी")
    admin.say(QUESTION)
    assert "सात मछुआरे" in (await admin.receives(4, 10))[-1].text


async def test_a_link_into_the_private_network_is_not_followed(
    telegram: TelegramServer, admin: Person, store: EmbeddedStore
) -> None:
    async with WebServer({"/naav": Page(PAGE)}) as web:
        admin.say(f"/add http://localhost:{web.port}/naav")
        (fetching,) = await admin.receives()
        await telegram.world.until(lambda: fetching.text != HINDI.add_fetching, 20, "it is fetched")
        assert web.asked == []
    assert fetching.text.startswith(COUNTS.format(0, 0, 0, 0, 1))
    assert "ALLOW_PRIVATE_HOSTS" in fetching.text
    assert list(store.articles()) == []


async def test_statistics_count_what_was_asked_and_by_how_many(
    telegram: TelegramServer, admin: Person, kept: Kept
) -> None:
    admin.attach("नाव.txt", BOAT.encode(), "/add")
    await reported(telegram, admin)
    one = telegram.person(person_id=1)
    admin.say(QUESTION)
    one.say(QUESTION)
    await one.receives(1, 10)
    one.say("चंद्रमा पर होटल किसने खोला?")
    await one.receives(2, 10)
    await admin.receives(2, 10)
    await kept.until([(3,)], "SELECT count(*) FROM answers")
    admin.say("/stats")
    assert (await admin.receives(3))[-1].text == HINDI.stats.format(questions=3, answered=2, refused=1, people=2)


async def test_help_tells_the_keepers_of_their_commands(telegram: TelegramServer, admin: Person) -> None:
    admin.say("/help")
    (answer,) = await admin.receives()
    assert answer.text.endswith(HINDI.admin_help)
