"""What of a model's stream is meant for the reader: not its thoughts, and not the word for "no answer"."""

from __future__ import annotations

_OPEN, _CLOSE = "<think>", "</think>"


class Visible:
    """Takes the pieces of a reply as they come.

    Some models write down what they think first, between tags; and a reply that may still become the refusal is held back,
    so that nobody sees it appear and vanish.
    """

    def __init__(self, refusal: str) -> None:
        """Begin a reply.

        Args:
            refusal: The word by which the model refuses.
        """
        self._refusal = refusal
        self._text = ""
        self._told = 0
        self._thinking: bool | None = None

    @property
    def text(self) -> str:
        """The reply so far, without the thoughts."""
        return "" if self._thinking else self._text

    def feed(self, piece: str) -> str:
        """Add a piece; return what the reader may now see of the reply beyond what was returned before."""
        self._text += piece
        if self._thinking is None:
            self._begin()
        if self._thinking:
            _, closed, after = self._text.partition(_CLOSE)
            if not closed:
                return ""
            self._text, self._thinking = after.lstrip(), False
        if self._thinking is None or self._may_refuse():
            return ""
        new = self._text[self._told :]
        self._told = len(self._text)
        return new

    def _begin(self) -> None:
        start = self._text.lstrip()
        if start.startswith(_OPEN):
            self._thinking = True
        elif not _OPEN.startswith(start):
            self._text, self._thinking = start, False

    def _may_refuse(self) -> bool:
        if self._told:
            return False
        return self._text.startswith(self._refusal) or self._refusal.startswith(self._text)
