"""Seats as people write them: "7열 15~17번", "1층 B구역 3열 2번부터 5번까지"."""

import re
from dataclasses import dataclass

from megaticket.korean.numerals import with_digits
from megaticket.korean.text import normalize
from megaticket.korean.unclear import Unclear

MOST_SEATS = 20
"""A hold has no more (contracts.SeatIds)."""

_TOO_MANY = Unclear(f"한 번에 {MOST_SEATS}석까지 고르실 수 있어요. 좌석을 다시 알려 주세요.")
_ONE_ROW = Unclear("어느 열의 몇 번인지 한 열씩 알려 주세요.")


@dataclass(frozen=True)
class WrittenSeats:
    """Seats of one row. What was not written is None.

    Floor, section and row are in lower case and without spaces: "1층", "b" (of "B구역"), "7" (of "7열").
    """

    floor: str | None
    section: str | None
    row: str | None
    numbers: tuple[int, ...]


_LABEL = r"(?:\d{1,3}|[a-z]{1,2}\d{0,2})"
_BETWEEN = r"(?: ?(?:~|-|부터|에서|,|/|·|이?랑|하고|[와과]) ?| )"
_WORD = re.compile(
    r"(?P<floor>(?:지하 ?)?(?<!\d)\d{1,2} ?층)"
    rf"|(?:(?<![a-z가-힣\d])|(?<=층))(?P<section>{_LABEL}|[가-힣]{{1,3}}) ?(?:구역|블[록럭])"
    r"|(?P<rows>\d{1,3} ?[~,-] ?\d{1,3} ?[열줄])"
    rf"|(?:(?<![a-z가-힣\d])|(?<=[층역]))(?P<row>{_LABEL}|[가나다라마바사아자차카타파하]) ?[열줄]"
    rf"|(?<![\d.])(?P<numbers>(?:\d{{1,4}} ?번?{_BETWEEN}){{0,{2 * MOST_SEATS}}}\d{{1,4}} ?번)(?! ?째)"
)
_NUMBER = re.compile(r"(\d{1,4}) ?번?( ?(?:~|-|부터|에서) ?)?")


def read_seats(text: str) -> tuple[WrittenSeats, ...] | Unclear:
    """The seats that a message names, row by row; none at all for "7열 가운데" and for a lone "2번".

    Numbers without a row come with `row` None. Unclear where they are too many or several rows share them.
    """
    found: list[WrittenSeats] = []
    place: dict[str, str | None] = {"floor": None, "section": None, "row": None}
    for word in _WORD.finditer(with_digits(normalize(text))):
        kind = str(word.lastgroup)
        if kind == "rows":
            return _ONE_ROW
        if kind != "numbers":
            place = _moved(place, kind, word[kind].replace(" ", ""))
            continue
        numbers = _expand(word["numbers"])
        if not numbers:
            return _TOO_MANY
        if len(numbers) > 1 or any(place.values()):
            found.append(WrittenSeats(place["floor"], place["section"], place["row"], numbers))
    return _TOO_MANY if sum(len(seats.numbers) for seats in found) > MOST_SEATS else tuple(found)


def _moved(place: dict[str, str | None], kind: str, name: str) -> dict[str, str | None]:
    """The place after one more word: another floor or section forgets the row, another floor the section too."""
    kept = {"floor": (), "section": ("floor",), "row": ("floor", "section")}[kind]
    return {**dict.fromkeys(place), **{part: place[part] for part in kept}, kind: name}


def _expand(text: str) -> tuple[int, ...]:
    """The numbers of "15~17번, 20번" in order; none where they are too many."""
    numbers: set[int] = set()
    first: int | None = None
    for found in _NUMBER.finditer(text):
        last = int(found[1])
        low, high = sorted((last if first is None else first, last))
        numbers.update(range(low, high + 1))
        first = last if found[2] else None
    return tuple(sorted(numbers)) if len(numbers) <= MOST_SEATS else ()
