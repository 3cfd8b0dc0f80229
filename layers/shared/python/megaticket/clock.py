"""Time as the house uses it: aware UTC datetimes inside, KST texts for people."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

KST = timezone(timedelta(hours=9), "KST")
"""Korea keeps one offset all year, so no time zone database is needed."""

WEEKDAYS = "월화수목금토일"

Clock = Callable[[], datetime]
"""Gives the current time, aware, in UTC."""


def utc_now() -> datetime:
    """The current time, aware, in UTC."""
    return datetime.now(UTC)


def epoch(moment: datetime) -> int:
    """Whole seconds since 1970, as stored in `ttl` and compared in conditions."""
    return int(moment.timestamp())


def from_epoch(seconds: int) -> datetime:
    """The aware UTC datetime of stored seconds."""
    return datetime.fromtimestamp(seconds, UTC)


def iso(moment: datetime) -> str:
    """ISO 8601 in UTC to the second: "2026-11-23T07:00:00Z"."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def day_text(day: date) -> str:
    """A date with its weekday: "12월 5일 (토)"."""
    return f"{day.month}월 {day.day}일 ({WEEKDAYS[day.weekday()]})"


def moment_text(moment: datetime) -> str:
    """A time in KST: "12월 5일 (토) 14:00"."""
    local = moment.astimezone(KST)
    return f"{day_text(local.date())} {local:%H:%M}"


def expiry_text(moment: datetime, now: datetime) -> str:
    """When a hold ends, in KST: "16:00", or "내일 00:05" when that is past midnight."""
    local = moment.astimezone(KST)
    days = (local.date() - now.astimezone(KST).date()).days
    if days == 0:
        return f"{local:%H:%M}"
    return f"내일 {local:%H:%M}" if days == 1 else moment_text(moment)
