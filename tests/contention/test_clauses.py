"""The parts that the negative controls leave out."""

from tests.contention.clauses import without_each_clause
from tests.doubles.expressions import parse


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
