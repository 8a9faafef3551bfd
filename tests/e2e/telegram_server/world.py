"""The people and groups that a bot meets, from their side: what they do, and what they see."""

from __future__ import annotations

import asyncio
import itertools
import time
from dataclasses import dataclass, field
from typing import Any

from tests.e2e.telegram_server.flood import Flood
from tests.e2e.telegram_server.inline import InlineQuery
from tests.e2e.telegram_server.messages import BotMessage, typed_entities

# What getUpdates brings where a bot does not ask for more.
_NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


class World:
    """Everything that Telegram's servers know."""

    def __init__(self, username: str) -> None:
        self.bot = {
            "id": 4_242,
            "is_bot": True,
            "first_name": "Khabar",
            "username": username,
            "can_join_groups": True,
            "can_read_all_group_messages": False,
            "supports_inline_queries": False,
        }
        self.chats: dict[int, Chat] = {}
        self.updates: list[dict[str, Any]] = []
        self.allowed: frozenset[str] | None = None
        self.flood = Flood()
        self.changed = asyncio.Condition()
        self.presses: dict[str, Press] = {}
        self.actions: list[tuple[int, str, int | None]] = []
        self.commands: dict[tuple[str, str], list[dict[str, Any]]] = {}
        self.descriptions: dict[tuple[str, str], str] = {}
        self.webhook_url = ""
        self.inline_queries: dict[str, InlineQuery] = {}
        self.files: dict[str, bytes] = {}
        self.drafts: list[tuple[int, str]] = []
        self.dropped_links: list[str] = []
        self._ids = itertools.count(1)
        self._update_ids = itertools.count(700_000_001)

    def person(self, first_name: str = "आशा", language_code: str = "hi", person_id: int = 0) -> Person:
        """Somebody who has not spoken to the bot yet."""
        person = Person(self, person_id or 1_000 + next(self._ids), first_name, language_code)
        self.chats[person.id] = person
        return person

    def group(self, title: str = "मोहल्ला", *, privacy: bool = True, topics: tuple[int, ...] = ()) -> Group:
        """A supergroup that the bot is in; with topics it is a forum."""
        group = Group(self, -(1_000_000_000_000 + next(self._ids)), title, privacy, topics)
        self.chats[group.id] = group
        return group

    def next_id(self) -> int:
        """A new number for a message."""
        return next(self._ids)

    def queue(self, kind: str, content: dict[str, Any]) -> dict[str, Any]:
        """Put an update in line for the bot, if the bot wants its kind."""
        update = {"update_id": next(self._update_ids), kind: content}
        wanted = kind not in _NOT_BY_DEFAULT if self.allowed is None else kind in self.allowed
        if wanted:
            self.requeue(update)
        return update

    def requeue(self, update: dict[str, Any]) -> None:
        """Put an update in line, perhaps again."""
        self.updates.append(update)
        self.notify()

    def notify(self) -> None:
        """Wake whoever waits for something to change."""

        async def wake() -> None:
            async with self.changed:
                self.changed.notify_all()

        task = asyncio.ensure_future(wake())
        _waking.add(task)
        task.add_done_callback(_waking.discard)

    async def until(self, condition: Any, timeout_s: float, what: str) -> None:
        """Wait until a condition holds.

        Raises:
            AssertionError: It does not within `timeout_s`.
        """
        async with self.changed:
            try:
                await asyncio.wait_for(self.changed.wait_for(condition), timeout_s)
            except TimeoutError:
                raise AssertionError(f"{what}: not within {timeout_s} s") from None


_waking: set[asyncio.Future[None]] = set()


