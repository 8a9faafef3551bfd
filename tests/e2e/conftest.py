"""Telegram, a newsroom and the bot between them, for end-to-end tests."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.e2e.fake_newsroom import FakeNewsroom
from tests.e2e.kept import Kept
from tests.e2e.running_bot import running_bot
from tests.e2e.telegram_server import TelegramServer


@pytest_asyncio.fixture
async def telegram() -> AsyncIterator[TelegramServer]:
    """A Bot API server; links that it dropped fail the test."""
    async with TelegramServer() as server:
        yield server
    assert server.world.dropped_links == []


@pytest.fixture
def newsroom() -> FakeNewsroom:
    """A newsroom that answers at once."""
    return FakeNewsroom()


@pytest_asyncio.fixture
async def bot(telegram: TelegramServer, newsroom: FakeNewsroom) -> AsyncIterator[None]:
    """The bot, listening."""
    async with running_bot(telegram, newsroom):
        yield


@pytest_asyncio.fixture
async def kept_bot(telegram: TelegramServer, newsroom: FakeNewsroom, tmp_path: Path) -> AsyncIterator[None]:
    """The bot, listening, with its state in a file."""
    async with running_bot(telegram, newsroom, data_dir=tmp_path):
        yield


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    """What the bot keeps."""
    return Kept(tmp_path)
