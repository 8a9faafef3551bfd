"""From settings to a chat model: what is wrong is said in one sentence, and never the key."""

from __future__ import annotations

import logging
import sys

import pytest

from index.errors import SettingsError
from rag.generate.model import EXTRAS, load_chat_model

KEY = "sk-very-secret-key"


@pytest.mark.parametrize("name", ["gpt-5-mini", "openai:", ":gpt", "nobody:model"])
def test_a_model_without_a_known_provider_is_refused(name: str) -> None:
    with pytest.raises(SettingsError, match="CHAT_MODEL") as caught:
        load_chat_model(name, key=KEY)
    assert KEY not in str(caught.value)


@pytest.mark.parametrize("url", ["localhost:8000", "ftp://host/v1", "http://", "http://host:0"])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(SettingsError, match="CHAT_MODEL_URL"):
        load_chat_model("openai:gpt-5-mini", url=url, key=KEY)


def test_a_missing_key_is_named_by_its_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(SettingsError, match="CHAT_MODEL_KEY"):
        load_chat_model("openai:gpt-5-mini")


@pytest.mark.parametrize("provider", sorted(EXTRAS))
def test_a_missing_package_is_one_sentence_with_the_command(provider: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from langchain.chat_models import base

    package = base._BUILTIN_PROVIDERS[provider][0]
    base._get_chat_model_creator.cache_clear()
    monkeypatch.setitem(sys.modules, package, None)
    monkeypatch.setitem(sys.modules, "langchain_community.chat_models", None)
    with pytest.raises(SettingsError) as caught:
        load_chat_model(f"{provider}:some-model", key=KEY)
    assert f"pip install -e '.[{EXTRAS[provider]}]'" in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1


async def test_the_number_of_tokens_the_time_and_no_second_attempt_reach_the_client() -> None:
    loaded = load_chat_model("openai:some-model", url="http://127.0.0.1:9/v1", key=KEY, timeout_s=7, max_tokens=321)
    values = loaded.model.model_dump()
    assert (values["max_tokens"], values["request_timeout"], values["max_retries"]) == (321, 7, 0)
    assert KEY not in repr(loaded)
    assert KEY not in repr(values)
    await loaded.close()


async def test_a_server_of_ones_own_needs_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    await load_chat_model("openai:some-model", url="http://127.0.0.1:9/v1").close()


async def test_the_clients_loggers_do_not_write_what_people_ask() -> None:
    for name in ("openai", "httpx2", "httpx"):
        logging.getLogger(name).setLevel(logging.DEBUG)
    await load_chat_model("openai:some-model", url="http://127.0.0.1:9/v1").close()
    assert not any(logging.getLogger(name).isEnabledFor(logging.INFO) for name in ("openai", "httpx2", "httpx"))
