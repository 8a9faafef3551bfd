"""What goes in and out of /v1/chat/completions: requests checked as strictly as OpenAI does, replies in its form."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.chat_model.replies import tokens

_KNOWN = frozenset(
    """
    model messages stream stream_options temperature top_p max_tokens max_completion_tokens stop n seed
    presence_penalty frequency_penalty user response_format logprobs store metadata
    """.split()
)
_ROLES = frozenset({"system", "developer", "user", "assistant"})
_MAX_STOPS = 4


class InvalidRequest(Exception):
    """A request that OpenAI would refuse with 400."""


@dataclass(frozen=True)
class Written:
    """The text that a model got to write.

    Attributes:
        text: Ends before a stop sequence, or where the tokens ran out.
        finish: "stop" or "length".
    """

    text: str
    finish: str


@dataclass(frozen=True)
class Body:
    """A request that is well formed."""

    given: dict[str, Any]

    @property
    def stream(self) -> bool:
        """Whether it asks for a stream."""
        return bool(self.given.get("stream"))

    def write(self, text: str) -> Written:
        """Apply the request's stop sequences and its limit of tokens to what the model would say."""
        stop = self.given.get("stop") or []
        places = [place for one in ([stop] if isinstance(stop, str) else stop) if (place := text.find(one)) >= 0]
        text = text[: min(places)] if places else text
        limit = self.given.get("max_completion_tokens") or self.given.get("max_tokens")
        pieces = tokens(text)
        if limit is not None and len(pieces) > limit:
            return Written("".join(pieces[:limit]), "length")
        return Written(text, "stop")

    def whole(self, written: Written, prompt: str) -> dict[str, Any]:
        """The reply to a request that asks for no stream."""
        message = {"role": "assistant", "content": written.text, "refusal": None}
        choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": written.finish}
        return {**self._head("chat.completion"), "choices": [choice], "usage": _usage(written, prompt)}

    def first_event(self) -> bytes:
        """What a stream begins with: who speaks."""
        return self._event({"role": "assistant", "content": ""})

    def event(self, token: str) -> bytes:
        """One token."""
        return self._event({"content": token})

    def last_events(self, written: Written, prompt: str) -> Iterator[bytes]:
        """How a stream ends: the reason, the usage where it was asked for, and the mark."""
        yield self._event({}, written.finish)
        if self._counts:
            yield _sse({**self._head("chat.completion.chunk"), "choices": [], "usage": _usage(written, prompt)})
        yield b"data: [DONE]\n\n"

    @property
    def _counts(self) -> bool:
        return bool((self.given.get("stream_options") or {}).get("include_usage"))

    def _event(self, delta: dict[str, str], finish: str | None = None) -> bytes:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
        usage = {"usage": None} if self._counts else {}
        return _sse({**self._head("chat.completion.chunk"), "choices": [choice], **usage})

    def _head(self, kind: str) -> dict[str, Any]:
        return {"id": "chatcmpl-1", "object": kind, "created": 1_720_000_000, "model": self.given["model"]}


def read_body(text: str) -> Body:
    """Read and check the body of a request.

    Raises:
        InvalidRequest: It is not what the API takes.
    """
    try:
        given = json.loads(text)
    except ValueError:
        raise InvalidRequest("We could not parse the JSON body of your request.") from None
    if not isinstance(given, dict):
        raise InvalidRequest("The body must be an object.")
    if unknown := sorted(given.keys() - _KNOWN):
        raise InvalidRequest(f"Unrecognized request argument supplied: {', '.join(unknown)}")
    if not isinstance(given.get("model"), str) or not given["model"]:
        raise InvalidRequest("you must provide a model parameter")
    _check_messages(given.get("messages"))
    if "stream_options" in given and not given.get("stream"):
        raise InvalidRequest("The 'stream_options' parameter is only allowed when 'stream' is enabled.")
    if given.get("n", 1) != 1:
        raise InvalidRequest("This server gives one choice.")
    _check_limits(given)
    return Body(given)


def _check_messages(messages: Any) -> None:
    if not isinstance(messages, list) or not messages:
        raise InvalidRequest("[] is too short - 'messages'")
    for place, message in enumerate(messages):
        if not isinstance(message, dict) or message.get("role") not in _ROLES:
            raise InvalidRequest(f"Invalid value for 'messages[{place}].role'")
        if not isinstance(message.get("content"), str):
            raise InvalidRequest(f"Invalid type for 'messages[{place}].content': this server takes text")


def _check_limits(given: dict[str, Any]) -> None:
    if given.get("max_tokens") is not None and given.get("max_completion_tokens") is not None:
        raise InvalidRequest("Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported.")
    for name in ("max_tokens", "max_completion_tokens"):
        limit = given.get(name)
        if limit is not None and (not isinstance(limit, int) or limit < 1):
            raise InvalidRequest(f"Invalid value for '{name}': it must be at least 1")
    temperature = given.get("temperature")
    if temperature is not None and not 0 <= temperature <= 2:
        raise InvalidRequest("Invalid 'temperature': it must be between 0 and 2")
    stop = given.get("stop")
    if isinstance(stop, list) and len(stop) > _MAX_STOPS:
        raise InvalidRequest(f"Invalid 'stop': at most {_MAX_STOPS} sequences")


def _usage(written: Written, prompt: str) -> dict[str, int]:
    asked, said = len(tokens(prompt)), len(tokens(written.text))
    return {"prompt_tokens": asked, "completion_tokens": said, "total_tokens": asked + said}


def _sse(content: dict[str, Any]) -> bytes:
    return b"data: " + json.dumps(content, ensure_ascii=False).encode() + b"\n\n"
