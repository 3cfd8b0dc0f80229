"""Seats as people write them: "7열 15~17번", "1층 B구역 3열 2번부터 5번까지"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from megaticket.korean.numerals import NATIVE, small_number, with_digits
from megaticket.korean.text import OTHER_THAN, normalize
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
_COUNTED = "(?:번|장|명|매|인|석|좌석|자리|개|분|시|월|일|만|천|원|%|열|줄|층)"
_WORD = re.compile(
    r"(?P<floor>(?:지하 ?)?(?<!\d)\d{1,2} ?층)"
    rf"|(?:(?<![a-z가-힣\d])|(?<=층))(?P<section>{_LABEL}|[가-힣]{{1,3}}) ?(?:구역|블[록럭])"
    r"|(?P<rows>\d{1,3} ?[~,-] ?\d{1,3} ?[열줄])"
    rf"|(?:(?<![a-z가-힣\d])|(?<=[층역]))(?P<row>{_LABEL}|[가나다라마바사아자차카타파하]) ?[열줄]"
    rf"|(?P<listed>(?<=[열줄]) ?\d{{1,3}}(?: ?[~,-] ?\d{{1,3}}){{1,{MOST_SEATS}}})(?! ?[~,/.-]? ?\d| ?{_COUNTED})"
    rf"|(?<![\d.])(?P<numbers>(?:\d{{1,4}} ?번?{_BETWEEN}){{0,{2 * MOST_SEATS}}}\d{{1,4}} ?번)(?! ?째)"
)
_ON_FROM = re.compile(
    rf"부터 ?(?:나란히|연속(?:으로|해서)?|이어서|쭉)? ?(\d{{1,2}}|{NATIVE}) ?(?:자리|좌석|석|장|명|개)"
)
_SET_ASIDE = re.compile(rf" ?(?:좌석|자리)?[은는이가을를]? ?(?:{OTHER_THAN}|빼|제외|아니|아닌|대신|싫|별로)")
_NUMBER = re.compile(r"(\d{1,4}) ?번?( ?(?:~|-|부터|에서) ?)?")


def read_seats(text: str) -> tuple[WrittenSeats, ...] | Unclear:
    """The seats that a message names, row by row; none at all for "7열 가운데" and for a lone "2번".

    Numbers without a row come with `row` None. Unclear where they are too many or several rows share them.
    """
    found: list[WrittenSeats] = []
    refused: list[WrittenSeats] = []
    place: dict[str, str | None] = {"floor": None, "section": None, "row": None}
    bare = with_digits(normalize(text))
    for word in _WORD.finditer(bare):
        kind = str(word.lastgroup)
        if kind == "rows":
            return _ONE_ROW
        if kind not in {"numbers", "listed"}:
            place = _moved(place, kind, word[kind].replace(" ", ""))
            continue
        numbers = _and_on(_expand(word[kind]), bare, word.end())
        if not numbers:
            return _TOO_MANY
        if len(numbers) > 1 or any(place.values()):
            seats = WrittenSeats(place["floor"], place["section"], place["row"], numbers)
            (refused if _SET_ASIDE.match(bare, word.end()) else found).append(seats)
    wanted = tuple(filter(None, (_without(seats, refused) for seats in found)))
    return _TOO_MANY if sum(len(seats.numbers) for seats in wanted) > MOST_SEATS else wanted


def _moved(place: dict[str, str | None], kind: str, name: str) -> dict[str, str | None]:
    """The place after one more word: another floor or section forgets the row, another floor the section too."""
    kept = {"floor": (), "section": ("floor",), "row": ("floor", "section")}[kind]
    return {**dict.fromkeys(place), **{part: place[part] for part in kept}, kind: name}


def _without(seats: WrittenSeats, refused: Sequence[WrittenSeats]) -> WrittenSeats | None:
    """The seats without those of them that are set aside: "15~18번, 16번은 빼고"."""
    gone = {number for others in refused if others.row == seats.row for number in others.numbers}
    left = tuple(number for number in seats.numbers if number not in gone)
    return replace(seats, numbers=left) if left else None


def _and_on(numbers: tuple[int, ...], text: str, end: int) -> tuple[int, ...]:
    """The numbers with those that follow them where so many are asked for: "3번부터 네 자리"."""
    counted = _ON_FROM.match(text, end)
    if counted is None or len(numbers) != 1:
        return numbers
    count = min(small_number(counted[1]), MOST_SEATS)
    return tuple(range(numbers[0], numbers[0] + count))


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
