"""The news of the day: for each subscription whose hour has come, the newest stories that came in since the last time."""

from __future__ import annotations

from datetime import datetime, timedelta

from chat.front import Front
from chat.press.hours import day_text, next_time
from chat.state import subscriptions
from chat.state.deliveries import Delivery
from chat.state.subscriptions import Settled, Subscription
from rag.bulletin.board import Bulletin

STORIES = 7
FRESH = timedelta(days=3)
"""What was published longer ago is no news, also where it came in just now."""
_AT_MOST_LATE = timedelta(hours=6)
_AT_ONCE = 200


async def plan(front: Front, bulletin: Bulletin) -> int:
    """Put in line what is due; return how many subscriptions were looked at.

    Raises:
        KhabarError: The state or the index cannot be read; what is due stays due.
    """
    now = front.clock()
    newest = await front.desk.run(bulletin.newest_number)
    came_in: dict[tuple[object, ...], list[str]] = {}
    looked_at = 0
    while due := await front.state.run(subscriptions.due, now, _AT_ONCE):
        settled = []
        for one in due:
            key = (min(one.mark, newest), one.language, one.sections)
            if key not in came_in:
                came_in[key] = await _references(front, bulletin, one, now)
            settled.append(_settled(front, one, came_in[key], newest, now))
        await front.state.run(subscriptions.settle, settled, day_text(now, front.zone), now)
        looked_at += len(due)
    return looked_at


async def _references(front: Front, bulletin: Bulletin, one: Subscription, now: datetime) -> list[str]:
    found = await front.desk.run(bulletin.came_in, one.mark, now - FRESH, one.language, one.sections, STORIES)
    return [article.reference for article in found]


def _settled(front: Front, one: Subscription, references: list[str], newest: int, now: datetime) -> Settled:
    again = next_time(one.hour, now, front.zone)
    if now.timestamp() - one.next > _AT_MOST_LATE.total_seconds():
        return Settled(one, again, one.mark)  # the bot was away; what is new comes at the next hour
    if not references or not front.access.admits(one.chat_id, one.person_id):
        return Settled(one, again, newest)
    content = {"articles": references, "day": now.timestamp()}
    expires = now + _AT_MOST_LATE
    return Settled(one, again, newest, Delivery(one.person_id, one.chat_id, "digest", one.language, content, expires))
