"""Between plain data and DynamoDB's attributes."""

from typing import Any

import pytest

from megaticket.dynamo import from_item, to_item

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
