"""One call to a chat model, streamed: pieces as they come, then the whole draft with what it cost."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any, cast

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessageChunk, BaseMessage
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.runnables import Runnable

from index.errors import GenerationError, GenerationTimeout
from rag.answer import Delta
from rag.check import NO_ANSWER
from rag.generate.failures import generation_error
from rag.generate.usage import Usage
from rag.generate.visible import Visible

MAX_DRAFT_CHARS = 6_000
"""A reply of 120 words is far shorter: whatever a model says beyond this is not read, and the call ends."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A whole reply, unchecked.

    Attributes:
        text: Without what the model thought beforehand; untrusted.
        usage: Tokens that it took; the call itself is counted by whoever began it.
    """

    text: str
    usage: Usage


def chain(prompt: ChatPromptTemplate, model: BaseChatModel) -> Runnable[dict[str, str], Any]:
    """Return the runnable that fills a prompt and streams the model's reply to it."""
    return prompt | model


async def stream_draft(
    writing: Runnable[dict[str, str], Any], values: dict[str, str], timeout_s: float
) -> AsyncGenerator[Delta | Draft]:
    """Ask the model and pass on what it says.

    Closing this iterator, or cancelling the task that reads it, ends the call: the connection is closed.

    Args:
        writing: A prompt and a chat model, as `chain` makes them.
        values: What fills the prompt.
        timeout_s: From the question to the last token.

    Yields:
        Deltas, then one Draft.

    Raises:
        GenerationTimeout: It took longer.
        GenerationRateLimited: The provider refuses calls for now.
        GenerationError: Anything else that went wrong; the model said nothing.
    """
    deadline = asyncio.get_running_loop().time() + timeout_s
    seen, usage = Visible(NO_ANSWER), Usage()
    # A generator, whatever the type says: closing it closes the connection.
    async with aclosing(cast("AsyncGenerator[BaseMessage]", writing.astream(values))) as pieces:
        while len(seen.text) < MAX_DRAFT_CHARS:
            # Not around the whole loop: whoever reads the deltas would be interrupted in the middle of their own work.
            try:
                async with asyncio.timeout_at(deadline):
                    piece = await anext(pieces, None)
            except TimeoutError as error:
                raise GenerationTimeout(
                    f"The chat model took longer than {timeout_s:.1f} s: allow it more with CHAT_TIMEOUT_S, or choose a quicker one."
                ) from error
            except Exception as error:
                raise generation_error(error) from error
            if piece is None:
                break
            usage += _tokens(piece)
            if new := seen.feed(piece.text):
                yield Delta(new)
    if not seen.text.strip():
        raise GenerationError("The chat model said nothing: a model that thinks first needs a greater CHAT_MAX_TOKENS.")
    yield Draft(seen.text[:MAX_DRAFT_CHARS], usage)


def _tokens(piece: BaseMessage) -> Usage:
    told = piece.usage_metadata if isinstance(piece, AIMessageChunk) else None
    return Usage(0, told["input_tokens"], told["output_tokens"]) if told else Usage()
