from __future__ import annotations

import pytest
from telegram import User

from chat.app import build_application
from chat.handlers.ask import without_mention
from chat.place import language_of
from index.article import Language
from index.errors import SettingsError
from tests.e2e.fake_newsroom import FakeNewsroom
from tests.e2e.telegram_server import TOKEN


@pytest.mark.parametrize("token", ["", "token", "42", "42:", "42:one two", "42:x/../y", "४२:token"])
def test_what_cannot_be_a_token_is_refused_by_the_name_of_its_setting(token: str) -> None:
    with pytest.raises(SettingsError, match="TELEGRAM_BOT_TOKEN is not a token"):
        build_application(token, "https://api.telegram.org", FakeNewsroom())


@pytest.mark.parametrize(
    "url", ["", "api.telegram.org", "ftp://api.telegram.org", "https://", "http://x:abc", "http://["]
)
def test_what_cannot_be_an_address_is_refused_by_the_name_of_its_setting(url: str) -> None:
    with pytest.raises(SettingsError, match="TELEGRAM_API_URL"):
        build_application(TOKEN, url, FakeNewsroom())


@pytest.mark.parametrize("url", ["http://127.0.0.1:8081", "http://127.0.0.1:8081/"])
async def test_the_server_is_the_one_that_was_asked_for(url: str) -> None:
    application = build_application(f" {TOKEN}\n", url, FakeNewsroom())
    assert application.bot.base_url == f"http://127.0.0.1:8081/bot{TOKEN}"
    assert application.bot.base_file_url == f"http://127.0.0.1:8081/file/bot{TOKEN}"
    assert application.post_shutdown
    await application.post_shutdown(application)


@pytest.mark.parametrize(
    ("said", "question"),
    [
        ("@khabar_bot कौन?", "कौन?"),
        ("कौन @Khabar_Bot?", "कौन  ?"),
        ("@khabar_bots कौन?", "@khabar_bots कौन?"),
        ("@khabar_bot", ""),
    ],
)
def test_the_bots_name_is_no_part_of_the_question(said: str, question: str) -> None:
    assert without_mention(said, "khabar_bot") == question


@pytest.mark.parametrize(
    ("code", "text", "language"),
    [
        ("en", "कौन आया?", "hi"),
        ("hi", "Who came?", "en"),
        ("en", "kaun aaya hai?", "hi-Latn"),
        ("en", "dilli mausam", "hi-Latn"),
        ("hi-IN", "🙏", "hi"),
        ("de", "?", "en"),
        (None, "", "hi"),
    ],
)
def test_a_person_is_spoken_to_in_the_language_of_the_question_or_else_of_their_telegram(
    code: str | None, text: str, language: Language
) -> None:
    assert language_of(User(1, "आशा", False, language_code=code), text) == language
