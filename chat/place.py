"""Where in Telegram an answer goes, and in which language to speak to somebody whose question says nothing."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import Message, User

from index.article import Language
from rag.question_language import question_language


@dataclass(frozen=True, slots=True)
class Place:
    """A chat, its topic, and the message that is replied to.

    Attributes:
        chat_id: The chat.
        topic_id: Topic of a forum; None elsewhere.
        reply_to: Message to reply to; None to write without.
    """

    chat_id: int
    topic_id: int | None = None
    reply_to: int | None = None


@dataclass(frozen=True, slots=True)
class Spot:
    """A message of the bot: its chat, and its number there."""

    chat_id: int
    message_id: int


def place_of(message: Message, *, reply: bool = True) -> Place:
    """Return the place of a message; what is written in a group is a reply, so that it is clear to whom."""
    in_group = message.chat.type != message.chat.PRIVATE
    return Place(
        chat_id=message.chat.id,
        # Outside forums message_thread_id is a chain of replies, and Telegram refuses it in a request.
        topic_id=message.message_thread_id if message.is_topic_message else None,
        reply_to=message.id if in_group and reply else None,
    )


def language_of(person: User | None, text: str = "") -> Language:
    """Return the language of a text, or if it has no letters the one of the person's Telegram, or else Hindi."""
    if any(character.isalpha() for character in text):
        return question_language(text)
    code = (person.language_code or "hi") if person else "hi"
    return "hi" if code.partition("-")[0] == "hi" else "en"
