"""The reading of expressions that the memory table and the negative controls stand on."""

import pytest

from megaticket.dynamo import to_item, values
from tests.doubles.expressions import holds, parse, updated

SEAT = "attribute_not_exists(pk) OR (#state = :held AND expiresAt < :over AND NOT (a <> :a AND b >= :b))"
BOUND = {
    "ExpressionAttributeNames": {"#state": "state"},
    "ExpressionAttributeValues": values(held="HELD", over=10, a=1, b=5),
}


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({}, True),
        ({"pk": 1, "state": "HELD", "expiresAt": 9, "a": 1, "b": 5}, True),
        ({"pk": 1, "state": "HELD", "expiresAt": 10, "a": 1}, False),
        ({"pk": 1, "state": "SOLD", "expiresAt": 9, "a": 1}, False),
        ({"pk": 1, "state": "HELD", "expiresAt": 9, "a": 2, "b": 5}, False),
        ({"pk": 1, "state": "HELD", "expiresAt": 9, "b": 5}, False),
        ({"pk": 1, "state": "HELD", "expiresAt": 9, "a": 2, "b": 4}, True),
        ({"pk": 1, "state": "HELD", "expiresAt": "9", "a": 1}, False),
        ({"pk": 1, "state": "HELD", "expiresAt": 9, "a": "1", "b": 5}, False),
        ({"pk": 1, "state": "HELD", "a": 1}, False),
    ],
)
def test_an_expression_is_judged_as_dynamodb_judges_it(row: dict[str, object], expected: bool) -> None:
    assert holds(parse(SEAT), to_item(row), BOUND) is expected


def test_and_binds_stronger_than_or() -> None:
    assert str(parse("a = :a OR b = :b AND NOT c = :c")) == "a = :a OR (b = :b AND (NOT c = :c))"


def test_a_tree_reads_back_as_itself() -> None:
    assert parse(str(parse(SEAT))) == parse(SEAT)


@pytest.mark.parametrize(
    "text",
    ["a", "a = ", "(a = :a", "a = :a)", "a = :a b = :b", "a ! :a", "size(a)", "begins_with(a)", "begins_with(a = :a)"],
)
def test_what_is_not_understood_is_an_error(text: str) -> None:
    with pytest.raises((ValueError, IndexError)):
        parse(text)


@pytest.mark.parametrize(
    "text", ["a = :a", "DELETE a :a", "SET a", "SET a = ", "SET a = b", "SET a = :a + :a", "ADD a", "ADD a :c"]
)
def test_an_update_that_is_not_understood_is_an_error(text: str) -> None:
    with pytest.raises((ValueError, KeyError)):
        updated({}, text, BOUND)


def test_what_is_not_bound_is_an_error_wherever_it_stands() -> None:
    with pytest.raises(KeyError, match=":c"):
        holds(parse("attribute_not_exists(pk) OR c = :c"), {}, BOUND)
