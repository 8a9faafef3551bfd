"""Checks in code on what a chat model wrote: only what the passages bear out is shown."""

from rag.check.checks import MAX_WORDS, check
from rag.check.outcome import Checked, Dropped, Reason, Statement, Support
from rag.check.safety import NO_ANSWER

__all__ = ["MAX_WORDS", "NO_ANSWER", "Checked", "Dropped", "Reason", "Statement", "Support", "check"]