@dataclass
class Chat:
    """A chat with the bot."""

    world: World = field(repr=False)
    id: int
    messages: dict[int, BotMessage | dict[str, Any]] = field(default_factory=dict, init=False, repr=False)
    gone: str = field(default="", init=False)
    migrated_to: int | None = field(default=None, init=False)
    topics: tuple[int, ...] = field(default=(), init=False)

    @property
    def inbox(self) -> list[BotMessage]:
        """What the bot wrote here, in order."""
        return [message for message in self.messages.values() if isinstance(message, BotMessage)]

    async def receives(self, count: int = 1, timeout_s: float = 5.0) -> list[BotMessage]:
        """Wait until the bot has written so many messages here, and return all of them."""
        await self.world.until(lambda: len(self.inbox) >= count, timeout_s, f"{count} messages from the bot")
        return self.inbox

    def press(self, label: str, person: Person | None = None, *, data: str | None = None) -> Press:
        """Press the newest button with this label, or with other data than it holds."""
        for message in reversed(self.inbox):
            for button in itertools.chain.from_iterable(message.keyboard):
                if button["text"] == label:
                    return self._press(message, button["callback_data"] if data is None else data, person)
        raise AssertionError(f"no button {label!r}")

    def _react(self, person: Person, message: BotMessage, emoji: str) -> dict[str, Any]:
        new = [{"type": "emoji", "emoji": emoji}] if emoji else []
        place = {"chat": self.as_chat(), "message_id": message.id, "user": person.as_user(), "date": int(time.time())}
        return self.world.queue("message_reaction", {**place, "old_reaction": [], "new_reaction": new})

    def _press(self, message: BotMessage, data: str, person: Person | None) -> Press:
        who = person or (self if isinstance(self, Person) else None)
        assert who is not None, "somebody must press"
        press = Press(str(10**17 + self.world.next_id()))
        self.world.presses[press.id] = press
        self.world.queue(
            "callback_query",
            {
                "id": press.id,
                "from": who.as_user(),
                "message": self.written(message),
                "chat_instance": "1",
                "data": data,
            },
        )
        return press

    def as_chat(self) -> dict[str, Any]:
        """This chat as the Bot API writes it."""
        raise NotImplementedError

    def written(self, message: BotMessage) -> dict[str, Any]:
        """A message of the bot as the Bot API writes it."""
        api = {
            "message_id": message.id,
            "from": self.world.bot,
            "chat": self.as_chat(),
            "date": int(time.time()),
            "text": message.text,
            "entities": message.entities,
        }
        if message.keyboard:
            api["reply_markup"] = {"inline_keyboard": message.keyboard}
        if message.topic_id:
            api |= {"message_thread_id": message.topic_id, "is_topic_message": True}
        return api

    def _tell_membership(self, who: Person, old: str, new: str) -> dict[str, Any]:
        """Tell the bot, where it asks for that, what it is in this chat now."""
        members = [
            {"user": self.world.bot, "status": status, **({"until_date": 0} if status == "kicked" else {})}
            for status in (old, new)
        ]
        return self.world.queue(
            "my_chat_member",
            {
                "chat": self.as_chat(),
                "from": who.as_user(),
                "date": int(time.time()),
                "old_chat_member": members[0],
                "new_chat_member": members[1],
            },
        )

    def _say(self, person: Person, text: str, extra: dict[str, Any], *, deliver: bool = True) -> dict[str, Any]:
        message = {
            "message_id": self.world.next_id(),
            "from": person.as_user(),
            "chat": self.as_chat(),
            "date": int(time.time()),
            **({"text": text, "entities": typed_entities(text)} if text else {}),
            **extra,
        }
        self.messages[message["message_id"]] = message
        return self.world.queue("message", message) if deliver else {"message": message}


