"""Everything that Khabar raises on purpose.

KhabarError
├── SettingsError         a setting is wrong; names it, never a secret's value
├── SourceError           one source or article is unusable: skipped, counted, reported; the rest goes on
│   └── FetchError        an address cannot be fetched; has `kind` and `retry_after_s`
├── StoreError            the index cannot be read or written
│   ├── StoreMissing      there is no index where one was expected
│   ├── StoreMismatch     made by another model, another chunking or a newer program
│   └── StoreBusy         another process is writing
├── StateError            what the bot keeps of its chats cannot be read or written
├── EmbeddingError        the embedding model cannot be loaded or run
└── AnswerError           no answer can be made
    ├── QuestionError     the question cannot be read as one; has `reason`
    ├── TranscriptionError  a spoken question could not be written down
    └── GenerationError   the chat model failed
        ├── GenerationTimeout
        └── GenerationRateLimited   has `retry_after_s`

Each message is one sentence for the person who runs Khabar, and says what to do. "Not in the news" is no
error: it is an outcome of an answer.
"""

from __future__ import annotations

from typing import Literal


class KhabarError(Exception):
    """Any failure that Khabar foresaw; its text is fit to show."""


class SettingsError(KhabarError):
    """A setting is missing or wrong."""


class SourceError(KhabarError):
    """One source, or one article of it, cannot be read."""

    def __init__(self, source: str, reason: str) -> None:
        """Remember where it happened.

        Args:
            source: What the person named: a path or an address, with a line number where there is one.
            reason: One plain sentence with the remedy.
        """
        super().__init__(f"{source}: {reason}")
        self.source = source
        self.reason = reason


FetchTrouble = Literal[
    "gone", "missing", "refused", "busy", "slow", "too_large", "private", "robots", "unreachable", "bad"
]
"""Why an address was not fetched.

gone: 410, it will not come back. missing: 404. refused: another "no" of the server (401, 403, 451 …). busy: 429 or 503,
come again later. slow: it took too long. too_large: there was no end of it, packed or unpacked. private: it leads to an
address that is not of the public internet. robots: the site asks programs to stay away. unreachable: no such host, no
connection, a failing server. bad: no address of the web, endless redirects, or no HTTP.
"""


class FetchError(SourceError):
    """An address of the web cannot be fetched."""

    def __init__(self, source: str, reason: str, kind: FetchTrouble, retry_after_s: float | None = None) -> None:
        """Remember why, and how long the server asks to wait.

        Args:
            source: The address that was asked for.
            reason: One plain sentence with the remedy.
            kind: Why, for programs.
            retry_after_s: Seconds from now, if the server said so.
        """
        super().__init__(source, reason)
        self.kind: FetchTrouble = kind
        self.retry_after_s = retry_after_s


class StoreError(KhabarError):
    """The index cannot be read or written."""


class StoreMissing(StoreError):
    """There is no index where one was expected."""


class StoreMismatch(StoreError):
    """The index was made by another model, another chunking or a newer program."""


class StoreBusy(StoreError):
    """Another process is writing to the index."""


class StateError(KhabarError):
    """What the bot keeps of its chats cannot be read or written."""


class EmbeddingError(KhabarError):
    """The embedding model cannot be loaded or run."""


class AnswerError(KhabarError):
    """No answer can be made."""


class QuestionError(AnswerError):
    """The question is empty or too long."""

    def __init__(self, message: str, reason: Literal["empty", "too_long"]) -> None:
        """Remember what is wrong, so that the front can say it in the person's language."""
        super().__init__(message)
        self.reason: Literal["empty", "too_long"] = reason


class TranscriptionError(AnswerError):
    """A spoken question could not be written down."""


class GenerationError(AnswerError):
    """The chat model failed."""


class GenerationTimeout(GenerationError):
    """The chat model was too slow."""


class GenerationRateLimited(GenerationError):
    """The chat model refuses more calls for now."""

    def __init__(self, message: str, retry_after_s: float | None = None) -> None:
        """Remember how long the provider asked us to wait, in seconds."""
        super().__init__(message)
        self.retry_after_s = retry_after_s
