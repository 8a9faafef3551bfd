"""An OpenAI-compatible server on 127.0.0.1 that refuses what OpenAI refuses, says what it is told to, and fails on demand."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal, Self

from aiohttp import web

from tests.chat_model.bodies import Body, InvalidRequest, Written, read_body
from tests.chat_model.replies import Babbles, Cuts, Hangs, Refuses, Reply, Says, tokens

KEY = "sk-realistic-looking-secret-of-the-operator-0123"
MODEL = "scripted-1"

End = Literal["", "done", "refused", "cut", "babbled", "disconnected"]


@dataclass
class Request:
    """A question that came to the server, and what became of it.

    Attributes:
        body: As the caller sent it, parsed.
        sent: Tokens that went out.
        end: How it ended: "disconnected" where the caller went first; "" while it goes on.
    """

    body: dict[str, Any]
    sent: int = 0
    end: End = ""

    @property
    def prompt(self) -> str:
        """The texts of all messages, with their roles in front."""
        return "\n".join(f"{message['role']}: {message['content']}" for message in self.body["messages"])

    @property
    def streamed(self) -> bool:
        """Whether it asked for a stream."""
        return bool(self.body.get("stream"))


@dataclass
class ChatServer:
    """The server; use it as an asynchronous context manager.

    Attributes:
        reply: What to answer where nothing is scripted; gets the question.
        requests: The questions that came, in order, also those it refused.
        url: Address to give to a client, with "/v1".
    """

    reply: Callable[[Request], Reply] | None = None
    key: str = KEY
    requests: list[Request] = field(default_factory=list)
    url: str = ""
    _script: deque[Reply] = field(default_factory=deque)

    async def __aenter__(self) -> Self:
        self._changed = asyncio.Condition()
        app = web.Application(client_max_size=2**20)
        app.router.add_get("/v1/models", self._models)
        app.router.add_post("/v1/chat/completions", self._complete)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1, handler_cancellation=True)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}/v1"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()

    def script(self, *replies: Reply) -> None:
        """Answer the next questions so, one reply each; a client that tries again takes the next one."""
        self._script.extend(replies)

    async def until(self, is_true: Callable[[], bool], timeout_s: float = 10.0) -> None:
        """Wait until something is true of the requests.

        Raises:
            TimeoutError: It has not become true in time.
        """
        async with asyncio.timeout(timeout_s), self._changed:
            await self._changed.wait_for(is_true)

    async def _models(self, request: web.Request) -> web.Response:
        if refusal := self._unauthorised(request):
            return refusal
        model = {"id": MODEL, "object": "model", "created": 0, "owned_by": "khabar-tests"}
        return web.json_response({"object": "list", "data": [model]})

    async def _complete(self, request: web.Request) -> web.StreamResponse:
        if refusal := self._unauthorised(request):
            return refusal
        try:
            body = read_body(await request.text())
        except InvalidRequest as error:
            return _error(400, str(error), "invalid_request_error")
        asked = Request(body.given)
        self.requests.append(asked)
        try:
            return await self._play(self._next(asked), body, asked, request)
        except (asyncio.CancelledError, ConnectionResetError):
            asked.end = "disconnected"
            raise
        finally:
            async with self._changed:
                self._changed.notify_all()

    def _unauthorised(self, request: web.Request) -> web.Response | None:
        given = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if given == self.key:
            return None
        # OpenAI repeats the ends of the key that it refuses.
        return _error(401, f"Incorrect API key provided: {given[:8]}***{given[-4:]}.", "invalid_request_error")

    def _next(self, asked: Request) -> Reply:
        if self._script:
            return self._script.popleft()
        return self.reply(asked) if self.reply else Refuses(500, "The test scripted no reply to this question.")

    async def _play(self, reply: Reply, body: Body, asked: Request, request: web.Request) -> web.StreamResponse:
        match reply:
            case Refuses():
                asked.end = "refused"
                kind = "rate_limit_exceeded" if reply.code == 429 else "server_error"
                return _error(reply.code, reply.message, kind, reply.retry_after_s)
            case Babbles():
                asked.end = "babbled"
                return _nonsense(reply, body.stream)
            case Says():
                written = body.write(reply.text)
                await asyncio.sleep(reply.before_s)
            case Hangs() | Cuts():
                written = body.write(reply.text)
        response = await self._say(written, getattr(reply, "token_s", 0.0), body, asked, request)
        if isinstance(reply, Hangs):
            await asyncio.Event().wait()
        if isinstance(reply, Cuts):
            asked.end = "cut"
            _abort(request)
            return response or web.Response()
        asked.end = "done"
        if response is None:
            return web.json_response(body.whole(written, asked.prompt))
        for event in body.last_events(written, asked.prompt):
            await response.write(event)
        await response.write_eof()
        return response

    async def _say(
        self, written: Written, token_s: float, body: Body, asked: Request, request: web.Request
    ) -> web.StreamResponse | None:
        """Let the tokens go out as they come, where a stream was asked for; else only take the time that they take."""
        response: web.StreamResponse | None = None
        if body.stream:
            response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-cache"})
            await response.prepare(request)
            await response.write(body.first_event())
        for token in tokens(written.text):
            await asyncio.sleep(token_s)
            if response:
                await response.write(body.event(token))
            asked.sent += 1
            async with self._changed:
                self._changed.notify_all()
        return response


def _error(code: int, message: str, kind: str, retry_after_s: float | None = None) -> web.Response:
    headers = {} if retry_after_s is None else {"Retry-After": f"{retry_after_s:g}"}
    body = {"error": {"message": message, "type": kind, "param": None, "code": None}}
    return web.json_response(body, status=code, headers=headers)


def _nonsense(reply: Babbles, stream: bool) -> web.Response:
    if reply.kind == "page":
        return web.Response(
            text="<html><body>Welcome to the hotel's wireless network</body></html>", content_type="text/html"
        )
    text = (
        '{"choices": [{"index": 0, "delta": {"content": ' if reply.kind == "broken" else json.dumps({"weather": "rain"})
    )
    if stream:
        return web.Response(text=f"data: {text}\n\ndata: [DONE]\n\n", content_type="text/event-stream")
    return web.Response(text=text, content_type="application/json")


def _abort(request: web.Request) -> None:
    if request.transport:
        request.transport.abort()
