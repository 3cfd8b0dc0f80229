"""Between plain data and DynamoDB's attributes: as boto3's own serializers, which the functions do without."""

from decimal import Decimal
from typing import Any

import pytest
from boto3.dynamodb.types import TypeDeserializer, TypeSerializer
from hypothesis import given
from hypothesis import strategies as st

from megaticket.dynamo import from_item, to_item, values

SCALARS = st.none() | st.booleans() | st.integers(-(10**37), 10**37) | st.text()
DATA = st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20)
FRACTIONS = st.decimals(-(10**9), 10**9, places=3)


@given(DATA | FRACTIONS)
def test_data_is_written_as_boto3_writes_it(data: Any) -> None:
    assert values(data=data) == {":data": TypeSerializer().serialize(data)}


@given(DATA)
def test_data_is_read_as_boto3_reads_it(data: Any) -> None:
    attribute = TypeSerializer().serialize(data)
    assert from_item({"data": attribute}) == {"data": TypeDeserializer().deserialize(attribute)}


@given(st.floats(-1e9, 1e9).filter(lambda number: number == 0 or abs(number) > 1e-9))
def test_floats_come_back(number: float) -> None:
    assert from_item(to_item({"number": number})) == {"number": number}


@pytest.mark.parametrize("number", [10**39, Decimal("NaN"), Decimal("Infinity"), float("inf")])
def test_a_number_that_no_attribute_holds_is_not_written(number: Any) -> None:
    with pytest.raises((TypeError, ArithmeticError)):
        to_item({"number": number})


@pytest.mark.parametrize("value", [{1, 2}, b"bytes", object()])
def test_what_no_attribute_holds_is_not_written(value: Any) -> None:
    with pytest.raises(TypeError):
        to_item({"value": value})
