"""Questions in messages: any text in a private chat; in a group what mentions the bot or replies to it.

What was answered before counts in a private chat, and in a group in a reply to the bot: a mention begins a new topic.
A question that is edited is answered again, in the message that holds its answer.
"""

from __future__ import annotations

import re

from telegram import Bot, Message, MessageEntity, Update
from telegram.ext import MessageHandler, filters

from chat.answering import answer_edited
from chat.answering import answer_question as answer_question
from chat.front import Context, Front, Handlers
from chat.place import place_of


def handlers(front: Front) -> Handlers:
    """Return the handlers of this part."""
    words = filters.TEXT & ~filters.COMMAND
    question = words & filters.UpdateType.MESSAGE

    async def in_private(update: Update, context: Context) -> None:
        message, person = update.effective_message, update.effective_user
        if message and person:
            await answer_question(
                front, context.bot, place_of(message), person, message.text or "", question_id=message.id
            )

    async def in_group(update: Update, context: Context) -> None:
        message, person = update.effective_message, update.effective_user
        if message and person and is_for(context.bot, message):
            text = without_mention(message.text or "", context.bot.username)
            follows = replies_to(context.bot, message)
            await answer_question(
                front, context.bot, place_of(message), person, text, question_id=message.id, follows=follows
            )

    async def edited(update: Update, context: Context) -> None:
        message, person = update.edited_message, update.effective_user
        if message and person:
            text = message.text or ""
            if message.chat.type != message.chat.PRIVATE:
                text = without_mention(text, context.bot.username)
            await answer_edited(front, context.bot, place_of(message), person, text, message.id)

    return [
        MessageHandler(question & filters.ChatType.PRIVATE, in_private),
        MessageHandler(question & filters.ChatType.GROUPS, in_group),
        MessageHandler(words & filters.UpdateType.EDITED_MESSAGE, edited),
    ]


def is_for(bot: Bot, message: Message) -> bool:
    """Tell whether a message in a group mentions the bot or replies to it.

    Telegram's privacy mode hides the others, but an administrator can turn it off.
    """
    if replies_to(bot, message):
        return True
    for entity, text in message.parse_entities([MessageEntity.MENTION, MessageEntity.TEXT_MENTION]).items():
        if entity.user == bot.bot or text.lower() == f"@{bot.username}".lower():
            return True
    return False


def replies_to(bot: Bot, message: Message) -> bool:
    """Tell whether a message replies to one of the bot's."""
    return message.reply_to_message is not None and message.reply_to_message.from_user == bot.bot


def without_mention(text: str, username: str) -> str:
    """Return a message without the bot's name, which is no part of the question."""
    return re.sub(rf"@{re.escape(username)}\b", " ", text, flags=re.IGNORECASE).strip()
