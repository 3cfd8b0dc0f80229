"""Figures as Korean readers write them, and text without control codes."""

import unicodedata
from datetime import datetime, timedelta, timezone

KST = timezone(timedelta(hours=9), "KST")


def won(amount: int) -> str:
    """An amount of money: "150,000원"."""
    return f"{amount:,}원"


def grade_name(grade: str) -> str:
    """A grade as it is said: "R" is "R석"."""
    return grade if not grade or grade.endswith("석") else f"{grade}석"


def countdown(expires_at: datetime, now: datetime) -> str:
    """The minutes and seconds left, rounded down: "9:41"; empty once there are none."""
    left = int((expires_at - now).total_seconds())
    return f"{left // 60}:{left % 60:02d}" if left > 0 else ""


def kst_time(moment: datetime) -> str:
    """The time of day in Korea: "16:00"."""
    return f"{moment.astimezone(KST):%H:%M}"


def printable(text: str) -> str:
    """`text` without the control characters that could move the cursor or colour the terminal."""
    return "".join(mark for mark in text if mark in "\n\t" or unicodedata.category(mark) != "Cc")
