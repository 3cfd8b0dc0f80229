"""What can be done with seats that are held: more time, other seats, letting them go."""

from collections.abc import Callable, Mapping
from typing import Any

from devstack.bedrock.model.booking import propose
from devstack.bedrock.model.choices import chosen_place
from devstack.bedrock.model.counts import read_count
from devstack.bedrock.model.desk import Desk, refusal
from devstack.bedrock.model.grades import read_grade
from devstack.bedrock.model.titles import match_titles
from devstack.bedrock.model.wording import join, kept_line, labels_text, numbered, payment_link, reservation_line

Facts = Mapping[str, Any]

WHICH_TO_RELEASE = "어느 공연의 좌석을 놓아 드릴까요?"
WHICH_TO_EXTEND = "어느 공연의 선점 시간을 늘려 드릴까요?"
WHICH_TO_EXCHANGE = "어느 공연의 좌석을 바꿔 드릴까요?"


def answer_which(desk: Desk) -> str | None:
    """The person answers which of several holds was meant."""
    turns = desk.conversation.turns
    asked = turns[-2].answer if len(turns) > 1 else ""
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


def meant_hold(desk: Desk, question: str) -> Facts:
    """The hold that the message means. Interrupts with the question where it can be several."""
    meant = meant_holds(desk)
    if len(meant) != 1:
        lines = numbered(map(kept_line, desk.holds))
        desk.say(f"선점하신 좌석이 여러 건이에요.\n\n{lines}\n\n{question}")
    return meant[0]


def meant_holds(desk: Desk) -> list[Facts]:
    """The live holds that the message can mean, by their titles or their place in the list."""
    words, holds = desk.conversation.words, desk.holds
    titles = {held["holdId"]: str(held.get("performanceTitle", "")) for held in holds}
    named = match_titles(words, titles)
    place = chosen_place(words, len(holds), bare=True)
    if place is not None and len(named) != 1:
        return [holds[place]]
    return [held for held in holds if not named or held["holdId"] in named]


def extend(desk: Desk) -> str:
    """More time to pay for a live hold."""
    result = desk.called("extend_hold")
    if result is None:
        if not desk.holds:
            return "지금 시간을 늘릴 선점 좌석이 없어요. 보고 싶은 공연이 있으세요?"
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
    return propose(desk, schedule, read_count(desk.words) or len(held.get("seatLabels", [])) or 1, grade, others)


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


def cancel(desk: Desk) -> str:
    """Give up a live hold, or say what can be done where there is none."""
    result = desk.called("cancel_hold")
    if result is None:
        if not desk.holds:
            return cancel_without_hold(desk)
        result = desk.lookup("cancel_hold", holdId=meant_hold(desk, WHICH_TO_RELEASE)["holdId"])
    if "error" in result:
        return refusal(result)
    released = result.get("released", {})
    seats = labels_text(released.get("seatLabels", []))
    subject = join([f"**{released['performanceTitle']}**" if released.get("performanceTitle") else "", seats], " ")
    return f"{subject} 선점을 해제했어요. 다른 공연이나 날짜를 찾아드릴까요?".strip()


def cancel_without_hold(desk: Desk) -> str:
    """Nothing is held: paid bookings are cancelled on the web."""
    reservations = desk.require("get_my_reservations").get("reservations", [])
    if not reservations:
        return "지금 선점하시거나 예매하신 좌석이 없어요. 새로 예매를 도와드릴까요?"
    lines = numbered(map(reservation_line, reservations))
    return f"지금 놓아 드릴 선점 좌석은 없어요. 예매 내역은 이래요.\n\n{lines}\n\n결제까지 마치신 예매의 취소는 웹의 예매 내역에서 하실 수 있어요."
