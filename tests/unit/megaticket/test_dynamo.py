"""Between plain data and DynamoDB's attributes."""

from decimal import Decimal
from typing import Any

import pytest
from boto3.dynamodb.types import TypeDeserializer, TypeSerializer
from hypothesis import given
from hypothesis import strategies as st

from megaticket.dynamo import from_item, to_item, values

DATA: dict[str, Any] = {
    "title": "밤의 노래",
    "price": 153_000,
    "debt": -3,
    "share": 0.25,
    "isOpen": False,
    "rows": [{"labels": ["1", "2"], "first": 1, "note": None}, []],
    "view": {"deep": {"angle": -1.5, "known": True}},
}


def test_data_comes_back_as_it_was() -> None:
    assert from_item(to_item(DATA)) == DATA


def test_what_is_nothing_is_left_out_at_the_top_alone() -> None:
    assert to_item({"a": None, "b": [None]}) == {"b": {"L": [{"NULL": True}]}}


@pytest.mark.parametrize(
    ("text", "number"),
    [("7", 7), ("-0", 0), ("2.0", 2), ("1E+2", 100), ("0.10", 0.1), ("99999999999999999999", 10**20 - 1)],
)
def test_whole_numbers_are_int_and_others_float(text: str, number: float) -> None:
    read = from_item({"n": {"N": text}, "l": {"L": [{"N": text}]}})
    assert read == {"n": number, "l": [number]}
    assert type(read["n"]) is type(number)


def test_bytes_and_sets_are_read() -> None:
    read = from_item({"b": {"B": b"\x00"}, "s": {"SS": ["a"]}, "m": {"M": {"b": {"B": b"\x01"}}}})
    assert (bytes(read["b"]), read["s"], bytes(read["m"]["b"])) == (b"\x00", {"a"}, b"\x01")


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(TypeError):
        from_item({"x": {"X": 1}})


SCALARS = st.none() | st.booleans() | st.integers(-(10**37), 10**37) | st.text()
PLAIN = st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20)
FRACTIONS = st.decimals(-(10**9), 10**9, places=3)


@given(PLAIN | FRACTIONS)
def test_data_is_written_as_boto3_writes_it(data: Any) -> None:
    assert values(data=data) == {":data": TypeSerializer().serialize(data)}


@given(PLAIN)
def test_data_is_read_as_boto3_reads_it(data: Any) -> None:
    attribute = TypeSerializer().serialize(data)
    assert from_item({"data": attribute}) == {"data": TypeDeserializer().deserialize(attribute)}


@pytest.mark.parametrize("value", [10**39, Decimal("NaN"), Decimal("Infinity"), float("inf"), {1, 2}, object()])
def test_what_no_attribute_holds_is_not_written(value: Any) -> None:
    with pytest.raises((TypeError, ArithmeticError)):
        to_item({"value": value})
