"""A small real chat model through langchain-openai over HTTP: the path that every other OpenAI-compatible server takes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx
import openai
import pytest
import pytest_asyncio
from langchain_openai import ChatOpenAI
from pydantic import SecretStr

from tests.chat_model import SmallModel

Connect = Callable[..., ChatOpenAI]
COUNT = "Write the numbers from one to fifty, one on each line."
LONG = 2000


async def read(model: ChatOpenAI, first: asyncio.Event) -> None:
    """Read a long text, and end at the next token when cancelled."""
    async for chunk in model.astream(COUNT):
        if chunk.content:
            first.set()
        # Python 3.11's wait_for, which langchain-openai puts around each chunk, loses a cancellation that comes with one.
        task = asyncio.current_task()
        if task and task.cancelling():
            raise asyncio.CancelledError


@pytest_asyncio.fixture
async def connect(small_model: SmallModel) -> AsyncIterator[Connect]:
    async with httpx.AsyncClient() as client:

        def made(**given: Any) -> ChatOpenAI:
            settings = {"max_retries": 0, "timeout": 60.0, "temperature": 0.0, "max_tokens": 16, **given}
            return ChatOpenAI(
                model=small_model.name,
                base_url=small_model.url,
                api_key=SecretStr("none"),
                http_async_client=client,
                **settings,
            )

        yield made


async def test_it_streams_words_and_counts_its_tokens(connect: Connect) -> None:
    chunks = [chunk async for chunk in connect(stream_usage=True).astream("Say hello.")]
    texts = [str(chunk.content) for chunk in chunks if chunk.content]
    usage = [chunk.usage_metadata for chunk in chunks if chunk.usage_metadata]
    assert len(texts) > 2
    assert any(sign.isalpha() for sign in "".join(texts))
    assert 0 < usage[-1]["output_tokens"] <= 16


async def test_the_same_prompt_at_temperature_zero_gives_the_same_text_streamed_or_whole(connect: Connect) -> None:
    whole = await connect().ainvoke("Name a colour.")
    streamed = "".join([str(chunk.content) async for chunk in connect().astream("Name a colour.")])
    assert streamed == whole.content != ""


async def test_it_stops_at_a_stop_sequence(connect: Connect) -> None:
    whole = str((await connect().ainvoke("Name a colour.")).content)
    stop = whole.split()[2]
    stopped = str((await connect().ainvoke("Name a colour.", stop=[stop])).content)
    assert stopped == whole[: whole.index(stop)]


async def test_a_question_cancelled_in_mid_stream_leaves_the_model_free_for_the_next(connect: Connect) -> None:
    first = asyncio.Event()
    long = connect(max_tokens=LONG)
    readings = [asyncio.create_task(read(long, first)) for _ in range(2)]  # as many as the server has places for
    await first.wait()
    for reading in readings:
        reading.cancel()
    await asyncio.gather(*readings, return_exceptions=True)
    assert (await connect(max_tokens=4).ainvoke("Say hello.")).content


async def test_a_time_limit_ends_a_text_that_takes_too_long(connect: Connect) -> None:
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(1.0):
            await read(connect(max_tokens=LONG), asyncio.Event())


async def test_a_prompt_that_is_too_long_is_refused_and_not_cut(connect: Connect) -> None:
    with pytest.raises(openai.BadRequestError):
        await connect().ainvoke("rain " * 20_000)
