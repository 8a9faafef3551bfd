"""/status, for those who run the bot."""

from __future__ import annotations

from collections import Counter

from chat.texts import TEXTS
from rag.generate.usage import Counts, Usage
from tests.e2e.fake_newsroom import MET, FakeNewsroom
from tests.e2e.fake_writer import FakeWriter
from tests.e2e.running_bot import running_bot
from tests.e2e.telegram_server import TelegramServer


async def test_an_admin_sees_what_the_model_did_and_others_see_an_unknown_command(
    telegram: TelegramServer, newsroom: FakeNewsroom
) -> None:
    writer = FakeWriter(newsroom)
    writer.counts = Counts(Usage(7, 9_000, 450), 4, 1, 1, Counter(slow=2, failed=1), Counter(no_citation=3))
    admin, other = telegram.person(), telegram.person()
    async with running_bot(telegram, newsroom, writer=writer, admins=[admin.id]):
        admin.say("/status")
        (status,) = await admin.receives()
        other.say("/status")
        (refused,) = await other.receives()
        admin.say(MET)
        await admin.receives(2)
    assert "3 (failed 1, slow 2)" in status.text
    assert "3 (no_citation 3)" in status.text
    assert "9000" in status.text
    assert "450" in status.text
    assert refused.text in {texts.unknown_command for texts in TEXTS.values()}
    assert writer.asked == [(MET, admin.id, [])]
    assert writer.closed


async def test_without_a_chat_model_the_status_says_so(telegram: TelegramServer, newsroom: FakeNewsroom) -> None:
    admin = telegram.person()
    async with running_bot(telegram, newsroom, admins=[admin.id]):
        admin.say("/status")
        (status,) = await admin.receives()
    assert status.text in {texts.no_chat_model for texts in TEXTS.values()}
