"""👍 and 👎 under an answer, one tap more for why not, and reactions, which count the same."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence

from telegram import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message, ReactionTypeEmoji, Update
from telegram.error import BadRequest, TelegramError
from telegram.ext import CallbackQueryHandler, MessageReactionHandler

from chat.front import Context, Front, Handlers
from chat.handlers.buttons import acknowledge
from chat.state import answers, feedback
from chat.state.answers import Given
from chat.state.feedback import REASONS, Reason, Verdict
from chat.texts import TEXTS, Texts

Row = Sequence[InlineKeyboardButton]

_log = logging.getLogger(__name__)
_PREFIX = "feedback:"
_UP, _DOWN = f"{_PREFIX}up", f"{_PREFIX}down"
# Only what can be meant of the answer: 😢 or 🔥 below the news of a flood or of a match is meant of the news.
_LIKES = frozenset("👍 ❤ ❤️ 👌 👏 💯".split())
_DISLIKES = frozenset("👎 💩".split())
_KEPT_SOON_S = 0.5
"""An answer is kept just after it is sent; nobody reads faster."""


def row() -> Row:
    """Return the buttons for an answer."""
    return [InlineKeyboardButton("👍", callback_data=_UP), InlineKeyboardButton("👎", callback_data=_DOWN)]


def handlers(front: Front) -> Handlers:
    """Return the handlers of this part."""

    async def press(update: Update, context: Context) -> None:
        pressed = update.callback_query
        if pressed is None or pressed.message is None:
            return
        texts = TEXTS[front.languages.of(pressed.from_user)]
        given = await _answer_in(front, pressed.message.chat.id, pressed.message.message_id)
        if given is None:
            await acknowledge(pressed, texts.old_button)
            return
        said = (pressed.data or "").removeprefix(_PREFIX)
        verdict: Verdict = "up" if said == "up" else "down"
        reason: Reason = next((known for known in REASONS if known == said), "")
        await acknowledge(pressed, texts.feedback_question if said == "down" else texts.feedback_thanks)
        person = pressed.from_user.id
        await front.state.run(feedback.give, given.id, person, verdict, "button", front.clock(), reason)
        await _show(pressed, _reason_rows(texts) if said == "down" else [row()])

    async def react(update: Update, context: Context) -> None:
        reaction = update.message_reaction
        if reaction is None or reaction.user is None:  # an anonymous one is nobody's
            return
        given = await _answer_in(front, reaction.chat.id, reaction.message_id)
        if given is None:
            return
        emoji = [kind.emoji for kind in reaction.new_reaction if isinstance(kind, ReactionTypeEmoji)]
        verdict = _verdict(emoji)
        if verdict:
            await front.state.run(feedback.give, given.id, reaction.user.id, verdict, "reaction", front.clock())
        else:
            await front.state.run(feedback.take_back, given.id, reaction.user.id)

    return [
        CallbackQueryHandler(press, rf"^{_PREFIX}(up|down|{'|'.join(REASONS)})$"),
        MessageReactionHandler(react, message_reaction_types=MessageReactionHandler.MESSAGE_REACTION_UPDATED),
    ]


async def _answer_in(front: Front, chat_id: int, message_id: int) -> Given | None:
    """Return the answer that a message holds, if it is still known."""
    given = await front.state.run(answers.in_message, chat_id, message_id)
    if given is None:
        await asyncio.sleep(_KEPT_SOON_S)
        given = await front.state.run(answers.in_message, chat_id, message_id)
    return given


def _verdict(emoji: Sequence[str]) -> Verdict | None:
    for one in emoji:
        if one in _LIKES:
            return "up"
        if one in _DISLIKES:
            return "down"
    return None


def _reason_rows(texts: Texts) -> list[Row]:
    labels = dict(
        zip(REASONS, (texts.reason_wrong, texts.reason_old, texts.reason_incomplete, texts.reason_source), strict=True)
    )
    buttons = [InlineKeyboardButton(labels[reason], callback_data=f"{_PREFIX}{reason}") for reason in REASONS]
    return [buttons[:2], buttons[2:]]


async def _show(pressed: CallbackQuery, rows: list[Row]) -> None:
    """Put other buttons for feedback below an answer; the rest of its buttons stay."""
    message = pressed.message
    if not isinstance(message, Message) or message.reply_markup is None:
        return
    others = [
        old
        for old in message.reply_markup.inline_keyboard
        if not any(str(button.callback_data).startswith(_PREFIX) for button in old)
    ]
    keyboard = InlineKeyboardMarkup([*rows, *others])
    if keyboard == message.reply_markup:
        return
    try:
        await message.edit_reply_markup(keyboard)
    except BadRequest as error:
        if "not modified" not in error.message.lower():
            _log.info("The buttons of an answer could not be changed: %s.", error.message.rstrip("."))
    except TelegramError as error:
        _log.info("The buttons of an answer could not be changed (%s).", type(error).__name__)
