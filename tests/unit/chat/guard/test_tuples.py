"""True tuples always pass. With any one member exchanged for another real value, or for one outside the data, they never do."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.unit.chat.guard.bookings import bookings
from tests.unit.chat.guard.claims import CLAIMS
from tests.unit.chat.guard.facts import passes

FEW, MANY = 30, 10_000
KIND = st.sampled_from(sorted(CLAIMS))


def true_tuple(data: st.DataObject, kind: str) -> None:
    booking, claim = data.draw(bookings()), CLAIMS[kind]
    parts = claim.parts(data.draw, booking)
    text = claim.words(data.draw, parts)
    assert passes(text, booking.facts), (kind, text)


def changed_tuple(data: st.DataObject, kind: str, *, real: bool) -> None:
    booking, claim = data.draw(bookings()), CLAIMS[kind]
    parts = claim.parts(data.draw, booking)
    others = claim.other if real else claim.outside
    member = data.draw(st.sampled_from(sorted(others)))
    values = sorted(others[member](booking, parts), key=str)
    assume(values)
    changed = parts | {member: data.draw(st.sampled_from(values))}
    text = claim.words(data.draw, changed)
    assert not passes(text, booking.facts), (kind, member, text)


@pytest.mark.parametrize("kind", sorted(CLAIMS))
@settings(max_examples=FEW)
@given(data=st.data())
def test_true_tuples_pass(kind: str, data: st.DataObject) -> None:
    true_tuple(data, kind)


@pytest.mark.parametrize("kind", sorted(CLAIMS))
@settings(max_examples=FEW)
@given(data=st.data())
def test_a_member_exchanged_for_another_real_value_never_passes(kind: str, data: st.DataObject) -> None:
    changed_tuple(data, kind, real=True)


@pytest.mark.parametrize("kind", sorted(CLAIMS))
@settings(max_examples=FEW)
@given(data=st.data())
def test_a_member_from_outside_the_data_never_passes(kind: str, data: st.DataObject) -> None:
    changed_tuple(data, kind, real=False)


@pytest.mark.slow
@settings(max_examples=MANY)
@given(st.data(), KIND)
def test_true_tuples_pass_in_many_cases(data: st.DataObject, kind: str) -> None:
    true_tuple(data, kind)


@pytest.mark.slow
@pytest.mark.parametrize("real", [True, False])
@settings(max_examples=MANY)
@given(st.data(), KIND)
def test_exchanged_members_never_pass_in_many_cases(real: bool, data: st.DataObject, kind: str) -> None:
    changed_tuple(data, kind, real=real)
