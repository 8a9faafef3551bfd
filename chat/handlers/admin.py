"""For those who keep the news: /status, /stats, /remove. To everybody else these commands do not exist."""

from __future__ import annotations

from datetime import datetime, timedelta

from telegram import Message, Update
from telegram.ext import CommandHandler, filters

from chat.editor import Editor
from chat.feed_figures import feeds_text
from chat.front import Context, Front, Handlers, say
from chat.model_figures import written_text
from chat.newsroom import Writer
from chat.place import place_of
from chat.state import answers, updates
from chat.texts import TEXTS, Texts, date_text
from index.errors import KhabarError

_DAY = timedelta(days=1)


def handlers(front: Front, editor: Editor, writer: Writer | None = None) -> Handlers:
    """Return the handlers of this part; `writer` is counted in /status where a chat model is set."""
    ours = filters.User(front.access.admins) & filters.UpdateType.MESSAGE

    def texts_for(update: Update) -> Texts:
        return TEXTS[front.languages.of(update.effective_user)]

    async def status(update: Update, context: Context) -> None:
        if update.message is None:
            return
        language = front.languages.of(update.effective_user)

        def date(moment: datetime | None) -> str:
            return date_text(moment, language, front.zone) if moment else "–"

        found = await editor.status()
        text = TEXTS[language].status.format(
            articles=found.articles,
            languages=", ".join(f"{name} {count}" for name, count in found.languages.items()) or "–",
            oldest=date(found.oldest),
            newest=date(found.newest),
            megabytes=f"{found.bytes / 1e6:.1f}",
            waiting=await front.state.run(updates.waiting) - 1,  # this very command
        )
        written = written_text(writer.counts, TEXTS[language]) if writer else TEXTS[language].no_chat_model
        try:
            feeds = feeds_text(await editor.feeds(), TEXTS[language])
        except KhabarError as error:  # a broken list is what somebody who asks for the state wants to know
            feeds = str(error)
        await say(context.bot, place_of(update.message), f"{text}\n\n{feeds}\n\n{written}")

    async def stats(update: Update, context: Context) -> None:
        if update.message:
            counts = await front.state.run(answers.count_since, front.clock() - _DAY)
            text = texts_for(update).stats.format(
                questions=counts.questions, answered=counts.answered, refused=counts.refused, people=counts.people
            )
            await say(context.bot, place_of(update.message), text)

    async def remove(update: Update, context: Context) -> None:
        if update.message is None:
            return
        texts, place = texts_for(update), place_of(update.message)
        ids = context.args or []
        if not ids:
            cited = await _cited_in(front, update.message.reply_to_message)
            await say(context.bot, place, "\n".join([texts.remove_help, *(f"/remove {known}" for known in cited)]))
            return
        lines = [
            (texts.removed if await editor.remove(given) else texts.not_in_index).format(id=given) for given in ids
        ]
        await say(context.bot, place, "\n".join(lines))

    return [
        CommandHandler("status", status, ours),
        CommandHandler("stats", stats, ours),
        CommandHandler("remove", remove, ours),
    ]


async def _cited_in(front: Front, message: Message | None) -> list[str]:
    """Return the ids of the articles that an answer of the bot cites, if the message is one."""
    if message is None:
        return []
    return await front.state.run(answers.cited_in, message.chat.id, message.id)
