"""The conditions of every transaction that booking builds, taken from the built requests."""

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from megaticket.booking import transactions
from megaticket.booking.models import Hold, HoldState
from megaticket.booking.transitions import HoldRequest, Moment, new_hold
from megaticket.dynamo import from_item
from megaticket.regions import RegionControl
from megaticket.transactions import Transaction
from tests.contention.clauses import without_each_clause
from tests.doubles.expressions import parse
from tests.unit.megaticket.stage import NOW, SCHEDULE_ID, house

SEOUL = RegionControl("ap-northeast-2")
RECOVERY = RegionControl("ap-northeast-1", "dr", recovery_mode=True, recovery_start=NOW, outage_start=NOW - 60)
MOMENTS = (Moment(NOW, SEOUL), Moment(NOW + 60, RECOVERY), Moment(NOW + 3600, RECOVERY))
"""Every day, while recovery protects what the lost region held, and after that."""

STATES = {
    "hold": HoldState.HOLDING,
    "replace": HoldState.HOLDING,
    "retime": HoldState.HOLDING,
    "start": HoldState.PAYING,
    "approve": HoldState.APPROVING,
    "decline": HoldState.PAYING,
    "confirm": HoldState.CONFIRMED,
    "unconfirmable": HoldState.CANCELLED,
    "release": HoldState.RELEASED,
    "cancel": HoldState.CANCELLED,
}
"""What each builder leaves a hold in. A builder that is missing here stops the enumeration."""

_UNUSED = ("ExpressionAttributeNames", "ExpressionAttributeValues")


@dataclass(frozen=True)
class Control:
    """One part of one condition to be left out: `rest` is what is left of it, None where it is the whole."""

    builder: str
    write: str
    condition: str
    removed: str
    rest: str | None

    def weaken(self, transaction: Transaction) -> Transaction:
        """The transaction without the part, where it is this builder's."""
        if builder_of(transaction) != self.builder:
            return transaction
        return [self._weakened(element) for element in transaction]

    def _weakened(self, element: dict[str, Any]) -> dict[str, Any]:
        ((kind, write),) = element.items()
        if name_of(element) != self.write or write.get("ConditionExpression") != self.condition:
            return element
        changed = {key: value for key, value in write.items() if key != "ConditionExpression"}
        if self.rest is not None:
            changed["ConditionExpression"] = self.rest
        text = f"{self.rest} {write.get('UpdateExpression', '')} "
        # DynamoDB refuses names and values that nothing uses.
        for group in _UNUSED:
            used = {name: value for name, value in write.get(group, {}).items() if _is_used(name, text)}
            changed = {key: value for key, value in changed.items() if key != group} | ({group: used} if used else {})
        return {kind: changed}


def _is_used(name: str, text: str) -> bool:
    return any(text.find(name + end) >= 0 for end in (" ", ",", ")"))


def controls() -> list[Control]:
    """One for every part of every condition of every builder, at each depth."""
    found = dict.fromkeys(
        Control(builder, write, condition, removed, str(rest) if rest else None)
        for builder, write, condition in dict.fromkeys(conditions())
        for removed, rest in without_each_clause(parse(condition))
    )
    return list(found)


def conditions() -> Iterator[tuple[str, str, str]]:
    """(builder, write, condition) of every request, at every moment."""
    for name, build in builders().items():
        for moment in MOMENTS:
            yield from conditions_of(name, build(moment))


def conditions_of(builder: str, transaction: Transaction) -> Iterator[tuple[str, str, str]]:
    """(builder, write, condition) of one request."""
    for element in transaction:
        (write,) = element.values()
        if "ConditionExpression" in write:
            yield builder, name_of(element), write["ConditionExpression"]


def builders() -> dict[str, Callable[[Moment], Transaction]]:
    """Every transaction builder of booking, with its arguments by their names. Raises KeyError for an unknown one."""
    functions = inspect.getmembers(transactions, inspect.isfunction)
    return {
        name.removesuffix("_transaction"): _with_arguments(name.removesuffix("_transaction"), function)
        for name, function in functions
        if name.endswith("_transaction")
    }


def _with_arguments(name: str, function: Callable[..., Transaction]) -> Callable[[Moment], Transaction]:
    hold = _first_hold()
    version = 1 if name == "hold" else 5
    refund = hold.total_price if name == "cancel" else None
    after = hold.model_copy(
        update={"state": STATES[name], "version": version, "payment_key": "key", "cancelled_refund": refund}
    )
    # Of two seats one is kept, one given back and one taken anew where seats are exchanged.
    exchanged = after.model_copy(update={"seats": (hold.seats[0], hold.seats[2])}) if name == "replace" else after
    known = {
        "table": "reservations",
        "hold": after,
        "before": hold.model_copy(update={"seats": hold.seats[:2]}),
        "after": exchanged,
        "ticket_limit": 4,
        "own_seats": hold.seats,
        "own_limit": True,
    }
    parameters = inspect.signature(function).parameters
    return lambda moment: function(**{key: (known | {"moment": moment})[key] for key in parameters})


def _first_hold() -> Hold:
    seats = ("1F-B-1-1", "1F-B-1-2", "1F-B-1-3")
    hold = new_hold(HoldRequest("alice", SCHEDULE_ID, seats, 456_000, "request"), house(), MOMENTS[0])
    assert isinstance(hold, Hold), hold
    return hold


def name_of(element: dict[str, Any]) -> str:
    """What an element writes: "Put HOLD", "Update USER", "Delete SCHEDULE" (a seat)."""
    ((kind, write),) = element.items()
    partition = (write.get("Key") or write["Item"])["pk"]["S"]
    return f"{kind} {partition.split('#')[0]}"


def builder_of(transaction: Transaction) -> str:
    """Which builder made a transaction, told from what it writes."""
    names = [name_of(element) for element in transaction]
    if names[0] != "Put HOLD":
        return "other"
    hold = from_item(transaction[0]["Put"]["Item"])
    if hold["state"] == HoldState.CANCELLED:
        return "unconfirmable" if "Delete PAYMENT_OPEN" in names else "cancel"
    if hold["state"] == HoldState.PAYING:
        return "decline" if "Delete PAYMENT_OPEN" in names else "start"
    if hold["state"] != HoldState.HOLDING:
        return {"CONFIRMED": "confirm", "APPROVING": "approve", "RELEASED": "release"}[hold["state"]]
    if hold["version"] == 1:
        return "hold"
    return "replace" if ":room" in transaction[1]["Update"]["ExpressionAttributeValues"] else "retime"
