"""What one person may use: turns a minute, and tokens a day. One item a person and day, counted where a turn begins and ends."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from lambdas.chat.conversation.records import allowance_key
from megaticket.clock import KST, epoch, from_epoch
from megaticket.dynamo import to_item, values
from megaticket.errors import ErrorCode

RESERVED_TOKENS = 10_000
"""Counted when a turn begins and settled when it ends, so that turns side by side cannot all pass on the last tokens.

About a turn of two calls; a turn that dies before it is settled has used these.
"""

_KEPT_DAYS = 2


@dataclass(frozen=True)
class Exceeded:
    """A limit that a turn would pass, and after how many seconds it may be tried again."""

    code: ErrorCode
    retry_after_seconds: int


@dataclass(frozen=True)
class Allowance:
    """The limits of each person.

    Attributes:
        turns_per_minute: turns that may begin in a minute of the clock.
        daily_tokens: tokens of a day in Korea, weighed by price as `metering` does it.
    """

    turns_per_minute: int = 20
    daily_tokens: int = 1_000_000

    def admission(self, table: str, user_id: str, now: int) -> dict[str, Any]:
        """The transaction's item that counts a turn which begins at `now`, if it may begin.

        Each minute has an attribute of its own, so that counting needs no reading before, and no two turns can both be the last.
        """
        midnight = _next_midnight(now)
        update = {
            "TableName": table,
            "Key": to_item(allowance_key(user_id, _day(now))),
            "UpdateExpression": "SET #ttl = :ttl ADD tokens :reserved, #minute :one",
            "ConditionExpression": (
                "(attribute_not_exists(tokens) OR tokens <= :room)"
                " AND (attribute_not_exists(#minute) OR #minute < :turns)"
            ),
            "ExpressionAttributeNames": {"#ttl": "ttl", "#minute": _minute(now)},
            "ExpressionAttributeValues": values(
                ttl=midnight + _KEPT_DAYS * 24 * 3600,
                reserved=RESERVED_TOKENS,
                one=1,
                room=self._room,
                turns=self.turns_per_minute,
            ),
            "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
        }
        return {"Update": update}

    def exceeded(self, item: dict[str, Any], now: int) -> Exceeded:
        """Which limit stood in the way at `now`, by the item that did."""
        if item.get("tokens", 0) > self._room:
            return Exceeded(ErrorCode.DAILY_BUDGET_EXCEEDED, _next_midnight(now) - now)
        return Exceeded(ErrorCode.TOO_MANY_TURNS, 60 - now % 60)

    @property
    def _room(self) -> int:
        """The most that may be used so that one turn more may begin."""
        return self.daily_tokens - RESERVED_TOKENS


def settlement(table: str, user_id: str, began_at: int, tokens: int) -> dict[str, Any]:
    """The transaction's item that puts what a turn has used in the place of what was reserved for it."""
    update = {
        "TableName": table,
        "Key": to_item(allowance_key(user_id, _day(began_at))),
        "UpdateExpression": "ADD tokens :difference",
        "ExpressionAttributeValues": values(difference=tokens - RESERVED_TOKENS),
    }
    return {"Update": update}


def _local(seconds: int) -> datetime:
    return from_epoch(seconds).astimezone(KST)


def _day(seconds: int) -> str:
    return f"{_local(seconds):%Y-%m-%d}"


def _minute(seconds: int) -> str:
    return f"m{_local(seconds):%H%M}"


def _next_midnight(seconds: int) -> int:
    tomorrow = _local(seconds).date() + timedelta(days=1)
    return epoch(datetime.combine(tomorrow, time(), KST))
