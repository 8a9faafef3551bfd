"""Settings."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from index.errors import SettingsError
from settings import Settings, read_settings

ROOT = Path(__file__).parents[2]


def test_every_setting_stands_in_the_example_file_and_in_the_readme() -> None:
    names = {name.upper() for name in Settings.model_fields}
    assert set(re.findall(r"^#([A-Z_]+)=", (ROOT / ".env.example").read_text("utf-8"), re.MULTILINE)) == names
    readme = (ROOT / "README.md").read_text("utf-8")
    assert {name for name in names if f"`{name}`" not in readme} == set()


def test_a_wrong_setting_is_named_and_its_value_is_not_shown(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("EMBEDDING_THREADS", "s3cret")
    with pytest.raises(SettingsError, match="EMBEDDING_THREADS") as caught:
        read_settings()
    assert "s3cret" not in str(caught.value)


def test_the_token_is_not_shown_by_the_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "12345:abcdef")
    assert "abcdef" not in repr(read_settings())


def test_the_key_of_the_chat_model_is_not_shown_by_the_settings(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CHAT_MODEL_KEY", "sk-s3cret")
    assert "sk-s3cret" not in repr(read_settings())


def test_hosts_are_read_from_a_list_with_commas(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ALLOW_PRIVATE_HOSTS", "127.0.0.1, intranet.example")
    assert read_settings().allow_private_hosts == {"127.0.0.1", "intranet.example"}
    for wrong in ("http://intranet.example/", "intranet.example:8080"):
        monkeypatch.setenv("ALLOW_PRIVATE_HOSTS", wrong)
        with pytest.raises(SettingsError, match="ALLOW_PRIVATE_HOSTS"):
            read_settings()
