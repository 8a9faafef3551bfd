"""The scripted chat server, seen through langchain-openai over HTTP: what it lets through, and each way it fails."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx
import openai
import pytest
import pytest_asyncio
from langchain_openai import ChatOpenAI
from pydantic import SecretStr

from tests.chat_model import KEY, Babbles, ChatServer, Cuts, Hangs, Refuses, Says, rate_limited

Connect = Callable[..., ChatOpenAI]


@pytest_asyncio.fixture
async def connect(chat_server: ChatServer) -> AsyncIterator[Connect]:
    async with httpx.AsyncClient() as client:

        def made(**given: Any) -> ChatOpenAI:
            settings = {"max_retries": 0, "timeout": 10.0, "api_key": SecretStr(KEY), **given}
            return ChatOpenAI(model="scripted-1", base_url=chat_server.url, http_async_client=client, **settings)

        yield made


async def test_a_scripted_text_streams_token_by_token_with_its_usage(chat_server: ChatServer, connect: Connect) -> None:
    chat_server.script(Says("नदी का जलस्तर ३ मीटर बढ़ा। [1]", token_s=0.001))
    chunks = [chunk async for chunk in connect(stream_usage=True).astream("नदी का क्या हुआ?")]
    assert "".join(str(chunk.content) for chunk in chunks) == "नदी का जलस्तर ३ मीटर बढ़ा। [1]"
    assert len([chunk for chunk in chunks if chunk.content]) > 5
    usage = [chunk.usage_metadata for chunk in chunks if chunk.usage_metadata]
    assert len(usage) == 1
    assert usage[0]["output_tokens"] == chat_server.requests[0].sent
    assert chat_server.requests[0].end == "done"
    assert chat_server.requests[0].prompt == "user: नदी का क्या हुआ?"


async def test_a_text_also_comes_whole_and_a_function_may_choose_it(chat_server: ChatServer, connect: Connect) -> None:
    chat_server.reply = lambda request: Says("yes" if "rain" in request.prompt else "no")
    model = connect()
    assert [(await model.ainvoke(text)).content for text in ("rain?", "snow?")] == ["yes", "no"]
    assert not chat_server.requests[0].streamed


async def test_a_stop_sequence_and_the_limit_of_tokens_end_the_text(chat_server: ChatServer, connect: Connect) -> None:
    chat_server.script(Says("One. Two. Three."), Says("One. Two. Three."))
    stopped = await connect().ainvoke("count", stop=["Three"])
    short = await connect(max_tokens=2).ainvoke("count")
    assert stopped.content == "One. Two. "
    assert (short.content, short.response_metadata["finish_reason"]) == ("One. Two.", "length")


async def test_a_question_that_is_cancelled_in_mid_stream_is_a_connection_that_the_server_sees_closed(
    chat_server: ChatServer, connect: Connect
) -> None:
    chat_server.script(Says("word " * 1000, token_s=0.01))
    first = asyncio.Event()

    async def read() -> None:
        async for chunk in connect().astream("tell me all"):
            if chunk.content:
                first.set()

    reading = asyncio.create_task(read())
    await first.wait()
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading
    await chat_server.until(lambda: chat_server.requests[0].end == "disconnected")
    assert 0 < chat_server.requests[0].sent < 1000


@pytest.mark.parametrize("begun", ["", "The river rose"])
async def test_a_server_that_hangs_runs_into_the_time_limit(
    begun: str, chat_server: ChatServer, connect: Connect
) -> None:
    chat_server.script(Hangs(begun))
    with pytest.raises((openai.APITimeoutError, httpx.ReadTimeout)):
        [_ async for _ in connect(timeout=0.3).astream("hello")]
    await chat_server.until(lambda: chat_server.requests[0].end == "disconnected")


async def test_a_refusal_for_asking_too_often_says_when_to_come_back(chat_server: ChatServer, connect: Connect) -> None:
    chat_server.script(rate_limited(7))
    with pytest.raises(openai.RateLimitError) as caught:
        await connect().ainvoke("hello")
    assert caught.value.response.headers["retry-after"] == "7"


async def test_a_client_that_may_try_again_does_so_after_the_time_it_was_told(
    chat_server: ChatServer, connect: Connect
) -> None:
    chat_server.script(rate_limited(0.01), Refuses(500), Says("at last"))
    assert (await connect(max_retries=2).ainvoke("hello")).content == "at last"
    assert [request.end for request in chat_server.requests] == ["refused", "refused", "done"]


async def test_a_connection_cut_in_the_middle_is_an_error_after_the_tokens_that_came(
    chat_server: ChatServer, connect: Connect
) -> None:
    chat_server.script(Cuts("The river rose by", token_s=0.01))
    came: list[str] = []

    async def read() -> None:
        async for chunk in connect().astream("hello"):
            came.append(str(chunk.content))

    with pytest.raises((openai.APIConnectionError, httpx.RemoteProtocolError, httpx.ReadError)):
        await read()
    assert "".join(came).startswith("The")
    assert chat_server.requests[0].end == "cut"


@pytest.mark.parametrize("kind", ["page", "broken", "other"])
@pytest.mark.parametrize("streamed", [True, False])
async def test_nonsense_is_an_error_or_an_empty_text_and_never_a_text(
    kind: Any, streamed: bool, chat_server: ChatServer, connect: Connect
) -> None:
    chat_server.script(Babbles(kind))
    text = ""
    with contextlib.suppress(openai.OpenAIError, ValueError, TypeError, AttributeError, KeyError):
        if streamed:
            text = "".join([str(chunk.content) async for chunk in connect().astream("hello")])
        else:
            text = str((await connect().ainvoke("hello")).content)
    assert text == ""
    assert chat_server.requests[0].end == "babbled"


@pytest.mark.parametrize("text", ["", "Der Fluss ist gestiegen. [1]"])
async def test_an_empty_text_and_one_in_another_language_come_as_they_are(
    text: str, chat_server: ChatServer, connect: Connect
) -> None:
    chat_server.script(Says(text))
    assert "".join([str(chunk.content) async for chunk in connect().astream("hello")]) == text


async def test_a_wrong_key_is_refused_and_a_model_list_needs_the_right_one(
    chat_server: ChatServer, connect: Connect
) -> None:
    with pytest.raises(openai.AuthenticationError):
        await connect(api_key=SecretStr("sk-wrong")).ainvoke("hello")
    async with httpx.AsyncClient() as client:
        assert (await client.get(f"{chat_server.url}/models")).status_code == 401
        listed = await client.get(f"{chat_server.url}/models", headers={"Authorization": f"Bearer {KEY}"})
    assert listed.json()["data"][0]["id"] == "scripted-1"


@pytest.mark.parametrize(
    "wrong",
    [
        {"messages": []},
        {"messages": [{"role": "wizard", "content": "x"}]},
        {"messages": [{"role": "user", "content": None}]},
        {"model": ""},
        {"max_tokens": 0},
        {"temperature": 3},
        {"stop": list("abcde")},
        {"stream_options": {"include_usage": True}},
        {"max_tokens": 4, "max_completion_tokens": 4},
        {"magic": True},
    ],
)
async def test_what_openai_refuses_is_refused_and_counts_as_no_question(
    wrong: dict[str, Any], chat_server: ChatServer
) -> None:
    body = {"model": "scripted-1", "messages": [{"role": "user", "content": "hello"}], **wrong}
    async with httpx.AsyncClient(headers={"Authorization": f"Bearer {KEY}"}) as client:
        reply = await client.post(f"{chat_server.url}/chat/completions", json=body)
        not_json = await client.post(f"{chat_server.url}/chat/completions", content=b"{")
    assert (reply.status_code, not_json.status_code) == (400, 400)
    assert reply.json()["error"]["type"] == "invalid_request_error"
    assert chat_server.requests == []


async def test_a_question_that_nothing_was_scripted_for_is_an_error(chat_server: ChatServer, connect: Connect) -> None:
    with pytest.raises(openai.InternalServerError, match="scripted no reply"):
        await connect().ainvoke("hello")
