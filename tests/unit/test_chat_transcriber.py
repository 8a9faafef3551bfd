from __future__ import annotations

import sys

import pytest

from chat.transcriber import EndpointTranscriber
from index.errors import SettingsError


def test_without_its_library_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openai", None)
    with pytest.raises(SettingsError, match=r"khabar\[voice\]") as caught:
        EndpointTranscriber("whisper-1", "http://127.0.0.1:1/v1")
    assert "\n" not in str(caught.value)


def test_openais_own_endpoint_wants_a_key() -> None:
    with pytest.raises(SettingsError, match="TRANSCRIBER_KEY"):
        EndpointTranscriber("whisper-1")
