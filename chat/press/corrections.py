"""Corrections: who was answered from an article within a week is told, once, when it no longer says what was cited."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from chat.front import Front
from chat.state import answers, deliveries
from chat.state.answers import Given
from chat.state.database import Connection
from chat.state.deliveries import Delivery
from rag.bulletin.board import Bulletin

_EXPIRES = timedelta(days=2)


class Corrections:
    """Looks for corrections whenever the index has changed."""

    def __init__(self, front: Front, bulletin: Bulletin) -> None:
        """Look into this bulletin on behalf of the front's readers."""
        self._front, self._bulletin = front, bulletin
        self._seen: int | None = None

    async def plan(self) -> int:
        """Put in line what has to be corrected; return how many articles changed that were cited.

        Raises:
            KhabarError: The state or the index cannot be read; what changed is looked at the next time.
        """
        front, bulletin = self._front, self._bulletin
        generation = await front.desk.run(bulletin.generation)
        if generation == self._seen:
            return 0
        cited = await front.state.run(answers.cited_lately, front.clock())
        changed = await front.desk.run(bulletin.revised, cited)
        for article_id, revision in changed.items():
            await self._tell_readers(article_id, revision)
        self._seen = generation
        return len(changed)

    async def _tell_readers(self, article_id: str, revision: int) -> None:
        front = self._front
        for given in await front.state.run(answers.readers_of, article_id, revision, front.clock()):
            quotes = await front.state.run(answers.quotes_of, given.id, article_id)
            # What is shown is compared again when it is sent: the article may have changed once more.
            if await front.desk.run(self._bulletin.corrected, article_id, quotes):
                await front.state.run(_put_in_line, front, given, article_id, quotes)


def _put_in_line(connection: Connection, front: Front, given: Given, article_id: str, quotes: Sequence[str]) -> None:
    """Put a correction in line, unless this reader was told that this article changed under this answer."""
    speaker, now = given.speaker, front.clock()
    if not front.access.admits(speaker.chat_id, speaker.person_id):
        return
    about = f"{given.id} {article_id}"
    if deliveries.tell_once(connection, speaker.person_id, speaker.chat_id, "correction", about, now):
        delivery = Delivery(
            speaker.person_id,
            speaker.chat_id,
            "correction",
            given.language,
            {"articles": [article_id], "quotes": list(quotes)},
            now + _EXPIRES,
            speaker.topic_id,
            given.message_id,
        )
        deliveries.add(connection, delivery, now)
