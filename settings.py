"""Every setting of Khabar: its name, unit, default and meaning. Only bot.py builds it."""

from __future__ import annotations

from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

import platformdirs
from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from index.errors import SettingsError


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
    keep_days: int = Field(
        30,
        ge=1,
        le=3650,
        description="Days for which the bot keeps questions and answers, and chats it does not hear of.",
    )
    timezone: ZoneInfo = Field(ZoneInfo("Asia/Kolkata"), description="Time zone of dates in articles and answers.")
    no_color: str = Field("", description="Any value turns colours off in the terminal (https://no-color.org).")

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
        name = "_".join(str(part) for part in first["loc"]).upper()
        raise SettingsError(
            f"The setting {name} is wrong: {first['msg']}. Correct it in the environment or in .env."
        ) from None
