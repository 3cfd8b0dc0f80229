"""Claims about seats and rows: a seat counts with its section, its date and what it is to the person."""

import re

from lambdas.chat.guard.bundles import CURRENT, Bundle, Seat, Status
from lambdas.chat.guard.form import squeezed
from lambdas.chat.guard.predicates import knows_nothing, says_gone, says_taken
from lambdas.chat.guard.scene import Scene
from lambdas.chat.guard.shows import Area
from lambdas.chat.guard.ties import has_ties
from lambdas.chat.guard.tokens import Kind, Token, Value
from megaticket.seating.seats import SeatId

_MEANT = {
    Status.OFFERED: (Status.OFFERED,),
    Status.HELD: (Status.HELD, Status.BOOKED),
    Status.BOOKED: (Status.BOOKED,),
    Status.FORMER: tuple(Status),
    None: CURRENT,
}
"""Which seats a phrase may name, by what it says that they are."""

_FLOOR = re.compile(r"(?<![\d])(\d{1,2} ?층)")
_SECTION = re.compile(r"(?<![A-Za-z0-9가-힣])([A-Za-z]{1,3}|\d{1,4}|[가-힣]{1,2}) ?(?:구역|블록|블럭|섹션)")


def seat_holds(token: Token, scene: Scene) -> bool:
    """A seat: "1층 B구역 7열 15번", "7열 15~17번"."""
    row = token.word()
    return _seats_hold(token, row, token.values[1:], scene)


def number_holds(token: Token, scene: Scene) -> bool:
    """A number without its row: a seat only after a row or before the word for one."""
    named = scene.last_before(token, Kind.SEAT, Kind.ROW)
    row = named.word() if named else scene.thread.row
    is_seat = re.match(" ?(?:좌석|자리|석)", scene.after(token)) is not None
    if row is None:
        return not is_seat or any(
            seat.number == token.values[0] for bundle in scene.bundles(token, *CURRENT) for seat in bundle.seats
        )
    return _seats_hold(token, row, token.values[:1], scene)


def seat_id_holds(seat_id: SeatId, token: Token, scene: Scene) -> bool:
    """A seat by its id."""
    return any(
        (seat.row, seat.number) == (seat_id.row.upper(), seat_id.number)
        for bundle in scene.bundles(token, *CURRENT)
        for seat in bundle.seats
    )


def row_holds(token: Token, scene: Scene) -> bool:
    """A row: of seats that are spoken of, of a grade's area, or as the catalogue's texts say it."""
    row, shows = token.word(), scene.shows(token)
    scene.note(row=row)
    if any(seat.row == row for bundle in scene.bundles(token) for seat in bundle.seats):
        return True
    if scene.in_texts(token):
        return True
    grade = scene.last_before(token, Kind.GRADE) or next(iter(scene.of(Kind.GRADE)), None)
    areas = [area for show in shows for area in show.areas if grade and area.grade == grade.word()]
    in_area = any(row in area.rows and _is_in(area.place, token, scene) for area in areas)
    return in_area or (scene.denied(token) and scene.was_said(token))


def rows_hold(token: Token, scene: Scene) -> bool:
    """Rows from one to another: exactly an area of the grade, where one is named."""
    grade = scene.last_before(token, Kind.GRADE)
    areas = [area for show in scene.shows(token) for area in show.areas]
    return any(
        _edges(area) == _words(token.values)
        and (grade is None or area.grade == grade.word())
        and _is_in(area.place, token, scene)
        for area in areas
    )


def _edges(area: Area) -> tuple[str | None, str | None]:
    return (area.first, area.last)


def _words(values: tuple[Value, ...]) -> tuple[str, ...]:
    return tuple(str(value) for value in values)


def _seats_hold(token: Token, row: str, numbers: tuple[Value, ...], scene: Scene) -> bool:
    clause = scene.clause(token)
    keys = {f"{row}-{number}" for number in numbers}
    if says_gone(clause) and keys <= scene.facts.taken:
        return True
    if says_taken(clause):
        return False
    statuses = _MEANT[scene.status(token)]
    holding = {
        bundle: seats
        for bundle in scene.titled(token, *statuses)
        if (seats := _named(bundle, row, numbers, token, scene))
    }
    if holding:
        scene.settle_seats(token, tuple(holding), [seat for seats in holding.values() for seat in seats])
        return True
    said = {value for kind, value in scene.facts.said if kind == Kind.SEAT} | scene.facts.taken
    return knows_nothing(clause) or (scene.denied(token) and keys <= said)


def _named(bundle: Bundle, row: str, numbers: tuple[Value, ...], token: Token, scene: Scene) -> list[Seat]:
    """The seats of a bundle that a token names, if it has all of them."""
    seats = [seat for seat in bundle.seats if seat.row == row and seat.number in numbers]
    fitting = [seat for seat in seats if _is_in(seat.place, token, scene) and has_ties(bundle, seat, token, scene)]
    return fitting if {seat.number for seat in fitting} == set(numbers) else []


def _is_in(place: str, token: Token, scene: Scene) -> bool:
    """Whether a section fits the floor and section that are named since the last seat."""
    earlier = [other for other in scene.of(Kind.SEAT, Kind.ROW, Kind.ROWS, Kind.AMOUNT) if other.end <= token.start]
    words = scene.text[earlier[-1].end if earlier else 0 : token.start]
    tight = squeezed(words).rstrip("의에-")
    named = next((s for show in scene.shows(token) for s in show.sections if tight.endswith((s[0], s[1]))), None)
    if named and not (place == named[0] if tight.endswith(named[0]) else place.endswith(named[1])):
        return False
    floors, sections = _FLOOR.findall(words)[-1:], list(_SECTION.finditer(words))[-1:]
    return all(place.startswith(squeezed(floor)) for floor in floors) and all(
        place.upper().endswith(squeezed(found[0]).upper()) for found in sections
    )
