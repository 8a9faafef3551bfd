"""What can go wrong between a bot and Telegram, on demand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal["error", "not_json", "hang", "cut", "lost_reply"]


@dataclass(frozen=True)
class Fault:
    """One fault for one call.

    Attributes:
        kind: "error" answers with an error and does nothing; "not_json" answers with a page instead; "hang" never
            answers; "cut" closes the connection; "lost_reply" does the work, then closes the connection.
        code: For "error" the HTTP status, which error_code equals; for "not_json" the status of the page.
        description: For "error".
        parameters: For "error", such as retry_after.
    """

    kind: Kind
    code: int = 500
    description: str = "Internal Server Error"
    parameters: dict[str, Any] = field(default_factory=dict)


class ApiError(Exception):
    """A call that Telegram refuses."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.code, self.description, self.parameters = code, description, parameters


def bad_request(what: str, **parameters: Any) -> ApiError:
    """The error that almost every wrong call gets."""
    return ApiError(400, f"Bad Request: {what}", **parameters)


def too_many_requests(retry_after: int) -> ApiError:
    """The flood error."""
    return ApiError(429, f"Too Many Requests: retry after {retry_after}", retry_after=retry_after)


def put_off(retry_after: int) -> Fault:
    """A 429 for the next call."""
    return Fault("error", 429, f"Too Many Requests: retry after {retry_after}", {"retry_after": retry_after})
