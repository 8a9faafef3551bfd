"""A transcription endpoint on loopback, in the manner of OpenAI's, that hears what it is told to."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from typing import Self

from aiohttp import web

KEY = "sk-loopback-key-0123456789"
MODEL = "whisper-test"


@dataclass(frozen=True)
class Heard:
    """One request: the file with its name and kind, and what else was asked."""

    sound: bytes
    name: str
    kind: str
    model: str


class TranscriptionServer:
    """The endpoint; use it as an asynchronous context manager.

    Attributes:
        url: Address to give to the bot.
        says: What it hears in every sound.
        body: Answers this instead, if it is not empty.
        status: HTTP status of its answers.
        hangs: It never answers.
        heard: The requests, in order.
    """

    def __init__(self) -> None:
        self.url, self.says, self.body, self.status, self.hangs = "", "", "", 200, False
        self.heard: list[Heard] = []

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=30 * 2**20)
        app.router.add_post("/v1/audio/transcriptions", self._transcribe)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1, handler_cancellation=True)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}/v1"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()

    async def _transcribe(self, request: web.Request) -> web.Response:
        if request.headers.get("Authorization") != f"Bearer {KEY}":
            return web.json_response({"error": {"message": "Incorrect API key provided"}}, status=401)
        form = await request.post()
        file = form["file"]
        assert isinstance(file, web.FileField)
        with file.file as opened:
            sound = opened.read()
        self.heard.append(Heard(sound, file.filename, file.content_type, str(form["model"])))
        if self.hangs:
            await asyncio.Event().wait()
        body = self.body or json.dumps({"text": self.says} if self.status == 200 else {"error": {"message": "no"}})
        return web.Response(text=body, status=self.status, content_type="application/json")