@dataclass
class Person(Chat):
    """A person, and the private chat with the bot."""

    first_name: str = "आशा"
    language_code: str = "hi"
    started: bool = field(default=False, init=False)

    def as_user(self) -> dict[str, Any]:
        """This person as the Bot API writes it."""
        known = {"id": self.id, "is_bot": False, "first_name": self.first_name}
        return {**known, "language_code": self.language_code} if self.language_code else known

    def as_chat(self) -> dict[str, Any]:
        return {"id": self.id, "type": "private", "first_name": self.first_name}

    def say(self, text: str, **extra: Any) -> dict[str, Any]:
        """Write to the bot; the update that the bot gets is returned."""
        self.started, self.gone = True, ""
        return self._say(self, text, extra)

    def edit(self, update: dict[str, Any], text: str) -> dict[str, Any]:
        """Change what was said before, given by the update that it made."""
        message = {**update["message"], "text": text, "entities": typed_entities(text), "edit_date": int(time.time())}
        self.messages[message["message_id"]] = message
        return self.world.queue("edited_message", message)

    def react(self, message: BotMessage, emoji: str = "") -> dict[str, Any]:
        """React to a message of the bot, or take the reaction back."""
        return self._react(self, message, emoji)

    def speak(self, sound: bytes, duration_s: int = 3) -> dict[str, Any]:
        """Send a voice message."""
        file_id = f"voice{self.world.next_id()}"
        self.world.files[file_id] = sound
        voice = {"file_id": file_id, "file_unique_id": file_id, "duration": duration_s, "mime_type": "audio/ogg"}
        return self.say("", voice={**voice, "file_size": len(sound)})

    def attach(self, name: str, content: bytes, caption: str = "", **extra: Any) -> dict[str, Any]:
        """Send a file."""
        file_id = f"document{self.world.next_id()}"
        self.world.files[file_id] = content
        document = {"file_id": file_id, "file_unique_id": file_id, "file_name": name, "file_size": len(content)}
        if caption:
            extra |= {"caption": caption, "caption_entities": typed_entities(caption)}
        return self.say("", document=document, **extra)

    def look_up(self, words: str, offset: str = "") -> InlineQuery:
        """Type words behind the bot's name in some other chat."""
        query = InlineQuery(str(10**17 + self.world.next_id()))
        self.world.inline_queries[query.id] = query
        self.world.queue("inline_query", {"id": query.id, "from": self.as_user(), "query": words, "offset": offset})
        return query

    def block(self) -> None:
        """Block the bot, of which the bot is told where it asks for that."""
        self._tell_membership(self, "member", "kicked")
        self.gone = "Forbidden: bot was blocked by the user"

    def unblock(self) -> None:
        """Let the bot write again."""
        self._tell_membership(self, "kicked", "member")
        self.gone = ""


@dataclass
class Group(Chat):
    """A group with the bot in it."""

    title: str = "मोहल्ला"
    privacy: bool = True
    forum_topics: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        self.topics = self.forum_topics

    def as_chat(self) -> dict[str, Any]:
        api = {"id": self.id, "type": "supergroup", "title": self.title}
        return {**api, "is_forum": True} if self.topics else api

    def say(
        self, person: Person, text: str, *, reply_to: BotMessage | None = None, topic: int | None = None, **extra: Any
    ) -> dict[str, Any]:
        """Write to the group. In privacy mode the bot gets commands, mentions of it and replies to it only."""
        if topic is not None:
            assert topic in self.topics, "no such topic"
            extra |= {"message_thread_id": topic, "is_topic_message": True}
        if reply_to is not None:
            extra["reply_to_message"] = self.written(reply_to)
        mentioned = f"@{self.world.bot['username']}".lower() in text.lower()
        visible = not self.privacy or text.startswith("/") or mentioned or reply_to is not None
        return self._say(person, text, extra, deliver=visible)

    def react(self, person: Person, message: BotMessage, emoji: str = "") -> dict[str, Any]:
        """Somebody reacts to a message of the bot, which is told so where it is an administrator."""
        return self._react(person, message, emoji)

    def become_supergroup(self, person: Person) -> Group:
        """Get another id, which both chats are told; return the group under its new id."""
        new = self.world.group(self.title, privacy=self.privacy)
        self.migrated_to = new.id
        self._say(person, "", {"migrate_to_chat_id": new.id})
        new._say(person, "", {"migrate_from_chat_id": self.id})
        return new

    def remove_bot(self, person: Person | None = None) -> None:
        """Remove the bot from the group, of which the bot is told if it is said who did it."""
        if person:
            self._tell_membership(person, "member", "kicked")
        self.gone = "Forbidden: bot was kicked from the supergroup chat"


@dataclass
class Press:
    """A press of a button, as its presser sees it."""

    id: str
    answered: bool = False
    notice: str = ""
