"""The transactions that the service sends, as plain dictionaries: each clause stands for a way to sell a seat twice."""

from collections.abc import Iterator
from typing import Any

import pytest

from megaticket.booking.models import CLOCK_SKEW_SECONDS
from megaticket.dynamo import from_item
from tests.integration.booking.conftest import TABLE, Theatre
from tests.unit.megaticket.stage import NOW, SCHEDULE_ID

Write = dict[str, Any]


class Sent:
    """One transaction by what its writes are for."""

    def __init__(self, transaction: list[dict[str, Write]]) -> None:
        self.writes = [write for element in transaction for write in element.values()]
        self.kinds = [kind for element in transaction for kind in element]

    def about(self, prefix: str) -> list[Write]:
        return [write for write in self.writes if _key(write).startswith(prefix)]

    def one(self, prefix: str) -> Write:
        (write,) = self.about(prefix)
        return write


def _key(write: Write) -> str:
    return str((write.get("Key") or write["Item"])["pk"]["S"])


def bound(write: Write) -> dict[str, Any]:
    return from_item(write["ExpressionAttributeValues"])


def clauses(condition: str) -> Iterator[str]:
    """The comparisons of a condition, without the ANDs, ORs and brackets around them."""
    for part in condition.replace(" AND ", "\n").replace(" OR ", "\n").splitlines():
        clause = part.strip().removeprefix("(")
        while clause.count(")") > clause.count("("):
            clause = clause.removesuffix(")")
        while clause.count("(") > clause.count(")"):
            clause = clause.removeprefix("(")
        yield clause


@pytest.fixture
def hold(theatre: Theatre) -> Sent:
    theatre.held("alice", "1-2", "1-3")
    return Sent(theatre.client.transactions[-1])


@pytest.fixture
def release(theatre: Theatre) -> Sent:
    theatre.booking.release("alice", theatre.held("alice", "1-2", "1-3").hold_id)
    return Sent(theatre.client.transactions[-1])


def test_a_hold_is_one_transaction_over_the_hold_the_limit_and_every_seat(hold: Sent) -> None:
    assert [_key(write).split("#")[0] for write in hold.writes] == ["HOLD", "USER", "SCHEDULE", "SCHEDULE"]
    assert {write["TableName"] for write in hold.writes} == {TABLE}


def test_a_release_is_one_transaction_over_the_same(release: Sent) -> None:
    assert [_key(write).split("#")[0] for write in release.writes] == ["HOLD", "USER", "SCHEDULE", "SCHEDULE"]
    assert release.kinds[2:] == ["Delete", "Delete"]


def test_no_write_goes_without_a_condition(hold: Sent, release: Sent) -> None:
    assert all(write["ConditionExpression"] for write in hold.writes + release.writes)


def test_every_bound_name_and_value_is_used(hold: Sent, release: Sent) -> None:
    for write in hold.writes + release.writes:
        text = f"{write['ConditionExpression']} {write.get('UpdateExpression', '')}"
        for name in [*write.get("ExpressionAttributeValues", {}), *write.get("ExpressionAttributeNames", {})]:
            assert name in text


def test_a_repeated_request_cannot_write_a_second_hold(hold: Sent) -> None:
    assert hold.one("HOLD#")["ConditionExpression"] == "attribute_not_exists(pk)"


def test_a_seat_that_nobody_has_may_be_taken(hold: Sent) -> None:
    for seat in hold.about("SCHEDULE#"):
        assert "attribute_not_exists(pk)" in clauses(seat["ConditionExpression"])


def test_a_sold_seat_may_not_be_taken_however_old_it_is(hold: Sent) -> None:
    for seat in hold.about("SCHEDULE#"):
        assert "#state = :held" in clauses(seat["ConditionExpression"])
        assert bound(seat)[":held"] == "HELD"
        assert seat["ExpressionAttributeNames"]["#state"] == "state"


def test_a_seat_may_be_taken_over_only_when_two_clocks_agree_that_it_has_ended(hold: Sent) -> None:
    for seat in hold.about("SCHEDULE#"):
        assert "expiresAt < :over" in clauses(seat["ConditionExpression"])
        assert bound(seat)[":over"] == NOW - CLOCK_SKEW_SECONDS


def test_nobody_buys_beyond_the_limit(hold: Sent) -> None:
    limit = hold.one("USER#")

    assert {"attribute_not_exists(sold)", "sold <= :room"} <= set(clauses(limit["ConditionExpression"]))
    assert bound(limit)[":room"] == 4 - 2


def test_nobody_has_two_live_holds(hold: Sent) -> None:
    condition = hold.one("USER#")["ConditionExpression"]

    assert "attribute_not_exists(liveHoldId)" in clauses(condition)
    assert any(clause.startswith("expiresAt <") for clause in clauses(condition))


def test_a_refusal_says_what_stood_in_the_way(hold: Sent) -> None:
    for write in hold.writes:
        if not _key(write).startswith("HOLD#"):
            assert write["ReturnValuesOnConditionCheckFailure"] == "ALL_OLD"


def test_only_ones_own_seat_is_given_back(release: Sent) -> None:
    for seat in release.about("SCHEDULE#"):
        assert "holdId = :hold" in clauses(seat["ConditionExpression"])
        assert bound(seat)[":hold"] == _key(release.writes[0]).removeprefix("HOLD#")


def test_only_ones_own_limit_is_given_back(release: Sent) -> None:
    limit = release.one("USER#")

    assert limit["ConditionExpression"] == "liveHoldId = :hold"
    assert limit["Key"] == {"pk": {"S": "USER#alice"}, "sk": {"S": f"SCHEDULE#{SCHEDULE_ID}"}}


def test_the_clock_is_frozen_across_the_tries_of_one_hold(theatre: Theatre) -> None:
    theatre.held("alice", "1-2")
    first = Sent(theatre.client.transactions[0])

    assert {write["Item"]["expiresAt"]["N"] for write in (first.one("HOLD#"), first.one("SCHEDULE#"))} == {
        str(NOW + 600)
    }
