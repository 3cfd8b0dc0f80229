"""Card numbers and resident registration numbers in what people write, masked digit by digit.

A booking needs neither. A masked number keeps its length and its separators, so that the person sees which one is meant.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

MASK = "*"

_CARD_LENGTHS = range(13, 20)
_CARD_BREAKS = ({4, 8, 12, 16}, {4, 10})
"""Where a card's digits are broken into groups: in fours, or 4-6-5 and 4-6-4 (American Express, Diners)."""
_MOST_GROUPS = 5
_BIRTH_CENTURIES = {"9": 1800, "0": 1800, "1": 1900, "2": 1900, "5": 1900, "6": 1900}
"""By the seventh digit of a resident registration number; 3, 4, 7 and 8 are the 2000s. 5 to 8 are foreigners'."""

_LONGEST_ID = 128
"""Letters and digits further away do not make a number an id."""

_DIGITS = re.compile(r"\d+")
_HYPHENS = "\\-\uff0d\u2010-\u2015\u2212\u30fc\u3161"
_SEPARATOR = re.compile(rf"[\s\u00ad\u200b-\u200f\u2060\ufeff./_~\u00b7\u318d\u30fb{_HYPHENS}]{{1,3}}")
_JOINED = re.compile(rf"\d[{_HYPHENS}]")
_GLUED = re.compile(r"[A-Za-z0-9_]*")
_WORD = re.compile(r"|[A-Za-z]*[G-Zg-z][A-Za-z]+")
"""What may touch a number without making it an id of ours: nothing, or a word such as "VISA"; ids are hexadecimal."""
_PLAIN = re.compile(r"(?:19|20)\d\d|(?:[01]\d|2[0-3])[0-5]\d|\d+00")
"""A group that is a year, a time of day or a sum of money."""
_PHONES = re.compile(r"(?:1[568]\d{6}){2}")
"""Two of Korea's eight-digit service numbers side by side."""


@dataclass(frozen=True)
class _Group:
    """Digits without a separator, in ASCII, and where they stand."""

    digits: str
    start: int
    end: int


def mask_numbers(text: str) -> str:
    """A text of the same length in which the digits of card and resident registration numbers are asterisks.

    Cards have 13 to 19 digits and Luhn's check digit; resident registration numbers 6 and 7 digits and begin with a date.
    Spaces, hyphens, full-width digits and mixtures of them are seen through. Ids, dates, phone numbers and prices stay.
    """
    masked = list(text)
    for chain in _chains(text):
        for group in _private(text, chain):
            masked[group.start : group.end] = MASK * (group.end - group.start)
    return "".join(masked)


def _chains(text: str) -> Iterator[list[_Group]]:
    """Groups of digits that nothing but a separator parts."""
    chain: list[_Group] = []
    for found in _DIGITS.finditer(text):
        if chain and not _SEPARATOR.fullmatch(text, chain[-1].end, found.start()):
            yield chain
            chain = []
        digits = "".join(str(int(digit)) for digit in found[0])
        chain.append(_Group(digits, found.start(), found.end()))
    if chain:
        yield chain


def _private(text: str, chain: Sequence[_Group]) -> Iterator[_Group]:
    """The groups of a chain that belong to a number to be masked."""
    position = 0
    while position < len(chain):
        length = _length_of_number(text, chain[position:]) or 0
        yield from chain[position : position + length]
        position += length or 1


def _length_of_number(text: str, chain: Sequence[_Group]) -> int | None:
    """How many groups make up the number that a chain begins with; None where it begins with no such number."""
    start = chain[0].start
    if _JOINED.fullmatch(text[max(0, start - 2) : start]):
        return None  # the rest of a longer number
    for length in range(min(len(chain), _MOST_GROUPS), 0, -1):
        groups = chain[:length]
        parts = [group.digits for group in groups]
        if _stands_alone(text, groups) and (_is_resident_number(parts) or _is_card(parts)):
            return length
    return None


def _stands_alone(text: str, groups: Sequence[_Group]) -> bool:
    start = groups[0].start
    before = _GLUED.match(text[max(0, start - _LONGEST_ID) : start][::-1])
    after = _GLUED.match(text, groups[-1].end)
    return all(glued is not None and _WORD.fullmatch(glued[0]) for glued in (before, after))


def _is_resident_number(parts: Sequence[str]) -> bool:
    digits = "".join(parts)
    if [len(part) for part in parts] not in ([6, 7], [13]):
        return False
    return _is_date(str(_BIRTH_CENTURIES.get(digits[6], 2000) // 100) + digits[:6])


def _is_card(parts: Sequence[str]) -> bool:
    digits = "".join(parts)
    breaks = set(accumulate(len(part) for part in parts[:-1]))
    if len(digits) not in _CARD_LENGTHS or not any(breaks <= usual for usual in _CARD_BREAKS):
        return False
    return _fits_luhn(digits) and not _is_something_else(parts)


def _fits_luhn(digits: str) -> bool:
    """Whether the last digit is the check digit of ISO/IEC 7812-1."""
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0


def _is_something_else(parts: Sequence[str]) -> bool:
    """Dates, times, prices and phone numbers in a row, of which one in ten passes Luhn's check."""
    has_date = any(part.startswith(("19", "20")) and _is_date(part[:8]) for part in parts)
    in_a_row = len(parts) > 1 and (all(map(_PLAIN.fullmatch, parts)) or _PHONES.fullmatch("".join(parts)))
    return has_date or bool(in_a_row)


def _is_date(digits: str) -> bool:
    """Whether eight digits are a day of the calendar: 20261205."""
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return False
    return len(digits) == 8
