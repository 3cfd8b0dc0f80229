"""A hold's id is for programs: no answer shows one, whosever it is, or one that is none."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lambdas.chat.guard.gate import Gate
from megaticket.booking.models import hold_id_of
from tests.unit.chat.guard.bookings import Booking, bookings
from tests.unit.chat.guard.facts import TOOL_NAMES
from tests.unit.chat.guard.state_claims import hold_of

FORMS = ["선점 번호는 {}예요.", "이 선점({})을 결제해 주세요.", "holdId: {}", "- 선점 {} - 10분 동안 유지돼요."]
WHOSE = {
    "own": lambda booking: st.just(hold_of(booking)),
    "of others": lambda booking: st.integers(0, 10**6).map(lambda number: hold_id_of("person-bob", f"r{number}")),
    "none": lambda booking: st.from_regex(r"h[0-9a-f]{24}7|H[0-9A-F]{8,23}7|H[0-9A-F]{26,30}7", fullmatch=True),
}
FEW, MANY = 30, 10_000


def shown(text: str, booking: Booking, size: int) -> str:
    gate = Gate(booking.facts, TOOL_NAMES)
    pieces = [text[at : at + size] for at in range(0, len(text), size)]
    return "".join(map(gate.feed, pieces)) + ("" if gate.false_claims else gate.end())


def never_shown(data: st.DataObject, whose: str) -> None:
    booking = data.draw(bookings())
    hold_id = data.draw(WHOSE[whose](booking))
    text = data.draw(st.sampled_from(FORMS)).format(hold_id)
    words = shown(text, booking, data.draw(st.sampled_from([1, 3, 7, len(text)])))
    assert hold_id not in words, (whose, words)


@pytest.mark.parametrize("whose", sorted(WHOSE))
@settings(max_examples=FEW)
@given(data=st.data())
def test_no_hold_id_is_shown(whose: str, data: st.DataObject) -> None:
    never_shown(data, whose)


@pytest.mark.slow
@pytest.mark.parametrize("whose", sorted(WHOSE))
@settings(max_examples=MANY)
@given(data=st.data())
def test_no_hold_id_is_shown_in_many_cases(whose: str, data: st.DataObject) -> None:
    never_shown(data, whose)
