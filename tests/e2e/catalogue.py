"""The catalogue as it is stored: what can be booked, read by the tests on their own and at run time."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from megaticket.clock import KST, WEEKDAYS
from tests.e2e.tables import Tables

Json = dict[str, Any]
SOON = timedelta(hours=1)
"""A sale that ends earlier may end during the test."""


@dataclass(frozen=True)
class House:
    """A date of a performance in its venue, as plain data of the tables."""

    performance: Json
    schedule: Json
    sections: tuple[Json, ...]

    @property
    def title(self) -> str:
        """The performance's title."""
        return str(self.performance["title"])

    @property
    def schedule_id(self) -> str:
        """The date's id."""
        return str(self.schedule["scheduleId"])

    @property
    def starts_at(self) -> datetime:
        """When it begins, in KST."""
        return datetime.fromisoformat(self.schedule["startsAt"]).astimezone(KST)

    @property
    def starts_at_text(self) -> str:
        """As a list shows it: "12월 5일 (토) 14:00"."""
        at = self.starts_at
        return f"{at.month}월 {at.day}일 ({WEEKDAYS[at.weekday()]}) {at:%H:%M}"

    @property
    def starts_at_spoken(self) -> str:
        """As a person types it: "12월 5일 오후 2시 30분"."""
        at = self.starts_at
        minutes = f" {at.minute}분" if at.minute else ""
        return f"{at.month}월 {at.day}일 {'오전' if at.hour < 12 else '오후'} {(at.hour - 1) % 12 + 1}시{minutes}"

    @property
    def prices(self) -> dict[str, int]:
        """Won by grade."""
        return {grade["name"]: grade["price"] for grade in self.performance["grades"]}

    @property
    def fee(self) -> int:
        """The booking fee of one ticket in won."""
        return int(self.performance["bookingFeePerTicket"])

    def grade_of(self, seat_id: str) -> str:
        """The grade that covers a seat."""
        section_id, row, _ = seat_id.rsplit("-", 2)
        labels = [label for group in self._section(section_id)["rows"] for label in group["labels"]]
        for area in self.performance["areas"]:
            if area["section"] == section_id and row in labels[_rows(area, labels)]:
                return str(area["grade"])
        raise AssertionError(f"no grade covers {seat_id}")

    def are_side_by_side(self, seat_ids: list[str]) -> bool:
        """Whether seats follow each other in one row without an aisle between them."""
        return any(all(seat in run for seat in seat_ids) and self._is_run(seat_ids) for run in self.runs())

    def runs(self) -> list[list[str]]:
        """All seats of the house, one list for each block of each row."""
        return [
            [f"{section['sectionId']}-{label}-{number}" for number in range(block["first"], block["last"] + 1)]
            for section in self.sections
            for group in section["rows"]
            for label in group["labels"]
            for block in group["blocks"]
        ]

    @property
    def unsold(self) -> frozenset[str]:
        """Seats that this date does not sell, or not without being asked: blocked, accessible, restricted view."""
        marked = [
            (section["sectionId"], seats)
            for section in self.sections
            for kind in ("accessible", "companion", "restrictedView")
            for seats in section.get(kind, [])
        ]
        blocked = [(seats["section"], seats) for seats in self.schedule.get("blocked", [])]
        return frozenset(
            f"{section}-{seats['row']}-{number}"
            for section, seats in marked + blocked
            for number in range(seats["first"], seats["last"] + 1)
        )

    def pick(self, count: int, skip: int = 0) -> list[str]:
        """Seats side by side that this date sells; `skip` passes over as many such places."""
        areas = {area["section"] for area in self.performance["areas"]}
        places = [run[:count] for run in self.runs() if run[0].rsplit("-", 2)[0] in areas and len(run) >= count]
        return [place for place in places if not self.unsold & set(place)][skip]

    def price_of(self, seat_ids: list[str]) -> int:
        """What seats cost together, with their fees."""
        return sum(self.prices[self.grade_of(seat)] + self.fee for seat in seat_ids)

    def _section(self, section_id: str) -> Json:
        return next(section for section in self.sections if section["sectionId"] == section_id)

    @staticmethod
    def _is_run(seat_ids: list[str]) -> bool:
        numbers = sorted(int(seat.rsplit("-", 1)[1]) for seat in seat_ids)
        return numbers == list(range(numbers[0], numbers[0] + len(seat_ids)))


class Catalogue:
    """Everything that can be booked now."""

    def __init__(self, tables: Tables) -> None:
        venues = tables.rows("venues")
        self._sections: dict[str, list[Json]] = {row["venueId"]: [] for row in venues if row["sk"] == "VENUE"}
        for row in venues:
            if row["sk"] != "VENUE":
                self._sections[row["pk"].removeprefix("VENUE#")].append(row)
        self._seat_counts = {row["venueId"]: row["seatCount"] for row in venues if row["sk"] == "VENUE"}
        self.performances = {row["performanceId"]: row for row in tables.rows("performances") if "title" in row}
        self._all_schedules = tables.rows("schedules")
        self._schedules = sorted(filter(_is_on_sale, self._all_schedules), key=lambda row: str(row["startsAt"]))
        self._used: set[str] = set()

    def house(self, schedule_id: str) -> House:
        """A date by its id."""
        return self._house(next(row for row in self._schedules if row["scheduleId"] == schedule_id))

    def any_house(self, schedule_id: str) -> House:
        """A date by its id, whether it is on sale or not."""
        return self._house(next(row for row in self._all_schedules if row["scheduleId"] == schedule_id))

    def on_sale(self) -> list[House]:
        """Every date that can be booked, the next one first."""
        return list(map(self._house, self._schedules))

    def by_venue(self) -> list[House]:
        """A date that no test has used for each venue, the largest house first."""
        found = {schedule["venueId"]: schedule for schedule in reversed(self._schedules) if self._is_unused(schedule)}
        largest_first = sorted(found.values(), key=lambda row: -int(self._seat_counts[row["venueId"]]))
        return [self._house(schedule) for schedule in largest_first]

    def unused(self) -> House:
        """A date of its own for a test, so that no test meets another's seats."""
        schedule = next(schedule for schedule in self._schedules if self._is_unused(schedule))
        return self.use(self._house(schedule))

    def use(self, house: House) -> House:
        """Keeps a date from other tests."""
        self._used.add(house.schedule_id)
        return house

    def _is_unused(self, schedule: Json) -> bool:
        return schedule["scheduleId"] not in self._used

    def _house(self, schedule: Json) -> House:
        performance = self.performances[schedule["performanceId"]]
        return House(performance, schedule, tuple(self._sections[schedule["venueId"]]))


def _is_on_sale(schedule: Json) -> bool:
    opens, closes = (datetime.fromisoformat(schedule[key]) for key in ("saleOpensAt", "saleClosesAt"))
    now = datetime.now(UTC)
    return opens < now and now + SOON < min(closes, datetime.fromisoformat(schedule["startsAt"]))


def _rows(area: Json, labels: list[str]) -> slice:
    """Which rows of its section an area covers."""
    first = labels.index(area["firstRow"]) if area.get("firstRow") else 0
    last = labels.index(area["lastRow"]) if area.get("lastRow") else len(labels) - 1
    return slice(first, last + 1)
