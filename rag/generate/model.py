"""From settings to a chat model of LangChain, whichever provider it is of."""

from __future__ import annotations

import importlib
import logging
import warnings
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from langchain.chat_models import init_chat_model
from langchain_core.language_models import BaseChatModel

from index.errors import SettingsError

EXTRAS = {
    "openai": "openai",
    "anthropic": "anthropic",
    "google_genai": "google",
    "ollama": "ollama",
    "mistralai": "mistral",
    "groq": "groq",
}
"""The extra of pyproject.toml that brings the package of a provider."""
_KEYLESS = ("ollama",)
_TALKATIVE = ("openai", "anthropic", "google_genai", "groq", "httpx", "httpx2", "httpcore", "httpcore2")
"""Loggers that write prompts, addresses or headers at INFO or DEBUG."""


@dataclass(frozen=True, slots=True)
class ChatModel:
    """A chat model, ready to be asked.

    Attributes:
        name: As in the setting, "provider:model".
        model: LangChain's.
        timeout_s: How long one call may take, from the question to the last token.
        close: Lets go of its connections; to be awaited in the event loop that used them.
    """

    name: str
    model: BaseChatModel
    timeout_s: float
    close: Callable[[], Awaitable[None]]


def load_chat_model(
    name: str,
    *,
    url: str = "",
    key: str = "",
    timeout_s: float = 30.0,
    max_tokens: int = 1500,
    temperature: float | None = None,
) -> ChatModel:
    """Prepare a chat model; nothing is sent yet.

    Args:
        name: "provider:model", with a provider that LangChain's `init_chat_model` knows.
        url: Address of its server, for an OpenAI-compatible or self-hosted one; "" for the provider's own.
        key: The provider's key; "" for the one in the provider's own environment variable, or where none is needed.
        timeout_s: How long one call may take, in seconds.
        max_tokens: Most tokens of one reply. Hindi costs up to one a letter; a model that thinks first needs more.
        temperature: None for the model's own.

    Raises:
        SettingsError: The name or address cannot be one, the provider's package is missing, or there is no key.
    """
    provider, _, model = name.partition(":")
    if not provider or not model:
        raise SettingsError("CHAT_MODEL is no provider and model; it looks like openai:gpt-5-mini or ollama:llama3.2.")
    _check_address(url)
    for talkative in _TALKATIVE:
        logger = logging.getLogger(talkative)
        logger.setLevel(max(logger.level, logging.WARNING))
    options, close = _options(provider, url, key, timeout_s, max_tokens)
    if temperature is not None:
        options["temperature"] = temperature
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what a provider's package thinks of its own future
            loaded = init_chat_model(model, model_provider=provider, **options)
    except ImportError as error:
        raise SettingsError(
            f"The package for CHAT_MODEL={provider}:… is missing: {_command(provider, error)}"
        ) from error
    except Exception as error:
        # Their messages may show the key.
        raise SettingsError(
            f"CHAT_MODEL={provider}:… cannot be set up ({type(error).__name__}): check that LangChain knows this provider, that "
            "CHAT_MODEL_KEY holds its key, and that CHAT_MODEL_URL is right."
        ) from None
    return ChatModel(name, loaded, timeout_s, close)


def _options(
    provider: str, url: str, key: str, timeout_s: float, max_tokens: int
) -> tuple[dict[str, Any], Callable[[], Awaitable[None]]]:
    """What `init_chat_model` passes on. Most providers agree on the names; no call is repeated: the reader waits."""
    if provider == "ollama":
        client: dict[str, Any] = {"timeout": timeout_s}
        if key:
            client["headers"] = {"Authorization": f"Bearer {key}"}
        options: dict[str, Any] = {"num_predict": max_tokens, "client_kwargs": client}
        return ({**options, "base_url": url} if url else options), _nothing
    options = {"max_tokens": max_tokens, "timeout": timeout_s, "max_retries": 0}
    if provider == "google_genai":
        options["max_retries"] = 1  # its word for "no second attempt"; 0 would be Google's default
    if provider == "mistralai":
        options["timeout"] = max(1, round(timeout_s))
    if url:
        options["base_url"] = url
    if key or (url and provider not in _KEYLESS):
        options["api_key"] = key or "none"  # servers of one's own ask for no key, but their clients do
    if provider == "openai":
        # LangChain shares its client between event loops, in which the connections of a closed one fail.
        try:
            http = importlib.import_module("openai").DefaultAsyncHttpxClient(timeout=timeout_s)
        except ImportError:
            return options, _nothing  # init_chat_model says what is missing
        own: dict[str, Any] = {
            "http_async_client": http,
            "http_socket_options": (),  # otherwise LangChain puts in a transport that knows no proxy of the environment
            "stream_chunk_timeout": None,  # by asyncio.wait_for, which before Python 3.12 may swallow a cancellation
            "stream_usage": True,
        }
        return {**options, **own}, http.aclose
    return options, _nothing


async def _nothing() -> None:
    """Nothing to close."""


def _check_address(url: str) -> None:
    if not url:
        return
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise SettingsError("CHAT_MODEL_URL is not an address; it looks like http://localhost:8000/v1.")


def _command(provider: str, error: ImportError) -> str:
    if provider in EXTRAS:
        return f"pip install -e '.[{EXTRAS[provider]}]'"
    missing = str(getattr(error.__cause__, "name", "") or "").partition(".")[0].replace("_", "-")
    return f"pip install {missing}" if missing else "see LangChain's page on its providers."
