"""What happens to the chats themselves: the bot is blocked, removed, let in again, or a group gets another id."""

from __future__ import annotations

from telegram import ChatMember, Update
from telegram.ext import ChatMemberHandler, MessageHandler, filters

from chat.front import Context, Front, Handlers
from chat.state import chats

_GONE = (ChatMember.BANNED, ChatMember.LEFT)


def handlers(front: Front) -> Handlers:
    """Return the handlers of this part."""

    async def member(update: Update, context: Context) -> None:
        changed = update.my_chat_member
        if changed is None:
            return
        if changed.new_chat_member.status in _GONE:
            await front.state.run(chats.leave, changed.chat.id)
        else:
            await front.state.run(chats.seen, changed.chat.id, None, front.clock())

    async def moved(update: Update, context: Context) -> None:
        message = update.effective_message
        if message and message.migrate_to_chat_id:
            await front.state.run(chats.move, message.chat.id, message.migrate_to_chat_id)

    return [
        ChatMemberHandler(member, ChatMemberHandler.MY_CHAT_MEMBER),
        MessageHandler(filters.StatusUpdate.MIGRATE, moved),
    ]
