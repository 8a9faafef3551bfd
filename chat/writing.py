"""Shows in a terminal how a chat model writes an answer: the draft grows, then makes room for the checked answer."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import ExitStack, aclosing
from typing import TYPE_CHECKING, TextIO

from chat.layout import one_line
from rag.answer import Answer, Delta

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text


async def watch(events: AsyncGenerator[Delta | Answer], out: TextIO | None) -> Answer:
    """Follow an answer until it is there.

    Args:
        events: Deltas, then one Answer, as `chat.newsroom.Writer` gives them; closed also where this is cancelled.
        out: Where the draft is shown, if that is a terminal, and where nothing of it is left behind. None: nowhere.
    """
    answer: Answer | None = None
    draft = ""
    with ExitStack() as stack:
        view = _View(stack, out) if out and out.isatty() else None
        async with aclosing(events):
            async for event in events:
                if isinstance(event, Answer):
                    answer = event
                elif view:
                    draft += event.text
                    view.show(one_line(draft))
    assert answer is not None  # the last event
    return answer


class _View:
    """Lines of a terminal that are written again and again, and wiped at the end."""

    def __init__(self, stack: ExitStack, out: TextIO) -> None:
        from rich.console import Console
        from rich.live import Live

        self._console: Console = Console(file=out)
        self._live = Live(console=self._console, transient=True, auto_refresh=False)
        stack.enter_context(self._live)

    def show(self, draft: str) -> None:
        self._live.update(self._end_of(draft), refresh=True)

    def _end_of(self, draft: str) -> Text:
        """The last lines, as many as the terminal has room for."""
        from rich.text import Text

        lines = Text(draft, style="dim").wrap(self._console, self._console.width)
        return Text("\n").join(lines[-max(1, self._console.height - 2) :])
