"""What each method of the Bot API does and refuses."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from tests.e2e.telegram_server.entities import MAX_ENTITIES, MarkupError, parse_html, units
from tests.e2e.telegram_server.faults import ApiError, bad_request, too_many_requests
from tests.e2e.telegram_server.inline import checked_button, checked_results
from tests.e2e.telegram_server.messages import BotMessage, trimmed
from tests.e2e.telegram_server.world import Chat, Person, World

Parameters = dict[str, str]
_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current content "
    "and reply markup of the message"
)
MAX_UNITS, MAX_BYTES = 4_096, 32_768
MAX_QUERY_CHARS = 256
MAX_DOWNLOAD_BYTES = 20 * 2**20
_ACTIONS = frozenset(
    "typing upload_photo record_video upload_video record_voice upload_voice upload_document choose_sticker "
    "find_location record_video_note upload_video_note".split()
)


class Methods:
    """The methods that act on a world at once; getUpdates, which waits, is the server's."""

    def __init__(self, world: World, clock: Callable[[], float]) -> None:
        self._world, self._clock = world, clock
        self.by_name: dict[str, Callable[[Parameters], Any]] = {
            "getme": self._get_me,
            "sendmessage": self._send_message,
            "editmessagetext": self._edit_message_text,
            "editmessagereplymarkup": self._edit_message_reply_markup,
            "deletemessage": self._delete_message,
            "sendmessagedraft": self._send_message_draft,
            "answerinlinequery": self._answer_inline_query,
            "getfile": self._get_file,
            "answercallbackquery": self._answer_callback_query,
            "sendchataction": self._send_chat_action,
            "setmycommands": self._set_my_commands,
            "getmycommands": self._get_my_commands,
            "setmydescription": self._set_my_description,
            "getmydescription": self._get_my_description,
            "setmyshortdescription": self._set_my_short_description,
            "getmyshortdescription": self._get_my_short_description,
        }

    def _get_me(self, given: Parameters) -> Any:
        return self._world.bot

    def _send_message(self, given: Parameters) -> Any:
        chat = self._chat(given)
        text, entities = self._content(given)
        message = BotMessage(
            id=self._world.next_id(),
            chat_id=chat.id,
            text=text,
            entities=entities,
            source=given["text"],
            keyboard=self._keyboard(given),
            reply_to=_reply_to(given, chat),
            topic_id=self._topic(given, chat),
            preview=not _object(given, "link_preview_options").get("is_disabled", False),
            silent=given.get("disable_notification") == "true",
            at=self._clock(),
        )
        self._count(chat)
        chat.messages[message.id] = message
        self._world.notify()
        return chat.written(message)

    def _own_message(self, given: Parameters, chat: Chat) -> BotMessage:
        message = chat.messages.get(_number(given, "message_id"))
        if message is None:
            raise bad_request("message to edit not found")
        if not isinstance(message, BotMessage):
            raise bad_request("message can't be edited")
        return message

    def _edit_message_reply_markup(self, given: Parameters) -> Any:
        chat = self._chat(given)
        message, keyboard = self._own_message(given, chat), self._keyboard(given)
        self._count(chat)
        if keyboard == message.keyboard:
            raise bad_request(_NOT_MODIFIED)
        message.keyboard = keyboard
        self._world.notify()
        return chat.written(message)

    def _edit_message_text(self, given: Parameters) -> Any:
        chat = self._chat(given)
        message = self._own_message(given, chat)
        text, entities = self._content(given)
        keyboard = self._keyboard(given)
        self._count(chat)
        if (text, entities, keyboard) == (message.text, message.entities, message.keyboard):
            raise bad_request(_NOT_MODIFIED)
        message.text, message.entities, message.keyboard, message.source = text, entities, keyboard, given["text"]
        self._world.notify()
        return chat.written(message)

    def _answer_callback_query(self, given: Parameters) -> Any:
        press = self._world.presses.get(given.get("callback_query_id", ""))
        if press is None or press.answered:
            raise bad_request("query is too old and response timeout expired or query ID is invalid")
        if len(given.get("text", "")) > 200:
            raise bad_request("MESSAGE_TOO_LONG")
        press.answered, press.notice = True, given.get("text", "")
        self._world.notify()
        return True

    def _send_chat_action(self, given: Parameters) -> Any:
        chat = self._chat(given)
        if given.get("action") not in _ACTIONS:
            raise bad_request("wrong parameter action in request")
        self._world.actions.append((chat.id, given["action"], self._topic(given, chat)))
        self._world.notify()
        return True

    def _set_my_commands(self, given: Parameters) -> Any:
        commands = json.loads(given.get("commands", "[]"))
        for command in commands:
            if not re.fullmatch(r"[a-z0-9_]{1,32}", command.get("command", "")):
                raise bad_request("BOT_COMMAND_INVALID")
            if not 1 <= len(command.get("description", "")) <= 256:
                raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
        if len(commands) > 100:
            raise bad_request("BOT_COMMANDS_TOO_MUCH")
        self._world.commands[_scope(given)] = commands
        return True

    def _get_my_commands(self, given: Parameters) -> Any:
        return self._world.commands.get(_scope(given), [])

    def _set_my_description(self, given: Parameters) -> Any:
        return self._describe(given, "description", 512)

    def _get_my_description(self, given: Parameters) -> Any:
        return self._description(given, "description")

    def _set_my_short_description(self, given: Parameters) -> Any:
        return self._describe(given, "short_description", 120)

    def _get_my_short_description(self, given: Parameters) -> Any:
        return self._description(given, "short_description")

    def _describe(self, given: Parameters, name: str, most: int) -> bool:
        text = given.get(name, "").strip()
        if units(text) > most:
            raise bad_request("BOT_DESCRIPTION_TOO_LONG" if most > 120 else "BOT_SHORT_DESCRIPTION_TOO_LONG")
        self._world.descriptions[name, _language_code(given)] = text
        return True

    def _description(self, given: Parameters, name: str) -> dict[str, str]:
        return {name: self._world.descriptions.get((name, _language_code(given)), "")}

    def _delete_message(self, given: Parameters) -> Any:
        chat = self._chat(given)
        if chat.messages.pop(_number(given, "message_id"), None) is None:
            raise bad_request("message to delete not found")
        self._world.notify()
        return True

    def _send_message_draft(self, given: Parameters) -> Any:
        chat = self._chat(given)
        if not isinstance(chat, Person):
            raise bad_request("TEXTDRAFT_PEER_INVALID")
        if _number(given, "draft_id") == 0:
            raise bad_request("RANDOM_ID_INVALID")
        text, _ = self._content(given) if given.get("text") else ("", [])
        self._world.drafts.append((chat.id, text))
        self._world.notify()
        return True

    def _answer_inline_query(self, given: Parameters) -> Any:
        query = self._world.inline_queries.get(given.get("inline_query_id", ""))
        if query is None or query.answered:
            raise bad_request("query is too old and response timeout expired or query ID is invalid")
        query.results = checked_results(given)
        for result in query.results:
            content = result.get("input_message_content", {})
            if "message_text" in content:
                self._content({"text": content["message_text"], "parse_mode": content.get("parse_mode", "")})
        query.button = checked_button(_object(given, "button"))
        query.cache_s, query.personal = int(given.get("cache_time", 300)), given.get("is_personal") == "true"
        query.answered = True
        self._world.notify()
        return True

    def _get_file(self, given: Parameters) -> Any:
        file_id = given.get("file_id", "")
        if file_id not in self._world.files:
            raise bad_request("invalid file_id")
        size = len(self._world.files[file_id])
        if size > MAX_DOWNLOAD_BYTES:
            raise bad_request("file is too big")
        path = f"documents/{file_id}.bin" if file_id.startswith("document") else f"voice/{file_id}.oga"
        return {"file_id": file_id, "file_unique_id": file_id, "file_size": size, "file_path": path}

    def _chat(self, given: Parameters) -> Chat:
        if not given.get("chat_id"):
            raise bad_request("chat_id is empty")
        chat = self._world.chats.get(_number(given, "chat_id"))
        if chat is None:
            raise bad_request("chat not found")
        if chat.migrated_to:
            raise bad_request("group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.migrated_to)
        if isinstance(chat, Person) and not chat.started:
            raise ApiError(403, "Forbidden: bot can't initiate conversation with a user")
        if chat.gone:
            raise ApiError(403, chat.gone)
        return chat

    def _count(self, chat: Chat) -> None:
        """Apply the flood rules to a request that is otherwise in order."""
        if wait_s := self._world.flood.refuse(chat.id, self._clock()):
            raise too_many_requests(wait_s)

    def _keyboard(self, given: Parameters) -> list[list[dict[str, Any]]]:
        rows = _keyboard(given)
        for button in (button for row in rows for button in row):
            query = button.get("switch_inline_query")
            if query is None:
                continue
            if not self._world.bot["supports_inline_queries"]:
                raise bad_request("BUTTON_TYPE_INVALID")
            if len(query) > MAX_QUERY_CHARS:
                raise bad_request("inline query is too long")
        return rows

    def _topic(self, given: Parameters, chat: Chat) -> int | None:
        if "message_thread_id" not in given:
            return None
        topic = _number(given, "message_thread_id")
        if topic not in chat.topics:
            raise bad_request("message thread not found")
        return topic

    def _content(self, given: Parameters) -> tuple[str, list[dict[str, Any]]]:
        source = given.get("text", "")
        if len(source.encode()) > MAX_BYTES:
            raise bad_request("text is too long")
        mode = given.get("parse_mode", "").lower()
        if mode == "html":
            try:
                parsed = parse_html(source)
            except MarkupError as error:
                raise bad_request(f"can't parse entities: {error}") from error
            text, entities = parsed.text, parsed.entities
            self._world.dropped_links += parsed.dropped_links
        elif mode:
            raise bad_request("unsupported parse_mode")
        else:
            text, entities = source, json.loads(given.get("entities", "[]"))
        text, entities = trimmed(text, entities)
        if not text:
            raise bad_request("message text is empty")
        if units(text) > MAX_UNITS:
            raise bad_request("message is too long")
        if len(entities) > MAX_ENTITIES:
            raise bad_request("ENTITIES_TOO_LONG")
        return text, entities


def _number(given: Parameters, name: str) -> int:
    try:
        return int(given[name])
    except (KeyError, ValueError):
        raise bad_request(f"{name} is wrong or missing") from None


def _object(given: Parameters, name: str) -> dict[str, Any]:
    try:
        found = json.loads(given.get(name) or "{}")
    except ValueError:
        raise bad_request(f"can't parse {name} JSON object") from None
    if not isinstance(found, dict):
        raise bad_request("object expected as reply markup" if name == "reply_markup" else f"{name} must be an Object")
    return found


def _reply_to(given: Parameters, chat: Chat) -> int | None:
    parameters = _object(given, "reply_parameters")
    if "message_id" not in parameters:
        return None
    number = int(parameters["message_id"])
    if number in chat.messages:
        return number
    if parameters.get("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")


def _keyboard(given: Parameters) -> list[list[dict[str, Any]]]:
    rows: list[list[dict[str, Any]]] = _object(given, "reply_markup").get("inline_keyboard", [])
    for button in (button for row in rows for button in row):
        if not button.get("text"):
            raise bad_request('can\'t parse inline keyboard button: field "text" must be a non-empty String')
        actions = button.keys() - {"text", "style", "icon_custom_emoji_id"}
        if len(actions) != 1:
            raise bad_request("can't parse inline keyboard button: text buttons are unallowed in the inline keyboard")
        if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= 64:
            raise bad_request("BUTTON_DATA_INVALID")
    return rows


_SCOPES = frozenset("default all_private_chats all_group_chats all_chat_administrators".split())


def _scope(given: Parameters) -> tuple[str, str]:
    kind = _object(given, "scope").get("type", "default")
    if kind not in _SCOPES:
        raise bad_request("unsupported type specified")
    return kind, _language_code(given)


def _language_code(given: Parameters) -> str:
    code = given.get("language_code", "")
    if code and not re.fullmatch(r"[a-z]{2}", code):
        raise bad_request("invalid language code specified")
    return code
