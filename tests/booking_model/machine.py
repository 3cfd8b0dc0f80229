"""The bookings and their model side by side, under everything that happens to programs."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Literal

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from megaticket.seating.seats import SeatId
from tests.booking_model.fake_provider import Mood
from tests.booking_model.model_payments import PaymentModel
from tests.booking_model.model_rows import LIMIT, Outcome
from tests.booking_model.observed import observed
from tests.booking_model.operations import USERS, Operation, Wish, wishes
from tests.booking_model.ports import CrashError, Trouble
from tests.booking_model.sweep import sweep
from tests.booking_model.theatre import TOKYO, Theatre
from tests.unit.megaticket.stage import SCHEDULE, SCHEDULE_ID

SECONDS = (1, 1, 5, 5, 6, 6, 30, 58, 60, 61, 65, 66, 66, 180, 300, 539, 600, 606, 900, 1200, 3600, 2 * 86_400)
MOODS: tuple[Mood, ...] = ("decline", "unheard", "unanswered", "slow")
CRASHES: tuple[Literal["crash before", "crash after", "lost answer"], ...] = (
    "crash before",
    "crash after",
    "crash after",
    "lost answer",
)
OTHERS: tuple[Literal["other before", "other after"], ...] = ("other before", "other after")
Option = tuple[Outcome, Outcome, PaymentModel]
"""What may come of it: the answer, the other's answer, and the state after."""

ANY: Outcome = frozenset()


