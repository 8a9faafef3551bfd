"""Inline mode: words behind the bot's name in some other chat."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from chat.access import Access
from chat.texts import TEXTS
from tests.e2e.fake_newsroom import LAVROV, MET, FakeNewsroom, citation
from tests.e2e.kept import Kept
from tests.e2e.running_bot import running_bot
from tests.e2e.telegram_server import Fault, TelegramServer
from tests.e2e.telegram_server.entities import parse_html
from tests.e2e.telegram_server.inline import InlineQuery

HINDI = TEXTS["hi"]
NASTY = "<b>&amp; 🙂 שלום \u202e" * 100


@pytest.fixture(autouse=True)
def _found(newsroom: FakeNewsroom) -> None:
    nasty = replace(citation(2, NASTY, title=NASTY), source=NASTY, url="javascript:alert(1)")
    newsroom.found = [citation(1, LAVROV), nasty, replace(citation(3, ""), title="", source="", published_at=None)]


async def answered(telegram: TelegramServer, query: InlineQuery) -> InlineQuery:
    await telegram.world.until(lambda: query.answered, 5, "the list")
    return query


@pytest.mark.usefixtures("bot")
async def test_words_bring_dated_articles_with_the_nearest_sentence(
    telegram: TelegramServer, newsroom: FakeNewsroom
) -> None:
    query = await answered(telegram, telegram.person().look_up(f"  {MET}\n"))
    assert newsroom.looked_up == [MET]
    assert newsroom.asked == []
    first = query.results[0]
    assert first["title"] == "अस्ताना में बैठक"
    assert first["description"] == f"नमूना समाचार, 4 जुलाई 2024\n{LAVROV}"
    content = first["input_message_content"]
    message = parse_html(content["message_text"])
    assert message.text == f"अस्ताना में बैठक\nनमूना समाचार, 4 जुलाई 2024\n\n“{LAVROV}”\n\n{HINDI.read_on}"
    assert [entity["url"] for entity in message.entities if entity["type"] == "text_link"] == [
        "https://example.org/khabar/1?a=1&b=2"
    ]
    assert content["link_preview_options"] == {"is_disabled": True}
    assert (query.cache_s, query.personal) == (60, False)
    assert query.button == {"text": HINDI.inline_button, "start_parameter": "inline"}
    assert len(query.results) == 3
    assert not telegram.refusals


@pytest.mark.usefixtures("bot")
async def test_while_somebody_types_only_the_last_words_are_looked_up(
    telegram: TelegramServer, newsroom: FakeNewsroom
) -> None:
    person, other = telegram.person(), telegram.person()
    for words in ("जय", "जयशं", "जयशंकर"):
        query = person.look_up(words)
    others = other.look_up("मोदी")
    await answered(telegram, query)
    await answered(telegram, others)
    assert sorted(newsroom.looked_up) == ["जयशंकर", "मोदी"]


@pytest.mark.parametrize("words", ["", "???"])
@pytest.mark.usefixtures("bot")
async def test_without_words_there_is_only_the_way_to_the_bot(telegram: TelegramServer, words: str) -> None:
    query = await answered(telegram, telegram.person().look_up(words))
    assert query.results == []
    assert query.button["text"] == HINDI.inline_button


async def test_what_is_typed_in_other_chats_is_never_stored(
    telegram: TelegramServer, newsroom: FakeNewsroom, kept: Kept, tmp_path: Path
) -> None:
    async with running_bot(telegram, newsroom, data_dir=tmp_path):
        person = telegram.person(person_id=107_234_567_891_234)
        await answered(telegram, person.look_up("गुप्त शब्द"))
        assert kept.places_of((person.id,), ("गुप्त",)) == set()
        assert kept.bytes_of(person.id, ("गुप्त",)) == []
        assert kept.rows("SELECT * FROM updates") == []


async def test_whom_the_bot_does_not_serve_gets_no_list_and_nobody_gets_that_of_another(
    telegram: TelegramServer, newsroom: FakeNewsroom
) -> None:
    friend, stranger = telegram.person(), telegram.person()
    async with running_bot(telegram, newsroom, access=Access(allowed=frozenset({friend.id}))):
        query = await answered(telegram, stranger.look_up(MET))
        assert (query.results, query.personal, query.button["text"]) == ([], True, HINDI.not_served)
        query = await answered(telegram, friend.look_up(MET))
        assert (len(query.results), query.personal) == (3, True)
    assert newsroom.looked_up == [MET]


@pytest.mark.usefixtures("bot")
async def test_an_answer_that_came_too_late_disturbs_nobody(telegram: TelegramServer) -> None:
    telegram.fail_next("answerInlineQuery", Fault("error", 400, "Bad Request: query is too old"))
    person = telegram.person()
    person.look_up(MET)
    await telegram.world.until(lambda: telegram.calls_of("answerInlineQuery"), 5, "an attempt")
    await answered(telegram, person.look_up("जयशंकर"))
