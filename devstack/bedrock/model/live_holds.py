"""What can be done with seats that are held: more time and other seats."""

from collections.abc import Callable, Mapping
from typing import Any

from devstack.bedrock.model.booking import propose
from devstack.bedrock.model.counts import read_count, read_more
from devstack.bedrock.model.desk import Desk, refusal
from devstack.bedrock.model.grades import read_grade
from devstack.bedrock.model.meant_holds import meant_hold, meant_holds
from devstack.bedrock.model.releasing import WHICH_TO_RELEASE, cancel
from devstack.bedrock.model.wording import WHICH_WISH, join, kept_line, payment_link

Facts = Mapping[str, Any]

WHICH_TO_EXTEND = "어느 공연의 선점 시간을 늘려 드릴까요?"
WHICH_TO_EXCHANGE = "어느 공연의 좌석을 바꿔 드릴까요?"


def answer_which(desk: Desk) -> str | None:
    """The person answers which of several holds was meant."""
    asked = desk.asked
    goals: dict[str, Callable[[Desk], str]] = {
        WHICH_TO_RELEASE: cancel,
        WHICH_TO_EXTEND: extend,
        WHICH_TO_EXCHANGE: exchange,
    }
    goal = next((goal for question, goal in goals.items() if asked.endswith(question)), None)
    return goal(desk) if goal and (acted(desk) or len(meant_holds(desk)) == 1) else None


def acted(desk: Desk) -> bool:
    """Whether a hold was changed in this turn: the holds of the context are others since."""
    return any(desk.called(name) is not None for name in ("cancel_hold", "extend_hold"))


def extend(desk: Desk) -> str:
    """More time to pay for a live hold."""
    result = desk.called("extend_hold")
    if result is None:
        if not desk.holds:
            return "지금 시간을 늘릴 선점 좌석이 없어요. " + WHICH_WISH
        result = desk.lookup("extend_hold", holdId=meant_hold(desk, WHICH_TO_EXTEND)["holdId"])
    if "hold" not in result:
        return join([refusal(result), *map(kept_line, desk.holds)], "\n\n")
    hold = result["hold"]
    return join([f"선점 시간을 늘렸어요. **{hold['expiresAtText']}까지** 결제해 주세요.", payment_link(hold)], "\n\n")


def exchange(desk: Desk) -> str:
    """Other seats for a live hold. Nothing is released: consent to the proposal exchanges them."""
    held = meant_hold(desk, WHICH_TO_EXCHANGE)
    known = proposal_of(desk, held)
    schedule = known.get("scheduleId") or schedule_of(desk, held)
    if schedule is None:
        return join(
            ["어느 회차인지 확인이 필요해요. 공연과 날짜를 말씀해 주시면 좌석을 다시 찾아드릴게요.", kept_line(held)],
            "\n\n",
        )
    seats = known.get("proposal", {}).get("seats", [])
    grade = read_grade(desk.words, desk.state.grades) or only_grade(seats)
    others = [known["proposal"]["proposalId"]] if known else []
    return propose(desk, schedule, count_for(desk, len(held.get("seatLabels", []))), grade, others)


def count_for(desk: Desk, held: int) -> int:
    """How many seats are wanted in the place of those held: "한 장 더" is one more than they are."""
    more = read_more(desk.words)
    return held + more if more else read_count(desk.words) or held or 1


def proposal_of(desk: Desk, held: Facts) -> Facts:
    """The result that proposed the seats which are held now, empty where the history has none."""
    same = (known for known in reversed(desk.state.proposed) if labels_of(known) == list(held.get("seatLabels", [])))
    return next((known for known in same if known.get("title") == held.get("performanceTitle")), {})


def labels_of(result: Facts) -> list[str]:
    """The seat labels of a proposal."""
    return [str(seat.get("label")) for seat in result["proposal"].get("seats", [])]


def only_grade(seats: list[Facts]) -> str | None:
    """The grade of seats that are all of one grade."""
    grades = {seat.get("grade") for seat in seats}
    return str(grades.pop()) if len(grades) == 1 else None


def schedule_of(desk: Desk, held: Facts) -> str | None:
    """The date of a hold, by its title and its start, as far as the history tells it."""
    titles, starts_at = desk.state.titles, held.get("startsAtText")
    for identifier, facts in desk.state.schedules.items():
        title = titles.get(str(facts.get("performanceId")))
        if facts.get("startsAtText") == starts_at and title == held.get("performanceTitle"):
            return identifier
    return None
