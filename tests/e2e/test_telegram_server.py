"""The loopback server refuses what Telegram refuses, so that a bot which passes here passes there."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
import pytest_asyncio
from aiohttp import web
from aiohttp.test_utils import TestServer

from tests.e2e.telegram_server import TOKEN, Fault, Person, TelegramServer, put_off
from tests.e2e.telegram_server.entities import MarkupError, parse_html
from tests.e2e.telegram_server.flood import Flood


class Caller:
    """Calls methods as a bot would."""

    def __init__(self, server: TelegramServer, client: httpx.AsyncClient) -> None:
        self.server, self.client = server, client

    async def __call__(self, method: str, **given: Any) -> httpx.Response:
        return await self.client.post(f"{self.server.url}/bot{TOKEN}/{method}", json=given)

    async def error(self, method: str, **given: Any) -> tuple[int, str]:
        response = await self(method, **given)
        body = response.json()
        assert body["ok"] is False
        assert body["error_code"] == response.status_code
        return response.status_code, body["description"]


@pytest_asyncio.fixture
async def call(telegram: TelegramServer) -> AsyncIterator[Caller]:
    async with httpx.AsyncClient(timeout=10, trust_env=False) as client:
        yield Caller(telegram, client)


@pytest.fixture
def person(telegram: TelegramServer) -> Person:
    someone = telegram.person()
    someone.say("/start")
    return someone


async def test_parameters_come_by_query_form_json_or_multipart(call: Caller, person: Person) -> None:
    url = f"{call.server.url}/bot{TOKEN}/SendMessage"
    given = {"chat_id": str(person.id), "text": "ख़बर"}
    await call.client.get(url, params=given)
    await call.client.post(url, data=given)
    await call.client.post(url, json={**given, "chat_id": person.id})
    await call.client.post(url, files={name: (None, value) for name, value in given.items()})
    assert [message.text for message in person.inbox] == ["ख़बर"] * 4


async def test_a_wrong_token_a_malformed_one_and_an_unknown_method_are_told_apart(call: Caller) -> None:
    for token, method, code in (("1:wrong", "getMe", 401), ("wrong", "getMe", 404), (TOKEN, "getMee", 404)):
        response = await call.client.get(f"{call.server.url}/bot{token}/{method}")
        assert (response.status_code, response.json()["error_code"]) == (code, code)


async def test_updates_wait_until_they_are_confirmed_and_a_second_poller_ends_the_first(
    call: Caller, person: Person
) -> None:
    first = (await call("getUpdates")).json()["result"]
    assert (await call("getUpdates")).json()["result"] == first
    waiting = asyncio.create_task(call.error("getUpdates", offset=first[-1]["update_id"] + 1, timeout=20))
    await call.server.world.until(lambda: len(call.server.polls) == 3, 5, "the first poller waits")
    other = asyncio.create_task(call("getUpdates", offset=first[-1]["update_id"] + 1, timeout=20))
    assert (await waiting)[0] == 409
    said = person.say("और?")
    assert (await other).json()["result"] == [said]


async def test_polling_is_refused_while_a_webhook_is_set(call: Caller) -> None:
    await call("setWebhook", url="https://example.org/hook")
    assert (await call.error("getUpdates"))[0] == 409
    await call("deleteWebhook")
    assert (await call("getUpdates")).json()["ok"]


async def test_only_the_kinds_of_updates_that_were_asked_for_come(call: Caller, person: Person) -> None:
    await call("getUpdates", offset=-1, allowed_updates=["callback_query"])
    person.say("नहीं आएगा")
    await call("sendMessage", chat_id=person.id, text="?", reply_markup=keyboard("हाँ", "yes"))
    person.press("हाँ")
    updates = (await call("getUpdates")).json()["result"]
    assert [next(iter(update.keys() - {"update_id"})) for update in updates][1:] == ["callback_query"]


def keyboard(text: str, data: str) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": text, "callback_data": data}]]}


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"text": ""}, "message text is empty"),
        ({"text": " \n "}, "message text is empty"),
        ({"text": "🙂" * 2_049}, "message is too long"),
        ({"text": f'<a href="https://example.org/{"x" * 33_000}">x</a>', "parse_mode": "HTML"}, "text is too long"),
        ({"text": "1 < 2", "parse_mode": "HTML"}, "can't parse entities: Unsupported start tag"),
        ({"text": "<b>" * 101 + "x" + "</b>" * 101, "parse_mode": "HTML"}, "ENTITIES_TOO_LONG"),
        ({"text": "x", "reply_markup": keyboard("x", "क" * 22)}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "reply_markup": keyboard("x", "")}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "reply_markup": keyboard("", "x")}, "can't parse inline keyboard button"),
        ({"text": "x", "message_thread_id": 5}, "message thread not found"),
        ({"text": "x", "reply_parameters": {"message_id": 99_999}}, "message to be replied not found"),
        ({"text": "x", "chat_id": 5}, "chat not found"),
        ({"text": "x", "chat_id": ""}, "chat_id is empty"),
    ],
)
async def test_a_message_that_telegram_would_refuse_is_refused(
    call: Caller, person: Person, given: dict[str, Any], error: str
) -> None:
    code, description = await call.error("sendMessage", **{"chat_id": person.id, **given})
    assert code == 400
    assert description.startswith(f"Bad Request: {error}")
    assert person.inbox == []


async def test_the_longest_message_that_telegram_takes_is_taken(call: Caller, person: Person) -> None:
    await call("sendMessage", chat_id=person.id, text="🙂" * 2_048, reply_markup=keyboard("x", "x" * 64))
    assert len(person.inbox) == 1


async def test_who_blocked_the_bot_or_never_wrote_to_it_cannot_be_written_to(call: Caller, person: Person) -> None:
    person.block()
    stranger, group = call.server.person(), call.server.group()
    group.remove_bot()
    for chat in (person, stranger, group):
        code, _ = await call.error("sendMessage", chat_id=chat.id, text="x")
        assert code == 403


async def test_an_edit_that_changes_nothing_is_refused(call: Caller, person: Person) -> None:
    sent = (await call("sendMessage", chat_id=person.id, text="पुराना")).json()["result"]
    place = {"chat_id": person.id, "message_id": sent["message_id"]}
    assert (await call("editMessageText", **place, text="नया")).json()["result"]["text"] == "नया"
    assert person.inbox[0].text == "नया"
    assert "message is not modified" in (await call.error("editMessageText", **place, text="नया"))[1]
    assert "not found" in (await call.error("editMessageText", chat_id=person.id, message_id=99_999, text="x"))[1]


async def test_the_buttons_of_a_message_can_be_changed_without_its_text(call: Caller, person: Person) -> None:
    sent = (await call("sendMessage", chat_id=person.id, text="?", reply_markup=keyboard("हाँ", "yes"))).json()["result"]
    place = {"chat_id": person.id, "message_id": sent["message_id"]}
    assert (
        "not modified" in (await call.error("editMessageReplyMarkup", **place, reply_markup=keyboard("हाँ", "yes")))[1]
    )
    assert (
        "BUTTON_DATA" in (await call.error("editMessageReplyMarkup", **place, reply_markup=keyboard("x", "क" * 22)))[1]
    )
    await call("editMessageReplyMarkup", **place, reply_markup=keyboard("नहीं", "no"))
    assert (person.inbox[0].text, person.inbox[0].buttons) == ("?", ["नहीं"])
    await call("editMessageReplyMarkup", **place)
    assert person.inbox[0].buttons == []


async def test_the_bot_is_told_that_it_was_blocked_or_removed_and_that_a_group_has_another_id(
    call: Caller, person: Person
) -> None:
    group = call.server.group()
    new = group.become_supergroup(person)
    new.remove_bot(person)
    person.block()
    person.unblock()
    _, *updates = (await call("getUpdates")).json()["result"]
    assert updates[0]["message"]["migrate_to_chat_id"] == new.id
    assert (updates[1]["message"]["chat"]["id"], updates[1]["message"]["migrate_from_chat_id"]) == (new.id, group.id)
    status = [update["my_chat_member"]["new_chat_member"]["status"] for update in updates[2:]]
    assert status == ["kicked", "kicked", "member"]
    body = (await call("sendMessage", chat_id=group.id, text="x")).json()
    assert body["parameters"] == {"migrate_to_chat_id": new.id}


async def test_a_press_can_be_answered_once(call: Caller, person: Person) -> None:
    await call("sendMessage", chat_id=person.id, text="?", reply_markup=keyboard("हाँ", "yes"))
    press = person.press("हाँ")
    await call("answerCallbackQuery", callback_query_id=press.id, text="ठीक")
    assert (press.answered, press.notice) == (True, "ठीक")
    assert "query is too old" in (await call.error("answerCallbackQuery", callback_query_id=press.id))[1]


async def test_too_many_messages_are_refused_until_the_time_is_over(call: Caller, person: Person) -> None:
    codes = [(await call("sendMessage", chat_id=person.id, text="x")).status_code for _ in range(7)]
    assert codes == [200] * 5 + [429] * 2
    body = (await call("sendMessage", chat_id=person.id, text="x")).json()
    assert body["parameters"]["retry_after"] >= 1
    assert body["description"].startswith("Too Many Requests: retry after ")


@pytest.mark.parametrize(
    ("chat_id", "times", "refused"),
    [
        (1, [0.0] * 5, [0] * 5),
        (1, [0.0] * 6, [0] * 5 + [1]),
        (1, [0.0] * 5 + [1.0, 2.0, 2.5], [0] * 7 + [1]),
        (-1, [float(second) for second in range(21)], [0] * 20 + [40]),
        (-1, [0.0] * 21 + [60.0], [0] * 20 + [60, 0]),
    ],
)
def test_the_flood_rules(chat_id: int, times: list[float], refused: list[int]) -> None:
    flood = Flood()
    assert [flood.refuse(chat_id, at) for at in times] == refused


def test_thirty_messages_a_second_are_all_there_are() -> None:
    flood = Flood()
    assert [flood.refuse(chat, 0.0) for chat in range(1, 32)] == [0] * 30 + [1]
    assert flood.refuse(99, 1.0) == 0


async def test_faults_come_one_a_call_and_in_order(call: Caller, person: Person) -> None:
    call.server.fail_next("sendMessage", put_off(7), Fault("not_json", 502), Fault("cut"), Fault("lost_reply"))
    given = {"chat_id": person.id, "text": "x"}
    assert (await call("sendMessage", **given)).json()["parameters"] == {"retry_after": 7}
    with pytest.raises(json.JSONDecodeError):
        (await call("sendMessage", **given)).json()
    for arrived in (0, 1):
        with pytest.raises(httpx.TransportError):
            await call("sendMessage", **given)
        assert len(person.inbox) == arrived
    assert (await call("sendMessage", **given)).json()["ok"]


async def test_privacy_mode_hides_talk_that_is_not_for_the_bot(call: Caller, person: Person) -> None:
    group = call.server.group()
    for text in ("आपस की बात", "@khabar_bot सुनो", "/start"):
        group.say(person, text)
    updates = (await call("getUpdates")).json()["result"]
    assert [update["message"]["text"] for update in updates] == ["/start", "@khabar_bot सुनो", "/start"]
    assert updates[1]["message"]["entities"] == [{"type": "mention", "offset": 0, "length": 11}]


async def test_a_webhook_gets_each_update_until_it_answers_well(call: Caller, person: Person) -> None:
    got: list[tuple[str | None, int]] = []

    async def hook(request: web.Request) -> web.Response:
        got.append((request.headers.get("X-Telegram-Bot-Api-Secret-Token"), (await request.json())["update_id"]))
        return web.Response(status=500 if len(got) == 1 else 200)

    app = web.Application()
    app.router.add_post("/hook", hook)
    async with TestServer(app, host="127.0.0.1") as bot:
        assert (await call("setWebhook", url=str(bot.make_url("/hook")), secret_token="s3cret")).json()["ok"]
        person.say("दूसरा")
        await call.server.world.until(lambda: len(got) == 3, 5, "two updates, the first of them twice")
        await call("deleteWebhook")
    assert [secret for secret, _ in got] == ["s3cret"] * 3
    assert got[0] == got[1] != got[2]


@pytest.mark.parametrize("given", [{"url": "http://example.org/hook"}, {"url": "https://x.org", "secret_token": "कुंजी"}])
async def test_a_webhook_that_telegram_would_refuse_is_refused(call: Caller, given: dict[str, str]) -> None:
    assert (await call.error("setWebhook", **given))[1].startswith("Bad Request: bad webhook")


async def test_a_voice_message_can_be_fetched_up_to_twenty_megabytes(call: Caller, person: Person) -> None:
    voice = person.speak(b"OggS...")["message"]["voice"]
    path = (await call("getFile", file_id=voice["file_id"])).json()["result"]["file_path"]
    assert (await call.client.get(f"{call.server.url}/file/bot{TOKEN}/{path}")).content == b"OggS..."
    assert (await call.client.get(f"{call.server.url}/file/bot1:wrong/{path}")).status_code == 404
    long = person.speak(bytes(20 * 2**20 + 1))["message"]["voice"]
    assert "file is too big" in (await call.error("getFile", file_id=long["file_id"]))[1]


async def test_a_file_comes_with_its_caption_and_can_be_fetched(call: Caller, person: Person) -> None:
    message = person.attach("ख़बर.txt", "नाव लौटी".encode(), "/add")["message"]
    assert (message["document"]["file_name"], message["caption"]) == ("ख़बर.txt", "/add")
    assert message["caption_entities"] == [{"type": "bot_command", "offset": 0, "length": 4}]
    path = (await call("getFile", file_id=message["document"]["file_id"])).json()["result"]["file_path"]
    assert (await call.client.get(f"{call.server.url}/file/bot{TOKEN}/{path}")).content.decode() == "नाव लौटी"


async def test_an_inline_query_is_answered_once_with_results_that_telegram_takes(call: Caller, person: Person) -> None:
    def article(result_id: str, text: str) -> dict[str, Any]:
        content = {"message_text": text, "parse_mode": "HTML"}
        return {"type": "article", "id": result_id, "title": "शीर्षक", "input_message_content": content}

    query = person.look_up("जयशंकर")
    given = {"inline_query_id": query.id, "cache_time": 60}
    assert "DUPLICATE" in (await call.error("answerInlineQuery", **given, results=[article("1", "x")] * 2))[1]
    assert "RESULT_ID_INVALID" in (await call.error("answerInlineQuery", **given, results=[article("क" * 22, "x")]))[1]
    assert "parse entities" in (await call.error("answerInlineQuery", **given, results=[article("1", "<p>")]))[1]
    await call("answerInlineQuery", **given, results=[article("1", "<b>x</b>")])
    assert (query.answered, query.cache_s, len(query.results)) == (True, 60, 1)
    assert "too old" in (await call.error("answerInlineQuery", **given, results=[]))[1]


async def test_reactions_come_only_where_they_are_asked_for_and_edits_always(call: Caller, person: Person) -> None:
    await call("sendMessage", chat_id=person.id, text="x")
    said = person.say("पुराना")
    person.react(person.inbox[0], "👍")
    person.edit(said, "नया")
    await call("getUpdates", allowed_updates=["message_reaction"])
    person.react(person.inbox[0], "👎")
    kinds = [next(iter(update.keys() - {"update_id"})) for update in (await call("getUpdates")).json()["result"]]
    assert kinds == ["message", "message", "edited_message", "message_reaction"]


async def test_drafts_are_for_private_chats(call: Caller, person: Person) -> None:
    assert (await call("sendMessageDraft", chat_id=person.id, draft_id=1, text="")).json()["ok"]
    assert call.server.world.drafts == [(person.id, "")]
    group = call.server.group()
    assert (await call.error("sendMessageDraft", chat_id=group.id, draft_id=1, text="x"))[0] == 400
    assert (await call.error("sendMessageDraft", chat_id=person.id, draft_id=0, text="x"))[0] == 400


async def test_a_deleted_message_is_gone(call: Caller, person: Person) -> None:
    sent = (await call("sendMessage", chat_id=person.id, text="x")).json()["result"]
    await call("deleteMessage", chat_id=person.id, message_id=sent["message_id"])
    assert person.inbox == []
    assert (await call.error("deleteMessage", chat_id=person.id, message_id=sent["message_id"]))[0] == 400


@pytest.mark.parametrize(
    ("html", "error"),
    [
        ("a<br>b", 'Unsupported start tag "br" at byte offset 1'),
        ("<p>x</p>", "Unsupported start tag"),
        ("क < ख", 'Unsupported start tag "" at byte offset 4'),
        ("<b>x", "Can't find end tag"),
        ("x</b>", "Unexpected end tag"),
        ("<b><i>x</b></i>", "Unmatched end tag"),
        ("<b", "Unclosed start tag"),
        ("<b>x</b", "Unclosed end tag"),
        ("<a href=https://x.org>x</a>", "Unexpected end of name token"),
        ('<a href="x', "Unclosed start tag"),
        ("<b bold>x</b>", "Expected equal sign"),
        ("<span>x</span>", "must have class"),
        ("<blockquote><blockquote>x</blockquote></blockquote>", "Blockquote inside"),
    ],
)
def test_markup_that_telegram_refuses_is_refused(html: str, error: str) -> None:
    with pytest.raises(MarkupError, match=error):
        parse_html(html)


def test_markup_is_read_into_text_and_entities_counted_in_utf_16() -> None:
    parsed = parse_html('🙂 <b>क &lt;&amp;&gt; &copy; &#8377;</b> <a href="https://x.org/?a=1&amp;b=2">[1]</a><i></i>')
    assert parsed.text == "🙂 क <&> &copy; ₹ [1]"
    assert parsed.entities == [
        {"type": "bold", "offset": 3, "length": 14},
        {"type": "text_link", "url": "https://x.org/?a=1&b=2", "offset": 18, "length": 3},
    ]
    assert parse_html("<blockquote expandable>x</blockquote>").entities[0]["type"] == "expandable_blockquote"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "http://localhost/", "https://x.org:0/", "https://x^y.org/", "nothing"]
)
def test_a_link_with_a_bad_address_is_dropped_and_noted(url: str) -> None:
    parsed = parse_html(f'<a href="{url}">x</a>')
    assert (parsed.text, parsed.entities, parsed.dropped_links) == ("x", [], [url])


@pytest.mark.parametrize(
    ("method", "given", "error"),
    [
        ("setMyCommands", {"commands": [], "scope": {"type": "everybody"}}, "unsupported type specified"),
        ("setMyDescription", {"description": "अ" * 513}, "BOT_DESCRIPTION_TOO_LONG"),
        ("setMyShortDescription", {"short_description": "अ" * 121}, "BOT_SHORT_DESCRIPTION_TOO_LONG"),
        ("getMyDescription", {"language_code": "hindi"}, "invalid language code specified"),
    ],
)
async def test_what_a_bot_says_of_itself_is_checked(
    call: Caller, method: str, given: dict[str, Any], error: str
) -> None:
    assert await call.error(method, **given) == (400, f"Bad Request: {error}")


async def test_a_description_is_kept_for_each_language(call: Caller) -> None:
    await call("setMyDescription", description="नमस्ते", language_code="hi")
    assert (await call("getMyDescription", language_code="hi")).json()["result"] == {"description": "नमस्ते"}
    assert (await call("getMyDescription")).json()["result"] == {"description": ""}
