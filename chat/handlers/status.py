"""/status, for those who run the bot: what became of the questions that a chat model was to answer, and what it took."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from telegram import Update
from telegram.ext import CommandHandler, filters

from chat.front import Context, Handlers, say
from chat.newsroom import Writer
from chat.place import language_of, place_of
from chat.texts import TEXTS, Texts
from rag.generate.usage import Counts


def handlers(admins: Collection[int], writer: Writer | None) -> Handlers:
    """Return the handlers of this part; none if nobody may ask.

    Args:
        admins: Telegram ids of those who may; to others it is a command like any that does not exist.
        writer: What is counted.
    """
    if not admins:
        return []

    async def status(update: Update, context: Context) -> None:
        if update.effective_message:
            texts = TEXTS[language_of(update.effective_user)]
            said = status_text(writer.counts, texts) if writer else texts.no_chat_model
            await say(context.bot, place_of(update.effective_message), said)

    who = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE & filters.User(admins)
    return [CommandHandler("status", status, who)]


def status_text(counts: Counts, texts: Texts) -> str:
    """Write the counts as a few lines."""
    return texts.status.format(
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
