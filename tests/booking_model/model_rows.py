"""The table of states in plain Python: what there is, and who may have what. Written from the rules, not from the code."""

from collections.abc import Generator
from dataclasses import dataclass, field, replace
from typing import Any

LIMIT = 3
"""Tickets a person in the model's schedule."""

SALE_CLOSES = 1796439600
STARTS = 1796446800
TEN_MINUTES, HALF_HOUR, GRACE, SKEW, APPROVAL, RESCUE = 600, 1800, 60, 5, 120, 900

Outcome = frozenset[str]
"""The state of the hold or the code of the refusal that an operation may answer with."""

Steps = Generator[None, None, Outcome]
"""An operation: it yields after each change that a crash would leave behind, or before which others may come."""


@dataclass(frozen=True)
class Booked:
    """A hold or reservation. `before` is the end from before payment, `request` the latest extension or replacement."""

    user: str
    seats: tuple[str, ...]
    state: str
    ends: int
    made: int
    region: str
    before: int | None = None
    extensions: int = 0
    request: str | None = None
    key: str | None = None
    confirmed: int | None = None
    refund: int | None = None

    @property
    def seats_end(self) -> int:
        """When others may have the seats: the minute after a payment's end belongs to the payer."""
        return self.ends + (GRACE if self.state in {"PAYING", "APPROVING"} else 0)


@dataclass(frozen=True)
class Mark:
    """What names a hold: a seat, or a person's limit."""

    hold: str
    ends: int
    made: int
    region: str
    sold: bool = False
    paying: bool = False


@dataclass(frozen=True)
class Debt:
    """A payment that is open, or a refund that is due (won)."""

    key: str
    amount: int
    since: int


@dataclass(frozen=True)
class Paid:
    """What the provider did for one payment of one order (won)."""

    state: str
    charged: int = 0
    refunded: int = 0


@dataclass
class Rows:
    """Everything that is stored, here and at the provider."""

    holds: dict[str, Booked] = field(default_factory=dict)
    seats: dict[str, Mark] = field(default_factory=dict)
    limits: dict[str, Mark] = field(default_factory=dict)
    sold: dict[str, int] = field(default_factory=dict)
    open: dict[str, Debt] = field(default_factory=dict)
    due: dict[str, Debt] = field(default_factory=dict)
    paid: dict[tuple[str, str], Paid] = field(default_factory=dict)


@dataclass
class Model:
    """What is stored, what time it is, and who writes. `rescue` is (start of recovery, start of the outage)."""

    now: int
    rows: Rows = field(default_factory=Rows)
    here: str = "ap-northeast-2"
    rescue: tuple[int, int] | None = None
    mood: str = "approve"
    is_down: bool = False
    is_refund_down: bool = False

    def rescued_until(self, row: Booked | Mark) -> int:
        """Until when recovery keeps a row of the lost region alive."""
        if self.rescue is None:
            return 0
        start, outage = self.rescue
        is_rescued = row.region != self.here and row.made < start and row.ends >= outage
        return start + RESCUE if is_rescued else 0

    def state(self, hold: Booked) -> str:
        """The state as it is read."""
        over = self.now >= max(hold.ends, self.rescued_until(hold))
        return "EXPIRED" if over and hold.state in {"HOLDING", "PAYING"} else hold.state

    def is_live(self, hold: Booked) -> bool:
        """Whether the seats are the person's, unpaid."""
        return self.state(hold) in {"HOLDING", "PAYING", "APPROVING"}

    def has_ended(self, mark: Mark, skew: int = 0) -> bool:
        """Whether others may have what a mark names."""
        kept = self.rescued_until(mark)
        return not mark.sold and not (kept and mark.paying) and self.now > max(mark.ends, kept) + skew

    def is_free(self, seat: str) -> bool:
        """Whether nobody has the seat."""
        mark = self.rows.seats.get(seat)
        return mark is None or self.has_ended(mark, SKEW)

    def owns(self, hold_id: str, *, or_absent: bool = False) -> bool:
        """Whether the limit and all seats name the hold; `or_absent` where they may also not have arrived."""
        hold = self.rows.holds[hold_id]
        marks = [self.rows.limits.get(hold.user), *map(self.rows.seats.get, hold.seats)]
        return all(mark.hold == hold_id if mark else or_absent for mark in marks)

    def has_room(self, user: str, count: int) -> bool:
        """Whether what was bought leaves room for more."""
        return self.rows.sold.get(user, 0) + count <= LIMIT

    def change(self, hold_id: str, **fields: Any) -> Booked:
        """The next version of a hold."""
        self.rows.holds[hold_id] = replace(self.rows.holds[hold_id], **fields)
        return self.rows.holds[hold_id]

    def mark(self, hold_id: str) -> None:
        """Writes the end of a hold into its seats and its person's limit."""
        hold = self.rows.holds[hold_id]
        paying = hold.state in {"PAYING", "APPROVING"}
        mark = Mark(hold_id, hold.seats_end, hold.made, hold.region)
        self.rows.seats |= dict.fromkeys(hold.seats, replace(mark, paying=paying))
        self.rows.limits[hold.user] = mark

    def free(self, hold_id: str) -> None:
        """Frees what the hold has and what still names it."""
        hold = self.rows.holds[hold_id]
        for marks, names in ((self.rows.seats, hold.seats), (self.rows.limits, (hold.user,))):
            for name in names:
                if name in marks and marks[name].hold == hold_id:
                    del marks[name]
