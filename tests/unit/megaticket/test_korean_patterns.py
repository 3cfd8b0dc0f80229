"""The patterns that read messages take time in proportion to a message, whatever it holds."""

import importlib
import pkgutil
import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from megaticket import korean
from megaticket.korean.consent import is_yes, read_release
from megaticket.korean.counts import read_party
from megaticket.korean.dates import read_when
from megaticket.korean.money import read_budget
from megaticket.korean.more_time import wants_more_time
from megaticket.korean.ordinals import read_ordinal
from megaticket.korean.seats import read_seats

parser: Any = importlib.import_module("re._parser")
MODULES = [
    importlib.import_module(f"megaticket.korean.{module.name}") for module in pkgutil.iter_modules(korean.__path__)
]
PATTERNS = {
    f"{module.__name__}.{name}": value
    for module in MODULES
    for name, value in vars(module).items()
    if isinstance(value, re.Pattern)
}


def unbounded(tree: Any, depth: int = 0) -> Iterator[int]:
    """The depth of every repeat without an end: 2 for one inside another. Possessive ones never give anything back."""
    for operator, argument in tree:
        inside = depth
        if str(operator) in {"MAX_REPEAT", "MIN_REPEAT"} and argument[1] >= 1000:
            inside += 1
            yield inside
        for part in argument if isinstance(argument, tuple) else [argument]:
            for branch in part if isinstance(part, list) else [part]:
                if isinstance(branch, parser.SubPattern):
                    yield from unbounded(branch, inside)


def test_the_search_finds_a_repeat_inside_a_repeat() -> None:
    assert max(unbounded(parser.parse("(?:a+|b)+c"))) == 2
    assert max(unbounded(parser.parse("(?:a++|b)c+"))) == 1


@pytest.mark.parametrize("name", PATTERNS)
def test_no_repeat_without_an_end_stands_inside_another(name: str) -> None:
    assert max(unbounded(parser.parse(PATTERNS[name].pattern)), default=0) <= 1


READERS: list[Callable[[str], object]] = [
    lambda text: read_when(text, date(2026, 11, 23)),
    read_party,
    read_ordinal,
    read_budget,
    read_seats,
    is_yes,
    lambda text: wants_more_time(text, asked=False),
    lambda text: read_release(text, asked=True),
]
PIECES = [
    "가",
    "1",
    "1 ",
    "1,",
    "월,",
    "일",
    "12월 ",
    "이번 ",
    "십만",
    "만 ",
    "네",
    "한 ",
    "열",
    " ",
    "1~",
    "1번 ",
    "명 ",
    "말고 ",
    "12월 5일이나 ",
    "0.",
    "아니 ",
    "그 ",
]


@pytest.mark.parametrize("piece", PIECES)
def test_the_longest_message_of_one_piece_is_read(piece: str) -> None:
    text = (piece * 2000)[:2000]

    for reader in READERS:
        reader(text)
