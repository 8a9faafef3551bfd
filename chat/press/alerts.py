"""Alerts: what somebody waits for has come in."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from chat.front import Front
from chat.press.digests import FRESH
from chat.press.hours import day_text, tomorrow
from chat.state import alerts
from chat.state.alerts import Alert
from chat.state.deliveries import Delivery
from index.errors import QuestionError
from rag.bulletin.board import Bulletin

STORIES = 3
_EXPIRES = timedelta(hours=24)

_log = logging.getLogger(__name__)


async def plan(front: Front, bulletin: Bulletin) -> int:
    """Put in line what has come in; return how many alerts were looked at.

    Raises:
        KhabarError: The state or the index cannot be read; what came in is looked at the next time.
    """
    now = front.clock()
    newest = await front.desk.run(bulletin.newest_number)
    waiting = await front.state.run(alerts.waiting, newest, now)
    for alert in waiting:
        await _look(front, bulletin, alert, newest, now)
    return len(waiting)


async def _look(front: Front, bulletin: Bulletin, alert: Alert, newest: int, now: datetime) -> None:
    if newest < alert.mark or not front.access.admits(
        alert.chat_id, alert.person_id
    ):  # another index, another numbering
        await front.state.run(alerts.settle, alert, newest)
        return
    told = await front.state.run(alerts.told, alert.person_id)
    try:
        found = await front.desk.run(
            bulletin.on,
            alert.subject,
            alert.mark,
            now - FRESH,
            alert.language,
            lambda article: article.id not in told,
        )
    except QuestionError:
        _log.warning("An alert cannot be looked up and is left out.")
        found = []
    if not found:
        await front.state.run(alerts.settle, alert, newest)
        return
    day = day_text(now, front.zone)
    if await front.state.run(alerts.messages_today, alert.person_id, day) >= alerts.MOST_A_DAY:
        await front.state.run(alerts.look_later, alert, tomorrow(now, front.zone))
        return
    shown = found[:STORIES]
    content = {"subject": alert.subject, "alert": alert.id, "articles": [one.reference for one in shown]}
    delivery = Delivery(alert.person_id, alert.chat_id, "alert", alert.language, content, now + _EXPIRES)
    ids = [one.article.id for one in shown]
    await front.state.run(alerts.settle, alert, newest, ids, delivery, day, now)
