"""Every setting of Khabar: its name, unit, default and meaning. Only bot.py builds it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

import platformdirs
from pydantic import BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from index.errors import SettingsError


def _ids(written: object) -> object:
    """Read ids of chats and people: numbers with commas or spaces between them."""
    if not isinstance(written, str):
        return written
    try:
        return frozenset(int(number) for number in written.replace(",", " ").split())
    except ValueError:
        raise ValueError(
            "it must be numbers with commas between them, as Telegram gives to people and groups"
        ) from None


def _hosts(written: object) -> object:
    """Read names of hosts with commas or spaces between them."""
    if not isinstance(written, str):
        return written
    hosts = frozenset(written.replace(",", " ").split())
    if any("/" in host or host.count(":") == 1 for host in hosts):
        raise ValueError(
            "it must be names or addresses of hosts with commas between them, without http://, port and path"
        )
    return hosts


Ids = Annotated[frozenset[int], NoDecode, BeforeValidator(_ids)]

Hosts = Annotated[frozenset[str], NoDecode, BeforeValidator(_hosts)]


class Settings(BaseSettings):
    """Read from the environment, then from `.env` in the current folder; names are upper case there."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore", env_ignore_empty=True)

    telegram_bot_token: SecretStr | None = Field(
        None, description="Token that BotFather gave; without it: terminal only."
    )
    telegram_api_url: str = Field(
        "https://api.telegram.org", description="Bot API server; another one for a self-hosted server."
    )
    data_dir: Path = Field(Path("data"), description="Folder that holds the index and the state of the chats.")
    model_dir: Path = Field(
        Path(platformdirs.user_cache_dir("khabar", appauthor=False)) / "models",
        description="Folder for the unpacked and converted embedding model.",
    )
    embedding_model: str = Field(
        "intfloat/multilingual-e5-small",
        description="Any sentence-transformers model, by hub name or folder; `python bot.py reindex` after a change.",
    )
    embedding_backend: Literal["auto", "openvino", "torch"] = Field(
        "auto", description="auto, openvino (8-bit integers, the default model only) or torch."
    )
    embedding_threads: int = Field(0, ge=0, description="Threads of the embedder; 0: as many as there are processors.")
    reranker_model: str = Field(
        "",
        description="Any sentence-transformers CrossEncoder, by hub name or folder: reorders what is found. Empty: off.",
    )
    webhook_url: str = Field(
        "",
        description="Address at which Telegram brings updates, https://…; empty: they are fetched, by long polling.",
    )
    webhook_secret: SecretStr = Field(
        SecretStr(""), description="What Telegram must show there: 32 to 256 letters, digits, _ or -."
    )
    webhook_host: str = Field("127.0.0.1", description="Where the bot listens for the proxy that answers WEBHOOK_URL.")
    webhook_port: int = Field(8080, ge=1, le=65_535, description="Port of the same.")
    health_host: str = Field("127.0.0.1", description="Where /livez, /readyz and /metrics are served.")
    health_port: int = Field(
        0, ge=0, le=65_535, description="Port of the same; 0: beside the webhook, or without one not at all."
    )
    allowed_chats: Ids = Field(
        frozenset(), description="Ids of the chats and people that the bot serves, with commas; empty: everybody."
    )
    admins: Ids = Field(
        frozenset(), description="Ids of the people who may add and remove news in Telegram, with commas."
    )
    feeds: Path | None = Field(
        None,
        description="List of the feeds that are read: a text file with one address a line, or OPML. "
        "Empty: feeds.txt in DATA_DIR.",
    )
    recheck_hours: float = Field(
        48.0,
        ge=0,
        le=24 * 365,
        description="Hours after publication, or its last change, for which the page of an article is looked at again.",
    )
    allow_private_hosts: Hosts = Field(
        frozenset(),
        description="Hosts with an address that is not of the public internet from which news may be fetched, with commas.",
    )
    questions_per_hour: int = Field(60, ge=0, description="Questions that a person may ask in an hour; 0: no limit.")
    keep_days: int = Field(
        30,
        ge=1,
        le=3650,
        description="Days for which the bot keeps questions and answers, and chats it does not hear of.",
    )
    chat_model: str = Field(
        "",
        description="Chat model that writes answers, as provider:model; its package is an extra, such as "
        "pip install -e '.[openai]'. Empty: answers are sentences of the news.",
    )
    chat_model_url: str = Field(
        "", description="Its server, for an OpenAI-compatible or self-hosted one. Empty: the provider's own."
    )
    chat_model_key: SecretStr | None = Field(None, description="Its provider's key.")
    chat_timeout_s: float = Field(
        30.0,
        gt=0,
        le=600,
        description="Seconds that it may take for an answer, before sentences of the news are given.",
    )
    chat_max_tokens: int = Field(
        1500,
        ge=50,
        description="Most tokens of one reply; Hindi costs up to one a letter. More for models that think first.",
    )
    chat_temperature: float | None = Field(
        None, ge=0, le=2, description="How freely it writes. Empty: the model's own."
    )
    chat_calls_per_user_per_day: int = Field(
        100, ge=0, description="Calls to it for one person in Telegram and day; 0: any number."
    )
    transcriber: str = Field(
        "", description="Model that writes down voice messages, such as whisper-1; empty: only written questions."
    )
    transcriber_url: str = Field(
        "",
        description="Transcription endpoint in the manner of OpenAI's, such as http://localhost:8000/v1; empty: OpenAI.",
    )
    transcriber_key: SecretStr | None = Field(None, description="Key of that endpoint, if it wants one.")
    timezone: ZoneInfo = Field(ZoneInfo("Asia/Kolkata"), description="Time zone of dates in articles and answers.")
    no_color: str = Field("", description="Any value turns colours off in the terminal (https://no-color.org).")

    @property
    def feed_list(self) -> Path:
        """The list of feeds."""
        return self.feeds or self.data_dir / "feeds.txt"

    def colour(self, is_terminal: bool) -> bool:
        """Whether to write in colour to an output that is a terminal or not."""
        return is_terminal and not self.no_color


def read_settings() -> Settings:
    """Read the settings.

    Raises:
        SettingsError: One is wrong; the message names it and never shows its value.
    """
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        name = "_".join(part for part in first["loc"] if isinstance(part, str)).upper()
        raise SettingsError(
            f"The setting {name} is wrong: {first['msg']}. Correct it in the environment or in .env."
        ) from None
