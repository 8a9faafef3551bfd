"""When a digest is due: an hour of the day in the bot's time zone."""

from __future__ import annotations

from datetime import datetime, time, timedelta, tzinfo


def next_time(hour: int, now: datetime, zone: tzinfo) -> float:
    """Return when this hour of the day comes next, in seconds since 1970 UTC; later than now."""
    today = now.astimezone(zone).date()
    for days in range(3):
        moment = datetime.combine(today + timedelta(days=days), time(hour), zone).timestamp()
        if moment > now.timestamp():
            return moment
    raise AssertionError("every day has every hour, or the one after it")


def day_text(now: datetime, zone: tzinfo) -> str:
    """Return the day as a key: "2024-07-03"."""
    return now.astimezone(zone).date().isoformat()


def tomorrow(now: datetime, zone: tzinfo) -> datetime:
    """Return the moment at which the next day begins."""
    day = now.astimezone(zone).date() + timedelta(days=1)
    return datetime.combine(day, time(), zone)
