"""Settings of the webhook and of the pages, and errors that name them."""

from __future__ import annotations

import pytest

from chat.listening import Address, listen
from chat.webhook import Webhook
from index.errors import SettingsError

GOOD_URL, GOOD_SECRET = "https://bot.example.org/telegram", "x" * 32
HERE = Address("127.0.0.1", 0, "WEBHOOK")


def webhook(url: str = GOOD_URL, secret: str = GOOD_SECRET) -> Webhook:
    return Webhook(url, secret, HERE)


@pytest.mark.parametrize(
    "secret", ["", "short-secret", "x" * 31, "x" * 257, "चाबी" * 10, "x" * 32 + "\n", "x" * 32 + " y"]
)
def test_a_missing_or_weak_secret_is_refused_with_the_remedy_and_not_shown(secret: str) -> None:
    with pytest.raises(SettingsError, match=r"WEBHOOK_SECRET must be .* make one with") as caught:
        webhook(secret=secret)
    assert not secret or secret not in str(caught.value)


@pytest.mark.parametrize(
    "url",
    [
        "bot.example.org",
        "ftp://bot.example.org/",
        "https://",
        "https://x:abc/",
        "https://[",
        "https://user:word@bot.example.org/",
        "https://bot.example.org/a b",
        "https://bot.example.org/{token}",
        "https://bot.example.org/?a=1",
    ],
)
def test_what_cannot_be_an_address_is_refused_by_the_name_of_its_setting(url: str) -> None:
    with pytest.raises(SettingsError, match="WEBHOOK_URL is not an address"):
        webhook(url=url)


@pytest.mark.parametrize(("url", "path"), [(GOOD_URL, "/telegram"), ("https://bot.example.org", "/")])
def test_the_path_that_telegram_calls_is_the_one_that_is_served(url: str, path: str) -> None:
    assert webhook(url=url).route().path == path


def test_an_address_that_is_taken_is_an_error_that_names_the_settings() -> None:
    with listen(HERE) as first:
        port = first.getsockname()[1]
        with pytest.raises(SettingsError, match=rf"port {port} .*: choose another HEALTH_HOST or HEALTH_PORT"):
            listen(Address("127.0.0.1", port, "HEALTH"))
    with pytest.raises(SettingsError, match="choose another HEALTH_HOST"):
        listen(Address("no.such.host.invalid", 0, "HEALTH"))
