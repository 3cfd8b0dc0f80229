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
_CARD_GROUPS = ([4, 4, 4, 4], [4, 4, 4, 4, 3], [4, 6, 5], [4, 6, 4])
"""The same as lengths, for groups that are written far apart."""
_ISSUERS = frozenset("234569")
"""First digits of cards that are in use."""
_MOST_GROUPS = 5
_MOST_DIGITS = 19
_BIRTH_CENTURIES = {"9": 1800, "0": 1800, "1": 1900, "2": 1900, "5": 1900, "6": 1900}
"""By the seventh digit of a resident registration number; 3, 4, 7 and 8 are the 2000s. 5 to 8 are foreigners'."""

_DIGITS = re.compile(r"\d+")
_HYPHENS = "\\-\uff0d\u2010-\u2015\u2212\u30fc\u3161"
_BLANKS = r"\s\u00ad\u200b-\u200f\u2060\ufeff"
_USUAL = rf"{_BLANKS}./_~\u00b7\u318d\u30fb{_HYPHENS}"
_CLOSE_GAP = re.compile(rf"[{_USUAL}]{{1,3}}")
_WIDE_GAP = re.compile(rf"[{_USUAL},|()\[\]{{}}<>]{{1,8}}")
_SPOKEN_GAP = re.compile(r"\D{0,8}[뒤뒷]\D{0,8}")
"""Between the halves of a resident registration number: "앞은 900101, 뒤는 1234567"."""
_OWN_ID = re.compile(r"h[0-9a-f]{25}|p[0-9a-f]{20}|[0-9a-f]{32}", re.IGNORECASE | re.ASCII)
"""A hold, a proposal, a conversation: digits within one are no number of anybody's."""
_OWN_ID_LENGTH = 32
_GLUED = re.compile(r"[A-Za-z0-9]*")
_PLAIN = re.compile(r"(?:19|20)\d\d|(?:[01]\d|2[0-3])[0-5]\d|\d+00")
"""A group that is a year, a time of day or a sum of money."""
_PHONES = re.compile(r"(?:1[568]\d{6}){2}")
"""Two of Korea's eight-digit service numbers side by side."""


@dataclass(frozen=True)
class _Group:
    """Digits without a separator, in ASCII, where they stand, and what parts them from the group before."""

    digits: str
    start: int
    end: int
    gap: str


def mask_numbers(text: str) -> str:
    """A text of the same length in which the digits of card and resident registration numbers are asterisks.

    Cards have 13 to 19 digits and Luhn's check digit; resident registration numbers 6 and 7 digits and begin with a date.
    Separators, full-width digits and mixtures of them are seen through. Ids, dates, phone numbers and prices stay.
    """
    masked = list(text)
    for chain in _chains(text):
        for group in _private(text, chain):
            masked[group.start : group.end] = MASK * (group.end - group.start)
    return "".join(masked)


def _chains(text: str) -> Iterator[list[_Group]]:
    """Groups of digits that could be parts of one number."""
    chain: list[_Group] = []
    for found in _DIGITS.finditer(text):
        gap = text[chain[-1].end : found.start()] if chain else ""
        if chain and not _is_gap(gap):
            yield chain
            chain, gap = [], ""
        digits = "".join(str(int(digit)) for digit in found[0])
        chain.append(_Group(digits, found.start(), found.end(), gap))
    if chain:
        yield chain


def _is_gap(gap: str) -> bool:
    return bool(_WIDE_GAP.fullmatch(gap) or _SPOKEN_GAP.fullmatch(gap))


def _private(text: str, chain: Sequence[_Group]) -> Iterator[_Group]:
    """The groups of a chain that belong to a number to be masked."""
    position = 0
    while position < len(chain):
        length = _length_of_number(text, chain[position:])
        yield from chain[position : position + length]
        position += length or 1


def _length_of_number(text: str, chain: Sequence[_Group]) -> int:
    """How many groups make up the number that a chain begins with; 0 where it begins with no such number."""
    totals = accumulate(len(group.digits) for group in chain[:_MOST_DIGITS])
    most = sum(total <= _MOST_DIGITS for total in totals)
    for length in range(most, 0, -1):
        groups = chain[:length]
        if (_is_resident_number(groups) or _is_card(groups)) and not _is_own_id(text, groups):
            return length
    return 0


def _is_own_id(text: str, groups: Sequence[_Group]) -> bool:
    """Whether the number begins or ends within an id of ours."""
    return any(_OWN_ID.fullmatch(_word(text, group)) for group in (groups[0], groups[-1]))


def _word(text: str, group: _Group) -> str:
    """The letters and digits around a group, no further than an id reaches."""
    before = _GLUED.match(text[max(0, group.start - _OWN_ID_LENGTH) : group.start][::-1])
    after = _GLUED.match(text[group.start : group.end + _OWN_ID_LENGTH])
    return f"{before[0][::-1] if before else ''}{after[0] if after else ''}"


def _is_resident_number(groups: Sequence[_Group]) -> bool:
    lengths, digits = _lengths(groups), _joined(groups)
    if lengths not in ([6, 7], [13], [1] * 13):
        return False
    if lengths != [6, 7] and any(_SPOKEN_GAP.fullmatch(group.gap) for group in groups[1:]):
        return False
    return _is_date(str(_BIRTH_CENTURIES.get(digits[6], 2000) // 100) + digits[:6])


def _is_card(groups: Sequence[_Group]) -> bool:
    digits = _joined(groups)
    if len(digits) not in _CARD_LENGTHS or not (_is_written_close(groups) or _is_written_evenly(groups)):
        return False
    return _fits_luhn(digits) and not _is_something_else([group.digits for group in groups])


def _is_written_close(groups: Sequence[_Group]) -> bool:
    breaks = set(accumulate(_lengths(groups[:-1])))
    is_close = all(_CLOSE_GAP.fullmatch(group.gap) for group in groups[1:])
    return is_close and len(groups) <= _MOST_GROUPS and any(breaks <= usual for usual in _CARD_BREAKS)


def _is_written_evenly(groups: Sequence[_Group]) -> bool:
    """A card's groups, or its digits one by one, with the same between any two: lists are seldom so."""
    gaps = {group.gap for group in groups[1:]}
    is_even = len(gaps) == 1 and all(map(_WIDE_GAP.fullmatch, gaps))
    is_usual = _lengths(groups) in _CARD_GROUPS or all(len(group.digits) == 1 for group in groups)
    return is_even and is_usual and groups[0].digits[0] in _ISSUERS


def _lengths(groups: Sequence[_Group]) -> list[int]:
    return [len(group.digits) for group in groups]


def _joined(groups: Sequence[_Group]) -> str:
    return "".join(group.digits for group in groups)


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
