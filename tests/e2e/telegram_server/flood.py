"""Telegram's flood rules: about one message a second to a person, 20 a minute to a group, 30 a second in all."""

from __future__ import annotations

import math
from collections import defaultdict, deque
from dataclasses import dataclass, field

BURST = 5
PER_GROUP_MINUTE = 20
PER_SECOND = 30


@dataclass
class Flood:
    """Counts messages; `refuse` is asked before each."""

    _person_credit: dict[int, tuple[float, float]] = field(default_factory=dict)
    _group_times: dict[int, deque[float]] = field(default_factory=lambda: defaultdict(deque))
    _all_times: deque[float] = field(default_factory=deque)
    _closed_until: dict[int, float] = field(default_factory=dict)

    def refuse(self, chat_id: int, now: float) -> int:
        """Seconds to wait before this chat may get another message, or 0, and then the message is counted."""
        wait_s = max(self._closed_until.get(chat_id, 0.0) - now, self._overall(now), self._of_chat(chat_id, now))
        if wait_s > 0:
            retry_after = max(1, math.ceil(wait_s))
            self._closed_until[chat_id] = now + retry_after
            return retry_after
        self._all_times.append(now)
        if chat_id > 0:
            credit, at = self._person_credit.get(chat_id, (float(BURST), now))
            self._person_credit[chat_id] = (min(BURST, credit + now - at) - 1, now)
        else:
            self._group_times[chat_id].append(now)
        return 0

    def _of_chat(self, chat_id: int, now: float) -> float:
        if chat_id > 0:
            credit, at = self._person_credit.get(chat_id, (float(BURST), now))
            return 1 - min(BURST, credit + now - at)
        times = self._group_times[chat_id]
        while times and times[0] <= now - 60:
            times.popleft()
        return times[0] + 60 - now if len(times) >= PER_GROUP_MINUTE else 0.0

    def _overall(self, now: float) -> float:
        while self._all_times and self._all_times[0] <= now - 1:
            self._all_times.popleft()
        return self._all_times[0] + 1 - now if len(self._all_times) >= PER_SECOND else 0.0
