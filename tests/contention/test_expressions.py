"""The reading of conditions that the negative controls stand on."""

import pytest

from tests.contention.expressions import holds, parse, without_each_clause

SEAT = "attribute_not_exists(pk) OR (#state = :held AND expiresAt < :over AND NOT (a <> :a AND b >= :b))"
BOUND = {":held": "HELD", ":over": 10, ":a": 1, ":b": 5}


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
        ({"pk": 1, "state": "HELD", "a": 1}, False),
    ],
)
def test_an_expression_is_judged_as_dynamodb_judges_it(row: dict[str, object], expected: bool) -> None:
    assert holds(parse(SEAT), row, {"#state": "state"}, BOUND) is expected


def test_and_binds_stronger_than_or() -> None:
    assert str(parse("a = :a OR b = :b AND NOT c = :c")) == "a = :a OR (b = :b AND (NOT c = :c))"


def test_a_tree_reads_back_as_itself() -> None:
    assert parse(str(parse(SEAT))) == parse(SEAT)


@pytest.mark.parametrize("text", ["a", "a = ", "(a = :a", "a = :a)", "a = :a b = :b", "a ! :a"])
def test_what_is_not_understood_is_an_error(text: str) -> None:
    with pytest.raises((ValueError, IndexError)):
        parse(text)


def test_every_part_is_removed_once() -> None:
    variants = {
        removed: rest and str(rest) for removed, rest in without_each_clause(parse("a = :a AND (b = :b OR c = :c)"))
    }

    assert variants == {
        "a = :a AND (b = :b OR c = :c)": None,
        "a = :a": "b = :b OR c = :c",
        "b = :b OR c = :c": "a = :a",
        "b = :b": "a = :a AND c = :c",
        "c = :c": "a = :a AND b = :b",
    }


def test_parts_within_a_negation_are_removed_as_well() -> None:
    variants = [
        (removed, str(rest)) for removed, rest in without_each_clause(parse("a = :a AND NOT (b = :b AND c = :c)"))
    ]

    assert ("b = :b", "a = :a AND (NOT c = :c)") in variants
    assert ("c = :c", "a = :a AND (NOT b = :b)") in variants
    assert len(variants) == 5
