"""What became of the questions that a chat model was to answer, and what it took, as a few lines. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from chat.texts import Texts
from rag.generate.usage import Counts


def written_text(counts: Counts, texts: Texts) -> str:
    """Write the counts in the words of a language."""
    return texts.written_figures.format(
        written=counts.written,
        cached=counts.cached,
        refused=counts.refused,
        fallbacks=_sum(counts.fallbacks),
        dropped=_sum(counts.dropped),
        calls=counts.usage.calls,
        input_tokens=counts.usage.input_tokens,
        output_tokens=counts.usage.output_tokens,
    )


def _sum(by_reason: Mapping[str, int]) -> str:
    """Write a sum with its parts: "3 (failed 1, slow 2)"."""
    parts = ", ".join(f"{reason} {count}" for reason, count in sorted(by_reason.items()))
    return f"{sum(by_reason.values())} ({parts})" if parts else "0"
