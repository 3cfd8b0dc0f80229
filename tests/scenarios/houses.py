"""The dates that scenarios speak of, found in the stored catalogue, and the words for them."""

from dataclasses import dataclass
from datetime import date, timedelta
from zlib import crc32

from megaticket.clock import WEEKDAYS
from tests.e2e.catalogue import Catalogue, House
from tests.scenarios.hall import EVENING, MATINEE, PERFORMANCE_ID, SPECIALS
from tests.scenarios.records import Scenario

FAR = 12
"""Days ahead of a small hall's date that no word of a calendar stands for."""

DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
TIMES = {"evening": EVENING, "matinee": MATINEE}


@dataclass(frozen=True)
class Scene:
    """A scenario's dates: the one that it is about, and another one of the same performance."""

    house: House
    other: House
    grade: str

    @property
    def dates(self) -> dict[str, str]:
        """Schedule ids by the names that expectations use."""
        return {"house": self.house.schedule_id, "other": self.other.schedule_id}


def scene_of(scenario: Scenario, catalogue: Catalogue, today: date) -> Scene:
    """The dates of a scenario."""
    return scene_at(scenario.house, catalogue, today, scenario.grade, scenario.name)


def scene_at(name: str, catalogue: Catalogue, today: date, rank: str = "middle", seed: str = "") -> Scene:
    """The dates by their name: "small", "small tomorrow matinee", "small closed", "large", "demo" (another one for each seed)."""
    house = _house(name, seed, catalogue, today)
    other = next(found for found in _small(catalogue) if found.schedule_id != house.schedule_id)
    if not house.schedule_id.startswith(PERFORMANCE_ID):
        other = next(
            found
            for found in catalogue.on_sale()
            if found.title == house.title and found.schedule_id != house.schedule_id
        )
    return Scene(house, other, grade_of(house, rank))


def grade_of(house: House, rank: str) -> str:
    """A grade by how dear it is."""
    dear_first = sorted(house.prices, key=lambda grade: -house.prices[grade])
    return {"top": dear_first[0], "cheapest": dear_first[-1]}.get(rank, dear_first[min(1, len(dear_first) - 1)])


def _house(name: str, seed: str, catalogue: Catalogue, today: date) -> House:
    kind, _, when = name.partition(" ")
    if kind == "large":
        return next(found for found in catalogue.by_venue() if len(found.prices) > 1)
    if kind == "demo":
        return _demo(seed, catalogue)
    if when in SPECIALS:
        day = today + timedelta(days=SPECIALS[when])
        return catalogue.any_house(f"{PERFORMANCE_ID}-{day:%Y%m%d}-1100")
    day_words, _, time_words = when.rpartition(" ")
    day = _day(day_words, today)
    return catalogue.any_house(f"{PERFORMANCE_ID}-{day:%Y%m%d}-{TIMES[time_words or 'evening']:%H%M}")


def _demo(name: str, catalogue: Catalogue) -> House:
    """A date of the demo catalogue: always the same one for a scenario on a day, others for other scenarios."""
    houses = [
        house for house in catalogue.on_sale() if PERFORMANCE_ID not in house.schedule_id and len(house.prices) > 1
    ]
    return houses[crc32(name.encode()) % len(houses)]


def _small(catalogue: Catalogue) -> list[House]:
    return [house for house in catalogue.on_sale() if house.schedule_id.startswith(PERFORMANCE_ID)]


def _day(words: str, today: date) -> date:
    monday = today - timedelta(days=today.weekday())
    if words.startswith("next "):
        return monday + timedelta(days=7 + DAYS.index(words.removeprefix("next ")))
    return today + timedelta(days={"tomorrow": 1, "overmorrow": 2, "": FAR}[words])


def words_of(scene: Scene) -> dict[str, str]:
    """What messages and expectations call the catalogue by: "{title}" is the name alone, "{grade}" is "R석"."""
    return {**_names(scene.house), **_times(scene), **_grades(scene), **_rules(scene.house)}


def _names(house: House) -> dict[str, str]:
    full = house.title
    casting = house.schedule.get("casting") or [{"role": "", "actor": ""}]
    return {
        "full": full,
        "title": full[full.index("〈") + 1 : full.index("〉")] if "〈" in full else full,
        "genre": str(house.performance["genre"]),
        "role": str(casting[0]["role"]),
        "actor": str(casting[0]["actor"]),
        "schedule_id": house.schedule_id,
    }


def _times(scene: Scene) -> dict[str, str]:
    house, at = scene.house, scene.house.starts_at
    return {
        "day": f"{at.month}월 {at.day}일",
        "short_day": f"{at.month}/{at.day}",
        "weekday": f"{WEEKDAYS[at.weekday()]}요일",
        "wrong_weekday": f"{WEEKDAYS[(at.weekday() + 3) % 7]}요일",
        "clock": house.starts_at_spoken.split("일 ", 1)[1],
        "when": house.starts_at_spoken,
        "listed": house.starts_at_text,
        "other_when": scene.other.starts_at_spoken,
        "other_listed": scene.other.starts_at_text,
    }


def _grades(scene: Scene) -> dict[str, str]:
    prices = scene.house.prices
    cheapest, top = min(prices, key=prices.__getitem__), max(prices, key=prices.__getitem__)
    return {
        "grade": _seat(scene.grade),
        "grade_name": scene.grade,
        "lower": scene.grade.lower(),
        "cheapest": cheapest,
        "cheapest_seat": _seat(cheapest),
        "top": top,
        "top_seat": _seat(top),
        "price": f"{prices[scene.grade]:,}원",
        "cheapest_price": f"{prices[cheapest]:,}원",
    }


def _rules(house: House) -> dict[str, str]:
    return {
        "phone": str(house.performance["support"]["phone"]),
        "running": str(house.performance["runningMinutes"]),
        "age": str(house.performance["minimumAge"]),
        "cancel_fee": _cancel_fee(house),
        "fee": f"{house.fee:,}원",
        "limit": str(house.schedule["ticketLimit"]),
        "over": str(house.schedule["ticketLimit"] + 1),
    }


def _cancel_fee(house: House) -> str:
    """What the first tier of the policy costs, as people read it."""
    tier = house.performance["cancellation"]["tiers"][0]
    return f"{tier['feePerTicket']:,}원" if "feePerTicket" in tier else f"{tier['feePercent']}%"


def _seat(grade: str) -> str:
    return grade if grade.endswith("석") else f"{grade}석"
