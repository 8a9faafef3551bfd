"""What providers raise becomes an error of ours that says what to do, and nothing of theirs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpx
import pytest

from index.errors import GenerationError, GenerationRateLimited, GenerationTimeout
from rag.generate.failures import generation_error

SECRET = "sk-very-secret"


class ApiError(Exception):
    """As the clients of openai, anthropic and groq raise it."""

    def __init__(self, status: int, headers: dict[str, str] | None = None) -> None:
        super().__init__(f"Incorrect API key provided: {SECRET}")
        self.status_code = status
        self.response = httpx.Response(status, headers=headers)


class ReadTimeout(Exception):
    """As httpx and others name it."""


class GoogleError(Exception):
    """As google-genai raises it: the status is called code."""

    code = 429


def test_too_many_questions_tell_how_long_to_wait() -> None:
    error = generation_error(ApiError(429, {"Retry-After": "20"}))
    assert isinstance(error, GenerationRateLimited)
    assert error.retry_after_s == 20
    dated = generation_error(ApiError(429, {"retry-after": format_datetime(datetime.now(UTC) + timedelta(seconds=90))}))
    assert isinstance(dated, GenerationRateLimited)
    assert dated.retry_after_s is not None
    assert 60 < dated.retry_after_s <= 90
    for unreadable in ({}, {"retry-after": "soon"}):
        silent = generation_error(ApiError(429, unreadable))
        assert isinstance(silent, GenerationRateLimited)
        assert silent.retry_after_s is None
    assert isinstance(generation_error(GoogleError()), GenerationRateLimited)


def test_a_server_that_says_when_to_come_back_is_only_busy() -> None:
    assert isinstance(generation_error(ApiError(503, {"Retry-After": "5"})), GenerationRateLimited)
    assert not isinstance(generation_error(ApiError(503)), GenerationRateLimited)


def test_slowness_has_many_names() -> None:
    for error in (TimeoutError(), ReadTimeout(), httpx.ConnectTimeout("slow")):
        assert isinstance(generation_error(error), GenerationTimeout)


@pytest.mark.parametrize(
    ("error", "remedy"),
    [
        (ApiError(401), "CHAT_MODEL_KEY"),
        (ApiError(403), "CHAT_MODEL_KEY"),
        (ApiError(404), "CHAT_MODEL_URL"),
        (ApiError(500), "status 500"),
        (httpx.ConnectError(f"http://user:{SECRET}@host"), "CHAT_MODEL_URL"),
        (ValueError(SECRET), "ValueError"),
    ],
)
def test_every_failure_says_what_to_do_and_never_the_key(error: Exception, remedy: str) -> None:
    ours = generation_error(error)
    assert isinstance(ours, GenerationError)
    assert remedy in str(ours)
    assert SECRET not in str(ours)
