"""Wishes about proposed seats: where they are, what they cost, and those that were proposed before them."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from devstack.bedrock.model.booking import offer, propose
from devstack.bedrock.model.desk import Desk
from devstack.bedrock.model.grades import price_of
from devstack.bedrock.model.holding import ask_again
from devstack.bedrock.model.wording import grade_name

Facts = Mapping[str, Any]

CHEAPER = re.compile(
    r"(?:더|좀|조금|보다)\s*(?:더\s*)?(?:싼|싸|저렴|낮은\s*(?:가격|등급))|(?:한\s*단계|한\s*등급)\s*(?:낮|아래)"
)
EARLIER = re.compile(
    r"(?:아까|먼저|이전|전에|원래|처음|첫\s*번째)\S*\s*(?:\S+\s+)?(?:거|것|걸|꺼|껄|게|자리|좌석)(?:로|요|으로|이요|가|\s|[.!?~]|$)"
)
VERY_FIRST = re.compile(r"처음|첫|원래")
NOT_CHEAPER = "다른 좌석이나 다른 날짜를 원하시면 말씀해 주세요."
"""No question that a yes could answer: a yes would agree to the seats that are too dear."""


def cheaper_seats(desk: Desk) -> str:
    """Seats of the next grade below the proposed one, or that there is none."""
    result = desk.require("get_seat_grades", performanceId=desk.state.performance)
    grades = sorted(result.get("grades", []), key=price_of)
    names = proposed_grades(desk) or {str(desk.state.grade)}
    prices = [price_of(grade) for grade in grades if grade["grade"] in names]
    cheaper = [grade for grade in grades if prices and price_of(grade) < min(prices)]
    if not cheaper:
        cheapest = grade_name(str(grades[0]["grade"])) if grades else "지금 등급"
        return f"이 공연에는 **{cheapest}**보다 저렴한 등급이 없어요. {NOT_CHEAPER}"
    first = desk.proposals[0]
    return propose(desk, schedule_of(desk), len(first.get("seatLabels", [])) or 1, cheaper[-1]["grade"])


def proposed_grades(desk: Desk) -> set[str]:
    """The grades of the open proposals."""
    return {
        str(seat["grade"])
        for made in open_results(desk)
        for seat in made["proposal"].get("seats", [])
        if "grade" in seat
    }


def earlier_seats(desk: Desk) -> str:
    """Seats that were proposed before those that are open, where they are still free."""
    now = {proposal["proposalId"] for proposal in desk.proposals}
    earlier = [made for made in desk.state.proposed if made["proposal"]["proposalId"] not in now]
    earlier = [made for made in earlier if made.get("scheduleId") == schedule_of(desk)]
    if not earlier:
        return f"먼저 보여 드린 다른 좌석은 없어요. {ask_again(desk)}"
    labels = labels_of(earlier[0 if VERY_FIRST.search(desk.words) else -1])
    result = desk.lookup(
        "get_available_seats", scheduleId=schedule_of(desk), count=len(labels), seats=", ".join(labels)
    )
    return offer(desk, result)


def open_results(desk: Desk) -> Sequence[Facts]:
    """The results that made the open proposals."""
    now = {proposal["proposalId"] for proposal in desk.proposals}
    return [made for made in desk.state.proposed if made["proposal"]["proposalId"] in now]


def schedule_of(desk: Desk) -> str | None:
    """The date of the open proposals."""
    return desk.proposals[0].get("scheduleId") or desk.state.schedule


def labels_of(made: Facts) -> list[str]:
    """The seat labels of a result's proposal."""
    return [str(seat.get("label")) for seat in made["proposal"].get("seats", [])]
