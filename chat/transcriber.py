"""Writes down what somebody said, by any transcription endpoint that speaks OpenAI's API."""

from __future__ import annotations

import logging
from typing import Protocol

from chat.redaction import hide_from_logs
from index.errors import SettingsError, TranscriptionError

_log = logging.getLogger(__name__)
_NO_KEY = "none"
"""Endpoints of one's own seldom want a key, and the library does not work without one."""
_TIMEOUT_S = 30.0
_MAX_CHARS = 1_000


class Transcriber(Protocol):
    """Turns speech into text."""

    async def transcribe(self, sound: bytes, name: str) -> str:
        """Return what is said, as one line; "" if nothing is.

        Args:
            sound: A whole file, in any format that Telegram sends voice messages in (Opus in Ogg).
            name: Of the file, whose ending tells the format.

        Raises:
            TranscriptionError: It could not be transcribed; the message names no word of it.
        """
        ...

    async def close(self) -> None:
        """Let go of connections."""
        ...


class EndpointTranscriber:
    """Asks a transcription endpoint. For one event loop."""

    def __init__(self, model: str, url: str = "", key: str = "", *, timeout_s: float = _TIMEOUT_S) -> None:
        """Prepare to ask; nothing is sent yet.

        Args:
            model: Name of the model, as the endpoint knows it.
            url: Address of the API, such as "https://api.example.org/v1"; empty: OpenAI's own.
            key: Key of the API; empty where the endpoint wants none.
            timeout_s: How long a request may take.

        Raises:
            SettingsError: The library is not installed, or a key is missing.
        """
        try:
            from openai import AsyncOpenAI
        except ImportError as error:
            raise SettingsError(
                "TRANSCRIBER needs the package openai: install it with `pip install 'khabar[voice]'`, or leave TRANSCRIBER empty."
            ) from error
        if not url and not key:
            raise SettingsError(
                "TRANSCRIBER needs TRANSCRIBER_KEY, or the address of an endpoint of your own in TRANSCRIBER_URL."
            )
        if key:
            hide_from_logs(key)
        logging.getLogger("openai").setLevel(logging.WARNING)  # at DEBUG it logs what is sent
        self._model = model
        self._client = AsyncOpenAI(
            api_key=key or _NO_KEY, base_url=url or "https://api.openai.com/v1", timeout=timeout_s, max_retries=1
        )

    async def transcribe(self, sound: bytes, name: str) -> str:
        """Return what is said; see `Transcriber`."""
        from openai import OpenAIError

        try:
            heard = await self._client.audio.transcriptions.create(model=self._model, file=(name, sound, "audio/ogg"))
        except (OpenAIError, ValueError) as error:  # the latter: what came is no JSON
            raise TranscriptionError(
                f"A voice message could not be transcribed ({type(error).__name__}): check TRANSCRIBER, TRANSCRIBER_URL and "
                "TRANSCRIBER_KEY, and that the endpoint works."
            ) from error
        text = getattr(heard, "text", None)
        if not isinstance(text, str):
            raise TranscriptionError(
                "The transcription endpoint did not answer as OpenAI's does: check TRANSCRIBER_URL."
            )
        return " ".join(text.split())[:_MAX_CHARS]

    async def close(self) -> None:
        """Let go of connections."""
        await self._client.close()
