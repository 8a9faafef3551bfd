"""A Bot API server on 127.0.0.1 that refuses what Telegram refuses, and fails on demand."""

from __future__ import annotations

import asyncio
import itertools
import json
import re
from collections import Counter, defaultdict, deque
from dataclasses import dataclass
from typing import Any, Self

from aiohttp import web

from tests.e2e.telegram_server.faults import ApiError, Fault, bad_request
from tests.e2e.telegram_server.methods import Methods, Parameters
from tests.e2e.telegram_server.webhook import Webhook
from tests.e2e.telegram_server.world import Group, Person, World

TOKEN = "4242:AAHrealisticLookingSecretOfTheBot_01234"


@dataclass(frozen=True)
class Call:
    """A call that the bot made.

    Attributes:
        method: As Telegram writes it, in lower case.
        given: Its parameters, all of them text.
        code: HTTP status of the reply; 0 if there was none.
        description: Of the error, if it was one.
    """

    method: str
    given: Parameters
    code: int
    description: str = ""


class TelegramServer:
    """The server; use it as an asynchronous context manager.

    Attributes:
        world: The people and groups.
        url: Address to give to the bot.
        calls: What the bot asked for, in order, getUpdates left out.
        polls: The parameters of each getUpdates.
        failed: How many calls of each method failed because of `fail_every`.
    """

    def __init__(self, token: str = TOKEN, username: str = "khabar_bot") -> None:
        self.world = World(username)
        self.calls: list[Call] = []
        self.polls: list[Parameters] = []
        self.url = ""
        self._token = token
        self._faults: dict[str, deque[Fault]] = defaultdict(deque)
        self.failed: Counter[str] = Counter()
        self._every, self._since, self._in_turn = 0, 0, itertools.cycle([Fault("error")])
        self._poll: asyncio.Event | None = None
        self._webhook: Webhook | None = None

    async def __aenter__(self) -> Self:
        self._methods = Methods(self.world, asyncio.get_running_loop().time)
        app = web.Application(client_max_size=50 * 2**20)
        app.router.add_route("*", "/bot{token}/{method}", self._handle)
        app.router.add_get("/file/bot{token}/voice/{name}.oga", self._file)
        app.router.add_get("/file/bot{token}/documents/{name}.bin", self._file)
        app.router.add_route("*", "/{anything:.*}", self._nothing)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1, handler_cancellation=True)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._remove_webhook()
        await self._runner.cleanup()

    def person(self, first_name: str = "आशा", language_code: str = "hi", person_id: int = 0) -> Person:
        """Somebody who has not spoken to the bot yet, with an id of their own unless it is said."""
        return self.world.person(first_name, language_code, person_id)

    def group(self, title: str = "मोहल्ला", *, privacy: bool = True, topics: tuple[int, ...] = ()) -> Group:
        """A supergroup that the bot is in."""
        return self.world.group(title, privacy=privacy, topics=topics)

    def fail_next(self, method: str, *faults: Fault) -> None:
        """Let the next calls of a method fail, one fault a call."""
        self._faults[method.lower()].extend(faults)

    def fail_every(self, count: int, *faults: Fault) -> None:
        """Let every so-manieth call fail from now on, whatever its method, the faults taken in turn; 0: none."""
        self._every, self._in_turn, self._since = count, itertools.cycle(faults), 0

    def revoke_token(self) -> None:
        """Refuse the bot's token from now on."""
        self._token = "0:revoked"
        if self._poll:
            self._poll.set()

    def calls_of(self, method: str) -> list[Call]:
        """The calls of one method, in order."""
        return [call for call in self.calls if call.method == method.lower()]

    @property
    def refusals(self) -> list[Call]:
        """The calls that got an error."""
        return [call for call in self.calls if call.code >= 400]

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"].lower()
        given: Parameters = {}
        try:
            self._check_token(request.match_info["token"])
            if request.method not in ("GET", "POST"):
                raise ApiError(405, "Method Not Allowed")
            given = await _parameters(request)
            fault = self._next_fault(method)
            if fault is not None and fault.kind != "lost_reply":
                return await self._fail(fault, request, method, given)
            result = await self._carry_out(method, given)
        except ApiError as error:
            return self._refuse(error, method, given)
        if fault is not None:
            return self._cut(request, method, given)
        self._note(Call(method, given, 200))
        return web.json_response({"ok": True, "result": result})

    def _next_fault(self, method: str) -> Fault | None:
        if self._faults[method]:
            return self._faults[method].popleft()
        self._since += 1
        if not self._every or self._since % self._every:
            return None
        self.failed[method] += 1
        return next(self._in_turn)

    async def _nothing(self, request: web.Request) -> web.StreamResponse:
        return web.json_response({"ok": False, "error_code": 404, "description": "Not Found"}, status=404)

    def _check_token(self, token: str) -> None:
        if not re.fullmatch(r"\d+:\S+", token):
            raise ApiError(404, "Not Found")
        if token != self._token:
            raise ApiError(401, "Unauthorized")

    async def _carry_out(self, method: str, given: Parameters) -> Any:
        if method == "getupdates":
            return await self._get_updates(given)
        if method == "getwebhookinfo":
            error = {"last_error_message": self._webhook.last_error} if self._webhook else {}
            waiting = len(self.world.updates)
            return {
                "url": self.world.webhook_url,
                "has_custom_certificate": False,
                "pending_update_count": waiting,
                **error,
            }
        if method in ("setwebhook", "deletewebhook"):
            return await self._set_webhook(given if method == "setwebhook" else {**given, "url": ""})
        if method not in self._methods.by_name:
            raise ApiError(404, "Not Found")
        return self._methods.by_name[method](given)

    async def _set_webhook(self, given: Parameters) -> bool:
        url, secret = given.get("url", ""), given.get("secret_token", "")
        # Plain HTTP is taken by servers that one runs oneself, and by this one.
        if url and not url.startswith(("https://", "http://127.0.0.1")):
            raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
        if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", secret):
            raise bad_request("bad webhook: secret token contains unallowed characters")
        if "allowed_updates" in given:
            self._allow(given)
        if given.get("drop_pending_updates", "").lower() == "true":
            self.world.updates.clear()
        await self._remove_webhook()
        self.world.webhook_url = url
        if url:
            self._webhook = Webhook(self.world, url, secret)
        return True

    async def _remove_webhook(self) -> None:
        if self._webhook:
            await self._webhook.stop()
            self._webhook = None

    def _allow(self, given: Parameters) -> None:
        wanted = json.loads(given["allowed_updates"])
        self.world.allowed = frozenset(wanted) if wanted else None

    async def _file(self, request: web.Request) -> web.StreamResponse:
        content = self.world.files.get(request.match_info["name"])
        if request.match_info["token"] != self._token or content is None:
            return await self._nothing(request)
        return web.Response(body=content, content_type="application/octet-stream")

    async def _get_updates(self, given: Parameters) -> list[dict[str, Any]]:
        if self.world.webhook_url:
            raise ApiError(
                409,
                "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the "
                "webhook first",
            )
        self.polls.append(given)
        self.world.notify()
        if self._poll:
            self._poll.set()
        mine = self._poll = asyncio.Event()
        if "allowed_updates" in given:
            self._allow(given)
        try:
            offset, limit = int(given.get("offset", 0)), int(given.get("limit", 100))
            timeout_s = min(50.0, float(given.get("timeout", 0)))
        except ValueError:
            raise bad_request("offset, limit and timeout must be numbers") from None
        waiting = self.world.updates
        if offset < 0:
            del waiting[:offset]
        elif offset:
            waiting[:] = [update for update in waiting if update["update_id"] >= offset]
        deadline = asyncio.get_running_loop().time() + timeout_s
        while not waiting and (left_s := deadline - asyncio.get_running_loop().time()) > 0:
            await self._something_new(mine, left_s)
            if mine.is_set():
                self._check_revoked()
                raise ApiError(
                    409,
                    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
                )
        return waiting[: max(1, min(100, limit))]

    def _check_revoked(self) -> None:
        if self._token == "0:revoked":
            raise ApiError(401, "Unauthorized")

    async def _something_new(self, ended: asyncio.Event, timeout_s: float) -> None:
        async def changed() -> None:
            async with self.world.changed:
                await self.world.changed.wait_for(lambda: bool(self.world.updates))

        tasks = [asyncio.ensure_future(changed()), asyncio.ensure_future(ended.wait())]
        try:
            await asyncio.wait(tasks, timeout=timeout_s, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _fail(self, fault: Fault, request: web.Request, method: str, given: Parameters) -> web.StreamResponse:
        if fault.kind == "error":
            return self._refuse(ApiError(fault.code, fault.description, **fault.parameters), method, given)
        if fault.kind == "not_json":
            self._note(Call(method, given, fault.code))
            return web.Response(status=fault.code, text="<html>Bad Gateway</html>", content_type="text/html")
        if fault.kind == "hang":
            self._note(Call(method, given, 0))
            await asyncio.Event().wait()
        return self._cut(request, method, given)

    def _cut(self, request: web.Request, method: str, given: Parameters) -> web.StreamResponse:
        self._note(Call(method, given, 0))
        if request.transport:
            request.transport.abort()
        return web.Response()

    def _refuse(self, error: ApiError, method: str, given: Parameters) -> web.StreamResponse:
        self._note(Call(method, given, error.code, error.description))
        body = {"ok": False, "error_code": error.code, "description": error.description}
        if error.parameters:
            body["parameters"] = error.parameters
        return web.json_response(body, status=error.code)

    def _note(self, call: Call) -> None:
        if call.method != "getupdates":
            self.calls.append(call)
            self.world.notify()


async def _parameters(request: web.Request) -> Parameters:
    """Parameters from the query and from a form, a multipart body or JSON; all as text, as Telegram reads them."""
    given = dict(request.query)
    if request.content_type == "application/json":
        try:
            body = json.loads(await request.text() or "{}")
        except ValueError:
            raise bad_request("can't parse request body as JSON object") from None
        for name, value in body.items():
            given[name] = value if isinstance(value, str) else json.dumps(value)
    elif request.method == "POST":
        try:
            form = await request.post()
        except ValueError:
            raise bad_request("strings must be encoded in UTF-8") from None
        given |= {name: value for name, value in form.items() if isinstance(value, str)}
    return given