class BookingMachine(RuleBasedStateMachine):
    """Each rule does one thing to the real bookings, and asks the model which ends it may have."""

    def __init__(self) -> None:
        super().__init__()
        self.theatre = Theatre(schedule=SCHEDULE.model_copy(update={"ticket_limit": LIMIT}))
        self.model = PaymentModel(self.theatre.now)
        self.gaps: set[str] = set()
        self.may_lose_seoul = False

    @initialize(may_lose_seoul=st.booleans())
    def begin(self, may_lose_seoul: bool) -> None:
        """Half of the stories have a disaster."""
        self.may_lose_seoul = may_lose_seoul

    @rule(wish=wishes())
    def ask(self, wish: Wish) -> None:
        """A request in peace."""
        operation = wish.settled(self.model)
        self.expect(operation.outcome(self.theatre), "", [after_all(self.model, operation)])

    @rule(wish=wishes(), kind=st.sampled_from(CRASHES), at=st.integers(0, 9))
    def ask_and_crash(self, wish: Wish, kind: Literal["crash before", "crash after", "lost answer"], at: int) -> None:
        """The process dies at one of its calls, or the database's answer is lost once."""
        operation = wish.settled(self.model)
        with self.theatre.ports.troubled(Trouble(kind, at)):
            try:
                said = operation.outcome(self.theatre)
            except CrashError:
                self.expect("", "", list(cut_short(self.model, operation)))
                return
        self.expect(said, "", [after_all(self.model, operation)])

    @rule(wish=wishes(), other=wishes(), kind=st.sampled_from(OTHERS), at=st.integers(0, 9), same=st.booleans())
    def ask_two_at_once(
        self, wish: Wish, other: Wish, kind: Literal["other before", "other after"], at: int, same: bool
    ) -> None:
        """Another request runs in the middle of one: a stranger's, or the same again."""
        self.scold("approve" if self.model.mood == "slow" else self.model.mood)  # the first one's clock has been read
        first = wish.settled(self.model)
        second = first if same else other.settled(self.model)
        answers: list[str] = []
        trouble = Trouble(kind, at, lambda: answers.append(second.outcome(self.theatre)))
        with self.theatre.ports.troubled(trouble):
            said = first.outcome(self.theatre)
        ends = list(interleaved(self.model, first, second)) if answers else [after_all(self.model, first)]
        self.expect(said, "".join(answers), ends)

    @rule(seconds=st.sampled_from(SECONDS))
    def wait(self, seconds: int) -> None:
        """Time passes."""
        self.theatre.time.pass_by(seconds)
        self.model.now += seconds

    @rule(mood=st.sampled_from(MOODS))
    def scold(self, mood: Mood) -> None:
        """The provider will misbehave at its next question."""
        self.theatre.provider.mood = self.model.mood = mood

    @rule(is_down=st.booleans(), is_refund_down=st.booleans())
    def break_or_mend_provider(self, is_down: bool, is_refund_down: bool) -> None:
        """The provider is gone, or back."""
        self.theatre.provider.is_down = self.model.is_down = is_down
        self.theatre.provider.is_refund_down = self.model.is_refund_down = is_refund_down

    @precondition(lambda self: self.may_lose_seoul and self.model.rows.holds)
    @rule(outage=st.sampled_from((0, 45)), lost=st.lists(st.integers(0, 30), max_size=2))
    def lose_seoul(self, outage: int, lost: list[int]) -> None:
        """Tokyo takes over, and some rows of what was under way have not arrived."""
        self.may_lose_seoul = False
        self.theatre.lose_seoul(outage)
        self.model.here, self.model.rescue = TOKYO, (self.model.now, self.model.now - outage)
        for number in lost:
            self._lose_row(number)

    def _lose_row(self, number: int) -> None:
        rows = self.model.rows
        unpaid = [each for each, hold in rows.holds.items() if hold.state in {"HOLDING", "PAYING", "APPROVING"}]
        places: list[tuple[str, dict[str, object], str, tuple[str, str]]] = []
        for hold_id in unpaid:
            user = rows.holds[hold_id].user
            places.append((hold_id, rows.holds, hold_id, (f"HOLD#{hold_id}", "HOLD")))  # type: ignore[arg-type]
            for seat in [seat for seat, mark in rows.seats.items() if mark.hold == hold_id]:
                key = (f"SCHEDULE#{SCHEDULE_ID}#SECTION#1F-B", f"SEAT#{seat.replace('-', '#')}")
                places.append((hold_id, rows.seats, seat, key))  # type: ignore[arg-type]
            if user not in rows.sold and user in rows.limits and rows.limits[user].hold == hold_id:
                places.append((hold_id, rows.limits, user, (f"USER#{user}", f"SCHEDULE#{SCHEDULE_ID}")))  # type: ignore[arg-type]
        if places:
            hold_id, stored, name, key = places[number % len(places)]
            self.gaps.add(hold_id)
            del stored[name]
            self.theatre.drop(key)

    def expect(self, said: str, other: str, options: list[Option]) -> None:
        """One of the model's ends has come about; the model goes on from there."""
        seen, theatre = observed(self.theatre), self.theatre
        for outcome, others, model in options:
            same = model.rows == seen and model.now == theatre.now and model.mood == theatre.provider.mood
            if same and (not said or said in outcome) and (not other or other in others):
                self.model = model
                return
        ends = "\n".join(f"{sorted(outcome)} {sorted(others)} {model.rows}" for outcome, others, model in options)
        raise AssertionError(f"answered {said!r} and {other!r}, left {seen}\nbut the rules allow\n{ends}")

    @invariant()
    def rules_hold(self) -> None:
        """No seat twice, no money lost, limits kept."""
        sweep(self.theatre, self.gaps)

    @invariant()
    def readers_see_it(self) -> None:
        """The seat map, the lists and the quotes say what the model says."""
        booking, model = self.theatre.booking, self.model
        taken = {f"{seat.row}-{seat.number}" for seat in booking.taken(SCHEDULE_ID, "1F-B")}
        assert taken == {seat for seat in model.rows.seats if not model.is_free(seat)}
        assert all(isinstance(seat, SeatId) for seat in booking.taken(SCHEDULE_ID, "1F-B"))
        moment = booking.moment()
        for user in USERS:
            listed = {hold.hold_id: moment.state_of(hold).value for hold in booking.holds_of(user)}
            mine = {each: hold for each, hold in model.rows.holds.items() if hold.user == user}
            assert listed == {each: model.state(hold) for each, hold in mine.items()}
            for each, hold in mine.items():
                quote = self.theatre.payments.quote(user, each)
                wanted = model.quote(hold) if hold.state == "CONFIRMED" else None
                assert getattr(quote, "refund", None) == wanted

    def teardown(self) -> None:
        """In the end the provider is there, and settlement leaves nobody waiting for money."""
        self.theatre.provider.is_down = self.theatre.provider.is_refund_down = False
        for _ in range(3):
            self.theatre.time.pass_by(1900)
            self.theatre.settle()
        rows = observed(self.theatre)
        assert set(rows.open) <= self.gaps - set(rows.holds)
        assert not rows.due
        sweep(self.theatre, self.gaps)


def after_all(model: PaymentModel, operation: Operation) -> Option:
    """The one end of an operation in peace."""
    after = deepcopy(model)
    steps = operation.steps(after)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value, ANY, after


def cut_short(model: PaymentModel, operation: Operation) -> Iterator[Option]:
    """Every state in which a crash may leave an operation."""
    number, is_over = 0, False
    while not is_over:
        after = deepcopy(model)
        steps = operation.steps(after)
        is_over = any(next(steps, "over") == "over" for _ in range(number))
        number += 1
        yield ANY, ANY, after


def interleaved(model: PaymentModel, first: Operation, second: Operation) -> Iterator[Option]:
    """Every end of two operations of which the second comes between two steps of the first."""
    number, is_over = 0, False
    while not is_over:
        after = deepcopy(model)
        steps = first.steps(after)
        outcome: Outcome | None = None
        for _ in range(number):
            try:
                next(steps)
            except StopIteration as end:
                outcome, is_over = end.value, True
                break
        others = drained(second, after)
        while outcome is None:
            try:
                next(steps)
            except StopIteration as end:
                outcome = end.value
        number += 1
        yield outcome, others, after


def drained(operation: Operation, model: PaymentModel) -> Outcome:
    """Runs all of an operation on a model."""
    steps = operation.steps(model)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            outcome: Outcome = end.value
            return outcome
