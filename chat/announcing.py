"""Tells Telegram what the bot is and which commands it has: in Hindi, and in English for everybody else, in private chats and in groups.

Telegram keeps all of it, so it is asked first and only told what changed: what is set often is refused for hours.
"""

from __future__ import annotations

import logging

from telegram import Bot, BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats
from telegram.error import TelegramError

from chat.texts import TEXTS
from index.article import Language

LANGUAGES: tuple[tuple[Language, str | None], ...] = (("en", None), ("hi", "hi"))
"""What the bot speaks, and the code of whom it is for; None: everybody else."""

_log = logging.getLogger(__name__)


def commands(language: Language, *, private: bool, news: bool = True) -> list[BotCommand]:
    """Return the commands that exist, as Telegram lists them to people of that language.

    Args:
        language: Of the descriptions.
        private: In a private chat, and not in a group.
        news: Whether there is news to list and to subscribe to.
    """
    texts = TEXTS[language]
    lists = [BotCommand("latest", texts.latest_command), BotCommand("topics", texts.topics_command)]
    subscriptions = [
        BotCommand("subscribe", texts.subscribe_command),
        BotCommand("unsubscribe", texts.unsubscribe_command),
    ]
    talk = [BotCommand("new", texts.new_command)]
    about = [BotCommand("language", texts.language_command), BotCommand("help", texts.help_command)]
    about += [BotCommand("privacy", texts.privacy_command), BotCommand("forget", texts.forget_command)]
    first = [*lists, *(subscriptions if private else [])] if news else []
    return [*first, *talk, *about, *([BotCommand("start", texts.start_command)] if private else [])]


async def announce(bot: Bot, *, news: bool) -> None:
    """Set the commands and the descriptions that differ from what Telegram has; what cannot be set is logged."""
    try:
        for language, code in LANGUAGES:
            await _announce_commands(bot, language, code, news)
            await _announce_descriptions(bot, language, code)
    except TelegramError as error:
        _log.warning("Commands and descriptions could not be set (%s); all else works.", type(error).__name__)


async def _announce_commands(bot: Bot, language: Language, code: str | None, news: bool) -> None:
    for scope in (BotCommandScopeAllPrivateChats(), BotCommandScopeAllGroupChats()):
        wanted = commands(language, private=isinstance(scope, BotCommandScopeAllPrivateChats), news=news)
        if list(await bot.get_my_commands(scope, code)) != wanted:
            await bot.set_my_commands(wanted, scope, code)


async def _announce_descriptions(bot: Bot, language: Language, code: str | None) -> None:
    texts = TEXTS[language]
    if (await bot.get_my_description(code)).description != texts.description:
        await bot.set_my_description(texts.description, code)
    if (await bot.get_my_short_description(code)).short_description != texts.short_description:
        await bot.set_my_short_description(texts.short_description, code)
