"""What people, pages and the settlement ask for: each operation as it runs, and as the model has it."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from hypothesis import strategies as st

from megaticket.booking.models import Hold, hold_id_of
from megaticket.booking.payment_transitions import Payment
from megaticket.booking.provider import ProviderUnknownError
from megaticket.booking.transitions import Replacement
from megaticket.errors import Refusal
from tests.booking_model.model_payments import PaymentModel
from tests.booking_model.model_rows import Steps
from tests.booking_model.theatre import Theatre, total_of

USERS = ("alice", "bob")
SEATS = ("1-1", "1-2", "1-3", "2-2")
REQUESTS = ("a", "b", "c")


@dataclass(frozen=True)
class Operation:
    """One request, settled to the last detail."""

    name: str
    run: Callable[[Theatre], Hold | Refusal | None]
    steps: Callable[[PaymentModel], Steps]

    def outcome(self, theatre: Theatre) -> str:
        """The state or code that it answers with."""
        try:
            answer = self.run(theatre)
        except ProviderUnknownError:
            return "FAULT"
        if answer is None:
            return "SETTLED"
        return answer.state.value if isinstance(answer, Hold) else answer.code.value


@dataclass(frozen=True)
class Wish:
    """An operation before it is known which holds there are. `hold` counts back from the latest, around."""

    name: str
    user: str
    hold: int
    seats: tuple[str, ...]
    request: str
    key: str
    is_wrong: bool
    is_strange: bool
    is_sensible: bool
    choice: int

    def settled(self, model: PaymentModel) -> Operation:
        """The operation on the holds that the model has; a sensible one fits to the state of its hold."""
        if not self.is_sensible:
            return self._on(model)
        ids = list(model.rows.holds)
        state = model.state(model.rows.holds[ids[-1 - self.hold % len(ids)]]) if ids else "EXPIRED"
        likely = LIKELY.get(state, ("hold",))
        return replace(self, name=likely[self.choice % len(likely)], is_sensible=False)._on(model)

    def _on(self, model: PaymentModel) -> Operation:
        if self.name == "settle":
            return Operation("settle", _settle, lambda model: model.settle())
        if self.name == "hold":
            return self._holding()
        ids = list(model.rows.holds) or ["H0000"]
        hold_id = ids[-1 - self.hold % len(ids)]
        booked = model.rows.holds.get(hold_id)
        user = booked.user if booked and not self.is_strange else self.user
        if self.name == "confirm":
            amount = (total_of(booked.seats) if booked else 0) + self.is_wrong
            return _confirming(hold_id, user, self.key, amount)
        if self.name == "cancel":
            quoted = model.quote(booked) if booked and booked.state == "CONFIRMED" else booked and booked.refund
            return _cancelling(hold_id, user, (quoted or 0) + self.is_wrong)
        return self._changing(hold_id, user)

    def _holding(self) -> Operation:
        def steps(model: PaymentModel) -> Steps:
            return model.hold(hold_id_of(self.user, self.request), self.user, self.seats)

        return Operation("hold", lambda theatre: theatre.hold(self.user, *self.seats, request=self.request), steps)

    def _changing(self, hold_id: str, user: str) -> Operation:
        ids = tuple(f"1F-B-{seat}" for seat in self.seats)
        wanted = Replacement(ids, total_of(self.seats), self.request)
        run: dict[str, Callable[[Theatre], Hold | Refusal]] = {
            "replace": lambda theatre: theatre.booking.replace(user, hold_id, wanted),
            "extend": lambda theatre: theatre.booking.extend(user, hold_id, self.request),
            "release": lambda theatre: theatre.booking.release(user, hold_id),
            "start": lambda theatre: theatre.payments.start(user, hold_id),
            "abandon": lambda theatre: theatre.payments.abandon(user, hold_id),
        }
        steps: dict[str, Callable[[PaymentModel], Steps]] = {
            "replace": lambda model: model.replace(hold_id, user, self.seats, self.request),
            "extend": lambda model: model.extend(hold_id, user, self.request),
            "release": lambda model: model.release(hold_id, user),
            "start": lambda model: model.start(hold_id, user),
            "abandon": lambda model: model.abandon(hold_id, user),
        }
        return Operation(self.name, run[self.name], steps[self.name])


def _settle(theatre: Theatre) -> None:
    theatre.settle()


def _confirming(hold_id: str, user: str, key: str, amount: int) -> Operation:
    return Operation(
        "confirm",
        lambda theatre: theatre.payments.confirm(user, hold_id, Payment(key, amount)),
        lambda model: model.confirm(hold_id, user, key, amount),
    )


def _cancelling(hold_id: str, user: str, refund: int) -> Operation:
    return Operation(
        "cancel",
        lambda theatre: theatre.payments.cancel(user, hold_id, refund),
        lambda model: model.cancel(hold_id, user, refund),
    )


NAMES = ("hold", "replace", "extend", "release", "start", "abandon", "confirm", "settle", "cancel")
LIKELY = {
    "HOLDING": ("start", "start", "start", "start", "replace", "extend", "release", "hold"),
    "PAYING": ("confirm", "confirm", "confirm", "confirm", "confirm", "abandon", "hold"),
    "APPROVING": ("settle", "settle", "confirm", "hold"),
    "CONFIRMED": ("cancel", "hold", "hold", "hold"),
    "CANCELLED": ("settle", "hold", "hold"),
}
"""The way to a ticket is long: what leads along it comes most often."""


def wishes() -> st.SearchStrategy[Wish]:
    """Requests, mostly for the latest holds, mostly sensible."""
    rarely = st.integers(0, 7).map(lambda number: number == 7)
    return st.builds(
        Wish,
        name=st.sampled_from(NAMES),
        user=st.sampled_from(USERS),
        hold=st.sampled_from((0, 0, 0, 1, 1, 2)),
        seats=st.lists(st.sampled_from(SEATS), min_size=1, max_size=3, unique=True).map(tuple),
        request=st.sampled_from(REQUESTS),
        key=st.sampled_from(("key-1", "key-1", "key-2")),
        is_wrong=rarely,
        is_strange=rarely,
        is_sensible=rarely.map(lambda rare: not rare),
        choice=st.integers(0, 7),
    )
